"""The lift report for spreadsheets: one row for each function and target."""

from __future__ import annotations

from collections.abc import Iterator

from deluge_lint.output.context import OutputContext
from deluge_lint.output.portability.words import HOME_WORD, needed
from deluge_lint.output.sheet import row
from deluge_lint.portability.model import Function, Report, Target

COLUMNS = (
    "path", "line", "function", "host", "target", "status", "own_status", "minutes", "blocks", "reworks",
    "fixes", "checks", "accepted", "calls", "first_obstacle", "instead", "source", "evidence", "reason",
)  # fmt: skip


def render(report: Report, context: OutputContext, verbose: bool = False) -> Iterator[str]:
    """The table with its head, lines ending as RFC 4180 says."""
    yield row(COLUMNS)
    for function in report.functions:
        for target in report.targets:
            yield row(_row(function, target, context))


def _row(function: Function, target: Target, context: OutputContext) -> tuple[object, ...]:
    start = (context.relative(function.path), function.line, function.name, function.host, target.host)
    verdict = function.verdicts.get(target.host)
    if verdict is None:
        return (*start, HOME_WORD, HOME_WORD, *[""] * 12)
    counts = [
        sum(each.need == need for each in verdict.issues) for need in ("block", "rework", "fix", "check")
    ]
    calls = "; ".join(f"{each.name} ({each.status.word})" for each in needed(verdict))
    order = ("block", "rework", "fix", "check")
    first = min(
        verdict.issues, key=lambda each: order.index(each.need) if each.need in order else 1, default=None
    )
    found = first.diagnostic if first is not None else None
    lift = found.lift if found is not None else None
    return (
        *start, verdict.status.word, verdict.own.word, verdict.minutes, *counts, len(verdict.accepted), calls,
        found.message if found else "", found.help if found else "", lift.source if lift else "",
        lift.evidence if lift else "", function.reason,
    )  # fmt: skip
