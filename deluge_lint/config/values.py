"""Checks the values of a configuration and turns them into what the linter works with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from deluge_lint.config.lines import line_of
from deluge_lint.config.model import KEYS, MEGABYTE, ConfigError
from deluge_lint.config.presets import PRESETS
from deluge_lint.diagnostics import Severity
from deluge_lint.documents.script import Host
from deluge_lint.engine.registry import Registry

SEVERITIES = tuple(severity.label for severity in sorted(Severity, reverse=True))
OFF = "off"

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(b|kb|mb)?", re.IGNORECASE)
_UNITS = {"b": 1, "kb": 1_000, "mb": MEGABYTE}


def option_key(name: str) -> str:
    """How configuration writes the name of a rule's option."""
    return name.replace("_", "-")


def near(word: str, known: Iterable[str]) -> str:
    """A hint at the name most like ``word``; all names where none is like it."""
    from difflib import get_close_matches

    names = list(known)
    found = get_close_matches(word.lower().replace("_", "-"), names, 1, 0.5)
    return f"did you mean `{found[0]}`?" if found else f"there are {', '.join(names)}"


def check_selector(word: str, registry: Registry, where: str = "") -> None:
    """Raise :class:`ConfigError`, with ``where`` in front, for a word that means no rule."""
    if not registry.select(word):
        guess = registry.nearest(word)
        hint = f"did you mean `{guess}`?" if guess else "`deluge-lint rules` lists all rules"
        raise ConfigError(f"{where}there is no rule or category `{word}`; {hint}")


def check_host(word: str, where: str = "") -> Host:
    """The host that a word means; raises :class:`ConfigError`, with ``where`` in front."""
    from deluge_lint.documents import hosts

    try:
        return hosts.parse(word)
    except hosts.UnknownHost as error:
        raise ConfigError(f"{where}{error}") from None


