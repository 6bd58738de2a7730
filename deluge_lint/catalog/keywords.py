"""The words of the language."""

from __future__ import annotations

from deluge_lint.catalog.load import entries


def of_kind(kind: str) -> frozenset[str]:
    """The words of one kind: ``reserved``, ``contextual`` or ``forbidden``."""
    return frozenset(one["name"] for one in entries("keywords") if one["kind"] == kind)


def is_reserved(word: str) -> bool:
    """Whether Zoho's list forbids the word as a name, in any case."""
    return word.lower() in of_kind("reserved")
