"""DLG306 unavailable-parameter: a part of a call that the service does not take."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from deluge_lint.diagnostics import Applicability, Edit, Severity, Span
from deluge_lint.engine.rule import Bad, Finding, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._lift import advice, tell
from ._parameters import parts_of

_PLAIN = re.compile(r"[\w.\-]+")


class UnavailableParameter(Rule):
    """A key, argument or way to call that the service does not take, though it has the task.

    ## What it finds
    Where the host, or the target of a lift, is Creator: `response-format: FILE` or `STRING` of `invokeurl`, a
    map as the search of `zoho.books.getRecords`, files posted to Cliq, the modules Packages and
    ShipmentOrders of Inventory and Projects of Invoice, the third argument of `hmacsha1`.

    Outside of Creator: `invokeUrl(...)` written as a function, and mails that attach a report or a record.

    ## Why it matters
    The script cannot be saved, or the call fails each time it runs.

    ## Fix safety
    A search in Books whose keys and values need no encoding is written as text; that is safe. Leaving out
    `response-format` is unsafe, for what comes back has another type then.
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
        Bad(
            "file = invokeurl\n[\n\turl: address\n\t⟦response-format: FILE⟧\n];\ninfo file;",
            host="creator",
            fixed="file = invokeurl\n[\n\turl: address\n];\ninfo file;",
        ),
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
        for kind, name, where, shown in parts_of(ctx):
            for place in ctx.places:
                known = advice(kind, name, place)
                if known is not None:
                    finding = tell(ctx, place, where, f"{shown} in {place.title}", known)
                    _offer(finding, name, where, ctx)


def _offer(finding: Finding, name: str, where: Any, ctx: RuleContext) -> None:
    if name == "invokeurl response-format":
        start = ctx.tree.token_span(where.first - 1, where.first - 1).end
        edits = (Edit(Span(start, ctx.tree.span(where).end), ""),)
        if not ctx.tree.source.text[start : ctx.tree.span(where).start].strip():
            finding.fix("Leave the key out", edits, Applicability.UNSAFE)
    elif name == "zoho.books.getrecords search" and where.__class__ is n.MapLiteral:
        pairs: list[tuple[Any, Any]] = [(each.key, each.value) for each in where.pairs]
        if all(part.__class__ is n.Text and _PLAIN.fullmatch(part.value) for pair in pairs for part in pair):
            text = "&".join(f"{key.value}={value.value}" for key, value in pairs)
            finding.fix("Write the search as text", ctx.replace(where, f'"{text}"'), Applicability.SAFE)
