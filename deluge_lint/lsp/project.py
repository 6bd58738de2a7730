"""The documents and folders of a session: which settings hold, what is open, what the files show together."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from deluge_lint.config.model import Overrides
from deluge_lint.config.settings import Settings
from deluge_lint.diagnostics import Diagnostic
from deluge_lint.engine.discovery import SettingsError, discover, would_meet
from deluge_lint.engine.kept import Kept
from deluge_lint.engine.one import check_one
from deluge_lint.engine.reading import DEFAULT_LIMIT, read_bytes, read_text
from deluge_lint.engine.results import FileResult, FileSettings
from deluge_lint.engine.runner import Pace, finish
from deluge_lint.lsp.analysis import Analysis
from deluge_lint.records import NamedTuple
from deluge_lint.source import SourceFile

if TYPE_CHECKING:
    from lsprotocol import types

    from deluge_lint.semantics.calls import BodySummary


class ConfigProblem(NamedTuple):
    """A configuration that cannot be used: its path (empty when it is no file), the line from 1, and why."""

    path: str
    line: int
    message: str


class Project:
    """State of a session.  Its methods may be called from the worker thread and from handlers.

    Results are replaced, never changed, so that both see whole ones.
    """

    def __init__(self) -> None:
        self.folders: list[str] = []
        self.overrides = Overrides()
        self.encoding: types.PositionEncodingKind | str = "utf-16"
        #: Analyses of the open documents by URI.
        self.open: dict[str, Analysis] = {}
        #: Results of files in the folders, without those that are open, by path.
        self.closed: dict[str, FileResult] = {}
        self.problems: dict[str, ConfigProblem] = {}
        self._settings = Settings()
        self._lock = Lock()
        #: The file that was begun last, and what is kept of it.
        self._half: tuple[str, Kept] = "", Kept()

    # -- settings ------------------------------------------------------------------------

    def configure(self, overrides: Overrides | None = None) -> None:
        """Read the configurations anew; raises :class:`SettingsError` for words that mean nothing.

        Analyses of open documents are dropped, because what held for them may not hold any more.
        """
        if overrides is not None:
            self.overrides = overrides
        self.problems = {}
        settings = Settings(self.overrides)
        with self._lock:
            self._settings, self.closed = settings, {}
        for uri, old in list(self.open.items()):
            old.superseded = True
            self.open[uri] = self._analysis(uri, old.source, old.version)

    def settings_for(self, path: str) -> FileSettings:
        """What holds for a file; a broken configuration counts as none, and is told in ``problems``.

        So are the files of a pulled tree that cannot be read.
        """
        try:
            found = self._settings.settings_for(path)
            for line in self._settings.trees.problems:
                self._tell(line)
            return found
        except SettingsError as error:
            self._tell(str(error))
            isolated = Settings(self.overrides._replace(isolated=True, config=""))
            return isolated.settings_for(path)

    def _tell(self, line: str) -> None:
        problem = _config_problem(line)
        self.problems.setdefault(problem.path, problem)

    # -- documents -----------------------------------------------------------------------

    def put(self, uri: str, text: str, version: int | None) -> Analysis:
        """Take in a new version of an open document."""
        path = path_of(uri)
        source = SourceFile(text.removeprefix("\ufeff"), path, bom=text.startswith("\ufeff"))
        before = self.open.get(uri)
        found = self._analysis(uri, source, version, before)
        if before is not None:
            before.superseded = True
        with self._lock:
            self.open[uri] = found
            self.closed.pop(path, None)
        return found

    def _analysis(
        self, uri: str, source: SourceFile, version: int | None, before: Analysis | None = None
    ) -> Analysis:
        return Analysis(uri, source, version, self.settings_for(source.path), self.encoding, before)

    def close(self, uri: str) -> None:
        """Forget an open document; what is on the disk counts from now on."""
        old = self.open.pop(uri, None)
        if old is not None:
            old.superseded = True
            self.read(old.path)

    def holds(self, path: str) -> bool:
        """Whether a file is one of the scripts in the folders."""
        return any(
            path.startswith(os.path.join(folder, "")) and would_meet(folder, path, self._settings.files_in)
            for folder in self.folders
        )

    def files(self) -> list[str]:
        """The scripts in the folders that are not open."""
        opened = {each.path for each in list(self.open.values())}
        try:
            found = discover(self.folders, self._settings.files_in)
        except SettingsError:
            return []
        return [path for path in found.files if path not in opened]

    def read(self, path: str, pace: Pace | None = None) -> None:
        """Lint a file as it is on the disk; one that is gone, or no script of the folders, is forgotten.

        ``pace`` is called now and then in a large file; when it raises, what is done by then is kept
        for the next time.
        """
        settings = self._settings
        if not self.holds(path):
            self.closed.pop(path, None)
            return
        data = read_bytes(path, DEFAULT_LIMIT, exports=1)
        if isinstance(data, FileResult):
            self.closed.pop(path, None)
            return
        if path != self._half[0]:
            self._half = path, Kept()
        found = check_one(path, data, self.settings_for(path), self._half[1], pace)
        self._half = "", Kept()
        with self._lock:  # a client may have opened it meanwhile, or have changed what holds
            if settings is self._settings and all(each.path != path for each in self.open.values()):
                self.closed[path] = found

    # -- what the files show together ------------------------------------------------------

    def first(self, analysis: Analysis, result: FileResult) -> tuple[Diagnostic, ...]:
        """What is known of a document while the rest of it is being linted."""
        return finish([result], lambda _: analysis.settings, whole=False)[0].diagnostics

    def finished(self) -> dict[str, tuple[Diagnostic, ...]]:
        """The findings of the open documents by URI, with what only the whole project shows."""
        opened = {each.path: uri for uri, each in list(self.open.items())}
        results = [each.result for each in list(self.open.values())]
        # of the others only their facts count
        results += [
            each._replace(diagnostics=(), suppressions=())
            for path, each in list(self.closed.items())
            if path not in opened and each.facts
        ]
        settings = {each.path: each.settings for each in list(self.open.values())}

        def settings_of(path: str) -> FileSettings:
            return settings.get(path) or self.settings_for(path)

        done = finish(results, settings_of, whole=bool(self.folders))
        return {opened[each.path]: each.diagnostics for each in done if each.path in opened}

    def summaries(self, *, wait: bool = True) -> dict[str, list[BodySummary]]:
        """What the functions of the project do, by path; without ``wait`` as it was last known.

        The names and parameters are right then, while places may be off by what is being typed.
        """
        found = {path: each.facts.get("summary", []) for path, each in list(self.closed.items())}
        for each in list(self.open.values()):
            facts = each.result.facts if wait else each.known_facts
            found[each.path] = facts.get("summary", [])
        return found

    def analyses(self) -> Iterator[Analysis]:
        """All files of the project as analyses: those open, and the others read from the disk."""
        yield from list(self.open.values())
        for path in list(self.closed):
            found = self.analysis_of(path)
            if found is not None:
                yield found

    def analysis_of(self, path: str) -> Analysis | None:
        """The analysis of a file, open or not; ``None`` when it cannot be read."""
        for each in list(self.open.values()):
            if each.path == path:
                return each
        data = read_bytes(path, DEFAULT_LIMIT, exports=1)
        source = data if isinstance(data, FileResult) else read_text(data, path)
        if isinstance(source, FileResult):
            return None
        return self._analysis(uri_of(path), source, None)


_PLACED = re.compile(r"(?P<path>.+?):(?P<line>\d+): (?P<message>.*)", re.DOTALL)


def _config_problem(words: str) -> ConfigProblem:
    """A message such as ``deluge-lint.toml:3: ...`` with its place told apart."""
    found = _PLACED.fullmatch(words)
    if found is None:
        return ConfigProblem("", 1, words)
    return ConfigProblem(os.path.abspath(found["path"]), int(found["line"]), found["message"])


def path_of(uri: str) -> str:
    """The path of a file URI; an untitled document keeps its URI for a name."""
    try:
        parts = urlsplit(uri)
    except ValueError:  # brackets of an address that is none
        return uri
    if parts.scheme != "file":
        return uri
    path = unquote(parts.path)
    if os.name == "nt":
        path = path.lstrip("/")
    return os.path.normpath(f"//{parts.netloc}{path}" if parts.netloc and os.name == "nt" else path)


def size_of(path: str) -> int:
    """The size of a file; 0 for none."""
    try:
        return os.path.getsize(path)
    except (OSError, ValueError):
        return 0


def uri_of(path: str) -> str:
    """The URI of a path."""
    from pygls.uris import from_fs_path

    if "://" in path or path.startswith("untitled:"):
        return path
    return from_fs_path(path) or path


def folders_of(given: Iterable[str]) -> list[str]:
    """Folders as paths, those inside of others left out."""
    paths = sorted({path_of(each) for each in given})
    return [
        path for path in paths
        if not any(path != other and path.startswith(os.path.join(other, "")) for other in paths)
    ]  # fmt: skip
