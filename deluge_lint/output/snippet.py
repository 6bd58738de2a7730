"""Source lines with the finding underlined, as a compiler shows them.

12 | for each lead in leads
   |                  ----- `leads` is looped over here
13 | {
14 |     info zoho.crm.getRecordById("Leads", lead);
   |          ^^^^^^^^^^^^^^^^^^^^^^
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deluge_lint.diagnostics import Edit, Span
from deluge_lint.output.palette import Palette
from deluge_lint.output.visible import text_width, visible
from deluge_lint.output.window import Window, window
from deluge_lint.records import NamedTuple
from deluge_lint.source import SourceFile


class Mark(NamedTuple):
    """Columns ``start`` to ``end`` (from 0, in characters) of a line to underline."""

    line: int
    start: int
    end: int
    label: str
    primary: bool


def line_bounds(source: SourceFile, line: int) -> tuple[int, int]:
    """The offsets between which a 1-based line stands, without its line end."""
    starts, text = source.lines.starts, source.text
    start = starts[line - 1]
    end = starts[line] if line < len(starts) else len(text)
    while end > start and text[end - 1] in "\r\n":
        end -= 1
    return start, end


def marks(source: SourceFile, span: Span, label: str = "", *, primary: bool = True) -> list[Mark]:
    """What to underline for a span: its line, or the first and the last of several."""
    start = source.lines.position(span.start)
    end = source.lines.position(max(span.end, span.start))
    if end.line > start.line and end.column == 1:
        # The span ends with a line end; the next line is no part of what people see.
        bounds = line_bounds(source, end.line - 1)
        end = end._replace(line=end.line - 1, column=bounds[1] - bounds[0] + 1)
    if start.line >= end.line:
        stop = max(start.column, end.column) if start.line == end.line else start.column
        return [Mark(start.line, start.column - 1, stop - 1, label, primary)]
    first, last = line_bounds(source, start.line), line_bounds(source, end.line)
    indent = _indent(source.text, last[0], last[0] + end.column - 1)
    return [
        Mark(start.line, start.column - 1, max(first[1] - first[0], start.column - 1), "", primary),
        Mark(end.line, indent, end.column - 1, label, primary),
    ]


def _indent(text: str, start: int, end: int) -> int:
    offset = start
    while offset < end and text[offset] in " \t":
        offset += 1
    return offset - start


class Snippet:
    """Renders lines of one finding with a gutter of ``digits`` digits."""

    __slots__ = ("digits", "palette", "room", "style")

    def __init__(self, digits: int, width: int, style: str, palette: Palette) -> None:
        self.digits = digits
        self.room = max(width - digits - 3, 20)
        self.style = style
        self.palette = palette

    def bar(self, line: int | None = None, sign: str = "|") -> str:
        """The gutter of a line of source, or of a line between."""
        number = "" if line is None else str(line)
        return self.palette.paint("gutter", f"{number:>{self.digits}} {sign}")

    def lines(self, source: SourceFile, wanted: Sequence[Mark]) -> Iterator[str]:
        """The marked lines in order; a gap of one line is filled, a larger one elided."""
        by_line: dict[int, list[Mark]] = {}
        for mark in wanted:
            by_line.setdefault(mark.line, []).append(mark)
        previous = 0
        for line in sorted(by_line):
            if previous and line - previous == 2:
                yield from self._line(source, line - 1, [])
            elif previous and line - previous > 2:
                yield self.palette.paint("gutter", "." * max(self.digits, 3))
            yield from self._line(source, line, by_line[line])
            previous = line

    def _line(self, source: SourceFile, line: int, wanted: list[Mark]) -> Iterator[str]:
        start, end = line_bounds(source, line)
        left = sorted(wanted, key=lambda mark: (not mark.primary, mark.start, mark.end))
        while True:
            focus = left[0] if left else Mark(line, 0, 0, "", False)
            view = window(source.text, start, end, focus.start, focus.end, self.room)
            yield f"{self.bar(line)} {view.text}".rstrip()
            inside = [mark for mark in left if mark is focus or view.shows(mark.start)]
            yield from self._underlines(view, inside)
            left = [mark for mark in left if mark not in inside]
            if not left:
                return

    def _underlines(self, view: Window, wanted: list[Mark]) -> Iterator[str]:
        """Rows of carets; marks share a row until one has a label or they would overlap."""
        row, filled, closed = "", 0, False
        for mark in wanted:
            start = view.cell(mark.start)
            size = max(view.cell(mark.end) - start, 1)
            if row and (closed or start < filled):
                yield f"{self.bar()} {row}"
                row, filled = "", 0
            label = f" {visible(mark.label)}" if mark.label else ""
            style = self.style if mark.primary else "secondary"
            painted = self.palette.paint(style, ("^" if mark.primary else "-") * size + label)
            row += " " * (start - filled) + painted
            filled = start + size + text_width(label)
            closed = bool(label)
        if row:
            yield f"{self.bar()} {row}"

    def mended(self, source: SourceFile, edits: Sequence[Edit]) -> Iterator[str]:
        """The line as it reads after a fix, where the fix stays within one line."""
        line = source.lines.position(edits[0].span.start).line
        start, end = line_bounds(source, line)
        pieces, offset = [], start
        for (edit_start, edit_end), text in edits:
            if edit_end > end or any(sign in text for sign in "\r\n"):
                return
            pieces += [source.text[offset:edit_start], text]
            offset = edit_end
        pieces.append(source.text[offset:end])
        mended = "".join(pieces)
        if mended.strip():
            focus = edits[0].span.start - start
            view = window(mended, 0, len(mended), focus, focus + len(edits[0].text), self.room)
            yield f"{self.bar(line, '+')} {self.palette.paint('added', view.text)}".rstrip()
