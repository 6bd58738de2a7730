"""DLG332 criteria-text: a search by criteria in a text, where records may have moved into forms."""

from __future__ import annotations

import re
from typing import Any

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._behaviour import firsts, targets
from ._lift import sound, tell, words

#: The beginning of a query as COQL has them: words, dots and commas between the two keywords.
_QUERY = re.compile(
    r"\"\s*select\s[\w.,() ]+\sfrom\s+\w+(?:\s+(?:as|where|order|group|limit)\s|\s*\"$)", re.IGNORECASE
)


class CriteriaText(Rule):
    """A search by criteria in a text, where records may have moved into forms.

    ## What it finds
    Once a function, in a script that is to be lifted to Creator: `zoho.crm.searchRecords` with its criteria
    text, and queries in COQL.

    ## Why it matters
    The call goes on as long as the records stay in CRM. Where they move along, `(City:equals:Rome)` and
    `select ... where City = 'Rome'` become `Form[City == "Rome"]`; mind that not-equal in CRM leaves out
    records without a value, that ten criteria are the most, and 200 records a page.
    """

    code = "DLG332"
    name = "criteria-text"
    category = "portability"
    severity = Severity.INFO
    for_targets = True
    sources = (
        Source(
            "CRM API: COQL", "https://zoho.com/crm/developer/docs/api/v8/Get-Records-through-COQL-Query.html"
        ),
        Source("Deluge: CRM, search records", "https://www.zoho.com/deluge/help/crm/search-records.html"),
    )

    examples = (
        Bad('rows = ⟦zoho.crm.searchRecords⟧("Leads","(City:equals:Rome)");\ninfo rows;',
            host="crm", target="creator"),
        Bad("query = Map();\n"
            'query.put("select_query",⟦"select Email from Leads where City = \'Rome\'"⟧);\ninfo query;',
            host="crm", target="creator"),
        Good('rows = zoho.crm.searchRecords("Leads","(City:equals:Rome)");\ninfo rows;', host="crm"),
        Good('rows = zoho.crm.getRecords("Leads");\ninfo rows;', target="creator", host="crm"),
        Good('label = "select a colour from the list";\ninfo label;', target="creator", host="crm"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        for place, known in targets(ctx, "criteria text"):
            searches: list[Any] = [call for call in sound(ctx, n.MethodCall) if _searches(call, ctx)]
            for call, _ in firsts(ctx, searches):
                tell(ctx, place, words(call, ctx), "criteria in a text reach records of CRM alone", known)
        if ctx.script.host.service not in ("", "crm"):
            return
        for place, known in targets(ctx, "query text"):
            queries = [text for text in sound(ctx, n.Text) if _QUERY.match(text.raw)]
            for text, _ in firsts(ctx, queries):
                tell(ctx, place, text, "a query in COQL reaches records of CRM alone", known)


def _searches(call: Any, ctx: RuleContext) -> bool:
    task = ctx.model.task(call)
    if task is None or task.service != "crm" or len(call.args) < 2:
        return False
    return any(one.name == "criteria" for one in task.parameters[:2])
