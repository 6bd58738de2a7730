"""The length of lists that a script writes down in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deluge_lint.catalog import builtins
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.semantics.index import NodeIndex
    from deluge_lint.semantics.scopes import Scopes


def list_length(node: n.Node, scopes: Scopes, index: NodeIndex) -> int | None:
    """The number of elements of ``node``; ``None`` for what is no literal list, or may have changed."""
    value: Any = n.unparenthesised(node)
    if value.__class__ is not n.Name:
        return _length(value)
    symbol = scopes.body_of(value).symbols.get(value.text)
    if symbol is None or symbol.kind != "variable" or len(symbol.writes) != 1 or symbol.mutations:
        return None
    definition: Any = scopes.names.definitions[symbol.writes[0]]
    if definition.first > value.first or getattr(definition, "op", "=") != "=" or definition.value is None:
        return None
    if not all(_harmless(read, index) for read in symbol.reads):
        return None
    return _length(n.unparenthesised(definition.value))


def _length(value: Any) -> int | None:
    if value.__class__ is n.ListLiteral:
        return len(value.items)
    if value.__class__ is n.MethodCall and value.name.lower() == "tolist" and not value.args:
        text: Any = n.unparenthesised(value.object)
        if text.__class__ is n.Text and text.value:
            return int(text.value.count(",")) + 1
    return None


def _harmless(read: n.Name, index: NodeIndex) -> bool:
    """Whether this use of a list cannot change it: a method that changes nothing, or a loop over it."""
    parent: Any = index.tree.parents.get(read)
    if parent.__class__ is n.MethodCall and parent.object is read:
        methods = builtins.find_method(parent.name)
        return bool(methods) and not any(one.mutates for one in methods)
    return parent.__class__ in (n.ForEach, n.Info, n.ValueStmt)
