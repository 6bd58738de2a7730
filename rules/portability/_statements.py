"""Which statements of the catalogue stand in a script, and where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from deluge_lint.catalog import builtins, words
from deluge_lint.syntax import nodes as n

from ._lift import first_word, is_free, sound

if TYPE_CHECKING:
    from deluge_lint.engine.rule import RuleContext

_CHOICES = {"select": "select", "deselect": "select", "selectall": "select", "deselectall": "select",
            "setfilter": "set filter"}  # fmt: skip
_PAGES = tuple(words.of_kind("page-addresses"))
_HANDLES = ("input", "old", "row")
_PLAIN: tuple[tuple[type[n.Node], str], ...] = (
    (n.InsertInto, "insert"), (n.DeleteFrom, "delete"), (n.Alert, "alert"), (n.SendSms, "sendsms"),
    (n.SuccessMessage, "success message"), (n.UiAttribute, "add choices"),
)  # fmt: skip


def statements_of(ctx: RuleContext) -> Iterator[tuple[str, n.Node]]:
    """Statements that not every service has: the name in the catalogue, and the node to underline."""
    for node in sound(ctx, n.Fetch):
        found = _fetch(node, ctx)
        if found is not None:
            yield found
    for kind, name in _PLAIN:
        yield from ((name, node) for node in sound(ctx, kind))
    yield from client_statements(ctx)
    for node in sound(ctx, n.Call):
        if node.function.text.lower() == "openurl":
            yield "openUrl", node
            if node.args and _is_page(node.args[0], ctx):
                yield "openUrl page", node.args[0]
    if ctx.script.host.service == "creator":
        yield from _of_forms(ctx)


def client_statements(ctx: RuleContext) -> Iterator[tuple[str, n.Node]]:
    """``hide`` and its like, ``cancel submit`` and ``cancel delete``."""
    for node in sound(ctx, n.Cancel):
        yield f"cancel {node.what}", node
    for node in sound(ctx, n.ClientCommand):
        yield node.verb, node


def of_fields(ctx: RuleContext) -> Iterator[tuple[str, n.Node]]:
    """``alert`` and ``success message``, and what changes the choices of a field."""
    for node in sound(ctx, n.SuccessMessage):
        yield "success message", node
    for node in sound(ctx, n.Alert):
        yield "alert", node
    for node in sound(ctx, n.UiAttribute):
        yield "add choices", node


def _is_page(address: n.Node, ctx: RuleContext) -> bool:
    """Whether an address begins with the name of a form, report or page for certain."""
    constant = ctx.model.constant(address)
    return constant is not None and constant.kind == "text" and constant.prefix.lower().startswith(_PAGES)


def _is_aggregate(name: str) -> bool:
    return any(one.group == "creator_aggregate" for one in builtins.find(name))


def _fetch(node: Any, ctx: RuleContext) -> tuple[str, n.Node] | None:
    parent: Any = ctx.tree.parents.get(node)
    while parent.__class__ is n.Attribute or parent.__class__ is n.Paren:
        node, parent = parent, ctx.tree.parents.get(parent)
    kind = parent.__class__
    if kind is n.DeleteFrom or (kind is n.Fetch and parent.source is node):
        return None
    if kind is n.ForEach and parent.iterable is node:
        return "for each record", node
    if kind is n.MethodCall and parent.object is node and _is_aggregate(parent.name):
        return "aggregate", parent
    base = first_word(node.source) if node.__class__ is n.Fetch else None
    if (
        base.__class__ is n.Name
        and node.criteria.__class__ in (n.MethodCall, n.Bool)
        and not is_free(base, ctx)
    ):
        return None  # `list[row.toLong()]` of a variable asks for one of its items
    return "fetch", node


def _of_forms(ctx: RuleContext) -> Iterator[tuple[str, n.Node]]:
    """What only a script of Creator tells: a free word is a form, and a method of a field no built-in."""
    for loop in sound(ctx, n.ForEach):
        if loop.iterable.__class__ is n.Name and is_free(loop.iterable, ctx) and not loop.indexed:
            yield "for each record", loop.iterable
    for access in sound(ctx, n.Index):
        # `Staff[Is_Manager]`: the name of a field that is true is a criterion
        base = access.object
        if base.__class__ is n.Name and base.text not in _HANDLES and is_free(base, ctx):
            found = _fetch(access, ctx)
            if found is not None:
                yield found
    for call in sound(ctx, n.MethodCall):
        name = _CHOICES.get(call.name.lower())
        base = first_word(call.object)
        if name is not None and base.__class__ is n.Name and is_free(base, ctx):
            yield name, call
