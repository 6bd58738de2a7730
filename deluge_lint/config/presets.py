"""Which rules run: the ladder of presets, and what selects and ignores make of it."""

from __future__ import annotations

from collections.abc import Iterable

from deluge_lint.config.model import Config, Overrides
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.registry import Registry
from deluge_lint.engine.rule_index import Card
from deluge_lint.records import NamedTuple

#: Each preset holds the rules of those before it.
PRESETS = ("draft", "recommended", "production-gate")

_EXACT = 1000


class Choice(NamedTuple):
    """Whether a rule runs, how severe it is, and which word said so.

    ``origin`` is ``(key, selector)``, such as ``("ignore", "style")``, or ``("preset", name)``.
    """

    on: bool
    severity: Severity
    origin: tuple[str, str]


class _Word(NamedTuple):
    """One selector of a layer and where it stands."""

    key: str
    selector: str
    on: bool


def in_preset(rule: Card, preset: str) -> bool:
    """Whether ``preset`` holds the rule."""
    return rule.preset in PRESETS and PRESETS.index(rule.preset) <= PRESETS.index(preset)


def choose(registry: Registry, config: Config, overrides: Overrides) -> dict[str, Choice]:
    """Every rule by name, in code order, with what configuration and command line say of it."""
    preset = overrides.preset or config.get("preset")
    origin = ("--preset" if overrides.preset else "preset", preset)
    preview = overrides.preview or config.get("preview")
    choices = {
        name: Choice(in_preset(rule, preset) and (preview or not rule.preview), rule.severity, origin)
        for name, rule in registry.cards.items()
    }
    selected = None if overrides.preset else config.get("select")
    levels: dict[str, Severity | None] = config.get("severity")
    words = [_Word("select", each, True) for each in selected or ()]
    words += [_Word("extend-select", each, True) for each in config.get("extend-select")]
    words += [_Word("ignore", each, False) for each in config.get("ignore")]
    words += [_Word("severity", each, False) for each, level in levels.items() if level is None]
    if selected is not None:
        choices = {name: each._replace(on=False, origin=("select", "")) for name, each in choices.items()}
    _apply(registry, choices, words, preview)
    if overrides.select:
        choices = {name: each._replace(on=False, origin=("--select", "")) for name, each in choices.items()}
    words = [_Word("--select", each, True) for each in overrides.select]
    words += [_Word("--extend-select", each, True) for each in overrides.extend_select]
    words += [_Word("--ignore", each, False) for each in overrides.ignore]
    _apply(registry, choices, words, preview)
    _set_levels(registry, choices, levels)
    return choices


def _apply(registry: Registry, choices: dict[str, Choice], words: Iterable[_Word], preview: bool) -> None:
    """Let the most exact word decide about each rule; of two equal ones that which says no."""
    best: dict[str, tuple[int, bool]] = {}
    for word in words:
        for rule in registry.select(word.selector):
            exact = exactness(registry, word.selector, rule)
            on = word.on and (preview or not rule.preview or exact == _EXACT)
            rank = (exact, not word.on)
            if rank >= best.get(rule.name, (-1, False)):
                best[rule.name] = rank
                choice = choices[rule.name]
                origin = (word.key, word.selector) if on == word.on else ("preview", "")
                choices[rule.name] = choice._replace(on=on, origin=origin)


def exactness(registry: Registry, selector: str, rule: Card) -> int:
    """How closely a selector means ``rule``: ``all``, a category, the start of codes, the rule."""
    if registry.card(selector) is rule:
        return _EXACT
    word = selector.lower()
    if word == "all":
        return 0
    return 1 if word == rule.category else 1 + len(word)


def _set_levels(registry: Registry, choices: dict[str, Choice], levels: dict[str, Severity | None]) -> None:
    best: dict[str, int] = {}
    for selector, level in levels.items():
        for rule in registry.select(selector):
            exact = exactness(registry, selector, rule)
            if level is not None and exact >= best.get(rule.name, -1):
                best[rule.name] = exact
                choices[rule.name] = choices[rule.name]._replace(severity=level)
