"""Paths against patterns of the .gitignore kind; pathspec is imported when one is met."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_SUFFIX = re.compile(r"\*(\.\w[\w.-]*)")
_INSIDE = re.compile(r"/?(\w[\w.-]*(?:/\w[\w.-]*)*/)\*\*")


def compiled(patterns: Sequence[str]) -> GitIgnoreSpec:
    """The patterns as pathspec knows them; raises :class:`ValueError` for one that it cannot read."""
    from pathspec import GitIgnoreSpec

    for pattern in patterns:
        if not pattern.strip() or pattern.startswith("#"):
            raise ValueError("it matches nothing")
    return GitIgnoreSpec.from_lines(patterns)


def matcher(pattern: str) -> Callable[[str], bool]:
    """Whether a relative path matches; raises :class:`ValueError` as :func:`compiled` does.

    The two commonest shapes, ``crm/**`` and ``*.draft.deluge``, do without pathspec, whose
    import takes as long as linting a script.
    """
    if _SUFFIX.fullmatch(pattern):
        return lambda path: path.endswith(pattern[1:])
    inside = _INSIDE.fullmatch(pattern)
    if inside:
        start = inside.group(1)
        return lambda path: path.startswith(start) and len(path) > len(start)
    return compiled([pattern]).match_file


def only_suffixes(patterns: Sequence[str]) -> tuple[str, ...] | None:
    """The file name endings, when patterns such as ``*.deluge`` are all there are."""
    found = [_SUFFIX.fullmatch(pattern) for pattern in patterns]
    return None if None in found else tuple(each.group(1).lower() for each in found if each)


def relative(path: str, folder: str) -> str:
    """``path`` from ``folder`` on, with forward slashes; both absolute."""
    with suppress(ValueError):  # another drive
        path = os.path.relpath(path, folder)
    return path.replace(os.sep, "/")


class Tables:
    """A table of patterns, asked which of its entries mean a path."""

    __slots__ = ("_folder", "_matchers")

    def __init__(self, patterns: Sequence[str], folder: str) -> None:
        self._folder = folder
        self._matchers = [matcher(pattern) for pattern in patterns]

    def matches(self, path: str) -> list[int]:
        """The numbers of the entries that match an absolute path."""
        if not self._matchers:
            return []
        name = relative(path, self._folder)
        return [at for at, matches in enumerate(self._matchers) if matches(name)]


class FilePatterns:
    """Which files of a folder are scripts, after one configuration (see ``FolderRules``)."""

    __slots__ = ("_exclude", "_folder", "_spec", "_suffixes", "respect_gitignore")

    def __init__(
        self, folder: str, files: Sequence[str], exclude: Sequence[str], respect_gitignore: bool
    ) -> None:
        self._folder = folder
        self._suffixes = only_suffixes(files)
        self._spec = compiled(files) if self._suffixes is None else None
        self._exclude = compiled(exclude) if exclude else None
        self.respect_gitignore = respect_gitignore

    def wants(self, path: str) -> bool:
        """Whether a file is a script."""
        if self._spec is not None:
            return self._spec.match_file(relative(path, self._folder))
        return path.lower().endswith(self._suffixes or ())

    def skips(self, path: str, folder: bool) -> bool:
        """Whether a file or folder is excluded."""
        if self._exclude is None:
            return False
        return self._exclude.match_file(relative(path, self._folder) + ("/" if folder else ""))
