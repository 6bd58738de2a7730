"""DLG323 connection-of-another-service: a connection that the other service does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._behaviour import targets
from ._connections import calls, is_given, is_out_of_reach, wants
from ._lift import shortened, sound, tell

if TYPE_CHECKING:
    from deluge_lint.catalog.tasks import IntegrationTask
    from deluge_lint.engine.lift import Place


class ConnectionOfAnotherService(Rule):
    """A connection that the other service does not know.

    ## What it finds
    In a script that is to be lifted: each link name of a connection, once a function, in tasks, `invokeurl`,
    `invokeapi` and their kin, unless the call takes none there.

    ## Why it matters
    Connections belong to the service in which they were made. The lifted script finds none of this name, or
    one that was authorised by somebody else for something else.
    """

    code = "DLG323"
    name = "connection-of-another-service"
    category = "portability"
    severity = Severity.INFO
    for_targets = True
    sources = (Source("Deluge: connections", "https://www.zoho.com/deluge/help/connections.html", "digest"),)

    examples = (
        Bad('bill = zoho.books.getRecordsByID("bills",org,id,⟦"books"⟧);\n'
            'more = zoho.books.getRecordsByID("bills",org,2,"books");\ninfo bill + more;',
            host="crm", target="creator"),
        Bad("answer = invokeurl\n[\n\turl :address\n\ttype :GET\n\tconnection :⟦\"shop\"⟧\n];\ninfo answer;",
            host="crm", target="desk"),
        Good('bill = zoho.books.getRecordsByID("bills",org,id,"books");\ninfo bill;', host="crm"),
        Good('rows = zoho.inventory.getRecords("items",org,Map(),"stock");\ninfo rows;',
             host="cliq", target="creator"),
        Good('bill = zoho.books.getRecordsByID("bills",org,id,link);\ninfo bill;',
             host="crm", target="creator"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        places = list(targets(ctx, "connection"))
        if not places:
            return
        seen: set[tuple[Any, str, str]] = set()
        for name, task in sorted(_names(ctx), key=lambda each: each[0].first):
            for place, known in places:
                key = ctx.model.body_of(name), name.value, place.service
                if key in seen or (task is not None and _is_dropped(task, place)):
                    continue
                seen.add(key)
                message = f"{place.title} does not know the connection `{shortened(name.value)}`"
                tell(ctx, place, name, message, known)


def _is_dropped(task: IntegrationTask, place: Place) -> bool:
    """Whether the call will have no connection there: the task takes none, or cannot be called."""
    return wants(task, place.service) == "no" or is_out_of_reach(task, place)


def _names(ctx: RuleContext) -> list[tuple[n.Text, IntegrationTask | None]]:
    """The link names that the script writes down, and the task that each is given to."""
    found: list[tuple[Any, IntegrationTask | None]] = [
        (call.args[(task.connection.position or 0) - 1], task)
        for call, task in calls(ctx)
        if is_given(call, task, ctx)
    ]
    for block in sound(ctx, n.InvokeUrl, n.InvokeApi, n.SendSms, n.Ftp):
        for entry in block.entries:
            if entry.key == "connection" and entry.values:
                found.append((entry.values[0], None))
    return [each for each in found if isinstance(each[0], n.Text)]
