"""Findings for spreadsheets: one row each."""

from __future__ import annotations

from collections.abc import Iterator

from deluge_lint.engine.fingerprint import Fingerprints
from deluge_lint.engine.results import RunResult
from deluge_lint.output.context import OutputContext
from deluge_lint.output.sheet import row
from deluge_lint.output.summary import findings, problems
from deluge_lint.output.visible import visible

COLUMNS = (
    "path", "line", "column", "end_line", "end_column", "severity", "code", "name", "message", "help",
    "fix", "url", "fingerprint",
)  # fmt: skip


def render(run: RunResult, context: OutputContext) -> Iterator[str]:
    """The table with its head; what could not be linted has the severity ``problem``."""
    prints = Fingerprints()
    yield _row(COLUMNS)
    for path, found in findings(run):
        place = context.place(path, found.span)
        start = (place.start.line, place.start.column) if place else ("", "")
        end = (place.end.line, place.end.column) if place else ("", "")
        fix = found.fixes[0].applicability.label if found.fixes else ""
        shown = context.relative(path)
        yield _row(
            (
                shown, *start, *end, found.severity.label, found.code, found.name, found.message, found.help,
                fix, context.rule_url(found), prints.of(shown, found, context.source_of(path)),
            )
        )  # fmt: skip
    for path, message in problems(run):
        yield _row((context.relative(path) if path else "", *[""] * 4, "problem", "", "", message, *[""] * 4))


def _row(cells: tuple[object, ...]) -> str:
    return row(tuple(visible(each) if isinstance(each, str) else each for each in cells), "\n")
