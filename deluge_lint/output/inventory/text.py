"""The inventory for people at a terminal: the table, what is shared, unused and there twice, the sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from deluge_lint.inventory.cost import Formula
from deluge_lint.inventory.model import Duplicate, Use, is_idle
from deluge_lint.output.context import OutputContext
from deluge_lint.output.inventory.details import details
from deluge_lint.output.inventory.selection import Shown
from deluge_lint.output.inventory.table import functions
from deluge_lint.output.inventory.words import (
    Shared,
    formula,
    headline,
    may_run,
    shared_connections,
    shared_data,
    shared_services,
)
from deluge_lint.output.palette import Palette
from deluge_lint.output.summary import counted
from deluge_lint.output.visible import clipped, text_width, visible

_MOST_SHARED = 12
_MOST_IDLE = 12
_MOST_DUPLICATES = 8
_MOST_PLACES = 3
_FEW_NOTES = 3
_WIDEST = 44


def render(shown: Shown, context: OutputContext, verbose: bool = False) -> Iterator[str]:
    """The report, the sums last, where a terminal shows them first."""
    palette = Palette(context.colour, context.hyperlinks)
    yield palette.paint("strong", visible(headline(shown))) + "\n\n"
    yield from functions(shown, context, verbose)
    if shown.places:
        yield "\n"
    if verbose:
        yield from details(shown, context)
    inventory = shown.inventory
    for title, found in (
        ("Services", shared_services(inventory, shown.places)),
        ("Connections", shared_connections(inventory, shown.places)),
        ("Forms and modules", shared_data(inventory, shown.places)),
    ):
        yield from _shared(title, found, context, palette, verbose)
    yield from _idle(shown, context, palette, verbose)
    yield from _duplicates(shown, context, palette, verbose)
    yield from _notes(shown, context, verbose)
    if context.summary:
        yield from _sums(shown)


def _shared(
    title: str, found: Sequence[Shared], context: OutputContext, palette: Palette, verbose: bool
) -> Iterator[str]:
    if not found:
        return
    most = len(found) if verbose else _MOST_SHARED
    yield palette.paint("strong", title) + "\n"
    for each in found[:most]:
        detail = f": {each.detail}" if each.detail else ""
        yield from _wrapped(
            visible(f"{each.name} in {counted(len(each.entries), 'function')}{detail}"), context
        )
    yield from _more(len(found) - most)
    yield "\n"


def _wrapped(text: str, context: OutputContext) -> Iterator[str]:
    for at, line in enumerate(wrap(text, context.width - 4, break_on_hyphens=False)):
        yield f"{'  ' if not at else '    '}{line}\n"


def _more(left: int) -> Iterator[str]:
    if left > 0:
        yield f"  and {left} more; --verbose shows them all\n"


def _idle(shown: Shown, context: OutputContext, palette: Palette, verbose: bool) -> Iterator[str]:
    """The functions that nothing here runs, those together of which the same is to be said."""
    groups: dict[str, list[int]] = {}
    for at in shown.places:
        entry = shown.inventory.entries[at]
        if entry.use is Use.UNUSED:
            groups.setdefault(f"Unused: {entry.why}", []).append(at)
        elif entry.use is Use.OUTSIDE:
            said = f"{entry.why[:1].upper()}{entry.why[1:]}; {may_run(entry)}"
            groups.setdefault(said, []).append(at)
    for title, found in sorted(groups.items(), key=lambda group: not group[0].startswith("Unused")):
        yield palette.paint("strong", visible(title)) + "\n"
        most = len(found) if verbose else _MOST_IDLE
        rows = [
            (visible(shown.labels[at]), context.shown(entry.path) + f":{entry.line}")
            for at in found[:most]
            for entry in (shown.inventory.entries[at],)
        ]
        width = min(max(text_width(name) for name, _ in rows), _WIDEST)
        for name, place in rows:
            gap = " " * (width - text_width(clipped(name, width)))
            yield f"  {clipped(name, width)}{gap}  {palette.paint('faint', place)}\n"
        yield from _more(len(found) - most)
        yield "\n"


def _duplicates(shown: Shown, context: OutputContext, palette: Palette, verbose: bool) -> Iterator[str]:
    found = shown.duplicates
    if not found:
        return
    yield palette.paint("strong", "Duplicates, names, texts and numbers apart") + "\n"
    most = len(found) if verbose else _MOST_DUPLICATES
    for each in found[:most]:
        yield from _duplicate(each, shown, context, verbose)
    yield from _more(len(found) - most)
    yield "\n"


def _duplicate(each: Duplicate, shown: Shown, context: OutputContext, verbose: bool) -> Iterator[str]:
    yield f"  {counted(each.lines, 'line')} ({each.tokens} tokens) in {len(each.places)} places\n"
    most = len(each.places) if verbose else _MOST_PLACES
    for place in each.places[:most]:
        entry = shown.inventory.entries[place.entry]
        whole = " (all of it)" if place.whole else ""
        where = f"{context.shown(entry.path)}:{place.first}-{place.last}"
        yield f"    {where} {visible(entry.name)}{whole}\n"
    if len(each.places) > most:
        yield f"    and {len(each.places) - most} more\n"


def _notes(shown: Shown, context: OutputContext, verbose: bool) -> Iterator[str]:
    found: dict[str, list[str]] = {}
    for note in shown.inventory.skipped:
        found.setdefault(f"left out: {note.text}", []).append(note.path)
    for at in shown.places:
        entry = shown.inventory.entries[at]
        if entry.fault:
            found.setdefault(entry.fault, []).append(entry.path)
    for text, paths in found.items():
        if len(paths) > _FEW_NOTES and not verbose:
            yield f"{counted(len(paths), 'file')}: {visible(text)}\n"
        else:
            yield from (f"{context.shown(path)}: {visible(text)}\n" for path in dict.fromkeys(paths))
    if found:
        yield "\n"


def _sums(shown: Shown) -> Iterator[str]:
    entries = shown.entries
    lines = sum(each.measure.lines for each in entries)
    statements = sum(each.measure.statements for each in entries)
    idle = [each for each in entries if is_idle(each)]
    unused = sum(each.use is Use.UNUSED for each in idle)
    yield f"{counted(len(entries), 'entry').replace('entrys', 'entries')}, {counted(lines, 'line')}, "
    yield f"{counted(statements, 'statement')}; {counted(unused, 'unused function')}, "
    yield f"{len(idle) - unused} that nothing here calls; {counted(len(shown.duplicates), 'duplicate')}\n"
    worst = max(entries, key=lambda each: each.api.total.weight, default=None)
    if worst is not None and worst.api.total != Formula():
        yield f"The most API calls in one run: {visible(worst.name)}, {visible(formula(worst.api.total))}\n"
