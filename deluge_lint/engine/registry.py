"""Which rules there are, and how a person may name them.

Built-in packs and strangers are found alike: modules are imported by name and the rule
classes taken from them, so that nothing depends on import side effects.  This runs at
every start, hence the plain directory scans instead of ``pkgutil`` and
``importlib.metadata``.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from types import ModuleType

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import CATEGORIES, Rule
from deluge_lint.engine.rule_index import Card, card_of, indexed

PACK = "deluge_lint.rules"
GROUP = "deluge_lint.rules"
PRESETS = ("draft", "recommended", "production-gate", "off")
HEADINGS = ("## What it finds", "## Why it matters")

_CODE = re.compile(r"[A-Z]{2,8}[0-9]{3,4}")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class RegistryError(Exception):
    """The rules do not fit together; the message is one line that names the culprit."""


class _Classes(Mapping[str, "type[Rule]"]):
    """Rule classes by name, imported when first asked for."""

    __slots__ = ("_cards", "_loaded")

    def __init__(self, cards: Mapping[str, Card], loaded: dict[str, type[Rule]]) -> None:
        self._cards = cards
        self._loaded = loaded

    def __getitem__(self, name: str) -> type[Rule]:
        rule = self._loaded.get(name)
        if rule is None:
            card = self._cards[name]
            rule = self._loaded[name] = getattr(import_module(card.module), card.attribute)
        return rule

    def __contains__(self, name: object) -> bool:
        return name in self._cards

    def __iter__(self) -> Iterator[str]:
        return iter(self._cards)

    def __len__(self) -> int:
        return len(self._cards)


class Registry:
    """All rules of an installation, by name in the order of their codes.

    ``cards`` tell of each rule what is needed to choose it, ``rules`` are the classes.  A rule
    of which only the card is given (``known``) is imported when its class is asked for.
    ``notices`` are lines for people about plugins that could not be loaded.
    Raises :class:`RegistryError` for a rule with bad metadata and for two rules that share
    a name or a code.
    """

    __slots__ = ("_by_code", "cards", "notices", "rules")

    def __init__(
        self, classes: Iterable[type[Rule]], notices: Iterable[str] = (), known: Iterable[Card] = ()
    ) -> None:
        self.notices = tuple(notices)
        self._by_code: dict[str, Card] = {}
        self.cards: dict[str, Card] = {}
        loaded: dict[str, type[Rule]] = {}
        cards = list(known)
        for rule in classes:
            problem = fault_of(rule)
            if problem:
                raise RegistryError(f"rule {_where(rule)}: {problem}")
            cards.append(card_of(rule))
            if loaded.setdefault(rule.name, rule) is not rule:
                raise RegistryError(_clash(card_of(loaded[rule.name]), cards[-1], rule.name))
        for card in sorted(cards):
            self._add(card)
        self.rules: Mapping[str, type[Rule]] = _Classes(self.cards, loaded)

    def _add(self, card: Card) -> None:
        for word, table in ((card.code, self._by_code), (card.name, self.cards)):
            other = table.setdefault(word, card)
            if other is not card:
                raise RegistryError(_clash(other, card, word))

    def find(self, name_or_code: str) -> type[Rule] | None:
        """The rule of a name or code in any case."""
        card = self.card(name_or_code)
        return self.rules[card.name] if card else None

    def card(self, name_or_code: str) -> Card | None:
        """The card of the rule of a name or code in any case."""
        return self.cards.get(name_or_code.lower()) or self._by_code.get(name_or_code.upper())

    def select(self, selector: str) -> list[Card]:
        """The rules meant by a name, a code, the start of codes, a category or ``all``.

        Empty when the selector means nothing.
        """
        card = self.card(selector)
        if card is not None:
            return [card]
        word = selector.lower()
        if word == "all":
            return list(self.cards.values())
        if word in CATEGORIES:
            return [card for card in self.cards.values() if card.category == word]
        if not re.fullmatch(r"[A-Za-z]{2,8}[0-9]{0,4}", selector):
            return []
        start = selector.upper()
        prefix = start.rstrip("0123456789")
        return [
            card for code, card in self._by_code.items()
            if code.startswith(start) and code.rstrip("0123456789") == prefix
        ]  # fmt: skip

    def nearest(self, word: str, *, selectors: bool = True) -> str | None:
        """The rule name (or, among ``selectors``, the category or ``all``) most like ``word``.

        A code has no neighbours: the one that looks most alike means something else.
        """
        if _CODE.fullmatch(word.upper()):
            return None
        from difflib import get_close_matches

        known = [*self.cards, *(("all", *CATEGORIES) if selectors else ())]
        found = get_close_matches(word.lower().replace("_", "-").replace(" ", "-"), known, 1, 0.6)
        return found[0] if found else None


_loaded: Registry | None = None


def registry() -> Registry:
    """The rules of this installation, built once for each process."""
    global _loaded
    if _loaded is None:
        _loaded = discover()
    return _loaded


def discover(search_paths: Iterable[str] | None = None, pack: str = PACK, *, index: bool = True) -> Registry:
    """Find the built-in rules in ``pack`` and strangers on ``search_paths`` (``sys.path``).

    With ``index`` false every module of ``pack`` is imported, whatever its index says.
    """
    package = import_module(pack)
    known = indexed(package) if index else None
    classes = list(rules_of(package)) if known is None else []
    for rule in classes:
        if not (str(rule.code).startswith("DLG") and len(rule.code) == 6):
            raise RegistryError(f"rule {_where(rule)}: the code of a built-in rule is DLG and three digits")
    notices: list[str] = []
    for name, target in entry_points(sys.path if search_paths is None else search_paths):
        strangers = _load_plugin(name, target, notices)
        for rule in strangers:
            if str(rule.code).startswith("DLG"):
                raise RegistryError(
                    f"rule {_where(rule)}: codes starting with DLG are kept for built-in rules"
                )
        classes += strangers
    return Registry(classes, notices, known or ())


def _load_plugin(name: str, target: str, notices: list[str]) -> list[type[Rule]]:
    """The rules behind one entry point; none, and a notice, when it cannot be loaded."""
    module_name, _, attribute = target.partition(":")
    try:
        module = import_module(module_name)
        if not attribute:
            return list(rules_of(module))
        rule = getattr(module, attribute)
        if not (isinstance(rule, type) and issubclass(rule, Rule)):
            raise TypeError(f"{attribute} is no Rule class")
        return [rule]
    except Exception as error:  # noqa: BLE001 - a stranger's code: whatever it raises, the others go on
        words = " ".join(str(error).split())[:100]
        notices.append(f"plugin {name} ({target}) is left out: {type(error).__name__}: {words}")
        return []


def rules_of(module: ModuleType) -> Iterator[type[Rule]]:
    """The rule classes of a module; of a package, those of all modules in it."""
    modules = [module]
    path = getattr(module, "__path__", None)
    if path is not None:
        modules += [import_module(name) for name in module_names(list(path), f"{module.__name__}.")]
    for each in modules:
        for value in vars(each).values():
            if not (isinstance(value, type) and issubclass(value, Rule)):
                continue
            # A class without a code is a base that several rules share.
            if value.__module__ == each.__name__ and hasattr(value, "code"):
                yield value


def module_names(paths: list[str], prefix: str) -> list[str]:
    """Dotted names of the modules below package folders, two levels deep, sorted."""
    names: set[str] = set()
    for path in paths:
        try:
            entries = list(os.scandir(path))
        except OSError:  # inside a zip archive
            names.update(_zipped_names(path, prefix))
            continue
        for entry in entries:
            if entry.name[0] in "._":
                continue
            if entry.name.endswith(".py"):
                names.add(prefix + entry.name[:-3])
            elif entry.is_dir():
                inner = f"{prefix}{entry.name}."
                names.update(
                    inner + name[:-3] for name in os.listdir(entry.path)
                    if name.endswith(".py") and name[0] not in "._"
                )  # fmt: skip
    return sorted(names)


def _zipped_names(path: str, prefix: str) -> Iterator[str]:
    from pkgutil import iter_modules

    for _, name, is_package in iter_modules([path], prefix):
        if is_package:
            inner = os.path.join(path, name.rpartition(".")[2])
            for _, inside, nested in iter_modules([inner], f"{name}."):
                if not nested:
                    yield inside
        else:
            yield name


def entry_points(paths: Iterable[str]) -> list[tuple[str, str]]:
    """(name, target) of every installed entry point of our group, in a stable order."""
    found: dict[str, str] = {}
    wanted = f"[{GROUP}]"
    for path in paths:
        try:
            names = [name for name in os.listdir(path or ".") if name.endswith((".dist-info", ".egg-info"))]
        except OSError:
            continue
        for name in names:
            try:
                with open(os.path.join(path or ".", name, "entry_points.txt"), encoding="utf-8") as file:
                    text = file.read()
            except (OSError, UnicodeDecodeError):
                continue
            if wanted in text:
                for key, target in _section(text, wanted):
                    found.setdefault(key, target)
    return sorted(found.items())


def _section(text: str, header: str) -> Iterator[tuple[str, str]]:
    inside = False
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("["):
            inside = line == header
        elif inside and "=" in line and not line.startswith(("#", ";")):
            key, _, target = line.partition("=")
            yield key.strip(), target.split("[")[0].strip()


def concludes(rule: type[Rule]) -> bool:
    """Whether a rule also looks at the project as a whole."""
    return rule.conclude is not Rule.conclude


def fault_of(rule: type[Rule]) -> str:
    """What is wrong with a rule's metadata, in one line; empty when nothing is."""
    for attribute in ("code", "name", "category", "severity"):
        if not hasattr(rule, attribute):
            return f"it has no {attribute}"
    if not isinstance(rule.code, str) or not _CODE.fullmatch(rule.code):
        return f"the code {rule.code!r} is not a prefix of capitals and a number, such as ACME101"
    if not isinstance(rule.name, str) or not _NAME.fullmatch(rule.name):
        return f"the name {rule.name!r} is not of the form lower-case-with-hyphens"
    if rule.name == "all" or rule.name in CATEGORIES:
        return f"the name {rule.name!r} already means a group of rules"
    if rule.category not in CATEGORIES:
        return f"unknown category {rule.category!r}; there are {', '.join(CATEGORIES)}"
    if not isinstance(rule.severity, Severity):
        return f"the severity {rule.severity!r} is no Severity"
    if rule.preset not in PRESETS:
        return f"unknown preset {rule.preset!r}; there are {', '.join(PRESETS)}"
    return _fault_of_handlers(rule) or _fault_of_page(rule)


def _fault_of_handlers(rule: type[Rule]) -> str:
    """A handler is looked up by the very class of a node, and no node is of a class that others share."""
    for group in rule.handlers:
        below = ", ".join(sorted(each.__name__ for each in group.__subclasses__()))
        if below:
            return f"no node is exactly a {group.__name__}; handle those that are meant: {below}"
    return ""


def _fault_of_page(rule: type[Rule]) -> str:
    if sys.flags.optimize < 2:  # -OO drops docstrings
        for heading in HEADINGS:
            if heading not in (rule.__doc__ or ""):
                return f"its docstring lacks the heading {heading!r}"
    return ""


def _clash(one: Card, other: Card, word: str) -> str:
    places = " and ".join(f"{card.module}.{card.attribute}" for card in (one, other))
    return f"rules {places} are both called {word!r}"


def _where(rule: type[Rule]) -> str:
    return f"{rule.__module__}.{rule.__qualname__}"
