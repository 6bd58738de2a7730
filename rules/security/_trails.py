"""The way of a text from outside, as notes of a finding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from deluge_lint.diagnostics import FLOW, Severity
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.engine.rule import Finding, RuleContext
    from deluge_lint.semantics.taint import Trail

_WORDS = {
    "request": "the caller chooses {}",
    "parameter": "whoever calls the function chooses {}",
    "field": "somebody fills in {}",
    "argument": "{} is given to the script",
    "response": "{} answers it",
}
#: A field may well hold a number, and a record was looked at by somebody before.
_INNER = frozenset(("field", "argument", "response"))
_STEPS = 3
#: Names in messages are at most so long.
_LONGEST = 32
#: The option of the rules that look at trails, and its default.
OPTIONS = {"from-records": False}


def looks(node: n.Node, ctx: RuleContext, settings: Mapping[str, Any]) -> bool:
    """Whether there can be anything to report at ``node``; most scripts are done with this."""
    return settings["from-records"] or ctx.model.is_open(node)


def trail_of(node: n.Node, place: str, ctx: RuleContext, settings: Mapping[str, Any]) -> Trail | None:
    """The trail to ``node`` that the rule is to report, if there is one."""
    if not looks(node, ctx, settings):
        return None
    trail = ctx.model.taint(node, place)
    return None if trail is None or (trail.kind in _INNER and not settings["from-records"]) else trail


def severity(trail: Trail) -> Severity | None:
    """Information only for what the option adds."""
    return Severity.INFO if trail.kind in _INNER else None


def described(trail: Trail) -> str:
    """The word by which the text comes in, as it stands in a message."""
    return f"`{trail.name if len(trail.name) <= _LONGEST else trail.name[: _LONGEST - 1] + '…'}`"


def note(finding: Finding, trail: Trail, ctx: RuleContext) -> None:
    """Point at the origin, and at the last assignments on the way."""
    finding.tag(FLOW)
    finding.note(ctx.tree.span(trail.source), _WORDS[trail.kind].format(described(trail)))
    seen = {ctx.tree.span(trail.source), finding.span}
    for step in trail.steps[1:-1][-_STEPS:]:
        statement: Any = step
        while statement is not None and not isinstance(statement, n.Stmt):
            statement = ctx.tree.parents.get(statement)
        if isinstance(statement, (n.Assign, n.ForEach, n.ExprStmt)):
            target: Any = statement.target if isinstance(statement, n.Assign) else None
            span = ctx.tree.span(target) if target is not None else ctx.tree.token_span(statement.first)
            if span not in seen:
                seen.add(span)
                name = ctx.text(target) if target is not None else ""
                through = f"`{name}`" if 0 < len(name) <= _LONGEST else "here"
                finding.note(span, f"it comes through {through}")
