"""Nodes for what has a value: literals, operators, calls, fetches and block tasks."""

from __future__ import annotations

import re

from deluge_lint.syntax.node import Node

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}


def _unescape(match: re.Match[str]) -> str:
    return _ESCAPED.get(match[1], match[1])


class Expr(Node):
    """An expression."""

    __slots__ = ()


class Name(Expr):
    """A bare word: variable, parameter, form, constant of a block task such as ``GET``."""

    __slots__ = ("text",)

    def __init__(self, text: str, first: int, last: int) -> None:
        self.text = text
        self.first = first
        self.last = last


class Number(Expr):
    """A number as written, without its sign."""

    __slots__ = ("text",)

    def __init__(self, text: str, first: int, last: int) -> None:
        self.text = text
        self.first = first
        self.last = last


class Text(Expr):
    """A text literal with its quotes, as written (``"..."``, ``'...'`` that is no date)."""

    __slots__ = ("raw",)

    def __init__(self, raw: str, first: int, last: int) -> None:
        self.raw = raw
        self.first = first
        self.last = last

    @property
    def value(self) -> str:
        """The text without its quotes, with ``\\n``, ``\\t``, ``\\r`` and ``\\x`` for any other x undone."""
        body = self.raw[1:-1]
        return _ESCAPE.sub(_unescape, body) if "\\" in body else body


class DateTimeLiteral(Expr):
    """A date, date-time or time literal in single quotes, as written."""

    __slots__ = ("raw",)

    def __init__(self, raw: str, first: int, last: int) -> None:
        self.raw = raw
        self.first = first
        self.last = last


class Bool(Expr):
    """``true`` or ``false``, in any case."""

    __slots__ = ("value",)

    def __init__(self, value: bool, first: int, last: int) -> None:
        self.value = value
        self.first = first
        self.last = last


class Null(Expr):
    """``null``."""

    __slots__ = ()


class EmptyBraces(Expr):
    """``{}``: an empty list or an empty map, which only its use can tell."""

    __slots__ = ()


class ListLiteral(Expr):
    """``{a, b}`` or ``[a, b]``; where somebody mixed both, ``{"k" : v, b}``, :class:`Pair` among them."""

    __slots__ = ("items",)
    fields = ("items",)

    def __init__(self, items: list[Expr], first: int, last: int) -> None:
        self.items = items
        self.first = first
        self.last = last


class Pair(Node):
    """``key : value`` in a map literal, in arguments, or a tagged value of a block task."""

    __slots__ = ("key", "value")
    fields = ("key", "value")

    def __init__(self, key: Expr, value: Expr, first: int, last: int) -> None:
        self.key = key
        self.value = value
        self.first = first
        self.last = last


class MapLiteral(Expr):
    """``{"k" : v}``."""

    __slots__ = ("pairs",)
    fields = ("pairs",)

    def __init__(self, pairs: list[Pair], first: int, last: int) -> None:
        self.pairs = pairs
        self.first = first
        self.last = last


class Unary(Expr):
    """``-x``, ``+x``, ``!x``; ``op`` is ``not`` for the word."""

    __slots__ = ("op", "operand")
    fields = ("operand",)

    def __init__(self, op: str, operand: Expr, first: int, last: int) -> None:
        self.op = op
        self.operand = operand
        self.first = first
        self.last = last


class Binary(Expr):
    """A binary operator. ``op`` is lower case with single spaces: ``+``, ``==``, ``&&``,
    ``in``, ``not in``, ``is``, ``is not``, ``contains`` ... and ``=`` where a single equals
    sign stands in a condition or criteria.
    """

    __slots__ = ("left", "op", "right")
    fields = ("left", "right")

    def __init__(self, left: Expr, op: str, right: Expr, first: int, last: int) -> None:
        self.left = left
        self.op = op
        self.right = right
        self.first = first
        self.last = last

    @property
    def op_token(self) -> int:
        """The first token of the operator."""
        return self.left.last + 1


class PeriodTest(Expr):
    """``Added_Time in this month``: membership in a named period."""

    __slots__ = ("operand", "period")
    fields = ("operand",)

    def __init__(self, operand: Expr, period: str, first: int, last: int) -> None:
        self.operand = operand
        self.period = period
        self.first = first
        self.last = last


