"""DLG331 trigger-default: a write that starts other workflows in the other service."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._behaviour import firsts, targets
from ._lift import shortened, sound, tell, words


class TriggerDefault(Rule):
    """A write that starts other workflows in the other service.

    ## What it finds
    Once a function, in a script that is to be lifted from CRM to Creator: `createRecord`, `updateRecord` and
    their kin without an option map; and on the way back: `insert into`.

    ## Why it matters
    Tasks and the REST API start different things by default: a task of CRM starts approvals, blueprints and
    orchestrations and no workflow, a call of the REST API starts all of it, and `insert into` in Creator
    not even the On Validate of the form. Whoever replaces one by the other changes what happens behind the
    record.
    """

    code = "DLG331"
    name = "trigger-default"
    category = "portability"
    severity = Severity.INFO
    for_targets = True
    sources = (
        Source("Deluge: CRM, create a record", "https://www.zoho.com/deluge/help/crm/create-record.html"),
        Source(
            "Deluge: add a record", "https://www.zoho.com/deluge/help/data-access/add-record.html", "digest"
        ),
    )

    examples = (
        Bad('⟦zoho.crm.createRecord⟧("Leads",values);', host="crm", target="creator"),
        Bad('⟦zoho.crm.updateRecord⟧("Leads",id,values);', host="crm", target="creator"),
        Bad("⟦insert into⟧ Orders\n[\n\tAmount=5\n];", host="creator", target="crm"),
        Good('zoho.crm.createRecord("Leads",values,{"trigger":{"workflow"}});', host="crm", target="creator"),
        Good('zoho.crm.createRecord("Leads",values);', host="crm"),
        Good('zoho.crm.createRecord("Leads",values);', host="crm", target="desk"),
        Good('lead = zoho.crm.getRecordById("Leads",id);\ninfo lead;', host="crm", target="creator"),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        for place, known in targets(ctx, "trigger default"):
            if place.service == "crm":
                for insert, _ in firsts(ctx, list(sound(ctx, n.InsertInto))):
                    span = ctx.tree.token_span(insert.first, insert.first + 1)
                    tell(
                        ctx,
                        place,
                        span,
                        f"a record made in {place.title} starts approvals and blueprints",
                        known,
                    )
                continue
            writes = []
            for call in sound(ctx, n.MethodCall):
                task = ctx.model.task(call)
                if task is None or task.service != "crm" or task.kind != "write":
                    continue
                options = [at for at, one in enumerate(task.parameters) if one.name.startswith("option")]
                if options and len(call.args) <= options[0]:
                    writes.append(call)
            for call, _ in firsts(ctx, writes):
                message = f"`{shortened(n.dotted_name(call))}` starts approvals and blueprints"
                if "create" in call.name.lower():
                    message += f", `insert into` in {place.title} nothing"
                else:
                    message += " of CRM, whoever calls it"
                tell(ctx, place, words(call, ctx), message, known)
