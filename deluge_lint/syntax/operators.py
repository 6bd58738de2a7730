"""Operator precedence: the grammar reads ``a op b op c`` flat, this puts it right.

The order is that of Zoho's operators page for all services but Creator: ``&&`` binds
tighter than ``||``; the page says that Creator differs without our having read how.
"""

from __future__ import annotations

from deluge_lint.syntax.expressions import Binary, Expr

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
