"""Reads the files with an organisation's own facts that the setting ``catalog`` names.

Every mistake is a :class:`ConfigError` with the line: a fact that is silently left out would
show as a finding that nobody understands.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import Any

from deluge_lint.catalog.organisation import (
    Field,
    Form,
    GivenName,
    Organisation,
    OwnConnection,
    OwnFunction,
    OwnParameter,
)
from deluge_lint.config.lines import line_of
from deluge_lint.config.load import parse_toml, read_text, shown_path
from deluge_lint.config.model import PYPROJECT, TABLE, Config, ConfigError
from deluge_lint.config.values import check_host, kind_of, near

ALL = "all"
ANY = "any"
Keys = tuple[str, ...]

#: The tables of a file and the keys of what stands in each; the schema is made of these.
TABLES: dict[str, dict[str, tuple[str, str]]] = {
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
    "forms": {"fields": ("fields", "Its fields by link name.")},
    "modules": {"fields": ("fields", "Its fields by API name.")},
    "implicit-names": {},
}
FIELD = {
    "type": ("text", "The type of the field, as Zoho calls it."),
    "mandatory": ("boolean", "Whether no record is saved without it."),
    "choices": ("texts", "The choices of a picklist, drop-down or radio field."),
}
_PARAMETER = re.compile(r"\s*(?:(\w+(?::\w+)?)\s+)?(\w+)\s*")
_NAME = re.compile(r"\w+")


def organisation_of(config: Config) -> Organisation | None:
    """The facts of all files that a configuration names; ``None`` where it names none.

    Raises :class:`ConfigError`.
    """
    files: tuple[str, ...] = config.get("catalog")
    if not files:
        return None
    seen: dict[tuple[str, str], str] = {}
    parts = [_read(config, word, seen) for word in files]
    return Organisation(
        tuple(one for part in parts for one in part.functions),
        tuple(one for part in parts for one in part.connections),
        tuple(one for part in parts for one in part.forms),
        tuple(one for part in parts for one in part.names),
    )


def type_words() -> list[str]:
    """The words that a header may use for a type, and ``any``."""
    from deluge_lint.catalog import words

    return [*words.types(), ANY]


def _read(config: Config, word: str, seen: dict[tuple[str, str], str]) -> Organisation:
    path = os.path.join(config.folder, word)
    if not os.path.isfile(path):
        table = TABLE if os.path.basename(config.file) == PYPROJECT else ()
        line = line_of(config.text, (*table, "catalog"), word)
        raise ConfigError(f"{config.file}:{line}: `catalog` names `{word}`, and there is no such file")
    shown = shown_path(path)
    text = read_text(path, shown)
    return _Reader(shown, text, seen).read(parse_toml(text, shown))


class _Reader:
    """Checks one file; every method raises :class:`ConfigError` with the line.

    ``seen`` holds what files have defined so far: kind and name, and the place.
    """

    def __init__(self, shown: str, text: str, seen: dict[tuple[str, str], str]) -> None:
        self._seen = seen
        self._shown = shown
        self._text = text
        self._types = {word: word for word in type_words()}

    def read(self, values: dict[str, Any]) -> Organisation:
        for key in values:
            if key not in TABLES and key != "$schema":
                raise self._fail((key,), f"unknown table `{key}`; {near(key, TABLES)}")
        functions = tuple(self._functions(("functions",), values.get("functions", {}), ""))
        connections = tuple(self._connections(values.get("connections", {})))
        forms = [*self._forms("forms", values), *self._forms("modules", values)]
        names = tuple(self._names(("implicit-names",), values.get("implicit-names", {}), ""))
        return Organisation(functions, connections, tuple(forms), names)

    def _fail(self, keys: Keys, message: str, word: str = "") -> ConfigError:
        return ConfigError(f"{self._shown}:{line_of(self._text, keys, word)}: {message}")

    def _expect(self, keys: Keys, value: Any, kind: type, words: str) -> Any:
        if not isinstance(value, kind):
            raise self._fail(keys, f"`{'.'.join(keys)}` must be {words}, not {kind_of(value)}")
        return value

    def _table(self, keys: Keys, value: Any, known: Iterable[str] | None = None) -> dict[str, Any]:
        """A table; with ``known``, one that has no other keys."""
        table: dict[str, Any] = self._expect(keys, value, dict, "a table")
        for key in table if known is not None else ():
            if key not in (known or ()):
                raise self._fail((*keys, key), f"unknown key `{key}`; {near(key, known or ())}")
        return table

    def _texts(self, keys: Keys, table: dict[str, Any], key: str) -> tuple[str, ...]:
        here = (*keys, key)
        value = self._expect(here, table.get(key, []), list, "a list of texts")
        for each in value:
            self._expect(here, each, str, "a list of texts")
        return tuple(value)

    def _flag(self, keys: Keys, table: dict[str, Any], key: str) -> bool:
        return bool(self._expect((*keys, key), table.get(key, False), bool, "true or false"))

    def _type(self, keys: Keys, word: Any, at: str = "") -> str:
        self._expect(keys, word, str, "a type")
        whole, _, item = word.lower().partition(":")
        for part in filter(None, (whole, item)):
            if part not in self._types:
                raise self._fail(keys, f"`{part}` is no type; {near(part, self._types)}", at or word)
        return str(word)

    def _once(self, kind: str, name: str, keys: Keys) -> None:
        place = self._seen.get((kind, name.lower()))
        if place is not None:
            raise self._fail(keys, f"the {kind} `{name}` stands in {place} already")
        self._seen[kind, name.lower()] = f"{self._shown}:{line_of(self._text, keys)}"

    def _name(self, keys: Keys, name: str) -> str:
        if not _NAME.fullmatch(name):
            raise self._fail(keys, f"`{name}` cannot be the name of anything in a script", name)
        return name

    # -- functions ---------------------------------------------------------------

    def _functions(self, keys: Keys, value: Any, namespace: str) -> Iterator[OwnFunction]:
        for name, each in self._table(keys, value).items():
            here = (*keys, name)
            table = self._table(here, each)
            *before, last = name.split(".")
            inner = ".".join(filter(None, (namespace, *before)))
            if table and all(isinstance(one, dict) for one in table.values()):
                # [functions.standalone.orderTotal] is a table in a table to TOML.
                yield from self._functions(here, table, ".".join(filter(None, (inner, last))))
                continue
            self._table(here, table, TABLES["functions"])
            for part in (*before, last):
                self._name(here, part)
            found = OwnFunction(
                last, inner, self._parameters(here, table), self._returns(here, table),
                self._flag(here, table, "external"),
            )  # fmt: skip
            self._once("function", found.key, here)
            yield found

    def _parameters(self, keys: Keys, table: dict[str, Any]) -> tuple[OwnParameter, ...] | None:
        if "parameters" not in table:
            return None
        here = (*keys, "parameters")
        found = []
        for word in self._texts(keys, table, "parameters"):
            parts = _PARAMETER.fullmatch(word)
            if parts is None:
                raise self._fail(here, f"`{word}` is no parameter; write `text name`, as in a header", word)
            found.append(OwnParameter(parts[2], self._type(here, parts[1] or ANY, word)))
        return tuple(found)

    def _returns(self, keys: Keys, table: dict[str, Any]) -> str:
        return self._type((*keys, "returns"), table["returns"]) if "returns" in table else ""

    # -- the others --------------------------------------------------------------

    def _connections(self, value: Any) -> Iterator[OwnConnection]:
        for name, each in self._table(("connections",), value).items():
            here = ("connections", name)
            table = self._table(here, each, TABLES["connections"])
            self._once("connection", name, here)
            yield OwnConnection(
                name, self._texts(here, table, "services"), self._texts(here, table, "scopes")
            )

    def _forms(self, kind: str, values: dict[str, Any]) -> Iterator[Form]:
        for name, each in self._table((kind,), values.get(kind, {})).items():
            here = (kind, name)
            table = self._table(here, each, TABLES[kind])
            fields = self._table((*here, "fields"), table.get("fields", {}))
            self._once(kind[:-1], name, here)
            found = [self._field((*here, "fields", key), key, field) for key, field in fields.items()]
            yield Form(name, kind[:-1], tuple(found))

    def _field(self, keys: Keys, name: str, value: Any) -> Field:
        table = self._table(keys, value, FIELD)
        kind = self._expect((*keys, "type"), table.get("type", ""), str, "a text")
        return Field(name, kind, self._flag(keys, table, "mandatory"), self._texts(keys, table, "choices"))

    def _names(self, keys: Keys, value: Any, host: str) -> Iterator[GivenName]:
        for name, each in self._table(keys, value).items():
            here = (*keys, name)
            if isinstance(each, dict):
                # [implicit-names.crm.automation] is a table in a table to TOML.
                inner = f"{host}.{name}" if host else name
                if inner != ALL:
                    self._host(here, inner)
                yield from self._names(here, each, inner)
            elif not host:
                raise self._fail(
                    here,
                    f"`{name}` needs a host, as in [implicit-names.crm] or [implicit-names.all]",
                )
            else:
                yield GivenName(host, self._name(here, name), self._type(here, each))

    def _host(self, keys: Keys, word: str) -> None:
        try:
            check_host(word)
        except ConfigError as error:
            raise self._fail(keys, str(error)) from None
