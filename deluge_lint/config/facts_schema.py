"""The JSON schema of files with an organisation's facts; ``deluge-lint-facts.schema.json`` is its text."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from deluge_lint.config.facts import TABLES, type_words
from deluge_lint.config.stated_schema import COMPLETE, COMPLETE_ABOUT, FIELD

FILE = "deluge-lint-facts.schema.json"

Schema = dict[str, Any]

_ABOUT = {
    "functions": "Functions that stand in no file of the project, by namespace and name.",
    "connections": "Connections by their link names.",
    "forms": "Forms of Zoho Creator by their link names.",
    "modules": "Modules of Zoho CRM and its like by their API names.",
    "reports": "Reports of Zoho Creator by their link names.",
    "pages": "Pages of Zoho Creator by their link names.",
    "roles": "Roles and profiles by their names.",
    "implicit-names": "Names that scripts find defined, by host (`all` for every host), and their types.",
}


def render() -> str:
    """The text of the schema."""
    return json.dumps(build(), indent=2, ensure_ascii=False) + "\n"


def build() -> Schema:
    """The schema as data."""
    properties: Schema = {
        "$schema": {"type": "string"},
        COMPLETE: {"type": "boolean", "description": COMPLETE_ABOUT},
    }
    for name, about in _ABOUT.items():
        properties[name] = {**_tables(name), "description": about}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "facts about an organisation for deluge-lint",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "definitions": {
            "type": {"type": "string", "pattern": _type_pattern(), "examples": type_words()},
            "field": _object(FIELD),
            "function": _object(TABLES["functions"]),
            "names": {"type": "object", "additionalProperties": {"anyOf": [
                {"$ref": "#/definitions/type"}, {"$ref": "#/definitions/names"},
            ]}},
            "functions": {"type": "object", "additionalProperties": {"anyOf": [
                {"$ref": "#/definitions/function"}, {"$ref": "#/definitions/functions"},
            ]}},
        },
    }  # fmt: skip


def _tables(name: str) -> Schema:
    if name in ("functions", "implicit-names"):
        # A dot in the name of a function or a host makes a table in a table.
        return {"$ref": f"#/definitions/{name.removeprefix('implicit-')}"}
    return {"type": "object", "additionalProperties": _object(TABLES[name])}


def _object(keys: Mapping[str, tuple[str, str]]) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {key: {**_KINDS[kind](), "description": about} for key, (kind, about) in keys.items()},
    }


_KINDS: Mapping[str, Callable[[], Schema]] = {
    "texts": lambda: {"type": "array", "items": {"type": "string"}},
    "text": lambda: {"type": "string"},
    "type": lambda: {"allOf": [{"$ref": "#/definitions/type"}]},
    "boolean": lambda: {"type": "boolean"},
    "fields": lambda: {"type": "object", "additionalProperties": {"$ref": "#/definitions/field"}},
    "rights": lambda: {
        "type": "object",
        "additionalProperties": {"type": "array", "items": {"type": "string"}},
    },
}


def _type_pattern() -> str:
    """A word of a header, perhaps with that of the items behind a colon, in any case."""
    word = "|".join("".join(f"[{each.upper()}{each}]" for each in one) for one in type_words())
    return f"^({word})(:({word}))?$"
