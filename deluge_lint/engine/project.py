"""Lint the files of a run: in this process when they are few, else in several.

The outcome is the same whichever way it came about; the cache is asked first.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Protocol

from deluge_lint.engine.discovery import SettingsError
from deluge_lint.engine.one import check_one
from deluge_lint.engine.reading import DEFAULT_LIMIT, read_bytes
from deluge_lint.engine.results import FileResult, FileSettings, RunResult
from deluge_lint.engine.runner import finish

if TYPE_CHECKING:
    from deluge_lint.engine.executor import Executor
    from deluge_lint.engine.keys import Keys

#: Below either of these a second process costs more than it saves.
PARALLEL_FILES = 20
PARALLEL_BYTES = 1_000_000

#: Below this the cache is not opened.
CACHE_FILES = 5

Progress = Callable[[int, int], None]
SettingsOf = Callable[[str], FileSettings]


class Store(Protocol):
    """Knows results from elsewhere; it is not opened for fewer than ``least`` files."""

    @property
    def least(self) -> int:
        """How many files are worth it."""

    def open(self) -> bool:
        """Make ready; false when it cannot be used."""

    def key(self, path: str, data: bytes, settings: FileSettings) -> bytes:
        """What the result of a file depends on."""

    def find(self, keys: Mapping[str, bytes]) -> Iterator[FileResult]:
        """The results that are known, under the paths of ``keys``."""

    def keep(self, keys: Mapping[str, bytes], results: Mapping[str, FileResult]) -> None:
        """Take in the results of the paths in ``keys``, and close."""


def check_paths(
    paths: Iterable[str], settings_for: SettingsOf, *, jobs: int = 0, cache: Store | None = None,
    progress: Progress | None = None, max_file_size: int = DEFAULT_LIMIT, broken: Iterable[FileResult] = (),
    problems: Iterable[str] = (), inline: bool = True, whole: bool = True, executor: Executor | None = None,
) -> RunResult:  # fmt: skip
    """Lint files and draw the project's conclusions.

    ``jobs`` is the number of processes, 0 for as many as are worth it; ``broken`` and
    ``problems`` are those of :func:`~deluge_lint.engine.discovery.discover`.  With ``inline``
    false the suppressions in the code silence nothing; with ``whole`` false the files are
    known to be a part of the project.  ``progress`` is told how many files of how many are done.  An
    ``executor`` takes the place of processes.
    """
    run = gather(
        paths, settings_for, jobs=jobs, cache=cache, progress=progress, max_file_size=max_file_size,
        executor=executor,
    )  # fmt: skip
    results = [run.results[path] for path in sorted(run.results)]
    if not inline:
        results = [each._replace(suppressions=()) for each in results]
    finished = finish(results, run.settings.__getitem__, whole=whole)
    files = sorted((*finished, *broken), key=lambda each: each.path)
    return RunResult(tuple(files), tuple(dict.fromkeys((*problems, *run.problems))))


def gather(
    paths: Iterable[str], settings_for: SettingsOf, *, jobs: int = 0, cache: Store | None = None,
    progress: Progress | None = None, max_file_size: int = DEFAULT_LIMIT, keys: Keys | None = None,
    executor: Executor | None = None,
) -> Gathering:  # fmt: skip
    """Lint files, each by itself; the arguments are those of :func:`check_paths`.

    With ``keys`` the files are given those, too.
    """
    run = Gathering(sorted(set(paths)), settings_for, max_file_size, progress)
    run.read(keys)
    use_cache = cache is not None and len(run.waiting) >= cache.least and cache.open()
    if cache is not None and use_cache:
        run.ask(cache)
    run.check(jobs, executor)
    if cache is not None and use_cache:
        cache.keep(run.asked, run.results)
    return run


class Gathering:
    """The files of a run: those that wait with their content, and the results so far.

    ``keys`` are those that :func:`gather` was asked for, ``asked`` those of the files that a store
    did not know.
    """

    def __init__(
        self, paths: Sequence[str], settings_for: SettingsOf, limit: int, progress: Progress | None
    ) -> None:
        self._limit = limit
        self._progress = progress
        self.problems: list[str] = []
        self.settings: dict[str, FileSettings] = {}
        for path in paths:
            self._settle(path, settings_for)
        self.results: dict[str, FileResult] = {}
        self.waiting: dict[str, bytes] = {}
        self.keys: dict[str, bytes] = {}
        self.asked: dict[str, bytes] = {}

    def _settle(self, path: str, settings_for: SettingsOf) -> None:
        try:
            self.settings[path] = settings_for(path)
        except SettingsError as error:
            self.problems.append(str(error))

    def read(self, keys: Keys | None = None) -> None:
        """Read all files; what cannot be read is done with."""
        for path in self.settings:
            data = read_bytes(path, self._limit)
            if isinstance(data, FileResult):
                self._done(data)
            else:
                self.waiting[path] = data
                if keys is not None:
                    self.keys[path] = keys.of(path, data, self.settings[path])

    def ask(self, store: Store) -> None:
        """Take from a store what it knows."""
        keys = {path: store.key(path, data, self.settings[path]) for path, data in self.waiting.items()}
        for result in store.find(keys):
            self._done(result)
        self.asked = {path: keys[path] for path in self.waiting}

    def check(self, jobs: int, executor: Executor | None = None) -> None:
        """Lint everything that still waits."""
        if executor is None:
            executor = self._processes(jobs or os.cpu_count() or 1)
        if executor is not None and self.waiting:
            work = {path: (data, self.settings[path]) for path, data in self.waiting.items()}
            with closing(executor(work)) as results:
                for result in results:
                    self._done(result)
        for path in list(self.waiting):
            self._done(check_one(path, self.waiting[path], self.settings[path]))

    def _processes(self, jobs: int) -> Executor | None:
        """Several processes, where they are worth it."""
        size = sum(map(len, self.waiting.values()))
        if jobs == 1 or len(self.waiting) < PARALLEL_FILES or size < PARALLEL_BYTES:
            return None
        from deluge_lint.engine.workers import check_in_processes

        return partial(check_in_processes, jobs=jobs)

    def _done(self, result: FileResult) -> None:
        self.waiting.pop(result.path, None)
        self.results[result.path] = result
        if self._progress is not None:
            self._progress(len(self.results), len(self.settings))
