"""The words of criteria: which of them stand where a field has to, and which may be anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from deluge_lint.catalog import builtins
from deluge_lint.records import NamedTuple
from deluge_lint.syntax import nodes as n

_LOGICAL = frozenset(("&&", "||", "and", "or"))
_ARITHMETIC = frozenset(("+", "-", "*", "/", "%"))


class Term(NamedTuple):
    """A bare word, or words with dots, of criteria.

    A term is ``sure`` to be a field where it stands to the left of an operator, in front of a function
    that tests it, or alone: anywhere else it may be a variable.  ``value`` is what it is compared with by
    ``op`` (the name of the function for ``Status.contains("a")``), where it is.
    """

    node: n.Name | n.Attribute
    sure: bool
    op: str = ""
    value: n.Node | None = None


def terms(criteria: n.Node) -> Iterator[Term]:
    """The terms of criteria, in no certain order; a fetch inside has criteria of its own."""
    stack: list[tuple[Any, bool, str, n.Node | None]] = [(criteria, True, "", None)]
    while stack:
        node, sure, op, value = stack.pop()
        kind = node.__class__
        if kind is n.Name or (kind is n.Attribute and _root(node).__class__ is n.Name):
            yield Term(node, sure, op, value)
        elif kind is n.Paren:
            stack.append((node.inner, sure, op, value))
        elif kind is n.Binary and node.op in _LOGICAL:
            stack += [(node.left, sure, "", None), (node.right, sure, "", None)]
        elif kind is n.Binary and node.op not in _ARITHMETIC:
            stack += [(node.left, sure, node.op, node.right), (node.right, False, "", None)]
        elif kind is n.PeriodTest or kind is n.Unary:
            stack.append((node.operand, sure, op, value))
        elif kind is n.MethodCall:
            stack += _of_method(node, sure)
        elif kind is not n.Fetch:
            stack += [(child, False, "", None) for child in _parts(node)]


def _of_method(node: n.MethodCall, sure: bool) -> list[tuple[Any, bool, str, n.Node | None]]:
    """``Status.contains("a")`` is a test of a field, ``Own.check("a")`` a call of a function."""
    sure = sure and bool(builtins.find_method(node.name.lower()))
    tested = node.args[0] if len(node.args) == 1 else None
    found: list[tuple[Any, bool, str, n.Node | None]] = [(node.object, sure, node.name, tested)]
    return found + [(each, False, "", None) for each in node.args]


def _parts(node: n.Node) -> list[n.Node]:
    if node.__class__ is n.Call:
        return list(node.args)
    return node.children()


def _root(node: Any) -> n.Node:
    while node.__class__ is n.Attribute:
        node = node.object
    root: n.Node = node
    return root
