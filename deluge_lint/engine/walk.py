"""One script: each of its nodes is shown to the handlers of its class.

A rule that raises loses its place for that file alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from deluge_lint.diagnostics import Severity, Span
from deluge_lint.documents.placement import WHOLE
from deluge_lint.engine.gathered import Gathered
from deluge_lint.engine.lift import places
from deluge_lint.engine.registry import Registry
from deluge_lint.engine.results import FileSettings
from deluge_lint.engine.rule import Finding, Rule, RuleContext
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.documents.script import Script

PORTABILITY = "portability"


class Walk:
    """One pass of all rules over one script; what comes of it goes into ``gathered``."""

    def __init__(
        self, script: Script, settings: FileSettings, registry: Registry, gathered: Gathered
    ) -> None:
        from deluge_lint.semantics.model import SemanticModel

        self._script = script
        self._gathered = gathered
        self._model = SemanticModel(script, settings.organisation)
        self._places = places(script.host, settings.targets)
        self._findings: list[Finding] = []
        self._wants_summary = False
        self._rules: dict[str, Rule] = {}
        self._table: dict[type[n.Node], list[tuple[Callable[..., None], RuleContext, str]]] = {}
        # a rule whose nodes do not occur is not even imported
        present = {node_class.__name__ for node_class in set(map(type, script.tree.nodes))}
        for active in settings.rules:
            card = registry.cards.get(active.name)
            if card is None or script.kind not in card.kinds or active.name in gathered.out:
                continue
            if card.category == PORTABILITY and not (self._places or card.anywhere):
                continue  # there is nothing to ask about
            if card.for_targets and all(place.own for place in self._places):
                continue
            self._wants_summary |= card.concludes
            if not present.isdisjoint(card.handles):
                self._enrol(registry, active.name, active.severity, dict(active.options))

    def _enrol(self, registry: Registry, name: str, severity: Severity, options: dict[str, Any]) -> None:
        try:
            rule_class = registry.rules[name]
            rule = rule_class(options)
        except Exception as error:  # noqa: BLE001 - crash isolation: a stranger's constructor
            self.crashed(name, error, Span(0, 0))
            return
        facts = self._gathered.facts.setdefault(name, [])
        context = RuleContext(rule, severity, self._script, self._model, self._findings, facts, self._places)
        for node_class, methods in rule_class.handlers.items():
            # An overriding method may be listed once for each class that defines it.
            entries = self._table.setdefault(node_class, [])
            entries += [(getattr(rule, method), context, name) for method in dict.fromkeys(methods)]
        self._rules[name] = rule

    def run(self) -> None:
        """Show every node to its handlers."""
        tree = self._script.tree
        self._gathered.faults += len(tree.faults)
        doubtful = self._doubtful()
        entries_of = self._table.get
        for node in tree.nodes:
            entries = entries_of(node.__class__)
            if entries is None:
                continue
            for handler, context, name in entries:
                if doubtful and node in doubtful and not self._rules[name].sees_errors:
                    continue
                try:
                    handler(node, context)
                except Exception as error:  # noqa: BLE001 - crash isolation: the rule is out, the walk goes on
                    self.crashed(name, error, tree.span(node))
        if self._wants_summary:
            self._summarise()
        self._hand_over()

    def _doubtful(self) -> set[n.Node]:
        """The nodes inside broken statements, whose meaning may be another."""
        found: set[n.Node] = set()
        if not self._script.tree.faults:
            return found
        for node in self._script.tree.nodes:
            if isinstance(node, n.ErrorStmt) and node not in found:
                found.update(node.walk())
        return found

    def _summarise(self) -> None:
        try:
            summary = self._model.summary()
        except Exception as error:  # noqa: BLE001 - crash isolation: rules over the project miss this file
            self.crashed("summary", error, Span(0, 0))
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

    def crashed(self, name: str, error: Exception, span: Span) -> None:
        """Take a rule out of the file and say so, once."""
        if self._gathered.crashed(name, error, self._script.placement.span(span)):
            for node_class, entries in self._table.items():
                self._table[node_class] = [entry for entry in entries if entry[2] != name]
