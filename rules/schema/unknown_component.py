"""DLG803 unknown-component: an address or task with a form, report or page that the application lacks."""

from __future__ import annotations

import re

from deluge_lint.catalog.spelling import misspelt
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.schema.model import Schema
from deluge_lint.syntax import nodes as n

from ._own_tasks import WORD, named_parts
from ._shop import PART, SHOP
from ._uses import shown

#: `#Script:page.refresh` and its like are commands, and no addresses.
_ADDRESS = re.compile(r"#(form|report|view|page):(\w+)(?=[?&#]|$)", re.IGNORECASE)
_HOME = "zoho.appuri"
_HOST = "creator.function"


class UnknownComponent(Rule):
    """An address or task within the application that names a form, report or page it does not have.

    ## What it finds
    Texts that begin with `#Form:`, `#Report:`, `#View:` or `#Page:` and go on with a link name that the
    application does not have, alone or behind `zoho.appuri`, wherever such a text stands: in `openUrl`, in
    links of pages and mails. `#View:` may name a report or a page. A link name that goes on in a variable is
    not looked at, nor is a whole address of some other application.

    Tasks such as `zoho.creator.getRecords` that name a form or report of the own application: they say
    `zoho.appname`, or the name of the application by the account of `zoho.adminuser`.

    ## Why it matters
    Whoever follows the link is told that the component does not exist; nothing in the logs tells of it. A
    task finds nothing to read or write.
    """

    code = "DLG803"
    name = "unknown-component"
    category = "schema"
    for_schema = True
    severity = Severity.WARNING
    sources = (
        Source(
            "Creator: URL patterns",
            "https://help.zoho.com/portal/en/kb/creator/developer-guide/others/url-patterns/articles/"
            "zoho-creator-url-patterns",
        ),
        Source("Deluge: get records from Zoho Creator", "https://www.zoho.com/deluge/help/creator/get-records.html"),
    )  # fmt: skip

    examples = (
        Bad('openUrl(⟦"#Report:Al_Orders?Status=Open"⟧,"same window");', schema=SHOP, host=_HOST),
        Bad('openUrl(⟦"#Page:Boards"⟧,"same window");', schema=SHOP, host=_HOST),
        Bad('openUrl(⟦"#Form:Order?Number="⟧ + number,"same window");', schema=SHOP, host=_HOST),
        Bad('x = zoho.creator.getRecords(zoho.adminuser,zoho.appname,⟦"Al_Orders"⟧,"",1,200,"own");',
            schema=SHOP, host=_HOST),
        Bad('x = zoho.creator.createRecord(zoho.adminuser,"shop",⟦"Order"⟧,values,Map(),"own");', schema=SHOP,
            host=_HOST),
        Good('x = zoho.creator.getRecords(zoho.adminuser,zoho.appname,"All_Orders","",1,200,"own");',
             schema=SHOP, host=_HOST),
        Good('x = zoho.creator.createRecord("partner","shop","Order",values,Map(),"own");', schema=SHOP,
             host=_HOST),
        Good('x = zoho.creator.getRecords(zoho.adminuser,"stock","Al_Orders","",1,200,"own");',
             schema=SHOP, host=_HOST),
        Good('x = zoho.creator.getRecords(zoho.adminuser,zoho.appname,report,"",1,200,"own");', schema=SHOP,
             host=_HOST),
        Good('openUrl("#Report:all_orders?Status=Open","same window");', schema=SHOP, host=_HOST),
        Good('openUrl("#View:Board","same window");', schema=SHOP, host=_HOST),
        Good('openUrl("#Form:" + name,"same window");', schema=SHOP, host=_HOST),
        Good('openUrl("#Report:Orders_" + year,"same window");', schema=SHOP, host=_HOST),
        Good('openUrl("#Page:Boards","same window");', schema=PART, host=_HOST),
    )  # fmt: skip

    @handles(n.Text)
    def check(self, node: n.Text, ctx: RuleContext) -> None:
        if '"#' not in node.raw[:3] or ctx.script.host.service != "creator":
            return
        found = _ADDRESS.match(node.value)
        if found is None or not _is_own(node, found.end() == len(node.value), ctx):
            return
        self._look_up(found[1].lower(), found[2], node, ctx)

    @handles(n.MethodCall, words=(WORD,))
    def check_task(self, node: n.MethodCall, ctx: RuleContext) -> None:
        """Look up the forms and reports that a task names."""
        if ctx.script.host.service == "creator":
            for part in named_parts(node, ctx):
                self._look_up(part.kind, part.name, part.node, ctx)

    def _look_up(self, kind: str, name: str, node: n.Text, ctx: RuleContext) -> None:
        schema = ctx.script.schema
        if not all(schema.knows_all(each) for each in (("report", "page") if kind == "view" else (kind,))):
            return
        what, names = _names(kind, schema)
        if name.lower() in {each.lower() for each in names}:
            return
        near = misspelt(name, names)
        help = f"did you mean `{near}`?" if near else f"name a {what} of the application by its link name"
        ctx.report(node, f"the application has no {what} {shown(name)}", help=help)


def _is_own(node: n.Text, ends: bool, ctx: RuleContext) -> bool:
    """Whether the whole name stands in the text, and nothing before it leads to another application."""
    parent = ctx.tree.parents.get(node)
    if not isinstance(parent, n.Binary):
        return True
    if parent.right is node:
        before = ctx.text(parent.left).lower()
        above = ctx.tree.parents.get(parent)
        return before.endswith(_HOME) and not (ends and isinstance(above, n.Binary))
    return not ends


def _names(kind: str, schema: Schema) -> tuple[str, list[str]]:
    if kind == "form":
        return "form", [form.name for form in schema.forms]
    pages = [page.name for page in schema.pages]
    if kind == "page":
        return "page", pages
    reports = [report.name for report in schema.reports]
    return ("report", reports) if kind == "report" else ("report or page", reports + pages)
