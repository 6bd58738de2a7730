"""Old findings, kept in a file: they stay silent, new ones do not.

An entry stands for ``times`` findings of one fingerprint in one file.  It counts findings and not
lines, so that nothing new can hide behind what has been mended; see
:mod:`deluge_lint.engine.fingerprint` for what a fingerprint survives.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable

from deluge_lint.diagnostics import Diagnostic
from deluge_lint.engine.crash import INTERNAL
from deluge_lint.engine.results import RunResult
from deluge_lint.records import NamedTuple

VERSION = 1
FILE_NAME = "deluge-lint-baseline.json"

_ABOUT = "Known findings: silent until they are mended, see docs/reference/baseline.md of deluge-lint"


class BaselineError(Exception):
    """The file is no baseline; the message is one line for people."""


class Entry(NamedTuple):
    """Findings that are known: how many of this rule and fingerprint in the file ``path``.

    ``path`` is relative to the folder of the baseline, with forward slashes; ``message`` is the one
    of the first finding when it was taken in, for people.
    """

    path: str
    code: str
    name: str
    fingerprint: str
    times: int
    message: str


class Applied(NamedTuple):
    """A run without its known findings, those findings, and the entries (with counts) that are gone."""

    run: RunResult
    known: tuple[tuple[str, Diagnostic], ...]
    fixed: tuple[Entry, ...]


def read(text: str) -> tuple[Entry, ...]:
    """The entries of a baseline; raises :class:`BaselineError` for anything else."""
    try:
        data = json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise BaselineError(f"line {line}: not JSON: {getattr(error, 'msg', error)}") from None
    except RecursionError:
        raise BaselineError("not a baseline: nested too deeply") from None
    if not isinstance(data, dict) or not isinstance(data.get("findings"), list):
        raise BaselineError("not a baseline: it has no list `findings`")
    if data.get("version") != VERSION:
        raise BaselineError(
            f"a baseline of version {data.get('version')!r}, this deluge-lint reads {VERSION}"
        )
    return tuple(_entry(each, at) for at, each in enumerate(data["findings"], 1))


def _entry(data: object, number: int) -> Entry:
    if isinstance(data, dict) and data.keys() <= {*Entry._fields}:
        path, code, name, fingerprint, message = (
            data.get(each, "") for each in ("path", "code", "name", "fingerprint", "message")
        )
        times = data.get("times", 1)
        texts = all(isinstance(each, str) and each for each in (path, code, name, fingerprint))
        if texts and isinstance(message, str) and type(times) is int and times > 0:
            return Entry(path, code, name, fingerprint, times, message)
    raise BaselineError(f"entry {number} of `findings` is none: it needs path, code, name and fingerprint")


def write(entries: Iterable[Entry]) -> str:
    """The text of a baseline: sorted, one entry a line, so that merges and reviews stay easy."""
    lines = []
    for each in sorted(entries):
        data = each._asdict()
        if each.times == 1:
            del data["times"]
        lines.append(json.dumps(data, ensure_ascii=False))
    listed = ",\n".join(lines)
    about = json.dumps(_ABOUT)
    return f'{{\n"about": {about},\n"version": {VERSION},\n"findings": [\n{listed}\n]\n}}\n'


class Matcher:
    """Compares a run with the entries of a baseline.

    ``digest`` gives the fingerprint of a finding, ``name_of`` a path as entries have it, ``exists``
    whether the file of an entry is still there.
    """

    def __init__(
        self, entries: Iterable[Entry], digest: Callable[[str, Diagnostic], str],
        name_of: Callable[[str], str], exists: Callable[[str], bool],
    ) -> None:  # fmt: skip
        self._entries = list(entries)
        self._digest = digest
        self._name_of = name_of
        self._exists = exists
        self._names = {each.name for each in self._entries}

    def apply(self, run: RunResult) -> Applied:
        """Take the known findings out of ``run``."""
        found = [
            (file.path, each, self._digest(file.path, each))
            for file in run.files
            for each in file.diagnostics
            if each.name in self._names and each.name != INTERNAL[1]
        ]
        linted = {self._name_of(file.path) for file in run.files if not file.problem}
        stock: Counter[tuple[str, str]] = Counter()
        for each in self._entries:
            stock[each.fingerprint, each.path] += each.times
        known: set[int] = set()
        for at, (path, _, digest) in enumerate(found):
            key = (digest, self._name_of(path))
            if stock[key] > 0:
                stock[key] -= 1
                known.add(at)
        known |= self._moved(found, stock, known, linted)
        silent = {id(found[at][1]) for at in known}
        files = tuple(
            file._replace(diagnostics=tuple(each for each in file.diagnostics if id(each) not in silent))
            for file in run.files
        )
        kept = tuple((found[at][0], found[at][1]) for at in sorted(known))
        return Applied(run._replace(files=files), kept, self._gone(stock, linted))

    def _moved(
        self, found: list[tuple[str, Diagnostic, str]], stock: Counter[tuple[str, str]], known: set[int],
        linted: set[str],
    ) -> set[int]:  # fmt: skip
        """Findings whose code has moved here from a file where it is no more."""
        left: dict[str, list[tuple[str, str]]] = {}
        for (digest, path), count in stock.items():
            if count > 0 and self._is_gone(path, linted):
                left.setdefault(digest, []).extend([(digest, path)] * count)
        moved = set()
        for at, (_, _, digest) in enumerate(found):
            if at not in known and left.get(digest):
                stock[left[digest].pop()] -= 1
                moved.add(at)
        return moved

    def _is_gone(self, path: str, linted: set[str]) -> bool:
        """Whether a run says anything about this file: it was linted, or there is no such file any more."""
        return path in linted or not self._exists(path)

    def _gone(self, stock: Counter[tuple[str, str]], linted: set[str]) -> tuple[Entry, ...]:
        gone = []
        for each in self._entries:
            count = min(each.times, stock[each.fingerprint, each.path])
            if count > 0 and self._is_gone(each.path, linted):
                stock[each.fingerprint, each.path] -= count
                gone.append(each._replace(times=count))
        return tuple(gone)


def entries_of(
    found: Iterable[tuple[str, Diagnostic]], digest: Callable[[str, Diagnostic], str],
    name_of: Callable[[str], str],
) -> list[Entry]:  # fmt: skip
    """The entries that stand for these findings; a fault of the linter itself is none."""
    entries: dict[tuple[str, str], Entry] = {}
    for path, each in found:
        if each.name == INTERNAL[1]:
            continue
        key = (name_of(path), digest(path, each))
        seen = entries.get(key)
        count = seen.times + 1 if seen else 1
        message = seen.message if seen else each.message
        entries[key] = Entry(key[0], each.code, each.name, key[1], count, message)
    return sorted(entries.values())


def without(entries: Iterable[Entry], gone: Iterable[Entry]) -> list[Entry]:
    """The entries less those that are gone."""
    taken: Counter[tuple[str, str]] = Counter()
    for each in gone:
        taken[each.fingerprint, each.path] += each.times
    left = []
    for each in entries:
        less = min(each.times, taken[each.fingerprint, each.path])
        taken[each.fingerprint, each.path] -= less
        if each.times > less:
            left.append(each._replace(times=each.times - less))
    return left


def relative_to(folder: str) -> Callable[[str], str]:
    """How paths are written in a baseline that lies in ``folder``."""
    base = os.path.abspath(folder)

    def name_of(path: str) -> str:
        whole = os.path.abspath(path)
        try:
            return os.path.relpath(whole, base).replace(os.sep, "/")
        except ValueError:  # another drive
            return whole.replace(os.sep, "/")

    return name_of
