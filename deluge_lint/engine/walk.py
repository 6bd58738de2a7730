"""One script: each rule is shown the nodes of the classes that it handles.

A rule that raises loses its place for that file alone.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING

from deluge_lint.diagnostics import Span
from deluge_lint.documents.placement import WHOLE
from deluge_lint.engine.finding import Finding
from deluge_lint.engine.gathered import Gathered
from deluge_lint.engine.lift import places
from deluge_lint.engine.plan import handlers_of, plan_of
from deluge_lint.engine.registry import Registry
from deluge_lint.engine.results import ActiveRule, FileSettings
from deluge_lint.engine.rule import Rule, RuleContext
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.documents.script import Script


class Walk:
    """One pass of all rules over one script; what comes of it goes into ``gathered``."""

    def __init__(
        self, script: Script, settings: FileSettings, registry: Registry, gathered: Gathered
    ) -> None:
        from deluge_lint.semantics.model import SemanticModel

        self._script = script
        self._settings = settings
        self._registry = registry
        self._gathered = gathered
        self._model = SemanticModel(script, settings.organisation)
        self._places = places(script.host, settings.targets)
        self._findings: list[Finding] = []
        #: What is shown of a class, by class and names, where some nodes stand inside of errors.
        self._sound: dict[tuple[type[n.Node], frozenset[str]], list[n.Node]] = {}
        self._doubtful: set[n.Node] | None = None

    def run(self) -> None:
        """Show the nodes to the rules, one rule after the other."""
        script, gathered = self._script, self._gathered
        gathered.faults += len(script.tree.faults)
        # a rule whose nodes and words do not occur is not even imported
        index = self._model.index
        plan = plan_of(self._settings.rules, self._registry)
        turn = plan.turn(script, self._places)
        present, unmet, out = plan.present(index), index.words.isdisjoint, gathered.out
        for active, mask, needs, words in turn.steps:
            if not (present & mask and present & needs) or (words and unmet(words)) or active.name in out:
                continue
            rule = gathered.rules.get(active.name) or self._made(active)
            if rule is not None:
                self._show(rule, active)
        if any(name not in out for name in turn.concluding):
            self._summarise()
        self._hand_over()
        self._model.close()

    def _made(self, active: ActiveRule) -> Rule | None:
        try:
            rule = self._registry.rules[active.name](dict(active.options))
        except Exception as error:  # noqa: BLE001 - crash isolation: a stranger's constructor
            self._crashed(active.name, error, Span(0, 0))
            return None
        self._gathered.rules[active.name] = rule
        return rule

    def _show(self, rule: Rule, active: ActiveRule) -> None:
        """Show a rule what it handles; when it raises, it has seen enough."""
        handled = self._handled(rule)
        if not handled:
            return
        facts = self._gathered.facts.setdefault(active.name, [])
        context = RuleContext(
            rule, active.severity, self._script, self._model, self._findings, facts, self._places,
            self._settings.part.number,
        )  # fmt: skip
        node: n.Node = self._script.tree.root
        try:
            if len(handled) == 1:
                handler, nodes = handled[0]
                for node in nodes:
                    handler(node, context)
            else:
                for _, _, _, node, handler in _in_order(handled):
                    handler(node, context)
        except Exception as error:  # noqa: BLE001 - crash isolation: the rule is out, the walk goes on
            self._crashed(active.name, error, self._script.tree.span(node))

    def _handled(self, rule: Rule) -> list[tuple[Callable[..., None], list[n.Node]]]:
        """The handlers of a rule, each with the nodes that it is shown."""
        found = []
        for node_class, method, names, words in handlers_of(rule.__class__):
            if words and self._model.index.words.isdisjoint(words):
                continue
            nodes = self._nodes(node_class, names, rule.sees_errors)
            if nodes:
                found.append((getattr(rule, method), nodes))
        return found

    def _nodes(self, kind: type[n.Node], names: frozenset[str], sees_errors: bool) -> list[n.Node]:
        """The nodes of a class in source order, calls of other names left out."""
        index = self._model.index
        found: list[n.Node] = index.called(kind, names) if names else index.of(kind)
        if sees_errors or not found or not self._script.tree.faults:
            return found
        sound = self._sound.get((kind, names))
        if sound is None:
            if self._doubtful is None:
                self._doubtful = self._inside_errors()
            doubtful = self._doubtful
            sound = [node for node in found if node not in doubtful] if doubtful else found
            self._sound[kind, names] = sound
        return sound

    def _inside_errors(self) -> set[n.Node]:
        """The nodes inside broken statements, whose meaning may be another."""
        found: set[n.Node] = set()
        for node in self._model.of(n.ErrorStmt):
            if node not in found:
                found.update(node.walk())
        return found

    def _summarise(self) -> None:
        try:
            summary = self._model.summary()
        except Exception as error:  # noqa: BLE001 - crash isolation: rules over the project miss this file
            self._crashed("summary", error, Span(0, 0))
            return
        placement = self._script.placement
        if placement is not WHOLE:
            from deluge_lint.engine.placing import placed_summary

            summary = [placed_summary(each, placement) for each in summary]
        self._gathered.facts.setdefault("summary", []).extend(summary)

    def _hand_over(self) -> None:
        found = [finding.diagnostic() for finding in self._findings]
        placement = self._script.placement
        if found and placement is not WHOLE:
            from deluge_lint.engine.placing import placed

            found = [placed(each, placement) for each in found]
        self._gathered.diagnostics += found

    def _crashed(self, name: str, error: Exception, span: Span) -> None:
        """Take a rule out of the file and say so, once."""
        self._gathered.crashed(name, error, self._script.placement.span(span))


def _in_order(
    handled: list[tuple[Callable[..., None], list[n.Node]]],
) -> list[tuple[int, int, int, n.Node, Callable[..., None]]]:
    """Nodes with their handlers in source order, the outer ones first, of one node the handlers as given.

    What is compared stands in front, each time with another number, so that no comparison gets to a node.
    """
    count = itertools.count()
    return sorted(
        [(node.first, -node.last, next(count), node, handler) for handler, nodes in handled for node in nodes]
    )
