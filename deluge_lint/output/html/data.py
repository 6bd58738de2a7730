"""What the script of the page reads: every finding once, texts that repeat by number."""

from __future__ import annotations

from typing import Any

from deluge_lint.diagnostics import Diagnostic
from deluge_lint.engine.fingerprint import Surroundings
from deluge_lint.engine.results import RunResult
from deluge_lint.output.context import OutputContext
from deluge_lint.output.summary import findings
from deluge_lint.output.visible import cells, visible
from deluge_lint.records import NamedTuple

#: Characters of a line that the page shows before, of and behind the place.
_BEFORE, _MARKED, _BEHIND = 60, 160, 80

#: The column of rules that no category is known of, such as those of a pack that is gone.
UNKNOWN = "other"


class Finding(NamedTuple):
    """A finding with what the page says of its place; ``line`` is 0 where the text is gone.

    ``before``, ``marked`` and ``behind`` are the pieces of its source line.
    """

    path: str
    found: Diagnostic
    category: str
    function: str
    line: int = 0
    column: int = 0
    before: str = ""
    marked: str = ""
    behind: str = ""


def gathered(run: RunResult, context: OutputContext) -> list[Finding]:
    """All findings in order, with their places."""
    surroundings = Surroundings()
    return [_finding(path, found, context, surroundings) for path, found in findings(run)]


def _finding(path: str, found: Diagnostic, context: OutputContext, surroundings: Surroundings) -> Finding:
    rule = context.rule(found.name)
    category = rule.category if rule is not None else UNKNOWN
    source = context.source_of(path)
    shown, place = context.shown(path), context.place(path, found.span)
    if source is None or place is None:
        return Finding(shown, found, category, "")
    function = visible(surroundings.of(path, found.span, source))
    line, column = place.start
    text = (context.shown_source(path) or source).lines.line_text(line)
    start = column - 1
    end = place.end.column - 1 if place.end.line == line else len(text)
    end = min(max(end, start + 1), start + _MARKED)
    before = _said(text[max(0, start - _BEFORE) : start])
    cut = "…" if start > _BEFORE else "", "…" if len(text) > end + _BEHIND else ""
    return Finding(
        shown, found, category, function, line, column,
        cut[0] + before, _said(text[start:end]) or " ", _said(text[end : end + _BEHIND]) + cut[1],
    )  # fmt: skip


def _said(piece: str) -> str:
    return "".join(cells(piece)[0])


def packed(all_findings: list[Finding], context: OutputContext) -> dict[str, Any]:
    """The data of the page: ``texts``, ``rules`` (code, name, category, address) and ``findings``.

    A finding is [path, function, rule, severity, line, column, message, help, fix, before, marked,
    behind]; path, function, message, help and fix are numbers of texts.
    """
    texts: dict[str, int] = {}
    rules: dict[tuple[str, str, str, str], int] = {}

    def text(said: str) -> int:
        return texts.setdefault(said, len(texts))

    rows = []
    for each in all_findings:
        found = each.found
        rule = (visible(found.code), visible(found.name), each.category, visible(context.rule_url(found)))
        rows.append([
            text(each.path), text(each.function), rules.setdefault(rule, len(rules)), int(found.severity),
            each.line, each.column,
            text(visible(found.message)), text(visible(found.help)), text(_fix(found)),
            each.before, each.marked, each.behind,
        ])  # fmt: skip
    return {"texts": list(texts), "rules": [list(rule) for rule in rules], "findings": rows}


def _fix(found: Diagnostic) -> str:
    if not found.fixes:
        return ""
    fix = found.fixes[0]
    return f"{visible(fix.title)} ({fix.applicability.label})"
