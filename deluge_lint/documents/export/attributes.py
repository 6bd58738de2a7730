"""The lines ``key = value`` of a block of an export."""

from __future__ import annotations

import re

from deluge_lint.diagnostics import Span
from deluge_lint.documents.export.blocks import Block
from deluge_lint.documents.placement import unescape

_KEY = re.compile(r"^[ \t]*([A-Za-z][\w \-]*?)[ \t]*=(?!=)[ \t]*", re.MULTILINE)
_QUOTED = re.compile(r'"([^"\\\n]*(?:\\.[^"\\\n]*)*)"')


class Attributes:
    """What the lines of one block say; of several lines with one key the first counts."""

    __slots__ = ("_spans", "_text")

    def __init__(self, text: str, block: Block) -> None:
        self._text = text
        self._spans: dict[str, Span] = {}
        at = block.opened + 1
        inner = block.children
        index = 0
        while True:
            end = inner[index].opened if index < len(inner) else block.closed
            for match in _KEY.finditer(text, at, end):
                value = match.end()
                self._spans.setdefault(match[1].lower(), Span(value, _end(text, value, inner, index)))
            if index == len(inner):
                break
            at = inner[index].closed + 1
            index += 1

    def span(self, key: str) -> Span | None:
        """Where the value stands, quotes and all."""
        return self._spans.get(key)

    def raw(self, key: str) -> str:
        """The value as written, empty without one."""
        span = self._spans.get(key)
        return self._text[span.start : span.end] if span is not None else ""

    def value(self, key: str) -> str:
        """The value, of a quoted one what it stands for."""
        raw = self.raw(key)
        return unquoted(raw) if raw.startswith('"') else raw


def _end(text: str, at: int, inner: list[Block], index: int) -> int:
    """The end of a value: that of its line, but for lines that end within brackets."""
    end = text.find("\n", at)
    while index < len(inner) and (end < 0 or inner[index].opened < end):
        if inner[index].opened >= at:
            end = text.find("\n", inner[index].closed + 1) if inner[index].closed >= end >= 0 else end
            if end < 0:
                break
        index += 1
    end = len(text) if end < 0 else end
    return at + len(text[at:end].rstrip())


def unquoted(raw: str) -> str:
    """What a quoted text stands for."""
    return unescape(raw, 1, len(raw) - 1 if raw.endswith('"') and len(raw) > 1 else len(raw))[0]


def quoted(raw: str) -> tuple[str, ...]:
    """All quoted texts in a value such as ``{"a","b"}``."""
    return tuple(
        unescape(found)[0] if "\\" in found else found for found in _QUOTED.findall(raw)
    )  # fmt: skip
