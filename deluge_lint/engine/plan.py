"""What is asked of every script again, made ready once: which nodes and words each rule waits for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from deluge_lint.engine.registry import Registry
from deluge_lint.engine.results import ActiveRule
from deluge_lint.engine.rule import Rule, names_of
from deluge_lint.engine.rule_index import Card
from deluge_lint.records import NamedTuple
from deluge_lint.semantics.index import NodeIndex
from deluge_lint.syntax.node import Node

if TYPE_CHECKING:
    from deluge_lint.documents.script import Script
    from deluge_lint.engine.lift import Place

PORTABILITY = "portability"

#: So many sets of rules are kept: a run has one for each folder that is configured apart.
_MOST = 64
_ALL = -1
_NO_WORDS: frozenset[str] = frozenset()


class Step(NamedTuple):
    """One rule that is switched on.

    ``mask`` has a bit for each class of nodes that it is shown, ``needs`` one for each of those of which
    there must be one besides (all bits where it needs none).
    """

    active: ActiveRule
    mask: int
    needs: int
    words: frozenset[str]


class Turn(NamedTuple):
    """The rules that scripts of one sort are shown to, and the names of those that conclude."""

    steps: tuple[Step, ...]
    concluding: tuple[str, ...]


class _Sort(NamedTuple):
    """What about a script decides which rules it is shown to, before one looks into it."""

    kind: str
    fragment: bool
    has_places: bool
    has_targets: bool
    has_forms: bool

    def suits(self, card: Card) -> bool:
        """Whether a rule may have something to say."""
        return (
            self.kind in card.kinds
            and not (card.whole and self.fragment)
            and (card.category != PORTABILITY or self.has_places or card.anywhere)
            and (self.has_forms or not card.for_schema)
            and (self.has_targets or not card.for_targets)
        )


class Plan:
    """Some rules in their order, with what each waits for."""

    __slots__ = ("_bits", "_steps", "_turns", "registry", "rules")

    def __init__(self, rules: tuple[ActiveRule, ...], registry: Registry) -> None:
        self.rules = rules
        self.registry = registry
        self._bits: dict[str, int] = {}
        self._turns: dict[_Sort, Turn] = {}
        self._steps: list[tuple[Card, Step]] = []
        for active in rules:
            card = registry.cards.get(active.name)
            if card is not None:
                needs = self._mask(card.needs) if card.needs else _ALL
                step = Step(active, self._mask(card.handles), needs, frozenset(card.words))
                self._steps.append((card, step))

    def turn(self, script: Script, places: tuple[Place, ...]) -> Turn:
        """The rules for a script that is asked about ``places``."""
        has_targets = not all(place.own for place in places)
        sort = _Sort(script.kind, script.fragment, bool(places), has_targets, bool(script.schema.forms))
        found = self._turns.get(sort)
        if found is None:
            chosen = [(card, step) for card, step in self._steps if sort.suits(card)]
            concluding = tuple(card.name for card, _ in chosen if card.concludes)
            found = self._turns[sort] = Turn(tuple(step for _, step in chosen), concluding)
        return found

    def _mask(self, names: Iterable[str]) -> int:
        mask = 0
        for name in names:
            mask |= self._bits.setdefault(name, 1 << len(self._bits))
        return mask

    def present(self, index: NodeIndex) -> int:
        """The bits of the classes of nodes that a script has."""
        bits = self._bits
        found = 0
        for node_class in index.kinds:
            found |= bits.get(node_class.__name__, 0)
        return found


_plans: dict[tuple[int, int], Plan] = {}


def plan_of(rules: tuple[ActiveRule, ...], registry: Registry) -> Plan:
    """The plan of these rules, made when first asked for."""
    key = id(rules), id(registry)  # a plan holds both, so that no other object can get their ids
    plan = _plans.get(key)
    if plan is None:
        if len(_plans) >= _MOST:
            _plans.clear()
        plan = _plans[key] = Plan(rules, registry)
    return plan


class Handler(NamedTuple):
    """A method of a rule, and what it is shown: nodes of a class, or of them the calls of ``names``.

    With ``words`` it is shown scripts alone that have one of them.
    """

    node_class: type[Node]
    method: str
    names: frozenset[str]
    words: frozenset[str]


_handlers: dict[type[Rule], tuple[Handler, ...]] = {}


def handlers_of(rule: type[Rule]) -> tuple[Handler, ...]:
    """The handlers of a rule; an overriding method counts once, whoever defines it, too."""
    found = _handlers.get(rule)
    if found is None:
        found = _handlers[rule] = tuple(
            Handler(node_class, method, names_of(called), getattr(called, "_words", _NO_WORDS))
            for node_class, methods in rule.handlers.items()
            for method in dict.fromkeys(methods)
            for called in (getattr(rule, method),)
        )
    return found
