"""The piece of Deluge around a cursor, known from an earlier version of the text.

So nobody who types waits for a parse of the rest.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from deluge_lint.diagnostics import Span
from deluge_lint.documents.placement import WHOLE, Placement, Shifted
from deluge_lint.documents.script import Script
from deluge_lint.records import NamedTuple
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.documents.read import Document
    from deluge_lint.documents.script import Island
    from deluge_lint.lsp.analysis import Analysis


class Near(NamedTuple):
    """A piece of a text that can be read by itself: ``about`` is a script or island of the same place."""

    text: str
    placement: Placement
    about: Script | Island


class Change(NamedTuple):
    """What differs between two texts: from ``start`` to ``old`` in the one and to ``new`` in the other."""

    start: int
    old: int
    new: int


def near(analysis: Analysis, offset: int) -> Near | None:
    """The function, island or script around an offset of the file; ``None`` outside of Deluge.

    Where the last version that was read has it and all edits since stand inside of it, this one
    need not be read.
    """
    known = analysis.known
    change = change_of(known.source.text, analysis.source.text)
    found = _inside(analysis.source.text, known.document, change, offset)
    if found is not None or known is analysis:
        return found
    text = analysis.source.text
    return _inside(text, analysis.document, Change(len(text), len(text), len(text)), offset)


def change_of(old: str, new: str) -> Change:
    """The smallest piece in which two texts differ."""
    least = min(len(old), len(new))
    start = _alike(least, lambda size: old[:size] == new[:size])
    most = least - start
    end = _alike(most, lambda size: not size or old[-size:] == new[-size:])
    return Change(start, len(old) - end, len(new) - end)


def _alike(most: int, same: Callable[[int], bool]) -> int:
    """The largest size up to ``most`` that is the same: comparing slices takes no time, loops do."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if same(middle):
            low = middle
        else:
            high = middle - 1
    return low


def _inside(text: str, document: Document, change: Change, offset: int) -> Near | None:
    script = document.script
    if script is not None:
        found = _around(_functions(script), change, offset)
        if found is None:
            return Near(text, WHOLE, script)
        return Near(text[found.start : found.end], Shifted(found.start), script)
    islands = document.islands
    starts = [each.placement.offset(0) for each in islands]
    at = bisect_right(starts, offset) - 1
    for island in islands[max(0, at - 1) : at + 2]:
        found = _around([_extent(island)], change, offset)
        if found is None:
            continue
        if type(island.placement) is Shifted:
            return Near(text[found.start : found.end], Shifted(found.start), island)
        if change.start == len(text):  # not character by character: only its own text will do
            return Near(island.text, island.placement, island)
    return None


def _extent(island: Island) -> Span:
    return island.placement.span(Span(0, len(island.text)))


def _functions(script: Script) -> Iterator[Span]:
    tree = script.tree
    return (tree.span(each) for each in tree.by_class.get(n.Function, ()))


def _around(spans: Iterable[Span], change: Change, offset: int) -> Span | None:
    """The first of the spans of the old text that holds the whole change, and the offset of the new one."""
    moved = change.new - change.old
    for start, end in spans:
        if start >= change.old and change.start < start:  # it begins behind the change
            start, end = start + moved, end + moved
        elif start <= change.start and change.old <= end:
            end += moved
        elif end > change.start:
            continue
        if start <= offset <= end:
            return Span(start, end)
    return None
