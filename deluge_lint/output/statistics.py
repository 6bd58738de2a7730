"""How often each rule reported: a table, the most frequent rule first."""

from __future__ import annotations

from collections.abc import Iterator

from deluge_lint.diagnostics import Applicability, Diagnostic, Severity
from deluge_lint.engine.results import RunResult
from deluge_lint.output.context import OutputContext
from deluge_lint.output.summary import findings
from deluge_lint.output.tables import Cell, Column, table
from deluge_lint.output.text import closing

_COLUMNS = (
    Column("count", number=True), Column("code"), Column("rule"), Column("severity"),
    Column("files", number=True), Column("fixable", number=True),
)  # fmt: skip


class _Tally:
    """What one rule comes to."""

    __slots__ = ("count", "files", "first", "fixable", "severity")

    def __init__(self, first: Diagnostic) -> None:
        self.first = first
        self.count = self.fixable = 0
        self.files: set[str] = set()
        self.severity = Severity.HINT

    def add(self, path: str, diagnostic: Diagnostic) -> None:
        self.count += 1
        self.files.add(path)
        self.severity = max(self.severity, diagnostic.severity)
        self.fixable += bool(diagnostic.fixes) and diagnostic.fixes[0].applicability is Applicability.SAFE


def render(run: RunResult, context: OutputContext) -> Iterator[str]:
    """The table, then problems and summary as in the text format."""
    tallies: dict[str, _Tally] = {}
    for path, diagnostic in findings(run):
        tallies.setdefault(diagnostic.code, _Tally(diagnostic)).add(path, diagnostic)
    ordered = sorted(tallies.values(), key=lambda tally: (-tally.count, tally.first.code))
    if ordered:
        yield from table(_COLUMNS, [_row(tally, context) for tally in ordered], context)
        yield "\n"
    yield from closing(run, context)


def _row(tally: _Tally, context: OutputContext) -> list[Cell]:
    return [
        Cell(str(tally.count)),
        Cell(tally.first.code, context.rule_url(tally.first)),
        Cell(tally.first.name),
        Cell(tally.severity.label),
        Cell(str(len(tally.files))),
        Cell(str(tally.fixable)),
    ]
