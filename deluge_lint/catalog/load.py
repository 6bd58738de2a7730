"""Reading the catalogue's data files, each at most once a process."""

from __future__ import annotations

import os.path
from typing import Any

DATA = os.path.join(os.path.dirname(__file__), "data")

_loaded: dict[str, Any] = {}


def load(name: str) -> Any:
    """The document ``data/<name>.json``; the caller must not change it."""
    document = _loaded.get(name)
    if document is None:
        import json

        with open(os.path.join(DATA, f"{name}.json"), encoding="utf-8") as file:
            document = _loaded[name] = json.load(file)
    return document


def entries(name: str) -> list[dict[str, Any]]:
    """The entries of ``data/<name>.json`` as written, with everything the accessors leave out."""
    found: list[dict[str, Any]] = load(name)["entries"]
    return found
