"""From where to where the functions and scripts of a file reach."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from deluge_lint.diagnostics import Span
from deluge_lint.records import NamedTuple
from deluge_lint.source import SourceFile
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.documents.read import Document
    from deluge_lint.documents.script import Script


class _Extent(NamedTuple):
    """A function, up to its body and as a whole; a script has no header."""

    header: Span
    whole: Span


class Extents:
    """The functions and scripts of one file, in offsets of the file; pieces are parsed when asked for."""

    def __init__(self, source: SourceFile) -> None:
        self._document = _read(source)
        islands = self._document.islands if self._document is not None else ()
        placed = ((each.placement.span(Span(0, len(each.text))), each) for each in islands)
        self._islands = sorted(placed, key=lambda each: each[0])
        self._starts = [span.start for span, _ in self._islands]
        self._known: dict[int, list[_Extent]] = {}

    def about(self, span: Span, *, whole: bool = False) -> Span | None:
        """What a finding at ``span`` is about: the function in whose header it stands.

        With ``whole`` it is about all that is around it, a function or else a script.
        """
        for extent in self._around(span):
            inside = extent.whole if whole else extent.header
            if inside.start <= span.start and span.end <= inside.end:
                return extent.whole
        return None

    def _around(self, span: Span) -> list[_Extent]:
        """The extents of the script around a place, the functions first."""
        if self._document is None:
            return []
        at = bisect_right(self._starts, span.start) - 1
        if self._document.script is not None:
            at = -1
        elif at < 0 or self._islands[at][0].end < span.end:
            return []
        if at not in self._known:
            script = self._document.script or self._document.script_of(self._islands[at][1])
            self._known[at] = list(_extents(script))
        return self._known[at]


def _extents(script: Script) -> Iterator[_Extent]:
    tree, span = script.tree, script.placement.span
    for function in tree.by_class.get(n.Function, ()):
        header = tree.token_span(function.first, max(function.first, function.body.first - 1))
        yield _Extent(span(header), span(tree.span(function)))
    everything = span(Span(0, len(tree.source.text)))
    yield _Extent(Span(everything.start, everything.start), everything)


def _read(source: SourceFile) -> Document | None:
    from deluge_lint.documents.read import read_script

    try:
        return read_script(source)
    except Exception:  # noqa: BLE001 - a file that cannot be read still has findings about that
        return None
