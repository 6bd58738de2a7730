"""DLG303 creator-only-statement: records, forms and windows of Zoho Creator where there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._lift import advice, tell
from ._statements import statements_of

if TYPE_CHECKING:
    from deluge_lint.engine.lift import Place


class CreatorOnlyStatement(Rule):
    """A statement that Zoho Creator alone has.

    ## What it finds
    Where the host, or the target of a lift, is not Creator:

    * `Form[criteria]`, its aggregates, `for each` over a form, `insert into`, `delete from`;
    * `alert`, `cancel submit`, `show`, `hide`, `enable`, `disable`, `clear`, `focus`, `reload`,
      `success message`, `setFilter`, `select`, `Field:ui.add`;
    * `sendsms`;
    * `openUrl` outside of Creator, CRM, Books, Billing, Invoice and Inventory, and pages of an application
      that it opens elsewhere.

    A list of fetched records that a variable holds is not followed: `insert` and `fetch` tell enough.

    ## Why it matters
    Only applications have forms. Elsewhere the script cannot be saved; the help says what to write there.
    """

    code = "DLG303"
    name = "creator-only-statement"
    category = "portability"
    severity = Severity.ERROR
    sources = (
        Source("Creator: fetch records", "https://www.zoho.com/creator/help/script/fetch-all-records.html"),
        Source("Creator: for each record", "https://www.zoho.com/creator/help/script/iterate-records.html"),
        Source("Deluge: delete records", "https://www.zoho.com/deluge/help/data-access/delete-records.html"),
        Source("Creator: hide and show", "https://www.zoho.com/creator/help/script/hide-and-show.html"),
        Source("Creator: alert", "https://www.zoho.com/creator/newhelp/script/alert-box.html"),
        Source("Deluge: openUrl", "https://www.zoho.com/deluge/help/openurl.html"),
    )

    examples = (
        Bad('orders = ⟦Orders[Status == "Open"]⟧;\ninfo orders;', host="crm"),
        Bad("total = ⟦Orders[ID != 0].sum(Total)⟧;\ninfo total;", host="creator", target="crm"),
        Bad("for each order in ⟦Orders⟧\n{\n\tinfo order.ID;\n}", host="creator", target="crm"),
        Bad("⟦insert into Log\n[\n\tText = note\n]⟧", host="crm"),
        Bad("⟦delete from Log[ID == id];⟧", host="creator", target="books"),
        Bad('if(input.Total > 10)\n{\n\t⟦alert "Too much";⟧\n}', host="creator", target="crm"),
        Bad('⟦openUrl("https://www.example.com","new window")⟧;', host="crm", target="desk"),
        Bad('openUrl(⟦"#Form:Order"⟧,"same window");', host="creator", target="crm"),
        Good('openUrl("https://www.example.com","new window");', host="crm"),
        Good('orders = Orders[Status == "Open"];\ninfo orders.count();', host="creator"),
        Good("for each order in orders\n{\n\tinfo order;\n}", host="crm"),
        Good("first = values.get(0);\ninfo first;", host="crm", target="books"),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        if not any(each.service != "creator" for each in ctx.places):
            return
        for name, where in statements_of(ctx):
            for place in ctx.places:
                _report(name, where, place, ctx)


def _report(name: str, where: n.Node, place: Place, ctx: RuleContext) -> None:
    from deluge_lint.catalog import statements

    if name == "openUrl page":
        known = advice("parameter", name, place)
        if known is not None and not place.own:
            message = f"pages of an application do not exist in {place.title}"
            tell(ctx, place, where, message, known)
        return
    statement = statements.find(name)
    if statement is not None and statement.services.allows(place.service) is not False:
        return
    known = advice("statement", name, place)
    if known is None or (statement is None and place.own):
        return
    evidence = statement.evidence if statement is not None else ""
    source = statement.source if statement is not None else ""
    message = f"{_TITLES.get(name, f'`{name}`')} {_verb(name)} in {place.title}"
    # the page lists six services; a sister of one of them may have come since
    severity = Severity.WARNING if name == "openUrl" and place.own else None
    tell(ctx, place, where, message, known, source=source, evidence=evidence, severity=severity)


_TITLES = {
    "fetch": "records of a form", "aggregate": "aggregates over a form",
    "for each record": "loops over a form", "insert": "`insert into`", "delete": "`delete from`",
    "add choices": "`:ui`",
}  # fmt: skip


def _verb(name: str) -> str:
    return "do not exist" if name in ("fetch", "aggregate", "for each record") else "does not exist"
