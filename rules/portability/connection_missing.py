"""DLG320 connection-missing: an integration task without the connection that the service asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from deluge_lint.diagnostics import Applicability, Edit, Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._connections import calls, comes_first, filled, is_given, is_out_of_reach, misplaced, wants
from ._lift import shortened, words

if TYPE_CHECKING:
    from deluge_lint.catalog.tasks import IntegrationTask
    from deluge_lint.engine.lift import Place


class ConnectionMissing(Rule):
    """An integration task without the connection that the service asks for.

    ## What it finds
    Calls of integration tasks that leave out the connection where Zoho's page asks for one in the service
    that runs the script, or in the one that it is to be lifted to: `zoho.crm` from everywhere but CRM,
    `zoho.desk` from Creator, `zoho.inventory` from Cliq, and most others from any service but their own. For
    `zoho.crm` in Creator the pages contradict each other, which makes it an information.

    ## Why it matters
    Within its own service a task often runs without a connection, with the rights of the system. Elsewhere it
    fails without one, or ran on an authtoken that Zoho has long switched off.

    ## Fix safety
    The fix gives the optional arguments in between their neutral values and ends with the name from the
    option `connection`. The name has to exist and be authorised there: `--unsafe-fixes` at most.

    ## Options
    `connection` is the link name that the fix writes.
    """

    code = "DLG320"
    name = "connection-missing"
    category = "portability"
    severity = Severity.WARNING
    options: ClassVar[Mapping[str, Any]] = {"connection": "connection_name"}
    efforts: ClassVar[Mapping[str, int]] = {"fix": 5}
    sources = (
        Source("Deluge: connections", "https://www.zoho.com/deluge/help/connections.html", "digest"),
        Source("Deluge: Desk, get records", "https://www.zoho.com/deluge/help/desk/get-records.html"),
        Source("Deluge: CRM, create a record", "https://www.zoho.com/deluge/help/crm/create-record.html"),
    )

    examples = (
        Bad('deal = ⟦zoho.crm.getRecordById⟧("Deals",id);\ninfo deal;', host="crm", target="creator",
            fixed='deal = zoho.crm.getRecordById("Deals",id,Map(),"connection_name");\ninfo deal;'),
        Bad('ticket = ⟦zoho.desk.getRecordById⟧(org,"tickets",id);\ninfo ticket;', host="creator"),
        Bad('⟦zoho.crm.v8.updateRecord⟧("Deals",id,values);', host="crm", target="desk"),
        Bad('rows = ⟦zoho.inventory.getRecords⟧("items",org);\ninfo rows;', host="crm", target="cliq",
            fixed='rows = zoho.inventory.getRecords("items",org,Map(),"connection_name");\ninfo rows;'),
        Bad("orgs = ⟦zoho.books.getOrganizations⟧();\ninfo orgs;", host="crm", target="creator",
            fixed='orgs = zoho.books.getOrganizations("connection_name");\ninfo orgs;'),
        Good('deal = zoho.crm.getRecordById("Deals",id);\ninfo deal;', host="crm"),
        Good('deal = zoho.crm.getRecordById("Deals",id);\ninfo deal;', host="crm", target="flow"),
        Good('deal = zoho.crm.getRecordById("Deals",id,Map(),"crm");\ninfo deal;', target="creator"),
        Good('rows = zoho.inventory.getRecords("items",org);\ninfo rows;', target="creator"),
        Good('bill = zoho.books.getRecordsByID("bills",org,id);\ninfo bill;', host="books"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        if not ctx.places:
            return
        for call, task in calls(ctx):
            if comes_first(task) or is_given(call, task, ctx):
                continue
            # a connection in the wrong place is another rule's
            if len(call.args) >= (task.connection.position or 0) or misplaced(call, task):
                continue
            for place in ctx.places:
                wish = wants(task, place.service)
                if wish in ("yes", "advised") and not is_out_of_reach(task, place):
                    self._report(call, task, place, wish, ctx)

    def _report(self, call: Any, task: IntegrationTask, place: Place, wish: str, ctx: RuleContext) -> None:
        name = shortened(task.name)
        certain = _is_certain(task, place, wish)
        verb = "needs" if certain else "may need"
        finding = ctx.report_at(
            place, words(call, ctx), f"`{name}` {verb} a connection in {place.title}",
            help=f"pass a connection of {place.title} as argument {task.connection.position}",
            need="fix", source=task.source, evidence=task.evidence,
            severity=None if certain else Severity.INFO,
        )  # fmt: skip
        between = filled(call, task, ctx)
        if between == "?":
            return
        text = f'{between}"{self.settings["connection"]}"'
        end = ctx.tree.span(call.args[-1] if call.args else call).end
        # without an argument the call ends with the parenthesis that was opened for them
        edit = Edit(Span(end, end), text) if call.args else Edit(Span(end - 1, end - 1), text)
        level = Applicability.SUGGESTION if place.own else Applicability.UNSAFE
        finding.fix(f'Pass "{self.settings["connection"]}"', [edit], level)


def _is_certain(task: IntegrationTask, place: Place, wish: str) -> bool:
    """Whether the call cannot do without: calls from before 2021 run on where they stand, by the pages."""
    return wish == "yes" and (not place.own or task.connection.rule(place.service) == "mandatory")
