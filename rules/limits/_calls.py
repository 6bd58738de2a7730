"""Calls that a loop may run again: what they are called, and whether they may be the project's own."""

from __future__ import annotations

from typing import Any

from deluge_lint.catalog import builtins
from deluge_lint.diagnostics import Span
from deluge_lint.engine.rule import RuleContext
from deluge_lint.syntax import nodes as n


def may_be_own(node: Any, ctx: RuleContext) -> bool:
    """Whether a call may be one of a function of the project."""
    if isinstance(node, n.Call):
        return not builtins.find_function(node.function.text)
    if not isinstance(node.object, n.Name):
        return bool(ctx.model.call_name(node))
    symbol = ctx.model.body_of(node).symbols.get(node.object.text)
    return symbol is None or not symbol.defined


def name_of(node: n.Node, ctx: RuleContext) -> str:
    """The name of a call, or the word of a task."""
    if isinstance(node, (n.MethodCall, n.Call)):
        return n.dotted_name(node)
    return ctx.tree.tokens[node.first].lower()


def place_of(node: Any, ctx: RuleContext) -> Span:
    """The words that name the call, which is what a person would underline."""
    if isinstance(node, n.MethodCall):
        return ctx.tree.token_span(node.first, node.name_token)
    return ctx.tree.token_span(node.first)
