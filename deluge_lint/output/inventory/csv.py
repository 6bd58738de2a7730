"""The inventory for spreadsheets: one row for each function and script."""

from __future__ import annotations

from collections.abc import Iterator

from deluge_lint.output.context import OutputContext
from deluge_lint.output.inventory.selection import Shown
from deluge_lint.output.inventory.words import connection_words, data_words, formula, signature
from deluge_lint.output.sheet import row

COLUMNS = (
    "path", "line", "kind", "name", "signature", "group", "runs_in", "confidence", "use", "why", "callers",
    "calls", "missing", "api_calls", "api_calls_own", "mails", "sms", "services", "connections", "reads",
    "writes", "data", "lines", "statements", "complexity", "depth", "duplicated_in", "fault",
)  # fmt: skip


def render(shown: Shown, context: OutputContext, verbose: bool = False) -> Iterator[str]:
    """The table with its head, lines ending as RFC 4180 says."""
    yield row(COLUMNS)
    copies: dict[int, int] = {}
    for each in shown.duplicates:
        for at in {place.entry for place in each.places}:
            copies[at] = copies.get(at, 0) + 1
    for at in shown.places:
        yield row(_row(shown, at, context, copies.get(at, 0)))


def _row(shown: Shown, at: int, context: OutputContext, copies: int) -> tuple[object, ...]:
    entry, names = shown.inventory.entries[at], shown.labels
    reads = (each.name for each in entry.data if "read" in each.acts)
    writes = (each.name for each in entry.data if set(each.acts) - {"read"})
    return (
        context.relative(entry.path), entry.line, entry.kind, entry.name, signature(entry), entry.group,
        entry.host, entry.confidence if entry.host else "", entry.use.value, entry.why,
        "; ".join(names[each] for each in entry.callers),
        "; ".join(names[each.callee] for each in entry.calls),
        "; ".join(each.name for each in entry.missing),
        formula(entry.api.total), formula(entry.api.own), formula(entry.mails.total),
        formula(entry.sms.total), "; ".join(each.title or "?" for each in entry.services),
        "; ".join(map(connection_words, entry.connections)), "; ".join(reads), "; ".join(writes),
        "; ".join(map(data_words, entry.data)), entry.measure.lines, entry.measure.statements,
        entry.measure.complexity, entry.measure.depth, copies, entry.fault,
    )  # fmt: skip
