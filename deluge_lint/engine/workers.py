"""Lint files in several processes."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from multiprocessing.context import BaseContext
from multiprocessing.synchronize import Event

from deluge_lint.engine.chunks import Chunk, Shared, Work, check_chunk, in_chunks
from deluge_lint.engine.results import FileResult

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
    return check_chunk(chunk, _shared, _stop.is_set if _stop is not None else None)
