"""Checks the values of a file with facts, and says on which line one is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from deluge_lint.config.lines import line_of
from deluge_lint.config.model import ConfigError
from deluge_lint.config.values import kind_of, near

Keys = tuple[str, ...]
#: What one table may hold: key → (kind of value, what it means).
TableKeys = dict[str, tuple[str, str]]

_NAME = re.compile(r"\w+")


class Reader:
    """The values of one file; every method raises :class:`ConfigError` with the line.

    ``seen`` holds what files have defined so far: kind and name, and the place.
    """

    def __init__(self, shown: str, text: str, seen: dict[tuple[str, str], str]) -> None:
        self._seen = seen
        self._shown = shown
        self._text = text

    def fail(self, keys: Keys, message: str, word: str = "") -> ConfigError:
        """The error of a key path, and behind it of a value."""
        return ConfigError(f"{self._shown}:{line_of(self._text, keys, word)}: {message}")

    def expect(self, keys: Keys, value: Any, kind: type, words: str) -> Any:
        """``value``, which must be a ``kind``, for people ``words``."""
        if not isinstance(value, kind):
            raise self.fail(keys, f"`{'.'.join(keys)}` must be {words}, not {kind_of(value)}")
        return value

    def table(self, keys: Keys, value: Any, known: Iterable[str] | None = None) -> dict[str, Any]:
        """A table; with ``known``, one that has no other keys."""
        table: dict[str, Any] = self.expect(keys, value, dict, "a table")
        for key in table if known is not None else ():
            if key not in (known or ()):
                raise self.fail((*keys, key), f"unknown key `{key}`; {near(key, known or ())}")
        return table

    def texts(self, keys: Keys, table: dict[str, Any], key: str) -> tuple[str, ...]:
        """The list of texts under ``key``; empty where there is none."""
        here = (*keys, key)
        value = self.expect(here, table.get(key, []), list, "a list of texts")
        for each in value:
            self.expect(here, each, str, "a list of texts")
        return tuple(value)

    def text(self, keys: Keys, table: dict[str, Any], key: str) -> str:
        """The text under ``key``; empty where there is none."""
        return str(self.expect((*keys, key), table.get(key, ""), str, "a text"))

    def flag(self, keys: Keys, table: dict[str, Any], key: str) -> bool:
        """The truth value under ``key``; false where there is none."""
        return bool(self.expect((*keys, key), table.get(key, False), bool, "true or false"))

    def once(self, kind: str, name: str, keys: Keys) -> None:
        """Take a name that nothing of its kind may have twice."""
        place = self._seen.get((kind, name.lower()))
        if place is not None:
            raise self.fail(keys, f"the {kind} `{name}` stands in {place} already")
        self._seen[kind, name.lower()] = f"{self._shown}:{line_of(self._text, keys)}"

    def name(self, keys: Keys, name: str) -> str:
        """A name as scripts can have it."""
        if not _NAME.fullmatch(name):
            raise self.fail(keys, f"`{name}` cannot be the name of anything in a script", name)
        return name
