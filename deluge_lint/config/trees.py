"""Finds the tree of files that a script stands in, which says where it runs and which forms there are.

A tool that takes scripts out of Zoho leaves files beside them that tell more than the scripts do.
:data:`OPENERS` knows each such layout; the nearest folder upward that has one counts.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deluge_lint.config.tree import Tree

#: Gives the tree whose root a folder is, if it is one.
Opener = Callable[[str], "Tree | None"]


def _crm(folder: str) -> Tree | None:
    # Few folders are a tree: its reader is loaded for those that may be.
    if not (
        os.path.isdir(os.path.join(folder, "modules")) or os.path.isdir(os.path.join(folder, "functions"))
    ):
        return None
    from deluge_lint.config.crm_tree import open_tree

    return open_tree(folder)


def _extracted(folder: str) -> Tree | None:
    if not os.path.isfile(os.path.join(folder, "deluge-map.json")):
        return None
    from deluge_lint.config.extracted_tree import open_tree

    return open_tree(folder)


OPENERS: tuple[Opener, ...] = (_extracted, _crm)


class Trees:
    """Finds the tree of a script; each folder is looked at once."""

    def __init__(self, openers: Sequence[Opener] = OPENERS) -> None:
        self._openers = openers
        self._folders: dict[str, Tree | None] = {}
        self._all: list[Tree] = []

    def tree_of(self, path: str) -> Tree | None:
        """The nearest tree upward from a file, which need not exist."""
        here = os.path.dirname(os.path.abspath(path))
        unseen = []
        while here not in self._folders:
            unseen.append(here)
            found = self._open(here)
            parent = os.path.dirname(here)
            if found is not None or parent == here:
                self._folders[here] = found
                break
            here = parent
        found = self._folders[here]
        for each in unseen:
            self._folders[each] = found
        return found

    def _open(self, folder: str) -> Tree | None:
        found = next(filter(None, (opener(folder) for opener in self._openers)), None)
        if found is not None:
            self._all.append(found)
        return found

    @property
    def problems(self) -> Iterator[str]:
        """Lines about files of the trees that cannot be read."""
        return (line for tree in self._all for line in tree.problems)
