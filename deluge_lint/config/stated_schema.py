"""Forms, modules, reports, pages and roles as a person states them in a file with facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from deluge_lint.config.facts_reader import Keys, Reader, TableKeys
from deluge_lint.config.values import near
from deluge_lint.schema.model import Field, Form, Page, Permission, Report, Role, Schema

_COMPLETE = ("boolean", "Whether these are all its fields: any other name in a script is wrong then.")
#: The tables and the keys of what stands in each, as in :data:`.facts.TABLES`.
TABLES: dict[str, TableKeys] = {
    "forms": {
        "title": ("text", "What people call it."),
        "complete": _COMPLETE,
        "fields": ("fields", "Its fields by link name."),
    },
    "modules": {
        "title": ("text", "What people call it."),
        "complete": _COMPLETE,
        "fields": ("fields", "Its fields by API name."),
    },
    "reports": {
        "form": ("text", "The form whose records it shows."),
        "kind": ("text", "What kind of report it is, such as `list`."),
    },
    "pages": {"parameters": ("texts", "The names of its parameters.")},
    "roles": {"rights": ("rights", "What it may do, a list of words for each form or module.")},
}
FIELD: TableKeys = {
    "type": ("text", "The type of the field, as Zoho calls it: `Drop Down` or `picklist`, `Single Line` ..."),
    "title": ("text", "What people call it."),
    "mandatory": ("boolean", "Whether no record is saved without it."),
    "unique": ("boolean", "Whether no two records have the same value there."),
    "choices": ("texts", "The choices of a picklist, drop-down or radio field."),
    "target": ("text", "The form or module that a lookup or subform leads to."),
    "formula": ("text", "The expression that computes it."),
    "read-only": ("boolean", "Whether no script can set it."),
    "fields": ("fields", "The fields of a subform that has no form of its own."),
}
COMPLETE = "complete"
COMPLETE_ABOUT = "Whether these are all forms, modules, reports and pages: any other name is wrong then."

#: How deep subforms may stand in subforms; Zoho has one step.
_DEEP = 3


def schema_of(reader: Reader, values: dict[str, Any]) -> Schema:
    """The schema in the values of a file; raises :class:`ConfigError` with the line."""
    complete = reader.flag((), values, COMPLETE)
    return Schema(
        "stated",
        forms=(*_forms(reader, "forms", values), *_forms(reader, "modules", values)),
        reports=tuple(_reports(reader, values)), pages=tuple(_pages(reader, values)),
        roles=tuple(_roles(reader, values)), complete=complete,
    )  # fmt: skip


def joined(parts: list[Schema]) -> Schema:
    """The schema of several files; complete where one of them says so."""
    return Schema(
        "stated",
        forms=tuple(one for part in parts for one in part.forms),
        reports=tuple(one for part in parts for one in part.reports),
        pages=tuple(one for part in parts for one in part.pages),
        roles=tuple(one for part in parts for one in part.roles),
        complete=any(part.complete for part in parts),
    )


def _forms(reader: Reader, kind: str, values: dict[str, Any]) -> Iterator[Form]:
    for name, each in reader.table((kind,), values.get(kind, {})).items():
        here = (kind, name)
        table = reader.table(here, each, TABLES[kind])
        reader.once(kind[:-1], name, here)
        yield Form(
            name, kind[:-1], reader.text(here, table, "title"), tuple(_fields(reader, here, table)),
            complete=reader.flag(here, table, COMPLETE),
        )  # fmt: skip


def _fields(reader: Reader, keys: Keys, table: dict[str, Any], depth: int = 1) -> Iterator[Field]:
    here = (*keys, "fields")
    if depth > _DEEP and "fields" in table:
        raise reader.fail(here, "a subform stands too deep in others")
    for name, each in reader.table(here, table.get("fields", {})).items():
        yield _field(reader, (*here, name), name, each, depth)


def _field(reader: Reader, keys: Keys, name: str, value: Any, depth: int) -> Field:
    table = reader.table(keys, value, FIELD)
    word = reader.text(keys, table, "type")
    kind, several = _kind(reader, keys, word, keys[0] == "modules") if word else ("", False)
    return Field(
        name, kind, word, reader.text(keys, table, "title"),
        mandatory=reader.flag(keys, table, "mandatory"), unique=reader.flag(keys, table, "unique"),
        choices=reader.texts(keys, table, "choices"), several=several,
        target=reader.text(keys, table, "target"), formula=reader.text(keys, table, "formula"),
        fields=tuple(_fields(reader, keys, table, depth + 1)),
        read_only=reader.flag(keys, table, "read-only"),
    )  # fmt: skip


def _kind(reader: Reader, keys: Keys, word: str, module: bool) -> tuple[str, bool]:
    """The kind that a word of Zoho's for a type means, and whether such a field holds several values."""
    words = _words(module)
    found = words.get(_plain(word))
    if found is None:
        shown = {title: "" for title, *_ in words.values()}
        raise reader.fail((*keys, "type"), f"`{word}` is no type of field; {near(word, shown)}", word)
    return found[1], found[2]


def _words(module: bool) -> dict[str, tuple[str, str, bool]]:
    """Every way to call a type → (its best name, kind, several); CRM's words go first for its modules."""
    from deluge_lint.catalog import crm_fields, field_types

    forms = [(one.title, one.name, one.name, one.several) for one in field_types.all_types().values()]
    modules = [(one.title, one.name, one.kind, one.several) for one in crm_fields.all_types().values()]
    found: dict[str, tuple[str, str, bool]] = {}
    for title, name, kind, several in (*modules, *forms) if module else (*forms, *modules):
        for word in (title, name, kind):
            found.setdefault(_plain(word), (title, kind, several))
    return found


def _plain(word: str) -> str:
    """Without what people write in one way or another: ``Drop-Down`` is ``drop down``."""
    return "".join(filter(str.isalnum, word.lower()))


def _reports(reader: Reader, values: dict[str, Any]) -> Iterator[Report]:
    for name, each in reader.table(("reports",), values.get("reports", {})).items():
        here = ("reports", name)
        table = reader.table(here, each, TABLES["reports"])
        reader.once("report", name, here)
        yield Report(name, reader.text(here, table, "kind"), reader.text(here, table, "form"))


def _pages(reader: Reader, values: dict[str, Any]) -> Iterator[Page]:
    for name, each in reader.table(("pages",), values.get("pages", {})).items():
        here = ("pages", name)
        table = reader.table(here, each, TABLES["pages"])
        reader.once("page", name, here)
        yield Page(name, reader.texts(here, table, "parameters"))


def _roles(reader: Reader, values: dict[str, Any]) -> Iterator[Role]:
    for name, each in reader.table(("roles",), values.get("roles", {})).items():
        here = ("roles", name)
        table = reader.table(here, each, TABLES["roles"])
        reader.once("role", name, here)
        inner = (*here, "rights")
        rights = reader.table(inner, table.get("rights", {}))
        may = (Permission(form, reader.texts(inner, rights, form)) for form in rights)
        yield Role(name, permissions=tuple(may))
