"""DLG801 unknown-form: a form that the application does not have."""

from __future__ import annotations

from deluge_lint.catalog.spelling import misspelt
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._shop import ON_ORDER, PART, SHOP
from ._uses import ALL_KINDS, shown


class UnknownForm(Rule):
    """A form that the application does not have.

    ## What it finds
    Fetches, aggregates, `for each` over records, `insert into` and `delete from` that name a form by a link
    name that no form of the application has, in any case of letters. Only where the whole application is
    known, such as in an export; forms of other applications are named with their application and are left
    alone.

    ## Why it matters
    A form that was renamed or deleted takes every script that names it along: the script fails when it
    comes to that place, and cannot be saved again.
    """

    code = "DLG801"
    name = "unknown-form"
    category = "schema"
    for_schema = True
    severity = Severity.WARNING
    kinds = ALL_KINDS
    sources = (
        Source(
            "Creator: fetch records", "https://www.zoho.com/creator/newhelp/script/fetch-all-records.html"
        ),
        Source("Creator: form properties", "https://www.zoho.com/creator/help/forms/form-properties.html"),
    )

    examples = (
        Bad("x = ⟦Order⟧[ID == 1];", schema=SHOP, host="creator.function"),
        Bad('insert into ⟦Customer⟧\n[\n\tAdded_User = zoho.loginuser\n\tCity = "Oslo"\n];', schema=SHOP,
            trigger=ON_ORDER, host="creator.form.on_success"),
        Good("x = Orders[ID == 1];", schema=SHOP, host="creator.function"),
        Good("x = Order[ID == 1];", schema=PART, host="creator.function"),
        Good("x = stock.Articles[ID == 1];", schema=SHOP, host="creator.function"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        schema = ctx.script.schema
        if not schema.knows_all("form") or ctx.tree.faults:
            return
        for use in ctx.model.form_uses:
            if use.known is not None:
                continue
            near = misspelt(use.form, [form.name for form in schema.forms])
            help = f"did you mean `{near}`?" if near else "name a form of the application by its link name"
            ctx.report(use.span, f"the application has no form {shown(use.form)}", help=help)
