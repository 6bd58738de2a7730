"""Let rules look at a whole application, once its scripts have been gone through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deluge_lint.diagnostics import Span
from deluge_lint.engine.review import Review

if TYPE_CHECKING:
    from deluge_lint.engine.gathered import Gathered
    from deluge_lint.engine.registry import Registry
    from deluge_lint.engine.results import ActiveRule
    from deluge_lint.schema.model import Schema


def review(registry: Registry, active: ActiveRule, schema: Schema, gathered: Gathered) -> None:
    """Let one rule look at the application as a whole; a rule that raises is out."""
    facts, summaries = gathered.facts.get(active.name, []), gathered.facts.get("summary", [])
    try:
        rule = registry.rules[active.name](dict(active.options))
        seen = Review(rule.code, rule.name, active.severity, schema, facts, summaries)
        rule.review(seen)
        gathered.diagnostics += seen.diagnostics()
    except Exception as error:  # noqa: BLE001 - crash isolation: the other rules still run
        gathered.crashed(active.name, error, Span(0, 0))
