"""Deluge in a page of Creator: ``<%{ ... }%>``, ``<% ... %>`` and ``<%= value %>`` in HTML or ZML.

A page is one script.  What is opened in one piece may be closed in a later one, with HTML between, so
that the statements of all pieces are put one behind the other, and each character is mapped back.
The braces right inside of ``<%{`` and ``}%>`` belong to the page, not to the script.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from deluge_lint.diagnostics import Span
from deluge_lint.documents.pieces import CLOSER, Piece, Pieces
from deluge_lint.documents.placement import Placement
from deluge_lint.documents.script import Host, Island, Trigger
from deluge_lint.records import NamedTuple
from deluge_lint.syntax import Fault

_OPENER = "<%"
_VALUE = "<%="
#: What other template languages write behind ``<%``: directives, declarations, comments, raw values.
FOREIGN_MARKS = "@!-#:$"
# A text or comment may hold `%>`; a comment on one line only as the end of a value that it holds, too.
_INSIDE = re.compile(
    r"""%>|//(?:(?!%>|<%)[^\n]|<%(?:(?!%>)[^\n]){0,400}%>)*|/\*.*?(?:\*/|\Z)
    |"[^"\\\n]*(?:\\.[^"\\\n]*)*"|"(?:(?!%>)[^\n])*|'[^'\n]*'""",
    re.DOTALL | re.VERBOSE,
)
_BRACES = re.compile(
    r"""[{}]|//[^\n]*|/\*.*?(?:\*/|\Z)|"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|'[^'\\\n]*(?:\\.[^'\\\n]*)*'?""",
    re.DOTALL,
)
_HEAD_OF_BLOCK = re.compile(r"(?:\)|\belse|\btry|\bin\s+[\w.]+)\s*\Z")


class Segment(NamedTuple):
    """One piece of Deluge: from ``start`` to ``end`` between its marks, the opening one at ``opened``."""

    opened: int
    start: int
    end: int
    value: bool


class Page(NamedTuple):
    """What a page holds: no island, or one; what is wrong with its marks, in offsets of the file."""

    islands: tuple[Island, ...]
    faults: tuple[Fault, ...]


def page_islands(text: str, placement: Placement, host: Host, trigger: Trigger) -> tuple[Island, ...]:
    """The script of a page whose text stands at ``placement``, as one island; none without Deluge."""
    return read_page(text, placement, host, trigger).islands


def read_page(text: str, placement: Placement, host: Host, trigger: Trigger) -> Page:
    """The script of a page, and the faults of the marks around its pieces.

    ``text`` is that of the page, ``placement`` where it stands in its file, ``host`` and ``trigger``
    what runs it.
    """
    segments, faults = _segments(text)
    outer, unclosed = _outer_braces(text, segments)
    faults += [_fault("this `{` is never closed with `}%>`", place, place + 1) for place in unclosed]
    faults = [each._replace(span=placement.span(each.span)) for each in faults]
    if not any(text[each.start : each.end].strip() or each.value for each in segments):
        return Page((), tuple(faults))
    script, pieces = _joined(text, segments, outer)
    island = Island("script", script, Pieces(placement, pieces), host, trigger)
    return Page((island,), tuple(faults))


def _fault(message: str, start: int, end: int) -> Fault:
    return Fault("unclosed", message, Span(start, end))


def _segments(text: str) -> tuple[list[Segment], list[Fault]]:
    """The pieces in order; one that is never closed is a fault, and ends the page."""
    found: list[Segment] = []
    at = text.find(_OPENER)
    plainly = False
    while at >= 0:
        value = text.startswith(_VALUE, at)
        start = at + len(_VALUE if value else _OPENER)
        end = -1 if plainly else _end(text, start)
        if end < 0:
            # a comment or text without an end: take the next mark, here and from here on
            plainly = True
            end = text.find(CLOSER, start)
        if end < 0:
            opened = text[at:start]
            return found, [_fault(f"this `{opened}` is never closed with `{CLOSER}`", at, start)]
        if text[start] not in FOREIGN_MARKS or value:
            found.append(Segment(at, start, end, value))
        at = text.find(_OPENER, end + len(CLOSER))
    return found, []


def _end(text: str, start: int) -> int:
    """Where the piece that begins at ``start`` ends; -1 when it never does."""
    for match in _INSIDE.finditer(text, start):
        if match.group() == CLOSER:
            return match.start()
    return -1


def _outer_braces(text: str, segments: list[Segment]) -> tuple[set[int], list[int]]:
    """The places of the braces around whole stretches of a page, and of those that are never closed."""
    outer: set[int] = set()
    opened: list[tuple[int, bool]] = []
    before = ""
    for segment in segments:
        if segment.value:
            continue
        fresh = not _HEAD_OF_BLOCK.search(before[-200:])
        for place, brace in _braces(text, segment):
            if brace == "{":
                opened.append((place, fresh and not text[segment.start : place].strip()))
            elif opened and (last := opened.pop())[1]:
                outer |= {last[0], place}
        if text[segment.start : segment.end].strip():
            before = text[segment.start : segment.end].rstrip()
    unclosed = [place for place, is_outer in opened if is_outer]
    return outer | set(unclosed), unclosed


def _braces(text: str, segment: Segment) -> Iterator[tuple[int, str]]:
    for match in _BRACES.finditer(text, segment.start, segment.end):
        if match.group() in "{}":
            yield match.start(), match.group()


def _joined(text: str, segments: list[Segment], outer: set[int]) -> tuple[str, list[Piece]]:
    """The script of the page: its pieces line by line, a blank for each brace of the page."""
    parts: list[str] = []
    pieces: list[Piece] = []
    length = 0
    braces = sorted(outer)
    for segment in segments:
        inner = braces[bisect_left(braces, segment.start) : bisect_left(braces, segment.end)]
        for start, end, code in _runs(segment, inner):
            pieces.append(Piece(length, start, end - start, code))
            parts.append(text[start:end])
            length += end - start
            if code and not segment.value:
                parts.append(" " if end < segment.end else "\n")
                length += 1
        if segment.value:
            parts.append("\n")
            length += 1
    return "".join(parts), pieces


def _runs(segment: Segment, braces: list[int]) -> Iterator[tuple[int, int, bool]]:
    """The runs of a piece that go into the script, each with whether it may be changed."""
    if segment.value:
        yield segment.opened, segment.start, False
        yield segment.start, segment.end, True
        yield segment.end, segment.end + len(CLOSER), False
        return
    start = segment.start
    for brace in braces:
        yield start, brace, True
        start = brace + 1
    yield start, segment.end, True
