"""What the rules about unknown names share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deluge_lint.diagnostics import Applicability, Edit, Span
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.engine.rule import Finding, RuleContext


def base_word(node: n.Node) -> n.Name | None:
    """The word in front of all dots of a dotted name; ``None`` where something else stands there."""
    at: object = node
    while isinstance(at, (n.Attribute, n.MethodCall)):
        at = at.object
    return at if isinstance(at, n.Name) else None


def is_free(word: n.Name, ctx: RuleContext) -> bool:
    """Whether the script itself gives the word no value."""
    symbol = ctx.model.body_of(word).symbols.get(word.text)
    return symbol is None or not symbol.defined


def suggest(finding: Finding, where: Span, name: str) -> None:
    """Offer the name that was probably meant, for a person to take."""
    finding.fix(f"Write `{name}`", [Edit(where, name)], Applicability.SUGGESTION)
