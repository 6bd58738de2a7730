"""A run on several machines: each lints a share of the files, one draws the conclusions.

A part is what one machine found in its share, before anything is concluded over the project.  The
machine that merges gathers these results instead of linting, and goes on as in any other run, so
that the outcome is the same.  It has the files too: their keys tell that they are those of the parts.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any

from deluge_lint.engine.codec import NotStorable, pack_result, unpack_result
from deluge_lint.engine.keys import Keys
from deluge_lint.engine.results import FileResult, FileSettings
from deluge_lint.records import NamedTuple

VERSION = 1

_MARK = "deluge-lint-shard"
_SHARE = re.compile(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,5})")


class ShardError(Exception):
    """Parts that cannot be merged; the message is one line for people."""


class Share(NamedTuple):
    """The share ``number`` of ``of``, from 1."""

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


class Part(NamedTuple):
    """What was found in one share.

    ``linter`` stands for deluge-lint with its rules and plugins, ``options`` are those of the run.
    ``results`` maps a path to the key of its content and settings (empty: it could not be read) and
    to its packed result, ``None`` for one that holds what does not travel.
    """

    share: Share
    linter: str
    options: Mapping[str, Any]
    results: Mapping[str, tuple[str, Any]]


def share_of(text: str) -> Share | None:
    """``2/8`` as a share; ``None`` for what is none."""
    found = _SHARE.fullmatch(text)
    share = Share(int(found[1]), int(found[2])) if found else None
    return share if share is not None and share.number <= share.of else None


def files_of(share: Share, paths: Iterable[str]) -> list[str]:
    """The files of a share: all shares are about as large, and every machine splits alike."""
    sizes = {path: _size(path) for path in paths}
    shares: list[list[str]] = [[] for _ in range(min(share.of, len(sizes)))]
    loads = [0] * len(shares)
    for path in sorted(sizes, key=lambda path: (-sizes[path], path)):
        least = loads.index(min(loads))
        shares[least].append(path)
        loads[least] += sizes[path] + 1
    return sorted(shares[share.number - 1]) if share.number <= len(shares) else []


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except (OSError, ValueError):
        return 0


def part_of(
    share: Share, linter: bytes, options: Mapping[str, Any], results: Mapping[str, FileResult],
    keys: Mapping[str, bytes],
) -> Part:  # fmt: skip
    """The part that these results come to."""
    packed = {path: (keys[path].hex() if path in keys else "", _packed(results[path])) for path in results}
    return Part(share, linter.hex(), options, packed)


def _packed(result: FileResult) -> Any:
    try:
        return pack_result(result)
    except NotStorable:  # of a plugin; whoever merges lints the file once more
        return None


def write(part: Part) -> str:
    """The text of a part, one file a line."""
    lines = [json.dumps([path, *each], separators=(",", ":")) for path, each in sorted(part.results.items())]
    body = ",\n".join(lines)
    head = {
        _MARK: VERSION, "shard": str(part.share), "linter": part.linter, "options": part.options,
    }  # fmt: skip
    whole = {**head, "sum": _sum(head, body)}
    return f'{json.dumps(whole)[:-1]}, "files": [\n{body}\n]}}\n'


def read(text: str) -> Part:
    """The part in a text; raises :class:`ShardError` for anything else."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise ShardError("not a part of a run: no JSON, or cut off") from None
    if not isinstance(data, dict) or _MARK not in data:
        raise ShardError("not a part of a run; `deluge-lint --shard` writes those")
    if data[_MARK] != VERSION:
        raise ShardError(f"a part of version {data[_MARK]!r}, this deluge-lint reads {VERSION}")
    share = share_of(str(data.get("shard")))
    _, opened, rest = text.partition('"files": [\n')
    body, closed, _ = rest.rpartition("\n]")
    head = {name: each for name, each in data.items() if name not in ("sum", "files")}
    whole = share is not None and opened and closed and data.get("sum") == _sum(head, body)
    if not whole or share is None or not isinstance(data.get("options"), dict):
        raise ShardError("a part of a run that was changed since")
    results = {path: (key, packed) for path, key, packed in data["files"]}
    return Part(share, str(data.get("linter")), data["options"], results)


