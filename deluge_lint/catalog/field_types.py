"""The types of fields of a Creator form, and the fields that every form has."""

from __future__ import annotations

import re

from deluge_lint.catalog.load import entries
from deluge_lint.records import NamedTuple


class FieldType(NamedTuple):
    """One type of field.

    ``title`` is Zoho's name for people, ``value`` the Deluge type of its value (empty: none, or it
    depends), ``several`` whether it holds several values, ``choices`` whether it is one of a list,
    ``stores`` whether a record keeps it.  ``assign``, ``insert`` and ``update`` tell whether a script may
    set it through ``input``, in ``insert into`` and in a fetched record; ``assign_only_in`` names the
    contexts of Creator in which it may set it through ``input`` at all (empty: no such limit).
    ``parts`` are the subfields of a name or an address.  ``source`` and ``evidence`` are those of the type
    and its value; ``proof`` in the data tells of each flag where it stands.
    """

    name: str
    title: str
    value: str
    several: bool
    choices: bool
    stores: bool
    assign: bool
    assign_only_in: tuple[str, ...]
    insert: bool
    update: bool
    parts: tuple[str, ...]
    source: str
    evidence: str


class SystemField(NamedTuple):
    """A field that every form has; ``kind`` is the name of a :class:`FieldType`."""

    name: str
    title: str
    kind: str
    meaning: str
    source: str
    evidence: str


_types: dict[str, FieldType] = {}
_words: dict[str, str] = {}
_patterns: list[tuple[str, str]] = []
_system: dict[str, SystemField] = {}


def all_types() -> dict[str, FieldType]:
    """Every type by name."""
    if not _types:
        for one in entries("field_types"):
            _types[one["name"]] = FieldType(
                one["name"], one["title"], one["value"], one.get("several", False),
                one.get("choices", False), one.get("stores", True), one.get("assign", True),
                tuple(one.get("assign_only_in", ())), one.get("insert", True), one.get("update", True),
                tuple(one.get("parts", ())), one["source"], one["evidence"],
            )  # fmt: skip
            _words.update(dict.fromkeys((word.lower() for word in one["words"]), one["name"]))
            if "word_pattern" in one:
                _patterns.append((one["word_pattern"], one["name"]))
    return _types


def get(name: str) -> FieldType | None:
    """The type of this name (``picklist``); ``None`` for an empty or another one."""
    return all_types().get(name)


def kind_of(word: str) -> str:
    """The name of the type that an export writes as ``word`` (``textarea``, ``USD``), or empty."""
    all_types()
    found = _words.get(word.lower())
    if found is None:
        found = next((name for pattern, name in _patterns if re.fullmatch(pattern, word)), "")
    return found


def system_fields() -> dict[str, SystemField]:
    """The fields that every form has, by link name in lower case."""
    if not _system:
        for one in entries("system_fields"):
            _system[one["name"].lower()] = SystemField(
                one["name"], one["title"], one["kind"], one["meaning"], one["source"], one["evidence"]
            )
    return _system
