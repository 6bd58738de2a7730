"""Exports of our own, and what they hold."""

from __future__ import annotations

from pathlib import Path

from deluge_lint.documents.read import Document, read_script
from deluge_lint.source import SourceFile, decode

HERE = Path(__file__).parent.parent / "corpus" / "exports"
NAMES = ("bakery_2026.ds", "parcels_2020.ds")


def source(name: str) -> SourceFile:
    """One of the exports."""
    return decode((HERE / name).read_bytes(), name)


def read(name: str) -> Document:
    """One of the exports, read."""
    return read_script(source(name))


def read_text(text: str) -> Document:
    """An export that stands in a test, read."""
    return read_script(SourceFile(text, "test.ds"))
