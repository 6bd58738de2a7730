"""The keys of maps that a script writes down or puts together, and whether there can be no others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from deluge_lint.records import NamedTuple
from deluge_lint.semantics.sharing import escapes, is_quiet
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.semantics.model import SemanticModel

_TAKES = frozenset(("remove", "clear", "removekey", "deletekey"))


class Key(NamedTuple):
    """A key that a map has got, and its value."""

    key: n.Node
    value: n.Node


def entries(model: SemanticModel, node: n.Node) -> Iterator[Key]:
    """What a map has for certain got before it is used at ``node``, on one way or another."""
    node = n.unparenthesised(node)
    literal, write = _made(model, node)
    for pair in literal.pairs if literal is not None else ():
        yield Key(pair.key, pair.value)
    if write is None:
        return
    taken: set[str] = set()
    puts: list[Any] = []
    for call in _calls(model, node):
        if not call.first < node.first:
            continue
        if call.name.lower() in _TAKES:
            taken.update(text_of(model, each) for each in call.args) if call.args else taken.add("")
        elif call.name.lower() == "put" and len(call.args) == 2 and _only_write(model, call.object) is write:
            puts.append(call)
    # who takes out everything, or nobody knows what, leaves nothing that is certain
    for call in puts if "" not in taken else ():
        if text_of(model, call.args[0]) not in taken:
            yield Key(call.args[0], call.args[1])


def all_keys(model: SemanticModel, node: n.Node) -> frozenset[str] | None:
    """Every key that a map may have at ``node``; ``None`` where it may have others."""
    node = n.unparenthesised(node)
    literal, write = _made(model, node)
    if literal is None and write is None:
        return None
    keys = {text_of(model, pair.key) for pair in literal.pairs} if literal is not None else set()
    for call in _calls(model, node):
        if call.name.lower() == "put" and len(call.args) == 2:
            keys.add(text_of(model, call.args[0]))
        elif not is_quiet(call.name):
            return None
    for word in _words(model, node):
        parent: Any = model.tree.parents.get(word)
        # a task takes a copy
        if word is node or (isinstance(parent, n.MethodCall) and model.task(parent) is not None):
            continue
        if escapes(word, model.tree.parents):
            return None
    return None if "" in keys else frozenset(keys)


def text_of(model: SemanticModel, node: n.Node) -> str:
    """The text that a value is for certain; empty where that is not known."""
    known = model.constant(node)
    return (known.whole or "") if known is not None and known.kind == "text" else ""


def _made(model: SemanticModel, node: n.Node) -> tuple[n.MapLiteral | None, n.Name | None]:
    """The literal that a map began with, and the one assignment of the variable that holds it."""
    if isinstance(node, n.MapLiteral):
        return node, None
    write = _only_write(model, node)
    made: Any = model.body_of(node).names.definitions.get(write) if write is not None else None
    value: Any = getattr(made, "value", None)
    if isinstance(value, n.MapLiteral):
        return value, write
    empty = isinstance(value, n.EmptyBraces) or (
        isinstance(value, n.Call) and value.function.text.lower() == "map" and not value.args
    )
    return None, write if empty else None


def _words(model: SemanticModel, node: n.Node) -> list[n.Name]:
    """All uses of the variable at ``node``, in source order."""
    if not isinstance(node, n.Name):
        return []
    symbol = model.body_of(node).symbols[node.text]
    return sorted({*symbol.reads, *symbol.mutations}, key=lambda each: each.first)


def _calls(model: SemanticModel, node: n.Node) -> Iterator[Any]:
    """The calls of methods of the variable at ``node``."""
    for word in _words(model, node):
        call: Any = model.tree.parents.get(word)
        if isinstance(call, n.MethodCall) and call.object is word:
            yield call


def _only_write(model: SemanticModel, node: n.Node) -> n.Name | None:
    """The one assignment that a variable has its value from."""
    if not isinstance(node, n.Name):
        return None
    symbol = model.body_of(node).symbols.get(node.text)
    if symbol is None or symbol.kind != "variable":
        return None
    reaching = model.constants.reaches.of(node)
    return reaching.writes[0] if len(reaching.writes) == 1 and not reaching.given else None
