"""What conditions prove of the types of variables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deluge_lint.semantics import types as t
from deluge_lint.semantics.types import Type
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.semantics.index import NodeIndex

#: What a test says when it is true.  `isNumber` and `isDate` say nothing: text that holds a number, or a
#: date, passes too (https://www.zoho.com/deluge/help/functions/common/isnumber.html).
_TESTS = {"istext": t.TEXT, "isfile": t.FILE}


#: (variable, type, whether it has it) for what a condition proves; ``None`` stands for null.
Proof = tuple[str, "Type | None", bool]
_NULL_TESTS = frozenset(("isnull", "isblank", "isempty"))
_ASKING = _NULL_TESTS.union(_TESTS)


def asked_tests(index: NodeIndex, whole: n.Node) -> list[n.Node]:
    """The tests of statements within ``whole`` that may prove anything."""
    parents: Any = index.tree.parents
    asking = index.within(n.Null, whole)
    for kind in (n.Call, n.MethodCall):
        asking += [call for call in index.called(kind, _ASKING) if whole.first <= call.first <= whole.last]
    found: dict[n.Node, None] = {}
    for node in asking:
        child: n.Node = node
        parent = parents.get(node)
        while isinstance(parent, n.Expr):
            child, parent = parent, parents.get(parent)
        if getattr(parent, "test", None) is child:
            found[child] = None
    return list(found)


def narrowing(test: n.Node, truth: bool) -> list[Proof]:
    """What a condition proves of variables."""
    found: list[Proof] = []
    todo: list[tuple[Any, bool]] = [(test, truth)]
    while todo:
        outer, truth = todo.pop()
        node: Any = n.unparenthesised(outer)
        kind = node.__class__
        if kind is n.Unary and node.op in ("!", "not"):
            todo.append((node.operand, not truth))
        elif kind is n.Binary:
            if node.op in ("&&", "and") and truth or node.op in ("||", "or") and not truth:
                todo += ((node.right, truth), (node.left, truth))
            elif node.op in ("==", "!=", "is", "is not", "="):
                _compared(node, truth == (node.op in ("==", "is", "=")), found)
        elif kind is n.Call and len(node.args) == 1:
            _tested(node.function.text, node.args[0], truth, found)
        elif kind is n.MethodCall and not node.args:
            _tested(node.name, node.object, truth, found)
    return found


def _compared(node: n.Binary, same: bool, found: list[Proof]) -> None:
    left: Any = n.unparenthesised(node.left)
    right: Any = n.unparenthesised(node.right)
    for one, other in ((left, right), (right, left)):
        if one.__class__ is n.Name and other.__class__ is n.Null:
            found.append((one.text, None, same))


def _tested(test: str, value: Any, truth: bool, found: list[Proof]) -> None:
    value = n.unparenthesised(value)
    if value.__class__ is not n.Name:
        return
    lower = test.lower()
    if lower in _NULL_TESTS:
        if not truth:
            found.append((value.text, None, False))
    elif truth and lower in _TESTS:
        found.append((value.text, _TESTS[lower], True))


def nearby(name: n.Name, found: Type, index: NodeIndex) -> Type:
    """The type without null where the expression around it has looked: ``x != null && x > 1``."""
    parents: Any = index.tree.parents
    child: Any = name
    parent = parents.get(name)
    while parent is not None and not isinstance(parent, n.Stmt):
        proofs: list[Proof] = []
        if parent.__class__ is n.Binary and parent.right is child:
            if parent.op in ("&&", "and"):
                proofs = narrowing(parent.left, True)
            elif parent.op in ("||", "or"):
                proofs = narrowing(parent.left, False)
        elif parent.__class__ is n.Conditional and parent.test is not child:
            proofs = narrowing(parent.test, parent.then is child)
        if any(each == (name.text, None, False) for each in proofs):
            return found.present()
        child, parent = parent, parents.get(parent)
    return found
