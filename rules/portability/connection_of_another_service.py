"""DLG323 connection-of-another-service: a connection that the other service does not know."""

from __future__ import annotations

from typing import Any

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._behaviour import targets
from ._connections import calls, is_given
from ._lift import shortened, sound, tell


class ConnectionOfAnotherService(Rule):
    """A connection that the other service does not know.

    ## What it finds
    In a script that is to be lifted: each link name of a connection, once a function, in tasks, `invokeurl`,
    `invokeapi` and their kin.

    ## Why it matters
    Connections belong to the service in which they were made. The lifted script finds none of this name, or
    one that was authorised by somebody else for something else.
    """

    code = "DLG323"
    name = "connection-of-another-service"
    category = "portability"
    severity = Severity.INFO
    sources = (Source("Deluge: connections", "https://www.zoho.com/deluge/help/connections.html", "digest"),)

    examples = (
        Bad('bill = zoho.books.getRecordsByID("bills",org,id,⟦"books"⟧);\n'
            'more = zoho.books.getRecordsByID("bills",org,2,"books");\ninfo bill + more;',
            host="crm", target="creator"),
        Bad("answer = invokeurl\n[\n\turl :address\n\ttype :GET\n\tconnection :⟦\"shop\"⟧\n];\ninfo answer;",
            host="crm", target="desk"),
        Good('bill = zoho.books.getRecordsByID("bills",org,id,"books");\ninfo bill;', host="crm"),
        Good('bill = zoho.books.getRecordsByID("bills",org,id,link);\ninfo bill;',
             host="crm", target="creator"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        places = list(targets(ctx, "connection"))
        if not places:
            return
        seen: set[tuple[Any, str]] = set()
        for name in sorted(_names(ctx), key=lambda each: each.first):
            key = ctx.model.body_of(name), name.value
            if key in seen:
                continue
            seen.add(key)
            for place, known in places:
                message = f"{place.title} does not know the connection `{shortened(name.value)}`"
                tell(ctx, place, name, message, known)


def _names(ctx: RuleContext) -> list[n.Text]:
    """The link names that the script writes down."""
    found: list[Any] = [
        call.args[(task.connection.position or 0) - 1]
        for call, task in calls(ctx)
        if is_given(call, task, ctx)
    ]
    for block in sound(ctx, n.InvokeUrl, n.InvokeApi, n.SendSms, n.Ftp):
        found += [entry.values[0] for entry in block.entries if entry.key == "connection" and entry.values]
    return [each for each in found if isinstance(each, n.Text)]
