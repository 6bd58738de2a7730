"""The part of a source line that fits on the screen, around the place that matters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from deluge_lint.output.visible import cells
from deluge_lint.records import NamedTuple

_ELLIPSIS = "…"
_LEAD = 8


class Window(NamedTuple):
    """A piece of a line ready to be shown.

    ``first`` and ``last`` are the columns (from 0, in characters of the line) between
    which it shows the line; ``begins`` maps them to cells of ``text``.
    """

    text: str
    first: int
    last: int
    begins: list[int]

    def shows(self, column: int) -> bool:
        """Whether the place before the character at ``column`` is inside."""
        return self.first <= column <= self.last

    def cell(self, column: int) -> int:
        """The cell of ``text`` at which ``column`` begins; columns outside are clamped."""
        return self.begins[min(max(column, self.first), self.last) - self.first]


def window(text: str, start: int, end: int, focus_start: int, focus_end: int, room: int) -> Window:
    """The line ``text[start:end]`` in at most ``room`` cells.

    The columns from ``focus_start`` to ``focus_end`` are inside as far as they fit, their
    beginning always.  Of a very long line only the surroundings are looked at.
    """
    room = max(room, 20)
    length = end - start
    focus_start = min(max(focus_start, 0), length)
    focus_end = min(max(focus_end, focus_start), focus_start + room, length)
    base, stop = 0, length
    if length > 4 * room:
        base, stop = max(0, focus_start - room), min(length, focus_end + room)
    shown, begins = cells(text[start + base : start + stop])
    begins.append(begins[-1] + 1)  # the place behind the last character can be pointed at, too
    cut = (base > 0, stop < length)
    if begins[-1] <= room and not any(cut):
        return Window("".join(shown), 0, length, begins[:-1])
    first, last = _choose(begins, focus_start - base, focus_end - base, room - 2)
    before = _ELLIPSIS if cut[0] or first > 0 else ""
    after = _ELLIPSIS if cut[1] or last < len(shown) else ""
    shift = len(before) - begins[first]
    return Window(
        before + "".join(shown[first:last]) + after,
        base + first, base + last, [cell + shift for cell in begins[first : last + 1]],
    )  # fmt: skip


def _choose(begins: list[int], focus_start: int, focus_end: int, size: int) -> tuple[int, int]:
    """The characters, from and to, that fill ``size`` cells around the focus."""
    count = len(begins) - 2
    left, right = begins[focus_start], begins[max(focus_end, focus_start + 1)]
    lead = min(_LEAD, size // 4) if right - left >= size else (size - (right - left)) // 2
    wanted = max(0, min(left - lead, begins[-1] - size))
    first = min(bisect_left(begins, wanted), focus_start)
    last = bisect_right(begins, begins[first] + size) - 1
    return first, min(max(last, focus_start), count)
