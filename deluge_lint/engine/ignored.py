"""What .gitignore files exclude; pathspec is imported when there is one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from deluge_lint.records import NamedTuple

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

NAME = ".gitignore"


class Ignored(NamedTuple):
    """The .gitignore files that count in a folder, the innermost first: (folder, patterns)."""

    files: tuple[tuple[str, GitIgnoreSpec], ...] = ()

    def inside(self, folder: str) -> Ignored:
        """The same with the file of an inner folder, when it has one that can be read."""
        spec = _read(os.path.join(folder, NAME))
        return self if spec is None else Ignored(((folder, spec), *self.files))

    def holds(self, path: str, folder: bool) -> bool:
        """Whether an absolute path is excluded; the innermost file that speaks of it decides."""
        for around_it, spec in self.files:
            name = path[len(around_it) :].lstrip(os.sep).replace(os.sep, "/")
            verdict = spec.check_file(name + "/" if folder else name).include
            if verdict is not None:
                return verdict
        return False


NOTHING = Ignored()


def around(folder: str) -> Ignored:
    """What counts in an absolute ``folder`` from the folders around it, up to the repository's root.

    Nothing, when they exclude the folder itself: whoever names it wants it linted.
    """
    outer: list[str] = []
    here = folder
    while not os.path.lexists(os.path.join(here, ".git")):
        parent = os.path.dirname(here)
        if parent == here:
            return NOTHING  # no repository
        outer.append(parent)
        here = parent
    ignored = NOTHING
    for each in reversed(outer):
        if os.path.isfile(os.path.join(each, NAME)):
            ignored = ignored.inside(each)
    return NOTHING if ignored.holds(folder, True) else ignored


def _read(path: str) -> GitIgnoreSpec | None:
    from pathspec import GitIgnoreSpec

    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return GitIgnoreSpec.from_lines(file.read().splitlines())
    except (OSError, ValueError):  # unreadable, or a pattern that git does not know either
        return None
