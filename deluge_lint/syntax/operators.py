"""Operator precedence: the grammar reads ``a op b op c`` flat, this puts it right.

The order is that of Zoho's page for all services but Creator: ``&&`` binds tighter than ``||``.
In Creator it is the other way round, see :func:`put_or_first`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deluge_lint.syntax.expressions import Binary, Expr

if TYPE_CHECKING:
    from deluge_lint.syntax.node import Node
    from deluge_lint.syntax.tree import Tree

_OR, _AND = frozenset(("||", "or")), frozenset(("&&", "and"))

BINARY_PRECEDENCE = {
    "||": 1, "or": 1,
    "&&": 2, "and": 2,
    "=": 3, "==": 3, "!=": 3, "===": 3, "!==": 3, "<>": 3, "<": 3, ">": 3, "<=": 3, ">=": 3,
    "in": 3, "not in": 3, "is": 3, "is not": 3,
    "contains": 3, "like": 3, "startswith": 3, "endswith": 3,
    "+": 4, "-": 4,
    "*": 5, "/": 5, "%": 5,
}  # fmt: skip

#: The operators that only make a node; the builder remembers the others as foreign or joins words.
PLAIN_PRECEDENCE = {
    word: BINARY_PRECEDENCE[word]
    for word in ("+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||")
}


def join(left: Expr, op: str, right: Expr) -> Binary:
    """``left op right``, where ``left`` is a finished tree and ``right`` one operand.

    Operators that bind looser than ``op`` and end ``left`` stay outside.
    """
    precedence = BINARY_PRECEDENCE[op]
    if left.__class__ is not Binary or BINARY_PRECEDENCE[left.op] >= precedence:
        return Binary(left, op, right, left.first, right.last)
    outermost = outer = left
    outer.last = right.last
    while outer.right.__class__ is Binary and BINARY_PRECEDENCE[outer.right.op] < precedence:
        outer = outer.right
        outer.last = right.last
    inner = outer.right
    outer.right = Binary(inner, op, right, inner.first, right.last)
    return outermost


def equals_sign(left: Expr, right: Expr) -> Expr:
    """``left = right`` in a condition, as tight as ``==``; ``right`` may hold looser operators."""
    spine: list[Binary] = []
    while right.__class__ is Binary and BINARY_PRECEDENCE[right.op] < 3:
        spine.append(right)
        right = right.left
    joined: Expr = join(left, "=", right)
    for outer in reversed(spine):
        joined = join(joined, outer.op, outer.right)
    return joined


def put_or_first(tree: Tree) -> None:
    """Regroup a tree for a service that takes ``||`` before ``&&``: ``a || b && c`` is ``(a || b) && c``.

    Source: https://www.zoho.com/creator/newhelp/script/operators/logical-operators.html
    """
    parents = tree.parents
    changed = False
    for node in tree.by_class.get(Binary, ()):
        if node.op not in _OR:
            continue
        parent = parents[node]
        if parent.__class__ is Binary and parent.op in _OR:
            continue  # a part of a longer chain
        operands, words = _chain(node)
        if not _AND.isdisjoint(words):
            _exchange(parent, node, _regrouped(operands, words))
            changed = True
    if changed:
        tree.forget()


def _chain(node: Any) -> tuple[list[Expr], list[str]]:
    """The operands of a chain of ``&&`` and ``||``, and the operators between them."""
    operands: list[Expr] = []
    words: list[str] = []
    stack = [node]
    while stack:
        part = stack.pop()
        if part.__class__ is str:
            words.append(part)
        elif part.__class__ is Binary and (part.op in _OR or part.op in _AND):
            stack += (part.right, part.op, part.left)
        else:
            operands.append(part)
    return operands, words


def _regrouped(operands: list[Expr], words: list[str]) -> Expr:
    whole: Expr | None = None
    joint = ""
    group = operands[0]
    for word, operand in zip(words, operands[1:]):
        if word in _OR:
            group = Binary(group, word, operand, group.first, operand.last)
            continue
        whole = group if whole is None else Binary(whole, joint, group, whole.first, group.last)
        joint, group = word, operand
    return group if whole is None else Binary(whole, joint, group, whole.first, group.last)


def _exchange(parent: Node, old: Expr, new: Expr) -> None:
    for name in parent.fields:
        value = getattr(parent, name)
        if value is old:
            setattr(parent, name, new)
        elif value.__class__ is list:
            value[:] = [new if each is old else each for each in value]
