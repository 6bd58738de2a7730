"""Offsets of a text as positions of the protocol and back, in the encoding that was agreed on."""

from __future__ import annotations

from lsprotocol import types

from deluge_lint.diagnostics import Span
from deluge_lint.source import SourceFile

UTF8 = types.PositionEncodingKind.Utf8
UTF16 = types.PositionEncodingKind.Utf16
UTF32 = types.PositionEncodingKind.Utf32


class Positions:
    """Positions in one text; ``encoding`` says in which units columns count."""

    __slots__ = ("_encoding", "_source")

    def __init__(self, source: SourceFile, encoding: types.PositionEncodingKind | str = UTF16) -> None:
        self._source = source
        self._encoding = types.PositionEncodingKind(encoding)

    def position(self, offset: int) -> types.Position:
        """The position of an offset, which is clamped into the text."""
        lines = self._source.lines
        found = lines.position(offset)
        if self._encoding is UTF32:
            return types.Position(found.line - 1, found.column - 1)
        start = lines.starts[found.line - 1]
        return types.Position(
            found.line - 1, self._units(self._source.text[start : start + found.column - 1])
        )

    def range(self, span: Span) -> types.Range:
        """The range of a span."""
        return types.Range(self.position(span.start), self.position(max(span.start, span.end)))

    def offset(self, position: types.Position) -> int:
        """The offset of a position; one behind the end of its line is that end."""
        lines = self._source.lines
        if position.line >= len(lines.starts):
            return len(self._source.text)
        text = lines.line_text(position.line + 1)
        start = lines.starts[position.line]
        if self._encoding is UTF32 or text.isascii():
            return start + min(position.character, len(text))
        left = position.character
        for at, character in enumerate(text):
            width = self._units(character)
            if left < width:
                return start + at
            left -= width
        return start + len(text)

    def span(self, range: types.Range) -> Span:
        """The span of a range."""
        start = self.offset(range.start)
        return Span(start, max(start, self.offset(range.end)))

    def _units(self, text: str) -> int:
        if self._encoding is UTF32 or text.isascii():
            return len(text)
        if self._encoding is UTF8:
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
