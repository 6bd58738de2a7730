"""Which findings lie in what changed: lines of a diff, and the functions around them.

The files are linted whole, because a call is judged by functions that nobody touched; only what is
shown is limited.
"""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from deluge_lint.diagnostics import WHOLE, Diagnostic, Span
from deluge_lint.engine.crash import INTERNAL
from deluge_lint.engine.gathered import BROKEN
from deluge_lint.engine.results import FileResult, RunResult
from deluge_lint.records import NamedTuple
from deluge_lint.source import SourceFile

if TYPE_CHECKING:
    from deluge_lint.engine.extents import Extents

SourceOf = Callable[[str], "SourceFile | None"]

#: A bracket that is missing is told where reading fails, perhaps far from where it was deleted.
_ANYWHERE = frozenset(("syntax-error", BROKEN[1]))


class FileChanges(NamedTuple):
    """What changed in one file: all of it, or ``lines`` as (first, count), from 1.

    A count of 0 tells that lines are gone behind the line ``first``.
    """

    whole: bool = False
    lines: tuple[tuple[int, int], ...] = ()


ALL = FileChanges(whole=True)


class Changes:
    """What changed below the folder ``root``, whose real path it is.

    ``files`` are the changes by path, relative to ``root`` with forward slashes; ``tracked`` all paths
    that have a history.  A file without one is new as a whole.
    """

    def __init__(self, root: str, files: Mapping[str, FileChanges], tracked: Collection[str]) -> None:
        self._root = os.path.join(os.path.normcase(root), "")
        self._files = {os.path.normcase(path): each for path, each in files.items()}
        self._tracked = frozenset(map(os.path.normcase, tracked))

    def of(self, path: str) -> FileChanges | None:
        """What changed in a file, ``None`` for nothing; a link counts as what it leads to."""
        real = os.path.normcase(os.path.realpath(path))
        if not real.startswith(self._root):
            return ALL
        name = os.path.normcase(real[len(self._root) :].replace(os.sep, "/"))
        return self._files.get(name) if name in self._tracked else ALL


def limited(run: RunResult, changes: Changes, since: str, source_of: SourceOf) -> RunResult:
    """The run with the findings alone that lie in what changed.

    ``since`` is what people call the revision, ``source_of`` reads a file once more.
    """
    seen = _Seen(changes, source_of)
    files = []
    elsewhere = 0
    for file in run.files:
        kept = tuple(each for each in file.diagnostics if seen.changed(file.path, each))
        elsewhere += len(file.diagnostics) - len(kept)
        files.append(_with(file, kept))
    known = tuple((path, each) for path, each in run.known if seen.changed(path, each))
    return run._replace(files=tuple(files), known=known, since=since, elsewhere=elsewhere)


def _with(file: FileResult, kept: tuple[Diagnostic, ...]) -> FileResult:
    return file if len(kept) == len(file.diagnostics) else file._replace(diagnostics=kept)


class _Seen:
    """Answers for the findings of one run."""

    def __init__(self, changes: Changes, source_of: SourceOf) -> None:
        self._changes = changes
        self._source_of = source_of
        self._files: dict[str, _ChangedFile | None] = {}

    def changed(self, path: str, found: Diagnostic) -> bool:
        """Whether a finding is about something that changed; a fault of ours always counts."""
        if found.name == INTERNAL[1]:
            return True
        file = self._file(path)
        if file is not None and (found.name in _ANYWHERE or file.holds(found)):
            return True
        # what explains a finding may be what changed: a header, a loop, where a value comes from
        return any(
            other is not None and other.touched(each.span)
            for each in found.related
            for other in (self._file(each.path or path),)
        )

    def _file(self, path: str) -> _ChangedFile | None:
        """A file in which something changed."""
        if path not in self._files:
            changes = self._changes.of(path)
            self._files[path] = changes and _ChangedFile(changes, self._source_of(path))
        return self._files[path]


class _ChangedFile:
    """The places of one file that changed, as offsets; all of it where its text cannot be read."""

    def __init__(self, changes: FileChanges, source: SourceFile | None) -> None:
        self._source = source
        self._whole = changes.whole or source is None
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._gone: list[int] = []
        self._around: Extents | None = None
        if source is not None and not self._whole:
            self._settle(changes, source.text)

    def _settle(self, changes: FileChanges, text: str) -> None:
        lines = [0]  # git ends a line with LF alone
        at = text.find("\n")
        while at >= 0:
            lines.append(at + 1)
            at = text.find("\n", at + 1)
        # a finding may stand behind the last character
        lines.append(len(text) + 1)
        last = len(lines) - 1
        for first, count in sorted(changes.lines):
            if count:
                self._starts.append(lines[min(first - 1, last)])
                self._ends.append(lines[min(first - 1 + count, last)])
            else:
                self._gone.append(lines[min(first, last)])

    def touched(self, span: Span) -> bool:
        """Whether a place has a changed line, or lines are gone from inside of it."""
        if self._whole:
            return True
        end = max(span.end, span.start + 1)
        at = bisect_left(self._starts, end) - 1
        if at >= 0 and self._ends[at] > span.start:
            return True
        return bisect_right(self._gone, span.start) < bisect_left(self._gone, span.end)

    def holds(self, found: Diagnostic) -> bool:
        """Whether a finding lies in what changed, or is about a function that did."""
        if self.touched(found.span):
            return True
        if self._source is None:
            return False
        if self._around is None:
            from deluge_lint.engine.extents import Extents

            self._around = Extents(self._source)
        around = self._around.about(found.span, whole=WHOLE in found.tags)
        return around is not None and self.touched(around)
