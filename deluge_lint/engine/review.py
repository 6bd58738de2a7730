"""What a rule over a whole application sees: its schema, and what the scripts told the rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deluge_lint.diagnostics import Diagnostic, Severity, Span
from deluge_lint.engine.rule import Finding, Rule

if TYPE_CHECKING:
    from deluge_lint.engine.gathered import Gathered
    from deluge_lint.engine.registry import Registry
    from deluge_lint.engine.results import ActiveRule
    from deluge_lint.schema.model import Schema
    from deluge_lint.semantics.calls import BodySummary


class Review:
    """One application, after all its scripts have been gone through.

    ``facts`` are what the rule recorded in them, ``summaries`` what each of their bodies does.  All
    spans are those of the file.
    """

    def __init__(
        self, rule: Rule, severity: Severity, schema: Schema, facts: list[Any], summaries: list[BodySummary]
    ) -> None:  # fmt: skip
        self._rule = rule
        self._severity = severity
        self.schema = schema
        self.facts = facts
        self.summaries = summaries
        self._findings: list[Finding] = []

    def report(
        self, span: Span, message: str, *, help: str = "", severity: Severity | None = None
    ) -> Finding:
        """Report a finding at a span of the file; ``severity`` may only lower the rule's own."""
        level = self._severity if severity is None else min(severity, self._severity)
        finding = Finding(self._rule, level, span, message, help)
        self._findings.append(finding)
        return finding

    def diagnostics(self) -> list[Diagnostic]:
        """What was reported."""
        return [finding.diagnostic() for finding in self._findings]


def review(registry: Registry, active: ActiveRule, schema: Schema, gathered: Gathered) -> None:
    """Let one rule look at the application as a whole; a rule that raises is out."""
    facts, summaries = gathered.facts.get(active.name, []), gathered.facts.get("summary", [])
    try:
        rule = registry.rules[active.name](dict(active.options))
        seen = Review(rule, active.severity, schema, facts, summaries)
        rule.review(seen)
        gathered.diagnostics += seen.diagnostics()
    except Exception as error:  # noqa: BLE001 - crash isolation: the other rules still run
        gathered.crashed(active.name, error, Span(0, 0))
