"""``deluge-lint rules``: all rules as a table or as JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

import click

from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.params import color_option, with_bare_color
from deluge_lint.cli.terminal import screen_context
from deluge_lint.cli.titles import title_of
from deluge_lint.engine.links import rule_url
from deluge_lint.engine.registry import PACK, Registry, registry
from deluge_lint.engine.rule import CATEGORIES, Bad, Rule
from deluge_lint.output.palette import Palette
from deluge_lint.output.visible import visible
from deluge_lint.portability.effort import efforts


class _Rules(click.Command):
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, with_bare_color(args))


@click.command(cls=_Rules, short_help="List all rules.")
@click.argument("selectors", nargs=-1, metavar="[SELECTOR]...")
@click.option(
    "--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="A table for people or JSON for programs.",
)  # fmt: skip
@color_option
def rules(selectors: tuple[str, ...], output_format: str, color: str) -> int:
    """List the rules, or those that SELECTOR means: a name, code, start of codes or category."""
    chosen = _chosen(registry(), selectors)
    if output_format == "json":
        import json

        click.echo(json.dumps([rule_data(rule) for rule in chosen], indent=2))
        return 0
    context = screen_context(color)
    sys.stdout.writelines(_table(chosen, Palette(context.colour, context.hyperlinks), context.width))
    return 0


def _chosen(rules: Registry, selectors: Iterable[str]) -> list[type[Rule]]:
    """The rules that the selectors mean, all of them without a selector, in code order."""
    wanted: set[str] = set()
    for selector in selectors:
        found = rules.select(selector)
        if not found:
            raise CommandError(unknown_rule(rules, selector))
        wanted.update(rule.name for rule in found)
    return [rule for name, rule in rules.rules.items() if not selectors or name in wanted]


def unknown_rule(rules: Registry, word: str) -> str:
    """The line about a word that names no rule."""
    near = rules.nearest(word)
    hint = f"did you mean `{near}`?" if near else "`deluge-lint rules` lists all rules"
    return f"there is no rule `{word}`; {hint}"


def fix_of(rule: type[Rule]) -> bool:
    """Whether an example of the rule shows a fix."""
    return any(isinstance(example, Bad) and example.fixed is not None for example in rule.examples)


def rule_data(rule: type[Rule]) -> dict[str, Any]:
    """A rule as plain data, for programs."""
    own = rule.__module__.startswith(PACK)
    return {
        "code": rule.code,
        "name": rule.name,
        "category": rule.category,
        "severity": rule.severity.label,
        "preset": rule.preset,
        "preview": rule.preview,
        "since": rule.since,
        "summary": title_of(rule),
        "fixable": fix_of(rule),
        "options": dict(rule.options),
        "efforts": efforts(rule),
        "sources": [source._asdict() for source in rule.sources],
        "url": rule_url(rule.name) if own else "",
    }


#: With so little room beside the names a title would be cut to a few words.
_NARROW = 56


def _table(rules: list[type[Rule]], palette: Palette, width: int) -> Iterable[str]:
    """The rules by category, one line each; two lines where the screen is too narrow for titles."""
    named = max((len(rule.name) for rule in rules), default=0)
    for category in CATEGORIES:
        members = [rule for rule in rules if rule.category == category]
        if members:
            yield palette.paint("strong", category) + "\n"
        for rule in members:
            yield _line(rule, named, palette, width) + "\n"
        if members:
            yield "\n"
    fixable = sum(map(fix_of, rules))
    yield f"{len(rules)} rules, {fixable} with a fix (*). `deluge-lint explain NAME` tells all about one.\n"


def _line(rule: type[Rule], named: int, palette: Palette, width: int) -> str:
    severity = rule.severity.label
    mark = "*" if fix_of(rule) else " "
    preset = "" if rule.preset in ("draft", "recommended") else f" [{rule.preset}]"
    preset += " [preview]" if rule.preview else ""
    room = width - (2 + 6 + 2 + named + 1 + 2 + 7 + 2) - len(preset)
    title = visible(title_of(rule))
    stacked = width - named < _NARROW
    if stacked:
        room = width - 10
    if len(title) > max(room, 20):
        title = title[: max(room, 20) - 1].rstrip() + "…"
    painted = palette.paint(severity, severity) + " " * (7 - len(severity))
    code = palette.link(rule_url(rule.name), rule.code)
    end = palette.paint("faint", preset)
    if stacked:
        return f"  {code}  {rule.name:<{named}} {mark} {painted}{end}".rstrip() + f"\n          {title}"
    return f"  {code}  {rule.name:<{named}} {mark} {painted}  {title}{end}".rstrip()
