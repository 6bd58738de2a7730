"""The inventory as Markdown, for wikis, issues and merge requests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deluge_lint.inventory.model import Use
from deluge_lint.output.context import OutputContext
from deluge_lint.output.inventory import mermaid
from deluge_lint.output.inventory.details import facts
from deluge_lint.output.inventory.graph import graph_of
from deluge_lint.output.inventory.selection import Shown
from deluge_lint.output.inventory.words import (
    USES,
    Shared,
    formula,
    headline,
    reached,
    shared_connections,
    shared_data,
    shared_services,
    signature,
)
from deluge_lint.output.markup import cell, prose
from deluge_lint.output.summary import counted
from deluge_lint.output.visible import visible

#: A larger picture is none.
_MOST_EDGES = 150


def render(shown: Shown, context: OutputContext, verbose: bool = False) -> Iterator[str]:
    """The table, the call graph, what is shared and there twice, then every function."""
    yield f"# {prose(headline(shown))}\n\n"
    yield "| function | runs in | run by | API calls at worst | services | lines | complexity |\n"
    yield "| --- | --- | --- | --- | --- | --: | --: |\n"
    for at in shown.places:
        entry = shown.inventory.entries[at]
        callers = counted(len(entry.callers), "caller") if entry.use is Use.CALLED else USES[entry.use]
        cells = (shown.labels[at], entry.host or "?", callers, formula(entry.api.total), reached(entry))
        measure = entry.measure
        yield f"| {' | '.join(map(cell, cells))} | {measure.lines} | {measure.complexity} |\n"
    graph = graph_of(shown, few=0)
    if 0 < len(graph.edges) <= _MOST_EDGES:
        picture = "".join(mermaid.render(shown, context))
        yield f"\n## Call graph\n\n```mermaid\n{picture}```\n"
    inventory = shown.inventory
    yield from _shared("Services", shared_services(inventory, shown.places))
    yield from _shared("Connections", shared_connections(inventory, shown.places))
    yield from _shared("Forms and modules", shared_data(inventory, shown.places))
    yield from _duplicates(shown, context)
    yield from _functions(shown, context)


def _shared(title: str, found: Sequence[Shared]) -> Iterator[str]:
    if found:
        yield f"\n## {title}\n\n| name | functions | |\n| --- | --: | --- |\n"
    for each in found:
        yield f"| {cell(each.name)} | {len(each.entries)} | {cell(each.detail)} |\n"


def _duplicates(shown: Shown, context: OutputContext) -> Iterator[str]:
    if shown.duplicates:
        yield "\n## Duplicates\n\nCode that is there several times, names, texts and numbers apart.\n\n"
    for each in shown.duplicates:
        yield f"- {counted(each.lines, 'line')} ({each.tokens} tokens)\n"
        for place in each.places:
            entry = shown.inventory.entries[place.entry]
            where = f"{context.shown(entry.path)}:{place.first}-{place.last}"
            yield f"  - {prose(where)} {prose(entry.name)}{' (all of it)' if place.whole else ''}\n"


def _functions(shown: Shown, context: OutputContext) -> Iterator[str]:
    if shown.places:
        yield "\n## Functions\n"
    for at in shown.places:
        entry = shown.inventory.entries[at]
        place = f"{context.shown(entry.path)}:{entry.line}".replace("`", "'")
        yield f"\n### {prose(visible(signature(entry)))}\n\n`{place}`\n\n"
        for word, text in facts(shown, at):
            yield f"- {word}{': ' if word else ''}{prose(text)}\n"
