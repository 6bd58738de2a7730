"""Conditions that join `&&` and `||` without parentheses."""

from __future__ import annotations

from typing import Any

from deluge_lint.diagnostics import Edit, Span
from deluge_lint.syntax import nodes as n
from deluge_lint.syntax.tree import Tree

_OR, _AND = frozenset(("||", "or")), frozenset(("&&", "and"))


def mixed(node: n.Binary, tree: Tree) -> list[n.Binary]:
    """The operands of a whole chain of `&&` or `||` that are chains of the other, in source order.

    Empty for anything else, and for the inner parts of a chain.  The tree knows which of the two goes
    first where the script runs, so that parentheses around these operands change nothing there.
    """
    ours = _OR if node.op in _OR else _AND
    parent: Any = tree.parents.get(node)
    if node.op not in ours or (parent.__class__ is n.Binary and parent.op in _OR | _AND):
        return []
    found = []
    stack: list[Any] = [node]
    while stack:
        part = stack.pop()
        if part.__class__ is not n.Binary:
            continue
        if part.op in ours:
            stack += (part.right, part.left)
        elif part.op in _OR or part.op in _AND:
            found.append(part)
    return found


def parenthesised(operands: list[n.Binary], tree: Tree) -> list[Edit]:
    """Edits that put parentheses around each of the operands."""
    edits = []
    for operand in operands:
        start, end = tree.span(operand)
        edits += [Edit(Span(start, start), "("), Edit(Span(end, end), ")")]
    return edits
