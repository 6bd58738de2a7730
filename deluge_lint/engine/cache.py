"""Keeps the results of files from run to run.

A result is found again by everything that it was made of: the content, the settings, the
path, and the linter itself.  Whatever is wrong with the file of the cache, the files are
linted as if there were none.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from deluge_lint.engine.codec import NotStorable, pack_result, unpack_result
from deluge_lint.engine.keys import Keys
from deluge_lint.engine.project import CACHE_FILES
from deluge_lint.engine.registry import Registry
from deluge_lint.engine.results import FileResult, FileSettings

if TYPE_CHECKING:
    import sqlite3

#: Days after which a result that nobody asked for is dropped.
KEPT_DAYS = 30

_FILE = "results-3.sqlite"
_DAY = 86_400
_SIZE = 20
_CRASH = "DLG000"


class Cache:
    """The results in ``folder``; the user's cache folder stands in where that cannot be written.

    ``owner`` names the project for the user's cache folder, which it is when ``folder`` is empty.
    """

    least = CACHE_FILES

    def __init__(self, folder: str, owner: str, registry: Registry | None = None) -> None:
        self._folder = folder
        self._owner = owner
        self._registry = registry
        self._path = ""
        self._keys: Keys | None = None
        self._base: sqlite3.Connection | None = None
        self._today = int(time.time()) // _DAY

    def open(self) -> bool:
        """Make ready; false when there can be no cache here."""
        try:
            import sqlite3
        except ImportError:  # a Python built without it
            return False
        for folder in filter(None, (self._folder, _users_folder(self._owner))):
            try:
                _prepare(folder)
                self._path = os.path.join(folder, _FILE)
                self._base = _connect(self._path)
                self._keys = Keys(self._registry)
            except (OSError, sqlite3.Error):
                continue
            return True
        return False

    def key(self, path: str, data: bytes, settings: FileSettings) -> bytes:
        """What the result of a file depends on; the cache is open."""
        assert self._keys is not None
        return self._keys.of(path, data, settings)

    def find(self, keys: Mapping[str, bytes]) -> Iterator[FileResult]:
        """The results that are known, under the paths of ``keys``."""
        old: list[tuple[int, bytes]] = []
        for path, key in keys.items():
            rows = self._run("select day, sum, data from results where key = ?", key)
            for day, check, text in rows:
                result = _read(path, check, text)
                if result is None:
                    continue
                if day != self._today:
                    old.append((self._today, key))
                yield result
        self._write("update results set day = ? where key = ?", old)

    def keep(self, keys: Mapping[str, bytes], results: Mapping[str, FileResult]) -> None:
        """Store the results of the paths in ``keys`` and close."""
        rows = []
        for path, key in keys.items():
            result = results.get(path)
            if result is None or any(found.code == _CRASH for found in result.diagnostics):
                continue  # whoever mends the rule wants to see it run
            try:
                text = json.dumps(pack_result(result), separators=(",", ":"))
            except (NotStorable, RecursionError):
                continue
            rows.append((key, self._today, _sum(text), text))
        self._write("insert or replace into results values (?, ?, ?, ?)", rows)
        if rows:
            self._write("delete from results where day < ?", [(self._today - KEPT_DAYS,)])
        if self._base is not None:
            self._base.close()
            self._base = None

    def _run(self, statement: str, *values: object) -> list[Any]:
        import sqlite3

        if self._base is None:
            return []
        try:
            return self._base.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            self._failed(error)
            return []

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        import sqlite3

        if self._base is None or not rows:
            return
        try:
            with self._base:
                self._base.executemany(statement, rows)
        except sqlite3.Error as error:
            self._failed(error)

    def _failed(self, error: sqlite3.Error) -> None:
        """Go on without; a broken file is thrown away, one that is full or in use is left."""
        import sqlite3

        if self._base is None or isinstance(error, sqlite3.OperationalError):
            return
        self._base.close()
        self._base = None
        with suppress(OSError):
            os.remove(self._path)


def _sum(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=_SIZE).digest()


def _read(path: str, check: object, text: object) -> FileResult | None:
    """A stored result; ``None`` when it is not what was stored."""
    if not isinstance(text, str) or _sum(text) != check:
        return None
    try:
        return unpack_result(path, json.loads(text))
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def _connect(path: str) -> sqlite3.Connection:
    """Open the file, anew when it is broken; raises :class:`sqlite3.Error` or :class:`OSError`."""
    import sqlite3

    try:
        return _opened(path)
    except sqlite3.OperationalError:  # locked or forbidden, not broken
        raise
    except sqlite3.DatabaseError:
        os.remove(path)
        return _opened(path)


def _opened(path: str) -> sqlite3.Connection:
    import sqlite3

    base = sqlite3.connect(path, timeout=2)
    try:
        base.execute("pragma synchronous = off")
        base.execute(
            "create table if not exists results (key blob primary key, day int, sum blob, data text)"
        )
        base.execute("select key, day, sum, data from results limit 1").fetchone()
    except sqlite3.Error:
        base.close()
        raise
    return base


def _prepare(folder: str) -> None:
    """Make the folder, and let git overlook it."""
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, ".gitignore")
    if not os.path.exists(path):
        with open(path, "w", encoding="utf-8") as file:
            file.write("*\n")


def _users_folder(owner: str) -> str:
    from platformdirs import user_cache_dir

    name = blake2b(os.fsencode(os.path.abspath(owner)), digest_size=8).hexdigest()
    return os.path.join(user_cache_dir("deluge-lint", False), name)
