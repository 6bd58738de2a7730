"""What a condition proves to be present once it came out one way."""

from __future__ import annotations

from typing import Any

from deluge_lint.catalog import words
from deluge_lint.semantics.paths import GETTERS, Paths, parent_of
from deluge_lint.syntax import nodes as n

#: Tests that may be asked of a value that is null.
NULL_TESTS = frozenset(("isnull", "isempty", "isblank"))
#: What an event of a form asks of a field that has no value yet.
_SELECTS = frozenset(("select", "deselect", "selectall", "deselectall"))
#: What may be called on null without harm, or so that nothing follows from it.
TOLERANT = NULL_TESTS | {"ifnull", "equals", "equalsignorecase", "tostring", "totext", *_SELECTS}
_CONTAINS = frozenset(("containkey", "containskey", "containkeys", "contains", "containsignorecase"))
_LITERALS = frozenset((n.Text, n.Number, n.Bool, n.DateTimeLiteral))
_SAME = frozenset(("==", "=", "is", "==="))
_OTHER = frozenset(("!=", "is not", "!=="))
_ORDER = frozenset((">", "<", ">=", "<="))
#: Keys of an answer that say whether the rest of it is there; an observed habit of many scripts.
_STATUS = words.of_kind("status-keys")
#: Keys that an answer has only where the call has failed.
FAILURES = words.of_kind("failure-keys")

#: A proof about ``path`` ends in this when all that is directly below it is taken as present.
ALL = "|*"


def proven(test: n.Node, truth: bool, paths: Paths) -> frozenset[str]:
    """The paths that are present when ``test`` comes out as ``truth``, computed once for a test.

    Only conditions that are certain count: of ``a || b`` nothing is known when it is true.
    """
    found = paths.proven.get((test, truth))
    if found is None:
        found = paths.proven[test, truth] = frozenset(_proven(test, truth, paths))
    return found


def _proven(test: n.Node, truth: bool, paths: Paths) -> set[str]:
    found: set[str] = set()
    todo: list[tuple[Any, bool]] = [(test, truth)]
    while todo:
        node, truth = todo.pop()
        kind = node.__class__
        if kind is n.Paren:
            todo.append((node.inner, truth))
        elif kind is n.Unary:
            if node.op in ("!", "not"):
                todo.append((node.operand, not truth))
        elif kind is n.Binary:
            _binary(node, truth, paths, found, todo)
        elif kind is n.MethodCall:
            _method(node, truth, paths, found)
        elif kind is n.Call:
            if len(node.args) == 1 and node.function.text.lower() in NULL_TESTS:
                _empty(node.args[0], truth, paths, found)
        elif kind is n.PeriodTest and truth:
            _prove(node.operand, paths, found)
        elif kind is n.ForEach:
            _prove(node.iterable, paths, found)
        elif kind is n.Name or kind is n.Attribute:
            found.add(("+" if truth else "-") + paths.of(node))
    found.discard("")
    return found


def _prove(node: n.Node, paths: Paths, found: set[str]) -> None:
    """``node`` is present, and so is what it is converted from."""
    path = paths.of(node)
    while path:
        found.add(path)
        parent = parent_of(path)
        if not parent:
            return
        path = parent


def _empty(node: n.Node, truth: bool, paths: Paths, found: set[str]) -> None:
    """``node`` is empty when ``truth``, else present; an answer without an error is a good one."""
    if not truth:
        _prove(node, paths, found)
        return
    node = n.unparenthesised(node)
    if node.__class__ is n.MethodCall and node.name.lower() in GETTERS and len(node.args) == 1:
        _without(node.object, node.args[0], paths, found)


def _without(holder: n.Node, key: Any, paths: Paths, found: set[str]) -> None:
    """``holder`` lacks ``key``: where that is the key of an error, all the rest is there."""
    path = paths.of(holder)
    if path and key.__class__ is n.Text and key.value.lower() in FAILURES:
        found.add(path + ALL)


def _binary(node: n.Binary, truth: bool, paths: Paths, found: set[str], todo: list[Any]) -> None:
    op = node.op
    if op in ("&&", "and"):
        if truth:
            todo += ((node.left, True), (node.right, True))
    elif op in ("||", "or"):
        if not truth:
            todo += ((node.left, False), (node.right, False))
    elif op in _SAME or op in _OTHER:
        same = truth == (op in _SAME)
        for one, other in ((node.left, node.right), (node.right, node.left)):
            _compare(n.unparenthesised(one), n.unparenthesised(other), same, paths, found, todo)
    elif op in _ORDER:
        if truth:
            _prove(node.left, paths, found)
            _prove(node.right, paths, found)
    elif op == "in" and truth:
        holder: Any = n.unparenthesised(node.right)
        if holder.__class__ is n.MethodCall and holder.name.lower() == "keys":
            _key(holder.object, node.left, paths, found)
    elif op == "contains" and truth:
        _prove(node.left, paths, found)


def _compare(one: Any, other: Any, same: bool, paths: Paths, found: set[str], todo: list[Any]) -> None:
    """``one == other`` when ``same``, else ``one != other``."""
    kind = other.__class__
    if kind is n.Null:
        _empty(one, same, paths, found)
    elif kind is n.Bool:
        todo.append((one, other.value == same))
        if same:
            _prove(one, paths, found)
            _status(one, paths, found)
    elif kind in _LITERALS:
        # Whether null differs from "" is not the same everywhere: `!= ""` counts as a guard.
        if same != (kind is n.Text and len(other.raw) == 2):
            _prove(one, paths, found)
        if same:
            _status(one, paths, found)


def _status(node: Any, paths: Paths, found: set[str]) -> None:
    """``answer.get("code") == 0``: the rest of the answer is taken as present."""
    if node.__class__ is n.MethodCall and node.name.lower() in GETTERS and len(node.args) == 1:
        key = node.args[0]
        if key.__class__ is n.Text and key.value in _STATUS:
            holder = paths.of(node.object)
            if holder:
                found.add(holder + ALL)
                found.add(f"{holder}|get:responseText{ALL}")


def _method(node: n.MethodCall, truth: bool, paths: Paths, found: set[str]) -> None:
    name = node.name.lower()
    if name in NULL_TESTS:
        if not node.args:
            _empty(node.object, truth, paths, found)
    elif not truth and name in _CONTAINS and len(node.args) == 1:
        _without(node.object, node.args[0], paths, found)
    elif truth and name in _CONTAINS and len(node.args) == 1:
        _key(node.object, node.args[0], paths, found)
        _status(node.object, paths, found)
    elif truth and name in ("equals", "equalsignorecase"):
        _prove(node.object, paths, found)
        _status(node.object, paths, found)


def _key(holder: Any, key: Any, paths: Paths, found: set[str]) -> None:
    """``holder`` has ``key``; the keys, or the text, of a map are asked like the map itself."""
    while holder.__class__ is n.MethodCall and holder.name.lower() in ("keys", "tostring", "totext", "tomap"):
        holder = holder.object
    path = paths.of(holder)
    if path:
        _prove(holder, paths, found)
        found.add(f"{path}|{paths.key_step(key)}")