class Checker:
    """Checks the values of one file; every method raises :class:`ConfigError` with the line."""

    def __init__(
        self, shown: str, text: str, table: tuple[str, ...], registry: Callable[[], Registry]
    ) -> None:
        self._shown = shown
        self._text = text
        self._table = table
        self._registry = registry

    def fail(self, keys: tuple[str, ...], message: str, word: str = "") -> ConfigError:
        """The error about a key (below the table of our settings) and a word in its value."""
        line = line_of(self._text, (*self._table, *keys), word)
        return ConfigError(f"{self._shown}:{line}: {message}")

    def check(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The checked values of all keys."""
        found = {}
        for name, value in values.items():
            if name == "$schema":
                continue
            key = KEYS.get(name)
            if key is None:
                raise self.fail((name,), f"unknown setting `{name}`; {near(name, KEYS)}")
            found[name] = getattr(self, f"_{key.kind}")((name,), value)
        return found

    def _expect(self, keys: tuple[str, ...], value: Any, kind: type, words: str) -> Any:
        # True is an int to Python, and nobody who writes it means 1.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.fail(keys, f"`{'.'.join(keys)}` must be {words}, not {kind_of(value)}")
        return value

    def _words(self, keys: tuple[str, ...], value: Any, what: str = "a list of texts") -> tuple[str, ...]:
        self._expect(keys, value, list, what)
        for each in value:
            if not isinstance(each, str):
                raise self.fail(keys, f"`{'.'.join(keys)}` must be {what}, it holds {kind_of(each)}")
        return tuple(value)

    def _one_of(self, keys: tuple[str, ...], value: Any, known: tuple[str, ...]) -> str:
        if not isinstance(value, str) or value not in known:
            name = f"`{'.'.join(keys)}`"
            if isinstance(value, str):
                raise self.fail(keys, f"{name} cannot be `{value}`; {near(value, known)}")
            raise self.fail(keys, f"{name} must be one of {', '.join(known)}, not {kind_of(value)}")
        return value

    def _preset(self, keys: tuple[str, ...], value: Any) -> str:
        return self._one_of(keys, value, PRESETS)

    def _boolean(self, keys: tuple[str, ...], value: Any) -> bool:
        return bool(self._expect(keys, value, bool, "true or false"))

    def _count(self, keys: tuple[str, ...], value: Any) -> int:
        if self._expect(keys, value, int, "a whole number") < 0:
            raise self.fail(keys, f"`{keys[0]}` cannot be negative")
        return int(value)

    def _path(self, keys: tuple[str, ...], value: Any) -> str:
        return str(self._expect(keys, value, str, "a text"))

    def _severity(self, keys: tuple[str, ...], value: Any) -> str:
        return self._one_of(keys, value, SEVERITIES)

    def _size(self, keys: tuple[str, ...], value: Any) -> int:
        if isinstance(value, str):
            found = _SIZE.fullmatch(value.strip())
            if not found:
                raise self.fail(keys, f'`{keys[0]}` cannot be read; write bytes or such as "2 MB"')
            return int(float(found.group(1)) * _UNITS[(found.group(2) or "b").lower()])
        return self._count(keys, value)

    def _selectors(self, keys: tuple[str, ...], value: Any) -> tuple[str, ...]:
        words = self._words(keys, value, "a list of rules")
        for word in words:
            self._selector(keys, word, word)
        return words

    def _selector(self, keys: tuple[str, ...], word: str, at: str) -> None:
        try:
            check_selector(word, self._registry())
        except ConfigError as error:
            raise self.fail(keys, str(error), at) from None

    def _severities(self, keys: tuple[str, ...], value: Any) -> dict[str, Severity | None]:
        found: dict[str, Severity | None] = {}
        for word, level in self._expect(keys, value, dict, "a table of rules").items():
            self._selector((*keys, word), word, "")
            label = self._one_of((*keys, word), level, (*SEVERITIES, OFF))
            found[word] = None if label == OFF else Severity[label.upper()]
        return found

    def _host(self, keys: tuple[str, ...], value: Any) -> Host:
        word = self._expect(keys, value, str, "a text")
        try:
            return check_host(word)
        except ConfigError as error:
            raise self.fail(keys, str(error)) from None

    def _pattern(self, keys: tuple[str, ...], pattern: str, word: str = "") -> str:
        from deluge_lint.config.patterns import matcher

        try:
            matcher(pattern)
        except ValueError as error:
            reason = str(error).partition("\n")[0]
            raise self.fail(keys, f"the pattern `{pattern}` cannot be used: {reason}", word) from None
        return pattern

    def _patterns(self, keys: tuple[str, ...], value: Any) -> tuple[str, ...]:
        from deluge_lint.config.patterns import only_suffixes

        words = self._words(keys, value, "a list of patterns")
        if only_suffixes(words) is None:
            for word in words:
                self._pattern(keys, word, word)
        return words

    def _fact_files(self, keys: tuple[str, ...], value: Any) -> tuple[str, ...]:
        # They are read with the settings of the first file that they hold for.
        return self._words(keys, value, "a list of files")

    def _host_list(self, keys: tuple[str, ...], value: Any) -> tuple[Host, ...]:
        words = self._expect(keys, value, list, "a list of hosts")
        return tuple(self._host(keys, word) for word in words)

    def _hosts(self, keys: tuple[str, ...], value: Any) -> dict[str, Host]:
        table = self._expect(keys, value, dict, "a table of patterns and hosts")
        return {
            self._pattern((*keys, pattern), pattern): self._host((*keys, pattern), host)
            for pattern, host in table.items()
        }

    def _ignores(self, keys: tuple[str, ...], value: Any) -> dict[str, tuple[str, ...]]:
        table = self._expect(keys, value, dict, "a table of patterns and lists of rules")
        return {
            self._pattern((*keys, pattern), pattern): self._selectors((*keys, pattern), rules)
            for pattern, rules in table.items()
        }

    def _options(self, keys: tuple[str, ...], value: Any) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        registry = self._registry()
        for word, options in self._expect(keys, value, dict, "a table of rules").items():
            here = (*keys, word)
            rule = registry.find(word)
            if rule is None:
                guess = registry.nearest(word, selectors=False)
                hint = f"did you mean `{guess}`?" if guess else "`deluge-lint rules` lists all rules"
                raise self.fail(here, f"there is no rule `{word}`; {hint}")
            if not isinstance(options, dict):
                message = f"`rules.{word}` must be a table of options; severities and `off` go to [severity]"
                raise self.fail(here, message)
            known = {option_key(name): name for name in rule.options}
            found[rule.name] = {}
            for key, each in options.items():
                if key not in known:
                    hint = near(key, known) if known else "it has none"
                    raise self.fail((*here, key), f"the rule `{rule.name}` has no option `{key}`; {hint}")
                name = known[key]
                found[rule.name][name] = self._option((*here, key), each, rule.options[name])
        return found

    def _option(self, keys: tuple[str, ...], value: Any, default: Any) -> Any:
        if not fits(value, default):
            raise self.fail(keys, f"`{'.'.join(keys)}` must be {words_for(default)}, not {kind_of(value)}")
        if isinstance(default, (tuple, set, frozenset)):
            return type(default)(value)
        return float(value) if isinstance(default, float) else value


def fits(value: Any, default: Any) -> bool:
    """Whether an option may have this value, judged by the type of its default."""
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(default, bool) and isinstance(value, bool)
    if isinstance(default, float):
        return isinstance(value, (int, float))
    if isinstance(default, (list, tuple, set, frozenset)):
        sample = next(iter(default), None)
        return isinstance(value, list) and (sample is None or all(fits(each, sample) for each in value))
    if isinstance(default, Mapping):
        sample = next(iter(default.values()), None)
        if not isinstance(value, dict):
            return False
        return sample is None or all(fits(each, sample) for each in value.values())
    return isinstance(value, type(default))


def words_for(default: Any) -> str:
    """What kind of value an option takes, for people."""
    if isinstance(default, (list, tuple, set, frozenset)):
        sample = next(iter(default), None)
        return "a list" if sample is None else f"a list, each {words_for(sample)}"
    return kind_of(default)


def kind_of(value: Any) -> str:
    """What kind of TOML value something is, for people."""
    if isinstance(value, bool):
        return "true or false"
    for kind, words in (
        (str, "a text"), (int, "a whole number"), (float, "a number"), (list, "a list"), (dict, "a table"),
    ):  # fmt: skip
        if isinstance(value, kind):
            return words
    return "a date or time"
