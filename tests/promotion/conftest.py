"""Sides of promotions made from one small export by changing pieces of its text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deluge_lint.config.model import Overrides
from deluge_lint.config.settings import Settings
from deluge_lint.promotion.compare import compare
from deluge_lint.promotion.model import Comparison, Side
from deluge_lint.promotion.sides import Reading, read_side

EXPORT = (Path(__file__).resolve().parents[1] / "corpus" / "exports" / "bakery_2026.ds").read_text(
    encoding="utf-8"
)
Edits = list[tuple[str, str]]


def edited(edits: Edits, text: str = EXPORT) -> str:
    """The export with pieces of its text replaced, each of which has to be there."""
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


@pytest.fixture
def side(tmp_path: Path) -> Callable[[str, str], Side]:
    """Makes and reads an export."""

    def make(name: str, text: str, preset: str = "recommended") -> Side:
        path = tmp_path / name / "bakery.ds"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        settings = Settings(Overrides(preset=preset, isolated=True))
        reading = Reading(settings.settings_for, settings.files_in, 10_000_000)
        return read_side(str(path), reading)

    return make


@pytest.fixture
def compared(side: Callable[[str, str], Side]) -> Callable[[Edits, Edits], Comparison]:
    """The comparison of the export with itself after some edits."""

    def make(edits: Edits, before: Edits = []) -> Comparison:  # noqa: B006 - never changed
        return compare(side("old", edited(before)), side("new", edited(edits, edited(before))))

    return make
