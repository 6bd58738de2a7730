"""A schema as JSON data and back, for a file that people read and compare.

What is declared comes sorted by name and without the places where it stands, so that two exports of one
application differ only where the application does.  What is empty is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from deluge_lint.schema.model import (
    Connection,
    Field,
    Form,
    Mention,
    Page,
    Permission,
    Report,
    Role,
    Schema,
    Workflow,
)

#: The records within a record; a field holds the fields of a subform, and those hold none.
_PARTS: dict[type[Any], dict[str, type[Any]]] = {
    Schema: {
        "forms": Form, "reports": Report, "pages": Page, "workflows": Workflow, "roles": Role,
        "connections": Connection,
    },
    Form: {"fields": Field},
    Field: {"fields": Field},
    Role: {"permissions": Permission},
}  # fmt: skip
#: Where things stand is the business of the source.
_LEFT_OUT = frozenset(("span", "path", "mentions"))
#: A schema holds forms, a form fields, a field those of its subform.
_DEEPEST = 4


def to_plain(schema: Schema) -> dict[str, Any]:
    """The schema as data for JSON."""
    return _plain(schema)


def _plain(record: Any) -> dict[str, Any]:
    """The fields of a record that say something (recursion ends with the fields of a subform)."""
    inner = _PARTS.get(type(record), {})
    made: dict[str, Any] = {}
    for name, value in zip(record._fields, record):
        if name == "mentions" and record.origin == "creator":
            # an empty list says that nothing is, none that nothing is known
            made[name] = sorted({_written(one) for one in value})
            continue
        if name in _LEFT_OUT or value == record._field_defaults.get(name, ()):
            continue
        made[name] = _sorted(map(_plain, value)) if name in inner else value
    return made


def _sorted(records: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(records, key=_order)


def _order(record: Mapping[str, Any]) -> tuple[str, ...]:
    words = ("name", "module", "kind", "form", "event", "field", "title")
    return tuple(str(record.get(word, "")) for word in words)


def from_plain(data: Any) -> Schema:
    """The schema in data of :func:`to_plain`; what does not fit is passed over."""
    return _record(Schema, data, 0) or Schema()


def _record(kind: type[Any], data: Any, depth: int) -> Any:
    if not isinstance(data, Mapping) or depth > _DEEPEST:
        return None
    defaults: dict[str, Any] = kind._field_defaults
    inner = _PARTS.get(kind, {})
    values: dict[str, Any] = {}
    for name in kind._fields:
        if name == "mentions":
            values[name] = tuple(filter(None, map(_mention, _list(data.get(name)))))
            continue
        if name not in data or name in _LEFT_OUT:
            continue
        value = data[name]
        if name in inner:
            found = (_record(inner[name], one, depth + 1) for one in _list(value))
            values[name] = tuple(one for one in found if one is not None)
        elif isinstance(value, list):
            values[name] = tuple(tuple(one) if isinstance(one, list) else one for one in value)
        else:
            values[name] = value
        if type(values[name]) is not type(defaults.get(name, "")):
            del values[name]
    needed = [name for name in kind._fields if name not in defaults]
    return kind(**values) if all(name in values for name in needed) else None


def _written(one: Mention) -> str:
    """A mention as one line, such as ``field Orders.Total``."""
    return f"{one.kind} {one.form}.{one.name}" if one.form else f"{one.kind} {one.name}"


def _mention(line: Any) -> Mention | None:
    kind, _, name = line.partition(" ") if isinstance(line, str) else ("", "", "")
    form, _, field = name.rpartition(".") if kind == "field" else ("", "", name)
    return Mention(kind, field, form) if kind and field else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
