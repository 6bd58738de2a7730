"""The JSON schema of the configuration, for editors; ``deluge-lint.schema.json`` is its text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from deluge_lint.catalog import services
from deluge_lint.config.model import KEYS, Key
from deluge_lint.config.presets import PRESETS
from deluge_lint.config.values import OFF, SEVERITIES, option_key
from deluge_lint.engine.registry import PACK, Registry, registry
from deluge_lint.engine.rule import CATEGORIES, Rule

FILE = "deluge-lint.schema.json"

Schema = dict[str, Any]

_LIST_OF_RULES = {"type": "array", "items": {"$ref": "#/definitions/selector"}}

#: Kind of a setting → the schema of its values.
_KINDS: Mapping[str, Callable[[], Schema]] = {
    "preset": lambda: {"enum": list(PRESETS)},
    "boolean": lambda: {"type": "boolean"},
    "selectors": lambda: dict(_LIST_OF_RULES),
    "severities": lambda: {
        "type": "object",
        "propertyNames": {"$ref": "#/definitions/selector"},
        "additionalProperties": {"enum": [*SEVERITIES, OFF]},
    },
    "severity": lambda: {"enum": list(SEVERITIES)},
    "host": lambda: _host(),
    "host_list": lambda: {"type": "array", "items": _host(), "uniqueItems": True},
    "hosts": lambda: {"type": "object", "additionalProperties": _host()},
    "ignores": lambda: {"type": "object", "additionalProperties": dict(_LIST_OF_RULES)},
    "fact_files": lambda: {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
    "patterns": lambda: {"type": "array", "items": {"type": "string"}},
    "count": lambda: {"type": "integer", "minimum": 0},
    "path": lambda: {"type": "string"},
    "size": lambda: {
        "anyOf": [
            {"type": "integer", "minimum": 0},
            {"type": "string", "pattern": r"^\s*\d+(\.\d+)?\s*([bB]|[kK][bB]|[mM][bB])?\s*$"},
        ]
    },
}


def render() -> str:
    """The text of the schema; built-in rules alone, so that it is the same on every machine."""
    return json.dumps(build(registry()), indent=2, ensure_ascii=False) + "\n"


def build(rules: Registry) -> Schema:
    """The schema as data."""
    own = [rule for rule in rules.rules.values() if rule.__module__.startswith(f"{PACK}.")]
    properties: Schema = {"$schema": {"type": "string"}}
    properties.update((key.name, _property(key, own)) for key in KEYS.values())
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "deluge-lint",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "definitions": {"selector": _selector(own)},
    }


def _property(key: Key, rules: Iterable[type[Rule]]) -> Schema:
    entry = _rule_options(rules) if key.kind == "options" else _KINDS[key.kind]()
    entry["description"] = key.about
    default = list(key.default) if isinstance(key.default, tuple) else key.default
    if default is not None and default != "":
        entry["default"] = default
    if key.example is not None:
        entry["examples"] = [key.example]
    return entry


def _selector(rules: Iterable[type[Rule]]) -> Schema:
    return {
        "anyOf": [
            {"enum": ["all", *CATEGORIES, *(rule.name for rule in rules)]},
            {"type": "string", "pattern": "^[A-Za-z]{2,8}[0-9]{0,4}$"},
        ],
        "description": "A rule by name or code, the start of codes, a category, or `all`.",
    }


def _host() -> Schema:
    names = sorted({host.partition(".")[0] for host in services.hosts()})
    return {"type": "string", "pattern": rf"^({'|'.join(names)})(\.[\w.]+)?$"}


def _rule_options(rules: Iterable[type[Rule]]) -> Schema:
    tables = {
        rule.name: {
            "type": "object",
            "description": f"Options of {rule.code} `{rule.name}`.",
            "additionalProperties": False,
            "properties": {
                option_key(name): option_schema(default) for name, default in rule.options.items()
            },
        }
        for rule in rules
        if rule.options
    }
    # Rules of plugins are not known here.
    return {"type": "object", "properties": tables, "additionalProperties": {"type": "object"}}


def option_schema(default: Any, *, with_default: bool = True) -> Schema:
    """The schema of values like ``default``; the counterpart of :func:`.values.fits`."""
    entry: Schema
    if isinstance(default, bool):
        entry = {"type": "boolean"}
    elif isinstance(default, int):
        entry = {"type": "integer"}
    elif isinstance(default, float):
        entry = {"type": "number"}
    elif isinstance(default, str):
        entry = {"type": "string"}
    elif isinstance(default, Mapping):
        entry = {"type": "object"}
        if default:
            entry["additionalProperties"] = option_schema(next(iter(default.values())), with_default=False)
    else:
        # A set has no order of its own, and the text must be the same every time.
        default = sorted(default) if isinstance(default, (set, frozenset)) else list(default)
        entry = {"type": "array"}
        if default:
            entry["items"] = option_schema(default[0], with_default=False)
    if with_default:
        entry["default"] = default
    return entry