class Conditional(Expr):
    """``if(test, then, otherwise)`` used as a value (and the ternary of other languages,
    which is in ``Tree.drafts``).
    """

    __slots__ = ("test", "then", "otherwise")
    fields = ("test", "then", "otherwise")

    def __init__(self, test: Expr, then: Expr, otherwise: Expr, first: int, last: int) -> None:
        self.test = test
        self.then = then
        self.otherwise = otherwise
        self.first = first
        self.last = last


class Paren(Expr):
    """An expression in parentheses."""

    __slots__ = ("inner",)
    fields = ("inner",)

    def __init__(self, inner: Expr, first: int, last: int) -> None:
        self.inner = inner
        self.first = first
        self.last = last


class Attribute(Expr):
    """``object.name``."""

    __slots__ = ("object", "name")
    fields = ("object",)

    def __init__(self, object: Expr, name: str, first: int, last: int) -> None:
        self.object = object
        self.name = name
        self.first = first
        self.last = last


class UiAttribute(Expr):
    """``field:ui``, the client-side view of a field."""

    __slots__ = ("object",)
    fields = ("object",)

    def __init__(self, object: Expr, first: int, last: int) -> None:
        self.object = object
        self.first = first
        self.last = last


class Call(Expr):
    """``function(args)``; arguments may be :class:`Pair`. Typed constructors have a name
    such as ``List:String``.
    """

    __slots__ = ("function", "args")
    fields = ("function", "args")

    def __init__(self, function: Name, args: list[Node], first: int, last: int) -> None:
        self.function = function
        self.args = args
        self.first = first
        self.last = last


class MethodCall(Expr):
    """``object.name(args)``: a built-in on a value, an integration task
    (``zoho.crm.getRecordById``), a function in a namespace.
    """

    __slots__ = ("object", "name", "args")
    fields = ("object", "args")

    def __init__(self, object: Expr, name: str, args: list[Node], first: int, last: int) -> None:
        self.object = object
        self.name = name
        self.args = args
        self.first = first
        self.last = last

    @property
    def name_token(self) -> int:
        """The token of ``name``, which is what a person would underline."""
        return self.object.last + 2


class Index(Expr):
    """``object[index]`` that is no fetch."""

    __slots__ = ("object", "index")
    fields = ("object", "index")

    def __init__(self, object: Expr, index: Expr, first: int, last: int) -> None:
        self.object = object
        self.index = index
        self.first = first
        self.last = last


class SortKey(Node):
    """One field of ``sort by``; ``name`` may be dotted."""

    __slots__ = ("name", "descending")

    def __init__(self, name: str, descending: bool, first: int, last: int) -> None:
        self.name = name
        self.descending = descending
        self.first = first
        self.last = last


class Fetch(Expr):
    """``Form[criteria] sort by F desc range from a to b``; any of the clauses may be
    missing, and ``source`` may be ``Form[criteria].Field``.
    """

    __slots__ = ("source", "criteria", "sort", "range_from", "range_to")
    fields = ("source", "criteria", "sort", "range_from", "range_to")

    def __init__(
        self,
        source: Expr,
        criteria: Expr | None,
        sort: list[SortKey],
        range_from: Expr | None,
        range_to: Expr | None,
        first: int,
        last: int,
    ) -> None:
        self.source = source
        self.criteria = criteria
        self.sort = sort
        self.range_from = range_from
        self.range_to = range_to
        self.first = first
        self.last = last


class ErrorExpr(Expr):
    """A place where an expression was expected and none stands."""

    __slots__ = ()


def unparenthesised(node: Node) -> Node:
    """The expression inside any number of parentheses."""
    while node.__class__ is Paren:
        node = node.inner
    return node


#: A chain of more words is no name; asking each link of it for all before it would cost its square.
_MOST_WORDS = 32


def dotted_name(node: Node) -> str:
    """``zoho.crm.getRecordById`` for a call, attribute chain or name of bare words; else empty.

    The text keeps the case of the source.  For a :class:`MethodCall` it includes the
    method's name, for a :class:`Call` it is the function's name.
    """
    parts: list[str] = []
    if isinstance(node, Call):
        return node.function.text
    if isinstance(node, MethodCall):
        parts.append(node.name)
        node = node.object
    while isinstance(node, Attribute) and len(parts) < _MOST_WORDS:
        parts.append(node.name)
        node = node.object
    if not isinstance(node, Name):
        return ""
    parts.append(node.text)
    return ".".join(reversed(parts))
