"""Which files a run lints: files, folders and globs become a sorted list without doubles.

What cannot be linted becomes a :class:`FileResult` with a ``problem``, so that one broken
link or forbidden folder never hides the other files.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Protocol

from deluge_lint.engine.elsewhere import TYPES, hint
from deluge_lint.engine.ignored import NOTHING, Ignored, around
from deluge_lint.engine.results import FileResult
from deluge_lint.records import NamedTuple

#: Folders of other people's code; hidden ones such as `.git` and `.venv` are never searched.
FOREIGN = frozenset({"node_modules", "__pycache__"})

_GLOB = frozenset("*?[")

#: The problem of a path that does not exist.
MISSING = "no such file or folder"


class SettingsError(Exception):
    """No settings can be had for a path; the message is one line for people."""


class FolderRules(Protocol):
    """What configuration says about the files of a folder; paths are absolute."""

    @property
    def respect_gitignore(self) -> bool:
        """Whether .gitignore files count."""

    def wants(self, path: str) -> bool:
        """Whether a file is a script."""

    def skips(self, path: str, folder: bool) -> bool:
        """Whether a file or folder is excluded."""


class Found(NamedTuple):
    """The files to lint, in order; what was met and cannot be linted; lines about configurations."""

    files: tuple[str, ...] = ()
    broken: tuple[FileResult, ...] = ()
    problems: tuple[str, ...] = ()


def discover(paths: Iterable[str], rules_for: Callable[[str], FolderRules]) -> Found:
    """Find the files that ``paths`` mean.

    A file that is named is linted whatever it is called; ``rules_for`` gives what counts in
    a folder and may raise :class:`SettingsError`.
    """
    search = _Search(rules_for)
    for path in paths:
        search.named(path)
    return search.found()


def would_meet(folder: str, path: str, rules_for: Callable[[str], FolderRules]) -> bool:
    """Whether a search of ``folder`` would meet a file below it; both are absolute.

    Nothing else is looked at, so that an editor may ask for every file that changes.  Two names of
    one file are both met.
    """
    here, ignored = folder, NOTHING
    *folders, name = os.path.relpath(path, folder).split(os.sep)
    for number, step in enumerate((*folders, name)):
        try:
            rules = rules_for(here)
        except SettingsError:
            return False
        if rules.respect_gitignore:
            ignored = (ignored if number else around(here)).inside(here)
        whole = os.path.join(here, step)
        is_folder = number < len(folders)
        if step[:1] == "." or step in FOREIGN or not (is_folder or rules.wants(whole)):
            return False
        if rules.skips(whole, is_folder) or ignored.holds(whole, is_folder):
            return False
        here = whole
    return True


def reason_of(error: OSError) -> str:
    """Why the system refused, in a few words."""
    return (error.strerror or str(error)).lower()


class _Search:
    """Collects files, each under one name."""

    def __init__(self, rules_for: Callable[[str], FolderRules]) -> None:
        self._rules_for = rules_for
        # The real path of a file → whether it was met through a link, and the name to show.
        self._files: dict[str, tuple[bool, str]] = {}
        self._broken: dict[str, str] = {}
        self._problems: dict[str, None] = {}

    def found(self) -> Found:
        """Everything that was met, in the order of the names."""
        files = sorted(shown for _, shown in self._files.values())
        broken = (FileResult(path, problem=problem) for path, problem in sorted(self._broken.items()))
        return Found(tuple(files), tuple(broken), tuple(self._problems))

    def named(self, path: str) -> None:
        """Take in one word of the command line."""
        path = os.path.normpath(path) if path else path
        if os.path.isdir(path):
            self._folder(path)
        elif os.path.lexists(path):
            self._file(path, os.path.islink(path))
        elif _GLOB.intersection(path):
            self._glob(path)
        else:
            self._broken[path] = MISSING

    def _glob(self, pattern: str) -> None:
        # Windows shells leave it to the command.
        from glob import glob

        matches = sorted(glob(pattern, recursive=True))
        if not matches:
            self._broken[pattern] = "matches no file"
        for path in matches:
            self.named(path)

    def _file(self, path: str, link: bool, real: str = "") -> None:
        if link and not os.path.exists(path):
            self._broken[path] = _why_link_is_dead(path)
            return
        key = os.path.normcase(real or os.path.realpath(path))
        mine = (link, path)
        if mine < self._files.get(key, (True, "\U0010ffff")):
            self._files[key] = mine

    def _folder(self, path: str) -> None:
        before = len(self._files), len(self._broken), len(self._problems)
        rules = self._settled(path)
        if rules is None:
            return
        absolute = os.path.abspath(path)
        ignored = around(absolute) if rules.respect_gitignore else NOTHING
        walk = _Walk(self, path, os.path.realpath(path), ignored)
        walk.run()
        if before == (len(self._files), len(self._broken), len(self._problems)) and not walk.met_scripts:
            more = hint(walk.unwanted)
            self._broken[path] = f"no scripts in this folder; {more}" if more else "no scripts in this folder"

    def _settled(self, folder: str) -> FolderRules | None:
        """The rules of a folder; ``None``, and a problem, where its configuration is broken."""
        try:
            return self._rules_for(folder)
        except SettingsError as error:
            self._problems[str(error)] = None
            return None


class _Step(NamedTuple):
    """One folder that is still to be read; ``trail`` are the folders that led to it."""

    shown: str
    real: str
    ignored: Ignored
    trail: frozenset[str]


class _Walk:
    """The search below one named folder, without recursion."""

    def __init__(self, search: _Search, shown: str, real: str, ignored: Ignored) -> None:
        self._search = search
        self._steps = [_Step("" if shown == os.curdir else shown, real, ignored, frozenset())]
        # Folders behind links come last, so that a file goes by its own name where it has one.
        self._links: list[_Step] = []
        self._seen: set[str] = set()
        #: Whether any script was met, also one that was found before.
        self.met_scripts = False
        #: Files that are no scripts by their names, of types that may hold Deluge all the same.
        self.unwanted: list[str] = []

    def run(self) -> None:
        """Read folder after folder."""
        while self._steps or self._links:
            step = (self._steps or self._links).pop()
            key = os.path.normcase(step.real)
            if key not in self._seen:
                self._seen.add(key)
                self._read(step, key)

    def _read(self, step: _Step, key: str) -> None:
        search = self._search
        folder = step.shown or os.curdir
        rules = search._settled(folder)
        if rules is None:
            return
        try:
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            search._broken[folder] = f"cannot be searched: {reason_of(error)}"
            return
        ignored = step.ignored
        if rules.respect_gitignore and any(entry.name == ".gitignore" for entry in listed):
            ignored = ignored.inside(os.path.abspath(folder))
        trail = step.trail | {key}
        for entry in listed:
            if entry.name[0] != ".":
                self._entry(entry, step, rules, ignored, trail)

    def _entry(
        self, entry: os.DirEntry[str], step: _Step, rules: FolderRules, ignored: Ignored,
        trail: frozenset[str],
    ) -> None:  # fmt: skip
        # The entry's own path starts with "./" in the current folder.
        shown = os.path.join(step.shown, entry.name)
        path = os.path.abspath(shown)
        link = entry.is_symlink()
        try:
            folder = entry.is_dir()
        except OSError:  # a link that leads to itself
            folder = False
        wanted = folder or rules.wants(path)
        if entry.name in FOREIGN or rules.skips(path, folder) or ignored.holds(path, folder):
            return
        if not wanted:
            if not self.met_scripts and path.lower().endswith(TYPES):
                self.unwanted.append(path)
            return
        real = os.path.realpath(shown) if link else os.path.join(step.real, entry.name)
        if not folder:
            self.met_scripts = True
            self._search._file(shown, link, real)
        elif link and (os.path.normcase(real) in trail or _is_around(real, step.real)):
            self._search._broken[shown] = "a link to a folder around it, not followed"
        else:
            (self._links if link else self._steps).append(_Step(shown, real, ignored, trail))


def _is_around(outer: str, inner: str) -> bool:
    return os.path.join(inner, "").startswith(os.path.join(outer, ""))


def _why_link_is_dead(path: str) -> str:
    try:
        os.stat(path)
    except FileNotFoundError:
        return "a broken link: what it points to does not exist"
    except OSError as error:
        return f"a broken link: {reason_of(error)}"
    return "a broken link"
