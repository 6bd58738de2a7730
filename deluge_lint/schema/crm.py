"""Modules, fields and functions from the answers of Zoho CRM's settings API, as trees keep them.

Pure: a text or what JSON makes of it goes in, plain data comes out.  What is not of the shape that
Zoho documents is passed over, and never raises; only what is no JSON at all is :class:`NoJson`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from deluge_lint.records import NamedTuple
from deluge_lint.schema.model import Field, Form

#: The type of a field as the API writes it → canonical kind, and whether it holds several values.
Kinds = Mapping[str, tuple[str, bool]]

Record = Mapping[str, Any]


class NoJson(ValueError):
    """A text that is no JSON; ``line`` counts from 1, the message says what is wrong there."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


class CrmFunction(NamedTuple):
    """What the API tells of a function.

    ``name`` is its API name, ``category`` where it may run, in the API's word and in lower case
    (``related_list``); ``parameters`` are names with types, ``None`` where they are not told, and
    ``returns`` is the type of its answer; both types in the API's words, in lower case.
    """

    name: str
    category: str = ""
    parameters: tuple[tuple[str, str], ...] | None = None
    returns: str = ""


def read_json(text: str) -> Any:
    """What a JSON text holds; raises :class:`NoJson`."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        message = error.msg[:1].lower() + error.msg[1:]
        raise NoJson(error.lineno, message) from None
    except RecursionError:
        raise NoJson(1, "nested too deep") from None
    except ValueError as error:  # a number of thousands of digits
        raise NoJson(1, str(error)) from None


def records(data: Any, key: str) -> Iterator[Record]:
    """The records of an answer: ``{"fields": [...]}``, a list, or one record by itself."""
    if isinstance(data, Mapping):
        inner = data.get(key)
        data = inner if isinstance(inner, list) and "api_name" not in data else [data]
    if isinstance(data, list):
        yield from (one for one in data if isinstance(one, Mapping))


def module_of(data: Any, fields: Iterable[Field], *, complete: bool) -> Form | None:
    """A module by its record; ``None`` where that has no API name.

    ``complete`` says that ``fields`` are all that the API lists.
    """
    one = next(records(data, "modules"), {})
    name = _text(one, "api_name")
    if not name:
        return None
    title = _text(one, "plural_label") or _text(one, "module_name")
    return Form(name, "module", title, tuple(fields), complete=complete)


def fields_of(data: Any, kinds: Kinds) -> Iterator[Field]:
    """The fields in an answer of the fields API, or in a file with one of them."""
    for one in records(data, "fields"):
        name = _text(one, "api_name")
        if name:
            yield _field(name, one, kinds)


def function_of(data: Any) -> CrmFunction | None:
    """A function by its record; ``None`` where that has no API name."""
    one = next(records(data, "functions"), {})
    name = _text(one, "api_name")
    if not name:
        return None
    category = _text(one, "category").strip().lower().replace(" ", "_").replace("-", "_")
    return CrmFunction(name, category, _parameters(one), _text(one, "return_type").lower())


def _parameters(one: Record) -> tuple[tuple[str, str], ...] | None:
    given = next((one[key] for key in ("arguments", "params") if isinstance(one.get(key), list)), None)
    if given is None:
        return None
    found = [
        (_text(each, "name"), _text(each, "type").lower()) for each in given if isinstance(each, Mapping)
    ]
    # one that has no name would make the count wrong
    return tuple(found) if len(found) == len(given) and all(name for name, _ in found) else None


def _field(name: str, one: Record, kinds: Kinds) -> Field:
    word = _text(one, "data_type")
    kind, several = kinds.get(word.lower(), ("", False))
    return Field(
        name, kind, word, _text(one, "field_label") or _text(one, "display_label"),
        mandatory=one.get("system_mandatory") is True, unique=bool(_part(one, "unique")),
        choices=_choices(one), several=several, target=_target(one),
        display=_text(_part(_part(one, "lookup"), "display_field"), "api_name"),
        formula=_text(_part(one, "formula"), "expression"), hidden=one.get("visible") is False,
        length=_number(one, "length"), read_only=_read_only(one, kind),
    )  # fmt: skip


def _choices(one: Record) -> tuple[str, ...]:
    """The values of a pick list under every name that the API has for them: it takes and gives both."""
    found: dict[str, None] = {}
    values = one.get("pick_list_values")
    for each in values if isinstance(values, list) else ():
        if isinstance(each, Mapping):
            found.update(
                dict.fromkeys(filter(None, (_text(each, "actual_value"), _text(each, "display_value"))))
            )
    return tuple(found)


def _target(one: Record) -> str:
    """The module that a lookup or a subform leads to: its name, or a record with its name."""
    for key, under in (
        ("lookup", "module"), ("multiselectlookup", "connected_module"), ("associated_module", "module"),
        ("subform", "module"),
    ):  # fmt: skip
        module = _part(one, key).get(under)
        name = _text(module, "api_name") if isinstance(module, Mapping) else module
        if isinstance(name, str) and name:
            return name
    return ""


def _read_only(one: Record, kind: str) -> bool:
    """Whether the API neither creates nor updates it; of subforms it says so and takes rows all the same."""
    acts = _part(one, "operation_type")
    return kind != "subform" and acts.get("api_create") is False and acts.get("api_update") is False


def _part(one: Record, key: str) -> Record:
    found = one.get(key)
    return found if isinstance(found, Mapping) else {}


def _text(one: Record, key: str) -> str:
    found = one.get(key)
    return found if isinstance(found, str) else ""


def _number(one: Record, key: str) -> int:
    found = one.get(key)
    return found if isinstance(found, int) and not isinstance(found, bool) and found > 0 else 0
