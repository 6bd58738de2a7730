"""What holds for a path and where each of it comes from, for ``deluge-lint config``."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from deluge_lint.config.lines import line_of
from deluge_lint.config.load import shown_path
from deluge_lint.config.model import KEYS, PYPROJECT, TABLE, Config, Overrides
from deluge_lint.config.presets import Choice
from deluge_lint.config.settings import Settings
from deluge_lint.config.values import option_key
from deluge_lint.diagnostics import Severity
from deluge_lint.documents.script import NO_TRIGGER, Host, Trigger
from deluge_lint.records import NamedTuple

if TYPE_CHECKING:
    from deluge_lint.documents.script import Script
    from deluge_lint.schema.model import Schema

DEFAULT = "default"

#: Settings that choose rules are told rule by rule.
_OF_RULES = ("rules", "severity")


class Value(NamedTuple):
    """One setting: its value as plain data (as a configuration would write it), and its origin.

    ``origin`` is ``default``, a place such as ``deluge-lint.toml:3``, or an option.
    """

    key: str
    value: Any
    origin: str


class RuleState(NamedTuple):
    """One rule on the path: ``severity`` is its label or ``off``, ``origin`` what decided."""

    code: str
    name: str
    severity: str
    origin: str
    options: tuple[Value, ...]


class Explanation(NamedTuple):
    """Everything about one path; ``file`` is empty where no configuration was found.

    ``known`` is what is known of the place of the path beside its settings: what runs the script, and
    the forms or modules and functions of its application.
    """

    path: str
    file: str
    values: tuple[Value, ...]
    rules: tuple[RuleState, ...]
    known: tuple[Value, ...] = ()


def explain_settings(path: str, settings: Settings) -> Explanation:
    """What holds for ``path`` (a file or a folder) and why; raises :class:`ConfigError`."""
    # A folder is asked for as any file in it, which no pattern for names means.
    asked = os.path.join(path, "_") if os.path.isdir(path) else path
    config = settings.config_for(os.path.dirname(os.path.abspath(asked)))
    given = settings.overrides
    values = tuple(_value(key, config, given, asked, settings) for key in KEYS if key not in _OF_RULES)
    registry = settings.registry()
    states = tuple(
        RuleState(
            registry.rules[name].code, name, choice.severity.label if choice.on else "off",
            _why(choice, config), tuple(_options(name, registry.rules[name].options, config)),
        )
        for name, choice in settings.choices_for(asked).items()
    )  # fmt: skip
    return Explanation(path, config.file, values, states, tuple(_known(asked, config, settings)))


def _known(path: str, config: Config, settings: Settings) -> Iterator[Value]:
    """What the tree around a path and the facts of the configuration tell of it."""
    holds = settings.settings_for(path)
    tree = settings.trees.tree_of(path)
    origins = [f"{tree.title}: {shown_path(tree.root)}"] if tree is not None else []
    origins += [_place(config, "catalog")] if config.get("catalog") else []
    origin = ", ".join(origins) or DEFAULT
    if holds.trigger != NO_TRIGGER:
        yield Value("trigger", _trigger(holds.trigger), settings.place_of(path).told_by or origin)
    yield Value("schema", _size(holds.schema), origin if holds.schema.forms else DEFAULT)
    if holds.organisation is not None and holds.organisation.functions:
        yield Value("functions", len(holds.organisation.functions), origin)


def _size(schema: Schema) -> str:
    """How much a schema tells, in words."""
    if not schema.forms:
        return "nothing known"
    counts = Counter(each.kind for each in schema.forms)
    fields = sum(len(each.fields) for each in schema.forms)
    parts = [f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in sorted(counts.items())]
    whole = "all of them" if schema.complete else "perhaps not all"
    return f"{', '.join(parts)} ({whole}) with {fields} field{'' if fields == 1 else 's'}"


def _trigger(trigger: Trigger) -> str:
    """What runs a script, in words."""
    parts = (trigger.title or trigger.workflow, trigger.form, trigger.subform, trigger.field)
    return ", ".join(dict.fromkeys(filter(None, (*parts, *trigger.records))))


def _value(key: str, config: Config, given: Overrides, path: str, settings: Settings) -> Value:
    words = getattr(given, key.replace("-", "_"), None)
    option = f"--{key}" if key != "targets" else "--target"
    if key == "host":
        host = settings.host_for(path)
        if given.host:
            return Value(key, str(host), option)
        told = settings.place_of(path)
        if host is None and told.host is not None and not _has_pragma(path):
            return Value(key, str(told.host), f"certain: {told.told_by}")
        pattern = settings.host_pattern(path)
        place = _place(config, "hosts", pattern) if pattern else _place(config, key)
        return Value(key, str(host), place) if host is not None else _detected(path)
    if key == "cache" and not given.cache:
        return Value(key, False, "--no-cache")
    if words and key not in ("extend-select", "ignore", "cache"):
        return Value(key, _plain(words), option)
    origin = _place(config, key)
    if words and key != "cache":
        stated = [] if origin == DEFAULT else [origin]
        return Value(key, _plain((*config.get(key), *words)), ", ".join([*stated, option]))
    return Value(key, _plain(config.get(key)), origin)


def _detected(path: str) -> Value:
    """The host that the file itself tells, and how it does."""
    from deluge_lint.documents import hosts

    script = _script(path)
    if script is None:
        return Value("host", "", DEFAULT)
    return Value("host", str(script.host), hosts.told_by(script.tree, script.host))


def _has_pragma(path: str) -> bool:
    from deluge_lint.documents import hosts

    script = _script(path)
    return script is not None and hosts.pragma(script.tree) is not None


def _script(path: str) -> Script | None:
    """The one script in a file, if there is one."""
    from deluge_lint.documents.read import read_script
    from deluge_lint.engine.reading import read_bytes, read_text
    from deluge_lint.engine.results import FileResult

    data = read_bytes(path) if os.path.isfile(path) else FileResult(path)
    source = data if isinstance(data, FileResult) else read_text(data, path)
    return None if isinstance(source, FileResult) else read_script(source).script


def _place(config: Config, *keys: str) -> str:
    """Where the configuration states a key."""
    if keys[0] not in config.values:
        return DEFAULT
    table = TABLE if os.path.basename(config.file) == PYPROJECT else ()
    return f"{config.file}:{line_of(config.text, (*table, *keys))}"


def _why(choice: Choice, config: Config) -> str:
    key, word = choice.origin
    if key.startswith("--"):
        return f"{key} {word}".strip()
    if key == "preview":
        return "a preview rule"
    told = f"{key} {word}".strip()
    if key not in config.values:
        return told
    table = TABLE if os.path.basename(config.file) == PYPROJECT else ()
    of_table = isinstance(config.values[key], dict)
    keys = (*table, key, word) if of_table else (*table, key)
    return f"{told} ({config.file}:{line_of(config.text, keys, '' if of_table else word)})"


def _options(name: str, defaults: Any, config: Config) -> Iterator[Value]:
    stated = config.get("rules").get(name, {})
    for option, default in defaults.items():
        key = option_key(option)
        origin = _place(config, "rules", name, key) if option in stated else DEFAULT
        yield Value(key, _plain(stated.get(option, default)), origin)


def _plain(value: Any) -> Any:
    """A checked value as TOML would hold it."""
    if isinstance(value, Host):
        return str(value)
    if isinstance(value, Severity):
        return value.label
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (tuple, list, set, frozenset)):
        return [_plain(each) for each in value]
    return value
