"""What the letters of a date pattern stand for."""

from __future__ import annotations

from deluge_lint.catalog.load import entries

_letters: dict[str, str] = {}


def meaning(letter: str) -> str:
    """Such as ``month`` for ``M``; empty for a letter that no pattern has."""
    if not _letters:
        _letters.update((one["letter"], one["name"]) for one in entries("pattern_letters"))
    return _letters.get(letter, "")
