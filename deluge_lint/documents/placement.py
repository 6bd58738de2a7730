"""Where the text of a script stands in its file.

A script is parsed and judged by itself; what is found in it is told in offsets of the file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from deluge_lint.diagnostics import Edit, Span


class Placement:
    """The script is the file: offsets and edits stay as they are."""

    __slots__ = ()

    def offset(self, at: int) -> int:
        """The offset in the file of an offset in the script."""
        return at

    def span(self, span: Span) -> Span:
        """The span in the file of a span in the script."""
        return span

    def edit(self, edit: Edit) -> Edit | None:
        """The edit of the file that makes an edit of the script; ``None`` where there is none.

        Only a script in pieces has such places: an edit may reach into what stands between them.
        """
        return edit

    def __reduce__(self) -> str | tuple[object, ...]:
        return (type(self), ())


WHOLE = Placement()


class Shifted(Placement):
    """The script is a piece of the file, character by character, from ``start`` on."""

    __slots__ = ("start",)

    def __init__(self, start: int) -> None:
        self.start = start

    def offset(self, at: int) -> int:
        return self.start + at

    def span(self, span: Span) -> Span:
        return Span(self.start + span.start, self.start + span.end)

    def edit(self, edit: Edit) -> Edit | None:
        return Edit(self.span(edit.span), edit.text)

    def __reduce__(self) -> tuple[object, ...]:
        return (Shifted, (self.start,))


class Escaped(Placement):
    r"""The script is the content of a quoted text, where ``\n``, ``\"`` ... stand for one character.

    ``starts`` holds, for each run of characters that stand for themselves, where it begins in the
    script, and ``places`` where that is in the file; both begin with the first character.
    """

    __slots__ = ("places", "starts")

    def __init__(self, starts: Sequence[int], places: Sequence[int]) -> None:
        self.starts = starts
        self.places = places

    def offset(self, at: int) -> int:
        run = bisect_right(self.starts, at) - 1
        return self.places[run] + at - self.starts[run]

    def span(self, span: Span) -> Span:
        start = self.offset(span.start)
        # the end of an escape is the start of what follows it
        return Span(start, max(start, self.offset(span.end)))

    def edit(self, edit: Edit) -> Edit | None:
        return Edit(self.span(edit.span), escape(edit.text))

    def __reduce__(self) -> tuple[object, ...]:
        return (Escaped, (self.starts, self.places))


_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "/": "/"}
_WRITTEN = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def escape(text: str) -> str:
    """``text`` as it stands in a quoted text of an export."""
    return "".join(_WRITTEN.get(each, each) for each in text)


def unescape(text: str, start: int = 0, end: int | None = None) -> tuple[str, Escaped]:
    r"""What ``text[start:end]``, the inside of a quoted text, stands for, and where each part of it is.

    A backslash before any other character than those that :func:`escape` writes stands for itself.
    """
    end = len(text) if end is None else end
    parts: list[str] = []
    starts, places = [0], [start]
    length, at = 0, start
    while at < end:
        slash = text.find("\\", at, end - 1)
        if slash < 0:
            parts.append(text[at:end])
            break
        meant = _ESCAPES.get(text[slash + 1])
        if meant is None:
            parts.append(text[at : slash + 1])
            length += slash + 1 - at
            at = slash + 1
            continue
        parts.append(text[at:slash])
        parts.append(meant)
        length += slash - at + 1
        at = slash + 2
        starts.append(length)
        places.append(at)
    return "".join(parts), Escaped(starts, places)


def part_of(placement: Placement, start: int) -> Placement:
    """The placement of a piece of a placed text that begins at ``start`` of it."""
    if isinstance(placement, Escaped):
        run = bisect_right(placement.starts, start) - 1
        starts = [0, *(at - start for at in placement.starts[run + 1 :])]
        return Escaped(starts, [placement.offset(start), *placement.places[run + 1 :]])
    return Shifted(placement.offset(start))
