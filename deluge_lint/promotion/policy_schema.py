"""``deluge-gate.schema.json``, for editors that check and complete TOML: generated from the keys."""

from __future__ import annotations

import json
from typing import Any

from deluge_lint.promotion.policy import ACTS, FILE_NAME, KEYS, LEAST, LEFTOVERS, VERSION

FILE = "deluge-gate.schema.json"

_TEXTS = {"type": "array", "items": {"type": "string"}}
_KINDS: dict[str, dict[str, Any]] = {
    "preset": {"enum": ["draft", "recommended", "production-gate"]},
    "words": _TEXTS,
    "texts": _TEXTS,
    "counts": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}},
    "flag": {"type": "boolean"},
    "leftovers": {"type": "array", "items": {"enum": list(LEFTOVERS)}},
    "act": {"enum": list(ACTS)},
    "suppressions": {
        "type": "object", "additionalProperties": False,
        "properties": {word: {"type": "boolean"} for word in ("owner", "reason", "expiry")},
    },
    "budget": {
        "type": "object", "additionalProperties": False,
        "properties": {word: {"type": "integer", "minimum": 0} for word in ("external-calls", "lines")},
    },
    "portability": {
        "type": "object", "additionalProperties": False, "required": ["to"],
        "properties": {"to": {"type": "string"}, "least": {"enum": list(LEAST)}},
    },
}  # fmt: skip


def render() -> str:
    """The text of the schema."""
    properties = {key: {"description": about, **_KINDS[kind]} for key, (_, kind, about) in KEYS.items()}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FILE_NAME,
        "type": "object",
        "additionalProperties": False,
        "required": ["environments"],
        "properties": {
            "version": {"const": VERSION},
            "environments": {
                "type": "object",
                "minProperties": 1,
                "additionalProperties": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": properties,
                },
            },
        },
    }
    return json.dumps(schema, indent=2) + "\n"
