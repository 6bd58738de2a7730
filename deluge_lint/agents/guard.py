"""What clients may read, how much and how often, and a line about each request."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any, TextIO

#: Characters of a script that a client may send or have read.
MOST_CHARACTERS = 2_000_000
#: Files of one request.
MOST_FILES = 2_000
#: Characters of a path that an answer repeats.
_MOST_SHOWN = 200
#: Requests in a minute.
MOST_REQUESTS = 120


class Refused(Exception):
    """A request is not answered; the message is one sentence for people.

    ``kind`` is a word for the audit log, where the message has no place: it quotes what was asked.
    """

    def __init__(self, message: str, kind: str = "request") -> None:
        super().__init__(message)
        self.kind = kind


class Guard:
    """Allow-listed roots, limits and the audit log of one server.

    ``roots`` are the folders below which files may be read; without any none may.  Each request
    becomes a line of JSON in ``audit``: when, who, which tool, a digest of the arguments, the outcome
    (``ok``, ``refused: KIND``, ``failed: CLASS``), how many results, how long it took.  ``clock`` gives
    seconds, for tests.
    """

    def __init__(
        self, roots: Iterable[str] = (), audit: TextIO | None = None, *, most_requests: int = MOST_REQUESTS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._roots = [os.path.realpath(root) for root in roots]
        self._audit = audit
        self._most_requests = most_requests
        self._clock = clock
        self._times: deque[float] = deque()

    def path(self, path: str) -> str:
        """The real path of a file or folder that may be read; raises :class:`Refused` for any other.

        A relative path is looked for below each root in turn.
        """
        shown = path if len(path) <= _MOST_SHOWN else path[:_MOST_SHOWN] + "…"
        if "\0" in path:
            raise Refused("a path has no character of code 0", "path")
        places = [path] if os.path.isabs(path) else [os.path.join(root, path) for root in self._roots]
        inside = [real for real in map(os.path.realpath, places) if self._is_inside(real)]
        if not inside:
            raise Refused(f"{shown} lies outside of the folders that this server may read", "outside")
        for real in inside:
            if os.path.exists(real):
                return real
        raise Refused(f"{shown}: no such file or folder", "path")

    def _is_inside(self, real: str) -> bool:
        return any(real == root or real.startswith(os.path.join(root, "")) for root in self._roots)

    def text(self, text: str) -> str:
        """A text of a size that is read; raises :class:`Refused` for a longer one."""
        if len(text) > MOST_CHARACTERS:
            raise Refused(f"{len(text):,} characters, {MOST_CHARACTERS:,} are read", "size")
        return text

    def files(self, paths: list[str]) -> list[str]:
        """Those files of one request that may be read; raises :class:`Refused` for too many."""
        paths = [path for path in paths if self._is_inside(os.path.realpath(path))]
        if len(paths) > MOST_FILES:
            raise Refused(f"{len(paths):,} files, {MOST_FILES:,} are read in one request", "size")
        return paths

    def ask(
        self, who: str, tool: str, arguments: dict[str, Any], answer: Callable[[], dict[str, Any]]
    ) -> dict[str, Any]:
        """Answer a request within the limits, and write its line."""
        began = self._clock()
        outcome, count = "ok", 0
        try:
            self._admit(began)
            found = answer()
            count = int(found.get("count", 0))
        except Refused as refusal:
            outcome = f"refused: {refusal.kind}"
            raise
        except Exception as error:
            outcome = f"failed: {type(error).__name__}"
            raise
        finally:
            self._write(who, tool, arguments, outcome, count, self._clock() - began)
        return found

    def _admit(self, now: float) -> None:
        while self._times and now - self._times[0] > 60:
            self._times.popleft()
        if len(self._times) >= self._most_requests:
            raise Refused(f"more than {self._most_requests} requests in a minute; try again later", "rate")
        self._times.append(now)

    def _write(
        self, who: str, tool: str, arguments: dict[str, Any], outcome: str, count: int, seconds: float
    ) -> None:
        if self._audit is None:
            return
        text = json.dumps(arguments, sort_keys=True, default=str)
        line = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "who": who, "tool": tool,
            "arguments": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16],
            "outcome": outcome, "results": count, "milliseconds": round(seconds * 1000),
        }  # fmt: skip
        self._audit.write(json.dumps(line, ensure_ascii=True) + "\n")
        self._audit.flush()
