"""Nodes for operators, literals, names and calls; see build.py for how the methods are called."""

from __future__ import annotations

from typing import Any

from deluge_lint.syntax import nodes as n
from deluge_lint.syntax.build_tasks import TaskBuilder
from deluge_lint.syntax.operators import BINARY_PRECEDENCE, equals_sign, join
from deluge_lint.syntax.tree import Draft

Values = list[Any]

_WORD_OPERATORS = {"and", "or"}


class ExpressionBuilder(TaskBuilder):
    """The part of the builder for expressions, and the memory for foreign forms."""

    __slots__ = ()

    def _name(self, token: int) -> n.Name:
        return n.Name(self.tokens[token], token, token)

    def draft(self, kind: str, first: int, last: int, node: n.Node | None) -> None:
        """Remember a form that other languages have and Deluge lacks."""
        self.drafts.append(Draft(kind, first, last, node))

    # ------------------------------------------------------------ operators

    def ternary(self, v: Values, last: int) -> n.Conditional:
        node = n.Conditional(v[0], v[2], v[4], v[0].first, last)
        self.draft("ternary", v[1], v[1], node)
        return node

    def equals_sign(self, v: Values, last: int) -> n.Expr:
        return equals_sign(v[0], v[2])

    def binary(self, v: Values, last: int) -> n.Expr:
        left, op, right = v
        word = self.tokens[op] if op.__class__ is int else "+"  # else recovery put it in
        if word not in BINARY_PRECEDENCE:
            word = word.lower()
        if right.__class__ is n.Unary and word == "is" and right.op == "not":
            word, right = "is not", right.operand
        node = join(left, word, right)
        if word in _WORD_OPERATORS:
            self.draft("word-operator", op, op, node)
        elif word in ("===", "!==", "<>"):
            self.draft("strict-equality", op, op, node)
        return node

    def not_in(self, v: Values, last: int) -> n.Expr:
        return join(v[0], "not in", v[3])

    def in_period(self, v: Values, last: int) -> n.Expr:
        period = " ".join(self.tokens[v[1]].lower().split()[1:])
        left = v[0]
        # "a && Added_Time in this month": the test belongs to the last operand alone
        spine = []
        while left.__class__ is n.Binary and BINARY_PRECEDENCE[left.op] < BINARY_PRECEDENCE["in"]:
            spine.append(left)
            left = left.right
        node: n.Expr = n.PeriodTest(left, period, left.first, last)
        if not spine:
            return node
        spine[-1].right = node
        for outer in spine:
            outer.last = last
        return spine[0]

    def unary(self, v: Values, last: int) -> n.Unary:
        return n.Unary(self.tokens[v[0]].lower(), v[1], v[0], last)

    def new(self, v: Values, last: int) -> n.Expr:
        self.draft("new", v[0], v[0], v[1])
        v[1].first = v[0]
        return v[1]  # type: ignore[no-any-return]

    # ------------------------------------------------------------ literals, names and calls

    def name(self, v: Values, last: int) -> n.Expr:
        if v[0].__class__ is not int:  # a token that recovery put in
            return n.ErrorExpr(int(v[0]), last)
        return n.Name(self.tokens[v[0]], v[0], last)

    def number(self, v: Values, last: int) -> n.Number:
        return n.Number(self.tokens[v[0]], v[0], last)

    def text(self, v: Values, last: int) -> n.Text:
        return n.Text(self.tokens[v[0]], v[0], last)

    def call_bare(self, v: Values, last: int) -> n.Call:
        return n.Call(self._name(v[0]), [], v[0], last)

    def call(self, v: Values, last: int) -> n.Call:
        return n.Call(self._name(v[0]), v[2], v[0], last)

    def conditional(self, v: Values, last: int) -> n.Expr:
        values = v[4]
        if len(values) == 2 and not any(value.__class__ is n.Pair for value in values):
            return n.Conditional(v[2], values[0], values[1], v[0], last)
        return n.Call(self._name(v[0]), [v[2], *values], v[0], last)

    def attribute(self, v: Values, last: int) -> n.Attribute:
        return n.Attribute(v[0], self.tokens[v[2]], v[0].first, last)

    def method_bare(self, v: Values, last: int) -> n.MethodCall:
        return n.MethodCall(v[0], self.tokens[v[2]], [], v[0].first, last)

    def method(self, v: Values, last: int) -> n.MethodCall:
        return n.MethodCall(v[0], self.tokens[v[2]], v[4], v[0].first, last)

    def ui(self, v: Values, last: int) -> n.UiAttribute:
        return n.UiAttribute(v[0], v[0].first, last)

    def paren(self, v: Values, last: int) -> n.Paren:
        return n.Paren(v[1], v[0], last)

    def empty_braces(self, v: Values, last: int) -> n.EmptyBraces:
        return n.EmptyBraces(v[0], last)

    def braces(self, v: Values, last: int) -> n.Expr:
        items = v[1]
        # a map has pairs and nothing else, so that nobody has to look twice
        if items[0].__class__ is n.Pair and all(item.__class__ is n.Pair for item in items):
            return n.MapLiteral(items, v[0], last)
        return n.ListLiteral(items, v[0], last)

    def brackets_empty(self, v: Values, last: int) -> n.ListLiteral:
        return n.ListLiteral([], v[0], last)

    def brackets(self, v: Values, last: int) -> n.ListLiteral:
        return n.ListLiteral(v[1], v[0], last)

    def pair(self, v: Values, last: int) -> n.Pair:
        return n.Pair(v[0], v[2], v[0].first, last)
