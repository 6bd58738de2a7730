"""Reads the files with an organisation's own facts that the setting ``catalog`` names.

Every mistake is a :class:`ConfigError` with the line: a fact that is silently left out would
show as a finding that nobody understands.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

from deluge_lint.catalog.organisation import (
    GivenName,
    Organisation,
    OwnConnection,
    OwnFunction,
    OwnParameter,
)
from deluge_lint.config.facts_reader import Keys, Reader, TableKeys
from deluge_lint.config.known import Known
from deluge_lint.config.lines import line_of
from deluge_lint.config.load import parse_toml, read_text, shown_path
from deluge_lint.config.model import PYPROJECT, TABLE, Config, ConfigError
from deluge_lint.config.stated_schema import COMPLETE, joined, schema_of
from deluge_lint.config.stated_schema import TABLES as STATED
from deluge_lint.config.values import check_host, near

ALL = "all"
ANY = "any"

#: The tables of a file and the keys of what stands in each; the schema is made of these.
TABLES: dict[str, TableKeys] = {
    "functions": {
        "parameters": ("texts", "Its parameters as a header writes them, such as `text orderId`."),
        "returns": ("type", "What it answers, as a header writes it."),
        "external": (
            "boolean",
            "Whether a call reaches out of the service: the web, another service, a mail.",
        ),
    },
    "connections": {
        "services": ("texts", "The services that it reaches."),
        "scopes": ("texts", "The scopes that were granted."),
    },
    **STATED,
    "implicit-names": {},
}
_PARAMETER = re.compile(r"\s*(?:(\w+(?::\w+)?)\s+)?(\w+)\s*")


def facts_of(config: Config) -> Known:
    """The facts of all files that a configuration names; nothing where it names none.

    Raises :class:`ConfigError`.
    """
    files: tuple[str, ...] = config.get("catalog")
    if not files:
        return Known()
    seen: dict[tuple[str, str], str] = {}
    parts = [_read(config, word, seen) for word in files]
    facts = [part.organisation for part in parts if part.organisation is not None]
    organisation = Organisation(
        tuple(one for part in facts for one in part.functions),
        tuple(one for part in facts for one in part.connections),
        tuple(one for part in facts for one in part.names),
    )
    return Known(organisation, joined([part.schema for part in parts]))


def type_words() -> list[str]:
    """The words that a header may use for a type, and ``any``."""
    from deluge_lint.catalog import words

    return [*words.types(), ANY]


def _types() -> dict[str, str]:
    return {word: word for word in type_words()}


def _read(config: Config, word: str, seen: dict[tuple[str, str], str]) -> Known:
    path = os.path.join(config.folder, word)
    if not os.path.isfile(path):
        table = TABLE if os.path.basename(config.file) == PYPROJECT else ()
        line = line_of(config.text, (*table, "catalog"), word)
        raise ConfigError(f"{config.file}:{line}: `catalog` names `{word}`, and there is no such file")
    shown = shown_path(path)
    text = read_text(path, shown)
    return _Facts(shown, text, seen).read(parse_toml(text, shown))


class _Facts(Reader):
    """Reads one file; every method raises :class:`ConfigError` with the line."""

    def read(self, values: dict[str, Any]) -> Known:
        for key in values:
            if key not in TABLES and key not in ("$schema", COMPLETE):
                raise self.fail((key,), f"unknown table `{key}`; {near(key, TABLES)}")
        functions = tuple(self._functions(("functions",), values.get("functions", {}), ""))
        connections = tuple(self._connections(values.get("connections", {})))
        names = tuple(self._names(("implicit-names",), values.get("implicit-names", {}), ""))
        return Known(Organisation(functions, connections, names), schema_of(self, values))

    def _type(self, keys: Keys, word: Any, at: str = "") -> str:
        self.expect(keys, word, str, "a type")
        whole, _, item = word.lower().partition(":")
        for part in filter(None, (whole, item)):
            if part not in _types():
                raise self.fail(keys, f"`{part}` is no type; {near(part, _types())}", at or word)
        return str(word)

    # -- functions ---------------------------------------------------------------

    def _functions(self, keys: Keys, value: Any, namespace: str) -> Iterator[OwnFunction]:
        for name, each in self.table(keys, value).items():
            here = (*keys, name)
            table = self.table(here, each)
            *before, last = name.split(".")
            inner = ".".join(filter(None, (namespace, *before)))
            if table and all(isinstance(one, dict) for one in table.values()):
                # [functions.standalone.orderTotal] is a table in a table to TOML.
                yield from self._functions(here, table, ".".join(filter(None, (inner, last))))
                continue
            self.table(here, table, TABLES["functions"])
            for part in (*before, last):
                self.name(here, part)
            found = OwnFunction(
                last, inner, self._parameters(here, table), self._returns(here, table),
                self.flag(here, table, "external"),
            )  # fmt: skip
            self.once("function", found.key, here)
            yield found

    def _parameters(self, keys: Keys, table: dict[str, Any]) -> tuple[OwnParameter, ...] | None:
        if "parameters" not in table:
            return None
        here = (*keys, "parameters")
        found = []
        for word in self.texts(keys, table, "parameters"):
            parts = _PARAMETER.fullmatch(word)
            if parts is None:
                raise self.fail(here, f"`{word}` is no parameter; write `text name`, as in a header", word)
            found.append(OwnParameter(parts[2], self._type(here, parts[1] or ANY, word)))
        return tuple(found)

    def _returns(self, keys: Keys, table: dict[str, Any]) -> str:
        return self._type((*keys, "returns"), table["returns"]) if "returns" in table else ""

    # -- the others --------------------------------------------------------------

    def _connections(self, value: Any) -> Iterator[OwnConnection]:
        for name, each in self.table(("connections",), value).items():
            here = ("connections", name)
            table = self.table(here, each, TABLES["connections"])
            self.once("connection", name, here)
            yield OwnConnection(name, self.texts(here, table, "services"), self.texts(here, table, "scopes"))

    def _names(self, keys: Keys, value: Any, host: str) -> Iterator[GivenName]:
        for name, each in self.table(keys, value).items():
            here = (*keys, name)
            if isinstance(each, dict):
                # [implicit-names.crm.automation] is a table in a table to TOML.
                inner = f"{host}.{name}" if host else name
                if inner != ALL:
                    self._host(here, inner)
                yield from self._names(here, each, inner)
            elif not host:
                raise self.fail(
                    here,
                    f"`{name}` needs a host, as in [implicit-names.crm] or [implicit-names.all]",
                )
            else:
                yield GivenName(host, self.name(here, name), self._type(here, each))

    def _host(self, keys: Keys, word: str) -> None:
        try:
            check_host(word)
        except ConfigError as error:
            raise self.fail(keys, str(error)) from None
