"""On which line of a TOML text a key or a value stands; only asked when something is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PART = r"(?:\"[^\"]*\"|'[^']*'|[\w-]+)"
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
# texts, for compiling them would delay every start
_HEADER = rf"\s*\[\[?\s*({_DOTTED})\s*\]"
_KEY = rf"\s*({_DOTTED})\s*="
_PARTS = r"\"([^\"]*)\"|'([^']*)'|([\w-]+)"


def line_of(text: str, keys: tuple[str, ...], word: str = "") -> int:
    """The line of the key path ``keys``, and behind it of the value ``word``; 1 when not found."""
    lines = text.splitlines()
    best, depth, end = 0, 0, len(lines)
    for number, path in _entries(lines):
        if depth and number > best and end == len(lines):
            end = number
        if len(path) > depth and path == keys[: len(path)]:
            best, depth, end = number, len(path), len(lines)
    wanted = list(keys[depth:]) + ([word] if word else [])
    for each in wanted:
        best = next((at for at in range(best, end) if each in lines[at]), best)
    return best + 1


def _entries(lines: list[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """(line from 0, whole key path) of every table header and key at the start of a line."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(lines):
        header = re.match(_HEADER, line)
        if header:
            table = _split(header.group(1))
            yield number, table
            continue
        key = re.match(_KEY, line)
        if key:
            yield number, (*table, *_split(key.group(1)))


def _split(dotted: str) -> tuple[str, ...]:
    return tuple(a or b or c for a, b, c in re.findall(_PARTS, dotted))
