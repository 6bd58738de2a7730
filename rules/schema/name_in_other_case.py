"""DLG810 name-in-other-case: a form or field whose link name is written in other letters."""

from __future__ import annotations

from collections.abc import Iterator

from deluge_lint.diagnostics import Applicability, Edit, Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._shop import ON_ORDER, SHOP
from ._uses import ALL_KINDS, shown

_HOST = "creator.form.on_success"


class NameInOtherCase(Rule):
    """The link name of a form or field in other capital and small letters than its declaration.

    ## What it finds
    Forms and fields that a script names in another case of letters than the application declares them:
    `input.total` for the field `Total`. Only what is certain to be that form or field.

    ## Why it matters
    Creator takes such names: no page of Zoho's says so, but applications that run have them. Yet a search for
    the link name in the export, a comparison of two exports and a rename miss them, and the keys of maps that
    tasks of other services give and take do count case.

    ## Fix safety
    Safe: the name means the same form or field in either case.
    """

    code = "DLG810"
    name = "name-in-other-case"
    category = "schema"
    for_schema = True
    severity = Severity.HINT
    preset = "off"
    kinds = ALL_KINDS
    sources = (
        Source(
            "Creator: field name and field link name",
            "https://help.zoho.com/portal/en/kb/creator/developer-guide/forms/add-and-manage-fields/articles/"
            "understand-field-name-and-field-link-name",
        ),
    )  # fmt: skip

    examples = (
        Bad("input.⟦total⟧ = 1;", "input.Total = 1;", schema=SHOP, trigger=ON_ORDER, host=_HOST),
        Bad('r = ⟦orders⟧[⟦STATUS⟧ == "Open"];', 'r = Orders[Status == "Open"];', schema=SHOP, host=_HOST),
        Bad("⟦status⟧ == \"Open\"", "Status == \"Open\"", schema=SHOP, trigger=ON_ORDER, kind="criteria"),
        Good("input.Total = 1;\ntotal = input.Customer.City;", schema=SHOP, trigger=ON_ORDER, host=_HOST),
        Good("info Customers[City == city.trim()].count();", schema=SHOP, host="creator.page"),
        Good("r = Orders[ID == 1];\ninfo r.Total;\ninfo r.totals;", schema=SHOP, host=_HOST),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        if ctx.tree.faults:
            return
        for what, span, written, name in _names(ctx):
            if written != name and written.lower() == name.lower():
                message = f"the link name of the {what} {shown(name)} is written {shown(written)}"
                finding = ctx.report(span, message, help="write it as it is declared")
                finding.fix(f"Write `{shown(name)[1:-1]}`", (Edit(span, name),), Applicability.SAFE)


def _names(ctx: RuleContext) -> Iterator[tuple[str, Span, str, str]]:
    """What is named, where, as what, and what it is called."""
    for form in ctx.model.form_uses:
        if form.known is not None:
            yield "form", form.span, form.form, form.known.name
    for use in ctx.model.field_uses:
        # a word that may be a parameter of the page or a namespace is no field in other letters
        if use.known is not None and use.sure:
            yield "field", use.span, use.field, use.known.name
