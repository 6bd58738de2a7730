"""A source text with its encoding, byte-order mark, newline style and line index.

Offsets are code points into ``text``, which is what the parser and the rules use; lines,
columns and UTF-16 units are computed here alone, at the edge.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from deluge_lint.diagnostics import Span
from deluge_lint.records import NamedTuple

_LINE_END = re.compile(r"\r\n|\r|\n")


class Position(NamedTuple):
    """A place for people: line and column, both from 1, the column in code points."""

    line: int
    column: int


class LineIndex:
    """Where the lines of a text start; only CR, LF and CRLF end a line, as in LSP."""

    __slots__ = ("starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *[m.end() for m in _LINE_END.finditer(text)]]

    def position(self, offset: int) -> Position:
        """The 1-based line and column of ``offset``, which is clamped into the text."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1)

    def offset(self, line: int, column: int) -> int:
        """The offset of a 1-based line and column, clamped into the text and the line."""
        if line < 1:
            return 0
        if line > len(self.starts):
            return len(self.text)
        start = self.starts[line - 1]
        return min(start + max(column, 1) - 1, start + len(self.line_text(line)))

    def line_text(self, line: int) -> str:
        """The text of a 1-based line without its line end; empty outside the file."""
        if not 1 <= line <= len(self.starts):
            return ""
        start = self.starts[line - 1]
        end = self.starts[line] if line < len(self.starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def utf16_column(self, offset: int) -> int:
        """The 0-based column of ``offset`` in UTF-16 units, as editors count by default."""
        position = self.position(offset)
        start = self.starts[position.line - 1]
        return len(self.text[start : start + position.column - 1].encode("utf-16-le", "surrogatepass")) // 2


class SourceFile:
    """One text as found: ``path`` is shown to people ("<stdin>" for standard input).

    ``text`` has no byte-order mark; ``bom`` remembers it, ``encoding`` is what writes the
    text back, ``newline`` is the style of its first line end.
    """

    __slots__ = ("_lines", "bom", "encoding", "path", "text")

    def __init__(
        self, text: str, path: str = "<stdin>", *, encoding: str = "utf-8", bom: bool = False
    ) -> None:
        self.text = text
        self.path = path
        self.encoding = encoding
        self.bom = bom
        self._lines: LineIndex | None = None

    @property
    def lines(self) -> LineIndex:
        """The line index, computed when first asked for."""
        if self._lines is None:
            self._lines = LineIndex(self.text)
        return self._lines

    @property
    def newline(self) -> str:
        """The first line end of the text, LF where it has none."""
        found = _LINE_END.search(self.text)
        return found.group() if found else "\n"

    def slice(self, span: Span) -> str:
        """The text of ``span``."""
        return self.text[span.start : span.end]


class NotText(Exception):
    """The bytes are no text that could be Deluge; the message says what was met and where."""


_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


#: What no text has, in whatever encoding: control characters but for tabs, line ends and form feeds.
_CONTROL = rb"[\x00-\x08\x0e-\x1f\x7f]"


def decode(data: bytes, path: str = "<stdin>") -> SourceFile:
    """Decode UTF-8 (with or without BOM), UTF-16 with BOM, or a text that an old editor of Windows saved.

    The last is Windows-1252 or Latin-1: every byte stands for one character and is written back as it
    was, so that nothing gets lost where the text was another code page.  Raises :class:`NotText` for
    what is no text, naming the first byte that does not fit.
    """
    mark, encoding = _mark_of(data)
    data, bom = data[len(mark) :], bool(mark)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if bom or re.search(_CONTROL, data):
            line = data.count(b"\n", 0, error.start) + 1
            raise NotText(
                f"not {encoding.upper()} text: byte 0x{data[error.start]:02X} on line {line} does not fit"
            ) from None
        text, encoding = _old_text(data)
    if "\0" in text:
        if _is_bare_utf_16(data):
            raise NotText("UTF-16 without a byte-order mark cannot be told from other data; save it as UTF-8")
        line = text.count("\n", 0, text.index("\0")) + 1
        raise NotText(f"not a text file: it has a NUL character on line {line}")
    return SourceFile(text, path, encoding=encoding, bom=bom)


def _old_text(data: bytes) -> tuple[str, str]:
    """The text and the encoding of bytes that are not UTF-8."""
    try:
        return data.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:  # five bytes stand for nothing there
        return data.decode("latin-1"), "latin-1"


def _is_bare_utf_16(data: bytes) -> bool:
    """Whether every second byte is NUL, as in a text of the plainest letters in UTF-16."""
    halves = data[:200:2], data[1:200:2]
    letters, others = sorted(halves, key=any, reverse=True)
    return len(data) > 3 and not any(others) and all(each >= 0x20 or each in b"\t\r\n" for each in letters)


def decode_head(data: bytes) -> str:
    """The text that the first bytes of a file stand for, whatever is wrong with it."""
    mark, encoding = _mark_of(data)
    return data[len(mark) :].decode(encoding, "replace")


def _mark_of(data: bytes) -> tuple[bytes, str]:
    """The byte-order mark that the data begins with, if any, and the encoding."""
    return next((each for each in _BOMS if data.startswith(each[0])), (b"", "utf-8"))


class CannotEncode(Exception):
    """A new text has characters that the encoding of its file lacks; the message says which."""


def encode(source: SourceFile, text: str) -> bytes:
    """The bytes of ``text`` in the encoding of ``source``, with its byte-order mark.

    Raises :class:`CannotEncode` for characters that a file in an old encoding cannot hold.
    """
    mark = next((mark for mark, encoding in _BOMS if encoding == source.encoding), b"") if source.bom else b""
    try:
        return mark + text.encode(source.encoding)
    except UnicodeEncodeError as error:
        lacks = text[error.start]
        raise CannotEncode(f"its encoding, {source.encoding}, has no `{lacks}`; save it as UTF-8") from None
