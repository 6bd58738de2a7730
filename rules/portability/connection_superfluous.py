"""DLG321 connection-superfluous: a connection for a task that takes none in the service."""

from __future__ import annotations

from deluge_lint.diagnostics import Applicability, Edit, Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._connections import calls, comes_first, is_given, wants
from ._lift import shortened


class ConnectionSuperfluous(Rule):
    """A connection for a task that takes none in the service.

    ## What it finds
    Tasks of Zoho Inventory, Invoice, People, Projects, Connect and part of Sign with a connection, in a
    script of Creator or one that is to be lifted there: their pages say that the argument does not apply
    when Creator is the caller.

    ## Why it matters
    Creator reaches these services by itself and refuses the argument, or takes it for another one.

    ## Fix safety
    The fix drops the argument, which by the page means nothing there.
    """

    code = "DLG321"
    name = "connection-superfluous"
    category = "portability"
    severity = Severity.WARNING
    sources = (
        Source("Deluge: Inventory, get records", "https://www.zoho.com/deluge/help/inventory/get-records.html"),
        Source("Deluge: Invoice, create a record", "https://www.zoho.com/deluge/help/invoice/create-record.html"),
        Source("Deluge: Projects, create", "https://www.zoho.com/deluge/help/projects/create.html"),
    )  # fmt: skip

    examples = (
        Bad('rows = zoho.inventory.getRecords("items",org,Map(),⟦"inventory"⟧);\ninfo rows;',
            target="creator",
            fixed='rows = zoho.inventory.getRecords("items",org,Map());\ninfo rows;'),
        Bad('made = zoho.invoice.create("invoices",org,values,⟦link⟧);\ninfo made;', host="creator.function",
            fixed='made = zoho.invoice.create("invoices",org,values);\ninfo made;'),
        Bad("nets = zoho.connect.myNetworks(⟦link⟧);\ninfo nets;", target="creator",
            fixed="nets = zoho.connect.myNetworks();\ninfo nets;"),
        Good('rows = zoho.inventory.getRecords("items",org,Map(),"inventory");\ninfo rows;', host="crm"),
        Good('rows = zoho.inventory.getRecords("items",org,Map());\ninfo rows;', host="creator"),
        Good('bill = zoho.books.getRecordsByID("bills",org,id,"books");\ninfo bill;', host="creator"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        for call, task in calls(ctx) if ctx.places else ():
            position = task.connection.position or 0
            if comes_first(task) or not is_given(call, task, ctx):
                continue
            for place in ctx.places:
                if wants(task, place.service) != "no":
                    continue
                argument = call.args[position - 1]
                message = f"`{shortened(task.name)}` takes no connection in {place.title}"
                finding = ctx.report_at(
                    place, argument, message, help="leave the argument out there", need="fix",
                    source=task.source, evidence=task.evidence,
                )  # fmt: skip
                if len(call.args) == position:
                    span = ctx.tree.span(argument)
                    start = ctx.tree.span(call.args[-2]).end if position > 1 else span.start
                    edit = Edit(Span(start, span.end), "")
                    finding.fix("Drop the connection", [edit], Applicability.SAFE)
