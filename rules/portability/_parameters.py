"""Keys and arguments that not every service takes, and where they stand in a script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from deluge_lint.syntax import nodes as n

from ._lift import shortened, sound, text_of, words

if TYPE_CHECKING:
    from deluge_lint.engine.rule import RuleContext

_POSTS = frozenset(f"zoho.cliq.postto{each}" for each in ("bot", "channel", "chat", "user"))
_TEMPLATES = frozenset(("template", "report", "view", "record"))
_FORMATS = frozenset(("string", "file"))

Part = tuple[str, str, Any, str]


def parts_of(ctx: RuleContext) -> Iterator[Part]:
    """What some service may not take: kind and name of its advice, the place, and what is said of it."""
    for block in sound(ctx, n.InvokeUrl, n.SendMail):
        for entry in block.entries:
            yield from _entry(block, entry)
    for call in sound(ctx, n.Call):
        if call.function.text.lower() == "invokeurl":
            yield "call", "invokeUrl function", words(call, ctx), "`invokeUrl(...)` does not exist"
    for call in sound(ctx, n.MethodCall):
        name = ctx.model.call_name(call)
        if name.startswith("zoho."):
            yield from _call(call, name, ctx)


def _entry(block: Any, entry: Any) -> Iterator[Part]:
    value = entry.values[0] if entry.values else None
    if block.__class__ is n.InvokeUrl:
        if entry.key == "response-format" and value.__class__ is n.Name and value.text.lower() in _FORMATS:
            text = f"`response-format: {value.text}` is not taken"
            yield "parameter", "invokeurl response-format", entry, text
    elif entry.key.startswith("attach"):
        for each in entry.values:
            tag = each.key if each.__class__ is n.Pair else None
            if tag.__class__ is n.Name and tag.text.lower() in _TEMPLATES:
                text = "a report or record of an application cannot be attached"
                yield "parameter", "sendmail template", each, text


def _call(call: Any, name: str, ctx: RuleContext) -> Iterator[Part]:
    args = call.args
    first = text_of(args[0], ctx) if args else ""
    if name == "zoho.books.getrecords" and len(args) > 2 and _has_kind(args[2], "map", ctx):
        yield "parameter", f"{name} search", args[2], "a map is not taken as the search"
    elif name in _POSTS and len(args) > 1 and _has_kind(args[1], "file", ctx):
        yield "parameter", "zoho.cliq file message", args[1], "files cannot be posted to Cliq"
    elif name.startswith(("zoho.inventory.", "zoho.invoice.")) and first:
        key = f"{name.rpartition('.')[0]} module {first.lower()}"
        yield "parameter", key, words(call, ctx), f"records of `{shortened(first)}` cannot be reached"
    elif name == "zoho.encryption.hmacsha1" and len(args) > 2:
        yield "parameter", f"{name} 3", words(call, ctx), "the third argument of `hmacsha1` is not taken"


def _has_kind(value: n.Node, kind: str, ctx: RuleContext) -> bool:
    """Whether the value is of this kind for certain, or a list of such."""
    if value.__class__ is n.Name:
        value = ctx.model.value_of(value) or value
    if value.__class__ is n.InvokeUrl:
        return kind == "file" and _gives_file(value)
    found = ctx.model.type_of(value)
    return found.kind == kind or (found.item is not None and found.item.kind == kind)


def _gives_file(block: Any) -> bool:
    entries = (each for each in block.entries if each.key == "response-format" and each.values)
    return any(getattr(each.values[0], "text", "").lower() == "file" for each in entries)
