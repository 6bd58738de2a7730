"""``deluge-lint explain``: the page of a rule, or of a topic, in the terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from inspect import cleandoc
from typing import Any

import click
from click.shell_completion import CompletionItem

from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.params import color_option, complete_rules, with_bare_color
from deluge_lint.cli.rules_command import rule_data
from deluge_lint.cli.terminal import screen_context
from deluge_lint.cli.topics import TOPICS
from deluge_lint.engine.registry import Registry, registry
from deluge_lint.engine.rule import Bad, Good, Rule
from deluge_lint.output.palette import Palette
from deluge_lint.output.visible import visible

_END = "## "  # no heading: it ends the last paragraph
_MARKS = str.maketrans("", "", "⟦⟧")
_CODE = re.compile(r"`([^`]+)`")


class _Explain(click.Command):
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, with_bare_color(args))


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    topics = [CompletionItem(topic) for topic in TOPICS if topic.startswith(incomplete)]
    return complete_rules(ctx, param, incomplete) + topics


@click.command(cls=_Explain, short_help="Explain a rule or a topic.")
@click.argument("name", shell_complete=_complete)
@color_option
def explain(name: str, color: str) -> int:
    """Explain the rule NAME (or its code), or a topic: syntax, suppressions, exit-codes, portability."""
    context = screen_context(color)
    palette = Palette(context.colour, context.hyperlinks)
    rules = registry()
    topic = TOPICS.get(name.lower())
    rule = rules.find(name)
    if topic is not None:
        lines = _page(topic, palette, context.columns)
    elif rule is not None:
        lines = _rule_page(rule, palette, context.columns)
    else:
        raise CommandError(_unknown(rules, name))
    sys.stdout.writelines(line + "\n" for line in lines)
    return 0


def _unknown(rules: Registry, name: str) -> str:
    from difflib import get_close_matches

    if rules.select(name):
        return f"`{name}` means several rules; `deluge-lint rules {name}` lists them"
    if rules.find(f"DLG{name}") is not None:
        return f"there is no rule or topic `{name}`; did you mean `DLG{name}`?"
    near = rules.nearest(name, selectors=False) or next(
        iter(get_close_matches(name.lower(), TOPICS, 1, 0.6)), None
    )
    hint = f"did you mean `{near}`?" if near else "`deluge-lint rules` lists all rules"
    return f"there is no rule or topic `{name}`; {hint}"


def _rule_page(rule: type[Rule], palette: Palette, columns: int) -> Iterator[str]:
    data = rule_data(rule)
    severity = palette.paint(rule.severity.label, rule.severity.label)
    yield palette.paint("strong", f"{rule.code} {rule.name}")
    yield f"{rule.category} · {severity} · {_preset(rule)} · since {rule.since}"
    yield ""
    yield from _page(rule.__doc__ or "", palette, columns)
    yield from _effort(rule, palette)
    yield from _options(rule, palette)
    yield from _examples(rule, palette)
    yield from _silence(rule, palette)
    yield from _sources(data, palette)


def _preset(rule: type[Rule]) -> str:
    if rule.preset == "off":
        return "off until selected"
    return f"preset {rule.preset}" + (", with --preview only" if rule.preview else "")


def _page(text: str, palette: Palette, columns: int) -> Iterator[str]:
    """A docstring: headings and code get a style; a paragraph too wide for the screen is set anew."""
    for line in _fitted(cleandoc(text).splitlines(), columns):
        if line.startswith("## "):
            yield palette.paint("strong", line[3:])
        elif line.startswith("    ") or not palette.colour:
            yield line
        else:
            yield _CODE.sub(lambda found: palette.paint("secondary", found.group(1)), line)
    yield ""


def _fitted(lines: list[str], columns: int) -> Iterator[str]:
    from textwrap import wrap

    paragraph: list[str] = []
    for line in [*lines, _END]:
        starts = not line or line.startswith(("## ", "    ", "- "))
        if starts and paragraph:
            if max(map(len, paragraph)) <= columns:
                yield from paragraph
            else:
                hang = "  " if paragraph[0].startswith("- ") else ""
                whole = " ".join(part.strip() for part in paragraph)
                yield from wrap(
                    whole, columns, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False
                )
            paragraph = []
        if not starts or line.startswith("- "):
            paragraph.append(line)
        elif line is not _END:
            yield line


def _effort(rule: type[Rule], palette: Palette) -> Iterator[str]:
    """What the report of ``deluge-lint portability`` reckons with."""
    from deluge_lint.portability.effort import explained

    sentence = explained(rule)
    if sentence:
        yield palette.paint("strong", "Effort in `deluge-lint portability`")
        yield f"    {sentence}"
        yield ""


def _options(rule: type[Rule], palette: Palette) -> Iterator[str]:
    if rule.options:
        yield palette.paint("strong", "Options and their defaults")
        for name, default in rule.options.items():
            yield f"    {name} = {_toml(default)}"
        yield ""


def _toml(value: Any) -> str:
    from json import dumps

    return dumps(list(value) if isinstance(value, (tuple, set, frozenset)) else value, ensure_ascii=False)


def _examples(rule: type[Rule], palette: Palette) -> Iterator[str]:
    """The first example that is reported, its mend, and the first that is not."""
    bad = next((each for each in rule.examples if isinstance(each, Bad)), None)
    good = next((each for each in rule.examples if not isinstance(each, Bad)), None)
    if bad is not None:
        yield palette.paint("strong", "Reported" + _where(bad))
        yield from _code(bad.given + bad.code)
        if bad.fixed is not None:
            yield palette.paint("strong", "After the fix")
            yield from _code(bad.fixed)
    if good is not None:
        yield palette.paint("strong", "Not reported" + _where(good))
        yield from _code(good.given + good.code)


def _where(example: Bad | Good) -> str:
    """Such as `` (in crm, lifted to creator)``; empty where it does not matter."""
    words = [f"in {example.host}"] if example.host else []
    words += [f"lifted to {example.target}"] if example.target else []
    words += [f"of the form {example.trigger.form}"] if example.trigger.form else []
    return f" ({', '.join(words)})" if words else ""


def _code(text: str) -> Iterator[str]:
    for line in text.translate(_MARKS).strip("\n").split("\n"):
        yield "    " + "\t".join(visible(part) for part in line.split("\t"))
    yield ""


def _silence(rule: type[Rule], palette: Palette) -> Iterator[str]:
    yield palette.paint("strong", "To silence it for one statement")
    yield f"    // deluge-lint: ignore[{rule.name}] the reason"
    yield ""


def _sources(data: dict[str, Any], palette: Palette) -> Iterator[str]:
    if data["sources"] or data["url"]:
        yield palette.paint("strong", "References")
    for source in data["sources"]:
        yield f"    {source['title']} ({source['evidence']})"
        yield f"    {palette.link(source['url'], source['url'])}"
    if data["url"]:
        yield f"    {palette.link(data['url'], data['url'])}"