def _sum(head: Mapping[str, Any], body: str) -> str:
    return blake2b(f"{json.dumps(head)}\n{body}".encode(), digest_size=16).hexdigest()


class Parts:
    """All parts of a run, as the results of its files.

    ``names`` are the files that the parts come from.  Raises :class:`ShardError` when a part is
    missing, is there twice or comes from another run.
    """

    #: Every file is asked for, however few there are.
    least = 0

    def __init__(self, parts: Mapping[str, Part]) -> None:
        first_name, first = next(iter(parts.items()))
        self.options = first.options
        self._linter = first.linter
        self._results: dict[str, tuple[str, Any]] = {}
        self._from: dict[str, str] = {}
        self._keys: Keys | None = None
        names: dict[int, str] = {}
        for name, part in parts.items():
            if part.share.of != first.share.of:
                raise ShardError(f"{first_name} is {first.share} and {name} is {part.share}: another split")
            if part.share.number in names:
                raise ShardError(f"{names[part.share.number]} and {name} are both {part.share}")
            if part.options != first.options:
                raise ShardError(f"{first_name} and {name} come from runs with other options")
            if part.linter != first.linter:
                raise ShardError(f"{first_name} and {name} come from other versions of deluge-lint or Python")
            names[part.share.number] = name
            self._take(name, part)
        missing = [str(at) for at in range(1, first.share.of + 1) if at not in names]
        if missing:
            more = f" and {len(missing) - 10} more" if len(missing) > 10 else ""
            which = f"{'shard' if len(missing) == 1 else 'shards'} {', '.join(missing[:10])}{more}"
            raise ShardError(f"{which} of {first.share.of} {'is' if len(missing) == 1 else 'are'} missing")

    def _take(self, name: str, part: Part) -> None:
        for path, each in part.results.items():
            if path in self._results:
                raise ShardError(f"{path} is in {self._from[path]} and in {name}: they saw other files")
            self._results[path] = each
            self._from[path] = name

    def open(self) -> bool:
        """Make ready; raises :class:`ShardError` when another deluge-lint made the parts."""
        self._keys = Keys()
        if self._keys.linter.hex() != self._linter:
            raise ShardError("the parts were made by another version of deluge-lint, its plugins or Python")
        return True

    def key(self, path: str, data: bytes, settings: FileSettings) -> bytes:
        """What the result of a file depends on; the parts are open."""
        assert self._keys is not None
        return self._keys.of(path, data, settings)

    def find(self, keys: Mapping[str, bytes]) -> Iterator[FileResult]:
        """The results of all files in ``keys``, but for those that did not travel.

        Raises :class:`ShardError` when the files are not those of the parts.
        """
        for path, key in keys.items():
            if path not in self._results:
                raise ShardError(f"{path} is in no part; merge where the same files are")
            known, packed = self._results[path]
            if known != key.hex():
                raise ShardError(
                    f"{path} or its settings are not those that {self._from[path]} was made of; "
                    "merge where the same files are"
                )
            if packed is not None:
                yield self._unpacked(path, packed)
        gone = sorted(path for path, (key, _) in self._results.items() if key and path not in keys)
        if gone:
            raise ShardError(
                f"{gone[0]} is in {self._from[gone[0]]} and not here; merge where the same files are"
            )

    def _unpacked(self, path: str, packed: Any) -> FileResult:
        try:
            return unpack_result(path, packed)
        except (ValueError, TypeError, AttributeError, RecursionError):
            raise ShardError(f"{self._from[path]}: a part of a run that was changed since") from None

    def keep(self, keys: Mapping[str, bytes], results: Mapping[str, FileResult]) -> None:
        """Nothing is kept: the parts are there already."""
