"""DLG332 criteria-text: a search by criteria in a text, where records may have moved into forms."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._behaviour import firsts, targets
from ._lift import sound, tell, words


class CriteriaText(Rule):
    """A search by criteria in a text, where records may have moved into forms.

    ## What it finds
    Once a function, in a script that is to be lifted to Creator: `zoho.crm.searchRecords` with its criteria
    text.

    ## Why it matters
    The call goes on as long as the records stay in CRM. Where they move along, `(City:equals:Rome)` becomes
    `Form[City == "Rome"]`; mind that not-equal in CRM leaves out records without a value, that ten criteria
    are the most, and 200 records a page.
    """

    code = "DLG332"
    name = "criteria-text"
    category = "portability"
    severity = Severity.INFO
    sources = (
        Source("Deluge: CRM, search records", "https://www.zoho.com/deluge/help/crm/search-records.html"),
    )

    examples = (
        Bad(
            'rows = ⟦zoho.crm.searchRecords⟧("Leads","(City:equals:Rome)");\ninfo rows;',
            target="creator",
            host="crm",
        ),
        Good('rows = zoho.crm.searchRecords("Leads","(City:equals:Rome)");\ninfo rows;', host="crm"),
        Good('rows = zoho.crm.getRecords("Leads");\ninfo rows;', target="creator", host="crm"),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        for place, known in targets(ctx, "criteria text"):
            searches = []
            for call in sound(ctx, n.MethodCall):
                task = ctx.model.task(call)
                if task is None or task.service != "crm" or len(call.args) < 2:
                    continue
                if any(one.name == "criteria" for one in task.parameters[:2]):
                    searches.append(call)
            for call, _ in firsts(ctx, searches):
                tell(ctx, place, words(call, ctx), "criteria in a text reach records of CRM alone", known)
