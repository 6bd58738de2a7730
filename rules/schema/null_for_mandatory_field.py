"""DLG806 null-for-mandatory-field: null assigned to a field that must have a value."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._shop import ON_ORDER, SHOP
from ._uses import known_uses, shown

_HOST = "creator.form.on_success"
#: Before the record is submitted its fields may be empty.
_OPEN = ("on_load", "on_user_input", "on_update", "on_add_row", "on_delete_row")


class NullForMandatoryField(Rule):
    """Null assigned to a field that must have a value.

    ## What it finds
    `null` that is assigned to a mandatory field of `input`, `row` or a fetched record, or given to it in
    `insert into`. While a form is open (on load, on user input, on update, rows of a subform) nothing is
    reported: there an empty field is the start.

    ## Why it matters
    By Zoho's page the run stops at that place.
    """

    code = "DLG806"
    name = "null-for-mandatory-field"
    category = "schema"
    for_schema = True
    severity = Severity.WARNING
    sources = (
        Source("Deluge: set field value", "https://zoho.com/deluge/help/misc-statements/set-variable/set-field-value.html"),
        Source("Creator: update records", "https://www.zoho.com/creator/newhelp/script/modify-records.html"),
    )  # fmt: skip

    examples = (
        Bad("input.Total = ⟦null⟧;", schema=SHOP, trigger=ON_ORDER, host=_HOST),
        Bad("order = Orders[ID == 1];\norder.Total = ⟦null⟧;", schema=SHOP, host="creator.function"),
        Good("input.Due = null;\ninput.Total = 0;", schema=SHOP, trigger=ON_ORDER, host=_HOST),
        Good("input.Total = null;", schema=SHOP, trigger=ON_ORDER, host="creator.form.on_load"),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        if ctx.script.host.context.endswith(_OPEN):
            return
        for use, field in known_uses(ctx, "write", "insert"):
            value = n.unparenthesised(use.value) if use.value is not None else None
            if field.mandatory and isinstance(value, n.Null):
                message = f"the field {shown(field.name)} is mandatory and cannot be null"
                ctx.report(value, message, help="give it a value, or make the field optional")
