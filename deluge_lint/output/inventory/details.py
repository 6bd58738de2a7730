"""All there is to say of each function, for people."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from deluge_lint.inventory.model import Entry, Use
from deluge_lint.output.context import OutputContext
from deluge_lint.output.inventory.selection import Shown
from deluge_lint.output.inventory.words import (
    USES,
    connection_words,
    data_words,
    formula,
    lines_words,
    may_run,
    service_name,
    signature,
)
from deluge_lint.output.palette import Palette
from deluge_lint.output.summary import counted
from deluge_lint.output.visible import visible

_INDENT = 12


def details(shown: Shown, context: OutputContext) -> Iterator[str]:
    """The entries one after the other."""
    palette = Palette(context.colour, context.hyperlinks)
    for at in shown.places:
        entry = shown.inventory.entries[at]
        yield palette.paint("strong", visible(signature(entry))) + "\n"
        yield palette.paint("faint", f"  {context.shown(entry.path)}:{entry.line}") + "\n"
        for word, text in facts(shown, at):
            lines = wrap(visible(text), context.width - _INDENT - 2, break_on_hyphens=False) or [""]
            for number, line in enumerate(lines):
                label = palette.paint("faint", f"{word if not number else '':>{_INDENT}}")
                yield f"{label}  {line}\n"
        yield "\n"


def facts(shown: Shown, at: int) -> Iterator[tuple[str, str]]:
    """What there is to say of an entry: a word and a text each."""
    entry = shown.inventory.entries[at]
    measure = entry.measure
    yield "runs in", f"{entry.host} ({entry.confidence})" if entry.host else "a host that nobody knows"
    size = f"{counted(measure.lines, 'line')}, {counted(measure.statements, 'statement')}"
    yield "size", f"{size}, complexity {measure.complexity}, {counted(measure.depth, 'block')} deep"
    yield "run by", run_by(shown, entry)
    for call in entry.calls:
        yield "calls", f"{shown.labels[call.callee]} (line {call.line})"
    for missing in entry.missing:
        known = (
            "which several functions are called" if missing.candidates else "which is not among these files"
        )
        yield "calls", f"{missing.name} (line {missing.line}), {known}"
    if entry.recursive:
        yield "", "calls itself, directly or through others"
    yield from _costs(entry)
    for service in entry.services:
        yield "service", f"{service_name(service)} by {', '.join(service.how)}, {lines_words(service.lines)}"
    for connection in entry.connections:
        yield "connection", f"{connection_words(connection)}, {lines_words(connection.lines)}"
    for data in entry.data:
        yield "data", f"{data_words(data)}, {lines_words(data.lines)}"
    if entry.fault:
        yield "fault", entry.fault


def run_by(shown: Shown, entry: Entry) -> str:
    """What runs an entry, in words."""
    if entry.kind != "function":
        return entry.title or "its service"
    if entry.use is Use.OUTSIDE:
        return f"{entry.why}; {may_run(entry)}"
    callers = ", ".join(shown.labels[each] for each in entry.callers)
    said = entry.why or (USES[entry.use] if entry.use is not Use.CALLED or not callers else "")
    return "; ".join(part for part in (callers, said) if part)


def _costs(entry: Entry) -> Iterator[tuple[str, str]]:
    for word, cost in (("API calls", entry.api), ("mails", entry.mails), ("SMS", entry.sms)):
        if cost.total.is_zero and not (word == "API calls" and cost.total.is_open):
            continue
        own = f"; {formula(cost.own)} by its own code" if cost.own.terms != cost.total.terms else ""
        yield word, f"{formula(cost.total)} at worst{own}"
