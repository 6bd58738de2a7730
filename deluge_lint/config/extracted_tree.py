"""A tree of scripts that ``deluge-lint extract`` took out of an export of a Creator application."""

from __future__ import annotations

import os

from deluge_lint.catalog.organisation import OwnFunction
from deluge_lint.config.load import shown_path
from deluge_lint.config.tree import NO_PLACE, Place
from deluge_lint.config.tree_files import read_both, read_data
from deluge_lint.documents.extracted import MAP_NAME, SCHEMA_NAME, BadMap, Placed, map_of
from deluge_lint.engine.results import WHOLE_FILE, Part
from deluge_lint.schema.declared import located
from deluge_lint.schema.model import NOTHING, Schema
from deluge_lint.schema.plain import from_plain


def open_tree(folder: str) -> ExtractedTree | None:
    """The tree whose root ``folder`` is: it has a map."""
    return ExtractedTree(folder) if os.path.isfile(os.path.join(folder, MAP_NAME)) else None


class ExtractedTree:
    """One extracted application."""

    title = "an extracted application"

    def __init__(self, root: str) -> None:
        self.root = root
        self.problems: list[str] = []
        self._schema: Schema | None = None
        self._scripts: dict[str, Placed] | None = None
        self._tells_use = False
        self._numbers: dict[str, int] = {}

    @property
    def schema(self) -> Schema:
        """Its forms, reports and pages."""
        if self._schema is None:
            path = os.path.join(self.root, SCHEMA_NAME)
            data, text = read_both(path, self.problems) if os.path.isfile(path) else (None, "")
            self._schema = located(from_plain(data), text) if data is not None else NOTHING
            self._tells_use = isinstance(data, dict) and "mentions" in data
        return self._schema

    @property
    def functions(self) -> tuple[OwnFunction, ...]:
        """None: its functions are scripts of the tree."""
        return ()

    def place(self, path: str) -> Place:
        """The host and the event of a script, as the map tells them."""
        below = os.path.relpath(os.path.abspath(path), self.root).replace(os.sep, "/")
        found = self._map().get(below)
        if found is None:
            return NO_PLACE
        told_by = shown_path(os.path.join(self.root, MAP_NAME))
        return Place(found.host, told_by, found.trigger, self._part(found.path))

    def _part(self, path: str) -> Part:
        scripts = self._map()
        if not self.schema.origin or not self._tells_use:
            # what the rest of the application uses stands nowhere
            return WHOLE_FILE
        number = self._numbers.get(path, 0)
        return Part(self.root, path, number, len(scripts), SCHEMA_NAME)

    def _map(self) -> dict[str, Placed]:
        if self._scripts is None:
            self._scripts = {}
            path = os.path.join(self.root, MAP_NAME)
            data = read_data(path, self.problems)
            if data is not None:
                try:
                    self._scripts = {one.path: one for one in map_of(data).scripts}
                    self._numbers = {one: at for at, one in enumerate(sorted(self._scripts), 1)}
                except BadMap as error:
                    self.problems.append(f"{shown_path(path)}: {error}")
        return self._scripts
