"""Inventories of texts by path."""

from __future__ import annotations

import pytest

from deluge_lint.engine.results import FileSettings
from deluge_lint.inventory.draw import LEAST, draw_up
from deluge_lint.inventory.survey import scan_source
from deluge_lint.source import SourceFile


@pytest.fixture
def draw():
    """The inventory of one text or of texts by path."""

    def drawer(texts, least=LEAST, **settings):
        if isinstance(texts, str):
            texts = {"a.dg": texts}
        stated = FileSettings((), **settings)
        return draw_up(
            [scan_source(SourceFile(text, path), stated) for path, text in texts.items()], least=least
        )

    return drawer


@pytest.fixture
def entry(draw):
    """The one entry of a text, or the one of a name."""

    def asked(texts, name="", **settings):
        entries = draw(texts, **settings).entries
        (found,) = [each for each in entries if not name or each.name == name]
        return found

    return asked
