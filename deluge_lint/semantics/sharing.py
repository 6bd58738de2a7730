"""Who else may hold a list or map: what another changes in it is changed for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from deluge_lint.catalog import builtins
from deluge_lint.semantics.evaluate import GETTERS, SAME_LIST
from deluge_lint.semantics.types import Type
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.semantics.scopes import Symbol

_NEW: frozenset[type[Any]] = frozenset((n.ListLiteral, n.MapLiteral))
_CONTAINERS = frozenset(("map", "list", "collection"))
#: Methods and functions that answer what is inside of what they are asked of, or that itself.
_TAKERS = GETTERS | SAME_LIST
_PASSES = _CONTAINERS | {"ifnull"}
#: What takes no more than the kind of a value from it.
_INDIFFERENT = frozenset(
    (
        n.Assign,
        n.TypedDeclaration,
        n.Return,
        n.Info,
        n.Binary,
        n.Attribute,
        n.ExprStmt,
        n.Entry,
        n.Unary,
        n.ValueStmt,
    )
)
#: By name: whether every method of this name leaves alone what it is asked of.
_quiet: dict[str, bool] = {}
_MOST = 5_000


def is_quiet(method: str) -> bool:
    """Whether a method changes nothing in the value that it is asked of, whatever that is."""
    known = _quiet.get(method)
    if known is None:
        found = builtins.find_method(method.lower())
        known = bool(found) and not any(one.mutates for one in found)
        if len(_quiet) < _MOST:
            _quiet[method] = known
    return known


def may_hold(symbol: Symbol, written: list[Any], knows_functions: bool) -> bool:
    """Whether more than its kind may be known of what a variable holds: the items or keys of a list or map.

    ``written`` are its assignments; functions whose answer is known may answer a list of something.
    """
    stated = symbol.param.type if symbol.param is not None else None
    if stated is not None and stated.item:
        return True
    for definition in written:
        value: Any = n.unparenthesised(getattr(definition, "value", None) or definition)
        kind = value.__class__
        if kind in _NEW or kind is n.Call:
            return True
        if kind is n.MethodCall and (knows_functions or value.name.lower() in SAME_LIST):
            return True
    return False


def is_fresh(definition: Any) -> bool:
    """Whether an assignment is one of a new list or map, and never of null."""
    value = getattr(definition, "value", None)
    if getattr(definition, "op", "=") != "=":
        return False
    if value.__class__ is n.Call:
        return not value.args and value.function.text.lower().partition(":")[0] in _CONTAINERS
    return value.__class__ in _NEW


def asks_inside(name: n.Name, parents: dict[n.Node, n.Node]) -> bool:
    """Whether a read may take something out of a list or map, or puts it where somebody else may."""
    parent: Any = parents.get(name)
    kind = parent.__class__
    if kind is n.MethodCall:
        return parent.object is name and parent.name.lower() in _TAKERS
    if kind is n.Call:
        return parent.function.text.lower().partition(":")[0] in _PASSES
    return kind not in _INDIFFERENT


def changed_by_calls(symbol: Symbol, parents: dict[n.Node, n.Node]) -> Iterator[n.Node]:
    """The calls that may change what a variable holds."""
    for name in symbol.reads:
        parent: Any = parents.get(name)
        asked = parent.__class__ is n.MethodCall and parent.object is name
        if asked and not is_quiet(parent.name) and not escapes(name, parents):
            yield parent
    for name in symbol.mutations:
        yield parents[name]


def escapes(name: n.Name, parents: dict[n.Node, n.Node]) -> bool:
    """Whether a read gives the value itself away, so that a change elsewhere is a change of it."""
    parent: Any = parents.get(name)
    kind = parent.__class__
    if kind in (n.Assign, n.TypedDeclaration, n.ListLiteral, n.Conditional, n.Paren):
        return getattr(parent, "target", None) is not name
    if kind is n.Pair:
        return parent.value is name
    if kind is n.MethodCall and parent.object is name:
        return parent.name.lower() in SAME_LIST and _is_kept(name, parent, parents)
    if kind is n.Attribute or kind is n.Index:
        owner: Any = parents.get(parent)
        return owner.__class__ is n.Assign and owner.target is parent
    return kind in (n.Call, n.MethodCall) and any(each is name for each in parent.args)


def _is_kept(name: n.Name, call: n.MethodCall, parents: dict[n.Node, n.Node]) -> bool:
    """Whether the list that ``sort`` and its like answer, which may be the same, gets a second holder."""
    owner: Any = parents.get(call)
    kind = owner.__class__
    if kind in (n.Assign, n.TypedDeclaration):
        return owner.target.__class__ is not n.Name or owner.target.text != name.text
    if kind is n.MethodCall and owner.object is call:
        return not is_quiet(owner.name)
    return kind not in (n.ExprStmt, n.ForEach, n.Info, n.ValueStmt)


def stored(value: Type, node: n.Node, target: n.Name) -> Type:
    """What a variable knows of ``value``, which ``node`` has put into it."""
    if value.item is None and not value.keys and not value.sole and value.open:
        return value
    return value.shallow() if _is_new(n.unparenthesised(node), target) else value.plain()


def _is_new(node: Any, target: n.Name) -> bool:
    """Whether nobody but ``target`` holds what the expression answers."""
    kind = node.__class__
    if kind in _NEW:
        return True
    if kind is n.Call:
        head = node.function.text.lower()
        return head != "ifnull" and not (node.args and head in ("map", "list"))
    if kind is n.MethodCall:
        name = node.name.lower()
        if name in SAME_LIST:
            return node.object.__class__ is n.Name and node.object.text == target.text
        return name not in GETTERS
    return False
