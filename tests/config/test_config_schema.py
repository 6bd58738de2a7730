"""The generated schema says the same as the loader."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from deluge_lint.config.model import KEYS, ConfigError
from deluge_lint.config.schema import FILE, build, option_schema, render
from deluge_lint.config.settings import Settings
from deluge_lint.config.values import fits
from deluge_lint.engine.registry import registry

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def validator():
    schema = build(registry())
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def test_the_committed_schema_is_current():
    assert (ROOT / FILE).read_text(encoding="utf-8") == render()


def test_every_key_is_described_with_a_default_that_fits(validator):
    properties = validator.schema["properties"]
    assert list(properties) == ["$schema", *KEYS]
    for key in KEYS:
        entry = properties[key]
        assert entry["description"].endswith(".")
        for value in (*entry.get("examples", ()), *([entry["default"]] if "default" in entry else ())):
            if not (key == "rules" and value):
                assert not list(validator.iter_errors({key: value})), (key, value)


SAMPLES = [
    ("preset = 'draft'\nselect = ['all', 'DLG0', 'syntax', 'syntax-error']\n", True),
    ("[hosts]\n'a/**' = 'creator.form.on_validate'\n", True),
    ("max-file-size = '1.5 MB'\n", True),
    ("max-file-size = 'big'\n", False),
    ("severity = { syntax-error = 'off', style = 'hint' }\n", True),
    ("severity = { syntax-error = 'loud' }\n", False),
    ("severity = { no-such-rule = 'error' }\n", False),
    ("ignore = ['no-such-rule']\n", False),
    ("host = 'nowhere'\n", False),
    ("jobs = -1\n", False),
    ("preview = 'yes'\n", False),
    ("no-such-key = 1\n", False),
    ("[per-path-ignores]\n'a/**' = 'all'\n", False),
]


@pytest.mark.parametrize(("text", "good"), SAMPLES)
def test_schema_and_loader_agree(validator, write, text, good):
    write("deluge-lint.toml", text)
    assert (not list(validator.iter_errors(tomllib.loads(text)))) == good
    try:
        Settings().settings_for("a.deluge")
        accepted = True
    except ConfigError:
        accepted = False
    assert accepted == good


@pytest.mark.parametrize(
    "default", [True, 3, 0.5, "a", ("a",), ["a"], frozenset({"b", "a"}), {"a": 1}, (), {}]
)
@pytest.mark.parametrize("value", [False, 7, 2.5, "x", ["x"], [1], {"k": 2}, {"k": "v"}, [], {}])
def test_option_schemas_take_what_the_loader_takes(default, value):
    schema = option_schema(default)
    json.dumps(schema)
    assert Draft7Validator(schema).is_valid(value) == fits(value, default)
