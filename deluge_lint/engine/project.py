"""Lint the files of a run: in this process when they are few, else in several.

The outcome is the same whichever way it came about; the cache is asked first.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from deluge_lint.engine.discovery import SettingsError
from deluge_lint.engine.one import check_one
from deluge_lint.engine.reading import DEFAULT_LIMIT, read_bytes
from deluge_lint.engine.results import FileResult, FileSettings, RunResult
from deluge_lint.engine.runner import finish

if TYPE_CHECKING:
    from deluge_lint.engine.cache import Cache

#: Below either of these a second process costs more than it saves.
PARALLEL_FILES = 20
PARALLEL_BYTES = 1_000_000

#: Below this the cache is not opened.
CACHE_FILES = 5

Progress = Callable[[int, int], None]
SettingsOf = Callable[[str], FileSettings]


def check_paths(
    paths: Iterable[str], settings_for: SettingsOf, *, jobs: int = 0, cache: Cache | None = None,
    progress: Progress | None = None, max_file_size: int = DEFAULT_LIMIT, broken: Iterable[FileResult] = (),
    problems: Iterable[str] = (), inline: bool = True, whole: bool = True,
) -> RunResult:  # fmt: skip
    """Lint files and draw the project's conclusions.

    ``jobs`` is the number of processes, 0 for as many as are worth it; ``broken`` and
    ``problems`` are those of :func:`~deluge_lint.engine.discovery.discover`.  With ``inline``
    false the suppressions in the code silence nothing; with ``whole`` false the files are
    known to be a part of the project.  ``progress`` is told how many files of how many are done.
    """
    run = _Run(sorted(set(paths)), settings_for, max_file_size, progress)
    run.read()
    use_cache = cache is not None and len(run.waiting) >= CACHE_FILES and cache.open()
    if cache is not None and use_cache:
        run.ask(cache)
    run.check(jobs)
    if cache is not None and use_cache:
        cache.keep(run.keys, run.results)
    results = [run.results[path] for path in sorted(run.results)]
    if not inline:
        results = [each._replace(suppressions=()) for each in results]
    finished = finish(results, run.settings.__getitem__, whole=whole)
    files = sorted((*finished, *broken), key=lambda each: each.path)
    return RunResult(tuple(files), tuple(dict.fromkeys((*problems, *run.problems))))


class _Run:
    """The files of a run: those that wait with their content, and the results so far."""

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

    def _settle(self, path: str, settings_for: SettingsOf) -> None:
        try:
            self.settings[path] = settings_for(path)
        except SettingsError as error:
            self.problems.append(str(error))

    def read(self) -> None:
        """Read all files; what cannot be read is done with."""
        for path in self.settings:
            data = read_bytes(path, self._limit)
            if isinstance(data, FileResult):
                self._done(data)
            else:
                self.waiting[path] = data

    def ask(self, cache: Cache) -> None:
        """Take from the cache what it knows."""
        for path, data in self.waiting.items():
            self.keys[path] = cache.key(path, data, self.settings[path])
        for result in cache.find(self.keys):
            self._done(result)
            del self.keys[result.path]

    def check(self, jobs: int) -> None:
        """Lint everything that still waits."""
        jobs = jobs or os.cpu_count() or 1
        size = sum(map(len, self.waiting.values()))
        if jobs > 1 and len(self.waiting) >= PARALLEL_FILES and size >= PARALLEL_BYTES:
            from deluge_lint.engine.workers import check_in_processes

            work = {path: (data, self.settings[path]) for path, data in self.waiting.items()}
            with closing(check_in_processes(work, jobs)) as results:
                for result in results:
                    self._done(result)
        for path in list(self.waiting):
            self._done(check_one(path, self.waiting[path], self.settings[path]))

    def _done(self, result: FileResult) -> None:
        self.waiting.pop(result.path, None)
        self.results[result.path] = result
        if self._progress is not None:
            self._progress(len(self.results), len(self.settings))
