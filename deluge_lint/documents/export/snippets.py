"""The HTML of a page of an application: a quoted text, with the Deluge in it written for XML.

The content of a page is ZML on one line.  Its snippets of HTML stand in it as ``<![CDATA[htmlpage name()
content ... ]]>``, where ``&lt;%{`` stands for ``<%{``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from deluge_lint.diagnostics import Edit, Span
from deluge_lint.documents.pages import read_page
from deluge_lint.documents.placement import Placement, unescape
from deluge_lint.documents.script import Host, Island, Trigger
from deluge_lint.syntax import Fault

_SNIPPET = re.compile(r"<!\[CDATA\[\s*htmlpage\b.*?\bcontent\b(.*?)(?:\]\]>|\Z)", re.DOTALL)
_ENTITY = re.compile(r"&(?:lt|gt|quot|apos|amp);")
_MEANT = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
_WRITTEN = str.maketrans({meant: entity for entity, meant in _MEANT.items()})


class Entities(Placement):
    """The text stands in another one with ``&lt;`` for ``<`` and the like; ``around`` says where that is.

    ``starts`` and ``places`` are those of :class:`~deluge_lint.documents.placement.Escaped`.
    """

    __slots__ = ("around", "places", "starts")

    def __init__(self, around: Placement, starts: Sequence[int], places: Sequence[int]) -> None:
        self.around = around
        self.starts = starts
        self.places = places

    def offset(self, at: int) -> int:
        return self.around.offset(self._outer(at))

    def span(self, span: Span) -> Span:
        return self.around.span(Span(self._outer(span.start), self._outer(span.end)))

    def edit(self, edit: Edit) -> Edit | None:
        outer = Span(self._outer(edit.span.start), self._outer(edit.span.end))
        return self.around.edit(Edit(outer, edit.text.translate(_WRITTEN)))

    def _outer(self, at: int) -> int:
        run = bisect_right(self.starts, at) - 1
        return self.places[run] + at - self.starts[run]

    def __reduce__(self) -> tuple[object, ...]:
        return (Entities, (self.around, self.starts, self.places))


def decoded(text: str, start: int, end: int, around: Placement) -> tuple[str, Entities]:
    """What ``text[start:end]`` stands for, and where each part of it is."""
    parts: list[str] = []
    starts, places = [0], [start]
    length, at = 0, start
    for match in _ENTITY.finditer(text, start, end):
        parts += (text[at : match.start()], _MEANT[match[0]])
        length += match.start() - at + 1
        at = match.end()
        starts.append(length)
        places.append(at)
    parts.append(text[at:end])
    return "".join(parts), Entities(around, starts, places)


def snippets(text: str, span: Span, host: Host, trigger: Trigger, faults: list[Fault]) -> Iterator[Island]:
    """The scripts of a page whose content stands in the quotes at ``span``; ``faults`` gets more."""
    if text.find("<%", *span) < 0 and text.find("&lt;%", *span) < 0:
        return
    content, placement = unescape(text, span.start + 1, span.end - 1)
    found = list(_SNIPPET.finditer(content))
    for match in found:
        inner, where = decoded(content, *match.span(1), placement)
        page = read_page(inner, where, host, trigger)
        faults += page.faults
        yield from page.islands
    if not found and "<%" in content:
        page = read_page(content, placement, host, trigger)
        faults += page.faults
        yield from page.islands
