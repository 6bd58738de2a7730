"""DLG802 unknown-field: a field that the form does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deluge_lint.catalog import field_types
from deluge_lint.catalog.spelling import misspelt
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._shop import ON_ORDER, PART, SHOP
from ._uses import ALL_KINDS, shown

if TYPE_CHECKING:
    from deluge_lint.semantics.forms import FieldUse

_HOST = "creator.form.on_success"


class UnknownField(Rule):
    """A field that the form does not have.

    ## What it finds
    Link names of fields that their form does not have, in any case of letters: of `input` and `row`, of
    fetched records, behind lookups and subforms, in criteria, `sort by`, `insert into`, aggregates, and in
    what is shown, hidden or cleared. Only where it is certain which form is meant, and all of its fields are
    known; a variable that may hold records of two forms proves nothing.

    ## Why it matters
    A field that was renamed or deleted takes every script that names it along: the script fails when it comes
    to that place, and cannot be saved again.
    """

    code = "DLG802"
    name = "unknown-field"
    category = "schema"
    for_schema = True
    severity = Severity.WARNING
    kinds = ALL_KINDS
    sources = (
        Source(
            "Creator: field name and field link name",
            "https://help.zoho.com/portal/en/kb/creator/developer-guide/forms/add-and-manage-fields/articles/"
            "understand-field-name-and-field-link-name",
        ),
        Source("Deluge: composite fields", "https://www.zoho.com/deluge/help/composite-fields-usage.html"),
        Source(
            "Deluge: set field value",
            "https://zoho.com/deluge/help/misc-statements/set-variable/set-field-value.html",
        ),
    )  # fmt: skip

    examples = (
        Bad("input.⟦Totals⟧ = 1;", schema=SHOP, trigger=ON_ORDER, host=_HOST),
        Bad('order = Orders[⟦State⟧ == "Open"];\ninfo order.Customer.⟦Town⟧;', schema=SHOP, host=_HOST),
        Bad("info input.⟦City⟧;", schema=SHOP, trigger=ON_ORDER, host=_HOST),
        Bad("⟦Totl⟧ > 1", schema=SHOP, trigger=ON_ORDER, kind="criteria"),
        Good("input.total = input.Customer.City;", schema=SHOP, trigger=ON_ORDER, host=_HOST),
        Good("input.Totals = 1;", schema=PART, trigger=ON_ORDER, host=_HOST),
        Good("if(a)\n{\n\tr = Orders[ID == 1];\n}\nelse\n{\n\tr = Customers[ID == 1];\n}\ninfo r.Town;",
             schema=SHOP, host=_HOST),
        Good("info Orders[Added_Time > zoho.currentdate].count(ID);", schema=SHOP, host="creator.function"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        if ctx.tree.faults:
            return
        for use in ctx.model.field_uses:
            if use.home.complete and use.known is None:
                message = f"the form {shown(use.form)} has no field {shown(use.field)}"
                ctx.report(use.span, message, help=_help(use, ctx))
            elif use.part and use.known is not None and use.part_span is not None:
                self._part(use, ctx)

    def _part(self, use: FieldUse, ctx: RuleContext) -> None:
        """The second name field of a form has `first_name1`, as Zoho's page of composite fields says."""
        kind = field_types.get(use.known.kind) if use.known is not None else None
        # a script may set subfields that the form does not show, by the same page
        parts = (*use.known.parts, *kind.parts) if use.known is not None and kind is not None else ()
        bare = [part.lower().rstrip("0123456789") for part in parts]
        if not parts or use.part_span is None or use.part.lower().rstrip("0123456789") in bare:
            return
        near = misspelt(use.part, parts)
        help = f"did you mean `{near}`?" if near else f"its subfields are {', '.join(dict.fromkeys(parts))}"
        message = f"the field {shown(use.field)} has no subfield {shown(use.part)}"
        ctx.report(use.part_span, message, help=help, severity=Severity.WARNING)


def _help(use: FieldUse, ctx: RuleContext) -> str:
    near = misspelt(use.field, [field.name for field in use.home.fields])
    if near:
        return f"did you mean `{near}`?"
    others = [form.name for form in ctx.script.schema.forms if form.field(use.field) is not None]
    if len(others) == 1:
        return f"`{others[0]}` has such a field; name a field of `{use.form}`, or fetch a record of that form"
    return f"name a field of `{use.form}` by its link name"
