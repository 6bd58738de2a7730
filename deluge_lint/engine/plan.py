"""What is asked of every script again, made ready once: which nodes and words each rule waits for."""

from __future__ import annotations

from collections.abc import Iterable

from deluge_lint.engine.registry import Registry
from deluge_lint.engine.results import ActiveRule
from deluge_lint.engine.rule import Rule, names_of
from deluge_lint.engine.rule_index import Card
from deluge_lint.records import NamedTuple
from deluge_lint.semantics.index import NodeIndex
from deluge_lint.syntax.node import Node

#: So many sets of rules are kept: a run has one for each folder that is configured apart.
_MOST = 64
_ALL = -1


class Step(NamedTuple):
    """One rule that is switched on.

    ``mask`` has a bit for each class of nodes that it is shown, ``needs`` one for each of those of which
    there must be one besides (all bits where it needs none).
    """

    active: ActiveRule
    card: Card
    mask: int
    needs: int
    words: frozenset[str]


class Plan:
    """Some rules in their order, by the kind of Deluge that they look at (``steps``)."""

    __slots__ = ("_bits", "registry", "rules", "steps")

    def __init__(self, rules: tuple[ActiveRule, ...], registry: Registry) -> None:
        self.rules = rules
        self.registry = registry
        self._bits: dict[str, int] = {}
        self.steps: dict[str, list[Step]] = {}
        for active in rules:
            card = registry.cards.get(active.name)
            if card is None:
                continue
            needs = self._mask(card.needs) if card.needs else _ALL
            step = Step(active, card, self._mask(card.handles), needs, frozenset(card.words))
            for kind in card.kinds:
                self.steps.setdefault(kind, []).append(step)

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
    """A method of a rule, and what it is shown: nodes of a class, or of them the calls of ``names``."""

    node_class: type[Node]
    method: str
    names: frozenset[str]


_handlers: dict[type[Rule], tuple[Handler, ...]] = {}


def handlers_of(rule: type[Rule]) -> tuple[Handler, ...]:
    """The handlers of a rule; an overriding method counts once, whoever defines it, too."""
    found = _handlers.get(rule)
    if found is None:
        found = _handlers[rule] = tuple(
            Handler(node_class, method, names_of(getattr(rule, method)))
            for node_class, methods in rule.handlers.items()
            for method in dict.fromkeys(methods)
        )
    return found
