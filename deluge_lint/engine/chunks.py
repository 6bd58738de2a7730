"""The files of a run in portions, as they travel to other processes and machines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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


class ExecutorError(Exception):
    """Whoever is to lint portions cannot be used; the message is one line for people."""


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


def check_chunk(
    chunk: Chunk, shared: Sequence[Shared], stopped: Callable[[], bool] | None = None
) -> list[FileResult]:
    """Lint the files of a chunk, until somebody has ``stopped`` it."""
    results = []
    whole: dict[int, FileSettings] = {}
    for path, data, settings, place in chunk:
        if stopped is not None and stopped():
            break
        if id(settings) not in whole:
            schema, organisation = shared[place]
            whole[id(settings)] = settings._replace(schema=schema, organisation=organisation)
        results.append(check_one(path, data, whole[id(settings)]))
    return results
