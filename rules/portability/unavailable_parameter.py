"""DLG306 unavailable-parameter: a part of a call that the service does not take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._lift import advice, sound, tell, words

_POSTS = frozenset(f"zoho.cliq.postto{each}" for each in ("bot", "channel", "chat", "user"))
_TEMPLATES = frozenset(("template", "report", "view", "record"))
_FORMATS = frozenset(("string", "file"))


class UnavailableParameter(Rule):
    """A key, argument or way to call that the service does not take, though it has the task.

    ## What it finds
    Where the host, or the target of a lift, is Creator: `response-format: FILE` or `STRING` of `invokeurl`, a
    map as the search of `zoho.books.getRecords`, files posted to Cliq, the modules Packages and
    ShipmentOrders of Inventory and Projects of Invoice, the third argument of `hmacsha1`.

    Outside of Creator: `invokeUrl(...)` written as a function, and mails that attach a report or a record.

    ## Why it matters
    The script cannot be saved, or the call fails each time it runs.
    """

    code = "DLG306"
    name = "unavailable-parameter"
    category = "portability"
    severity = Severity.ERROR
    efforts: ClassVar[Mapping[str, int]] = {"fix": 15, "rework": 45}
    sources = (
        Source(
            "Deluge: invokeUrl", "https://www.zoho.com/deluge/help/webhook/invokeurl-api-task.html", "digest"
        ),
        Source("Deluge: Books records", "https://www.zoho.com/deluge/help/books/fetch-records.html"),
        Source("Deluge: Cliq, post", "https://www.zoho.com/deluge/help/cliq/post-to-channel.html"),
        Source("Deluge: invokeUrl function", "https://www.zoho.com/deluge/help/web-data/invokeurl-function.html"),
        Source("Deluge: hmacsha1", "https://www.zoho.com/deluge/help/encryption/hmac-sha1.html"),
    )  # fmt: skip

    examples = (
        Bad("file = invokeurl\n[\n\turl: address\n\t⟦response-format: FILE⟧\n];\ninfo file;", host="creator"),
        Bad('bills = zoho.books.getRecords("bills",org,⟦{"status":"open"}⟧,"books");', target="creator"),
        Bad(
            'zoho.cliq.postToChannel("sales",⟦note.toFile("note.txt")⟧,"cliq");', host="crm", target="creator"
        ),
        Bad('⟦zoho.inventory.createRecord⟧("Packages",org,data);', host="creator"),
        Bad('page = ⟦invokeUrl⟧(address,"GET");\ninfo page;', host="creator", target="crm"),
        Bad('hash = ⟦zoho.encryption.hmacsha1⟧(key,text,"hex");\ninfo hash;', target="creator"),
        Good("file = invokeurl\n[\n\turl: address\n\tresponse-format: FILE\n];\ninfo file;", host="crm"),
        Good('bills = zoho.books.getRecords("bills",org,"status=open","books");', host="creator"),
        Good('zoho.inventory.createRecord("Packages",org,data);', host="crm"),
        Good('zoho.cliq.postToChannel("sales","New order","cliq");', host="creator"),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        if not ctx.places:
            return
        for kind, name, where, shown in _found(ctx):
            for place in ctx.places:
                known = advice(kind, name, place)
                if known is not None:
                    tell(ctx, place, where, f"{shown} in {place.title}", known)


_Part = tuple[str, str, Any, str]


def _found(ctx: RuleContext) -> Iterator[_Part]:
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


def _entry(block: Any, entry: Any) -> Iterator[_Part]:
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


def _call(call: Any, name: str, ctx: RuleContext) -> Iterator[_Part]:
    args = call.args
    first = args[0].value.lower() if args and args[0].__class__ is n.Text else ""
    if name == "zoho.books.getrecords" and len(args) > 2 and _is(args[2], _is_map, ctx):
        yield "parameter", f"{name} search", args[2], "a map is not taken as the search"
    elif name in _POSTS and len(args) > 1 and _is(args[1], _is_file, ctx):
        yield "parameter", "zoho.cliq file message", args[1], "files cannot be posted to Cliq"
    elif name.startswith(("zoho.inventory.", "zoho.invoice.")) and first:
        key = f"{name.rpartition('.')[0]} module {first}"
        yield "parameter", key, words(call, ctx), f"records of `{args[0].value}` cannot be reached"
    elif name == "zoho.encryption.hmacsha1" and len(args) > 2:
        yield "parameter", f"{name} 3", words(call, ctx), "the third argument of `hmacsha1` is not taken"


def _is(value: Any, test: Any, ctx: RuleContext) -> bool:
    """Whether the value, or all that its variable is ever given, passes the test."""
    if value.__class__ is not n.Name:
        return bool(test(value))
    symbol = ctx.model.body_of(value).symbols.get(value.text)
    if symbol is None or symbol.kind != "variable":
        return False
    given = (ctx.model.scopes.names.definitions.get(each) for each in symbol.writes)
    return all(test(getattr(each, "value", None)) for each in given)


def _is_map(value: Any) -> bool:
    return value.__class__ is n.MapLiteral or (
        value.__class__ is n.Call and value.function.text.lower() == "map"
    )


def _is_file(value: Any) -> bool:
    if value.__class__ is n.InvokeUrl:
        entries = (each for each in value.entries if each.key == "response-format" and each.values)
        return any(getattr(each.values[0], "text", "").lower() == "file" for each in entries)
    return value.__class__ is n.MethodCall and value.name.lower() == "tofile"
