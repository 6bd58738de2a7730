"""DLG340 missing-function-header: the body of a function of CRM, without what names its arguments."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._lift import advice, shortened, tell


class MissingFunctionHeader(Rule):
    """The body of a function of Zoho CRM alone, which takes names that nobody fills in the other service.

    ## What it finds
    On the way out of CRM: scripts without a header that read names which nothing in them defines. The first
    of these names is marked.

    ## Why it matters
    People keep functions of CRM as the body alone. The names are arguments there, which a workflow, a button
    or a caller fills. In the other service nothing does: the script needs a header with parameters, or takes
    the values from the record of its event.
    """

    code = "DLG340"
    name = "missing-function-header"
    category = "portability"
    severity = Severity.INFO
    for_targets = True
    whole = True
    sources = (
        Source("CRM: the editor", "https://www.zoho.com/crm/developer/docs/functions/deluge-editor.html"),
    )

    examples = (
        Bad('deal = {"id":⟦dealId⟧};\ninfo deal;\ninfo dealId + stage;', host="crm", target="creator"),
        Bad("info ⟦Deal_ID⟧.toString();", host="crm", target="desk"),
        Good("info today; for each lead in input.Leads { info lead; }", host="crm", target="creator"),
        Good("void automation.show(int dealId)\n{\n\tinfo dealId;\n}", host="crm", target="creator"),
        Good("info dealId;", host="creator", target="crm"),
        Good('dealId = 1;\ninfo dealId + zoho.crm.getOrgVariable("x");', host="crm", target="creator"),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        places = [place for place in ctx.places if not place.own and place.service != "crm"]
        names = ctx.model.inputs if places and ctx.script.host.service == "crm" else []
        for place in places if names else []:
            known = advice("header", "no header", place)
            if known is not None:
                others = len(names) - 1
                more = f" and {others} other name{'s' if others > 1 else ''}" if others else ""
                message = f"nothing gives `{shortened(names[0].text)}`{more} a value in {place.title}"
                tell(ctx, place, names[0], message, known)
