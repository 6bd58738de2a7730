"""Lint files in several processes."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from multiprocessing.context import BaseContext
from multiprocessing.synchronize import Event
from typing import TYPE_CHECKING

from deluge_lint.engine.one import check_one
from deluge_lint.engine.results import FileResult, FileSettings
from deluge_lint.schema.model import NOTHING, Schema

if TYPE_CHECKING:
    from deluge_lint.catalog.organisation import Organisation

#: Path → content and settings.
Work = Mapping[str, tuple[bytes, FileSettings]]
#: Path, content, and settings whose shared parts stand in a table of the process at this place.
Chunk = list[tuple[str, bytes, FileSettings, int]]
#: What many files have in common and what may be large: forms and facts.
Shared = tuple[Schema, "Organisation | None"]

# More chunks than processes even out files that take longer than their size tells.
_CHUNKS_A_PROCESS = 8

_stop: Event | None = None
_shared: Sequence[Shared] = ()


def check_in_processes(work: Work, jobs: int) -> Generator[FileResult, None, None]:
    """The results of ``work`` as they come; what a process could not deliver is missing."""
    shared: list[Shared] = []
    chunks = in_chunks(work, jobs * _CHUNKS_A_PROCESS, shared)
    jobs = min(jobs, len(chunks))
    if sys.platform == "win32":
        jobs = min(jobs, 61)  # what Windows can wait for
    try:
        context = _context()
        stop = context.Event()
        pool = ProcessPoolExecutor(jobs, context, _begin, (stop, shared))
    except (OSError, NotImplementedError, ImportError):  # no semaphores or no more processes here
        return
    try:
        futures = [pool.submit(_check, chunk) for chunk in chunks]
        for future in as_completed(futures):
            yield from _delivered(future)
    except (OSError, BrokenProcessPool):  # no more processes to be had, or one died at once
        return
    finally:
        # Whoever leaves early, by Ctrl-C for one, waits for the files at hand and no others.
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)


def _delivered(future: Future[list[FileResult]]) -> list[FileResult]:
    try:
        return future.result()
    except Exception:  # noqa: BLE001 - crash isolation: a process that died, or facts that do not travel
        return []


def in_chunks(work: Work, count: int, shared: list[Shared]) -> list[Chunk]:
    """``work`` in at most ``count`` parts of about the same size, large files first.

    What the settings share is put into ``shared``, so that it travels once a process.
    """
    slim = _Slim(shared)
    chunks: list[Chunk] = [[] for _ in range(min(count, len(work)))]
    sizes = [0] * len(chunks)
    for path in sorted(work, key=lambda path: (-len(work[path][0]), path)):
        least = sizes.index(min(sizes))
        data, settings = work[path]
        chunks[least].append((path, data, *slim.of(settings)))
        sizes[least] += len(data) + 1
    return chunks


class _Slim:
    """Settings without what they share with others."""

    def __init__(self, shared: list[Shared]) -> None:
        self._shared = shared
        self._places: dict[tuple[int, int], int] = {}
        self._slim: dict[int, tuple[FileSettings, int]] = {}

    def of(self, settings: FileSettings) -> tuple[FileSettings, int]:
        """The rest, and where the shared part stands."""
        found = self._slim.get(id(settings))
        if found is None:
            parts = settings.schema, settings.organisation
            place = self._places.setdefault((id(parts[0]), id(parts[1])), len(self._shared))
            if place == len(self._shared):
                self._shared.append(parts)
            found = settings._replace(schema=NOTHING, organisation=None), place
            self._slim[id(settings)] = found
        return found


def _context() -> BaseContext:
    # A forked process has our modules already, but a fork beside other threads may hang.
    if sys.platform == "linux" and threading.active_count() == 1:
        return get_context("fork")
    return get_context("spawn")


def _begin(stop: Event, shared: Sequence[Shared]) -> None:
    """Prepare a process: Ctrl-C reaches all of them, and one voice is enough."""
    global _stop, _shared
    _stop, _shared = stop, shared
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _check(chunk: Chunk) -> list[FileResult]:
    results = []
    whole: dict[int, FileSettings] = {}
    for path, data, settings, place in chunk:
        if _stop is not None and _stop.is_set():
            break
        if id(settings) not in whole:
            schema, organisation = _shared[place]
            whole[id(settings)] = settings._replace(schema=schema, organisation=organisation)
        results.append(check_one(path, data, whole[id(settings)]))
    return results
