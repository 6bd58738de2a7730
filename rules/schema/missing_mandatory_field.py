"""DLG807 missing-mandatory-field: an insert that leaves out a field that must have a value."""

from __future__ import annotations

from deluge_lint.catalog import field_types
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.schema.model import Field
from deluge_lint.syntax import nodes as n

from ._shop import PART, SHOP
from ._uses import shown

_HOST = "creator.function"


class MissingMandatoryField(Rule):
    """An `insert into` that leaves out a field that must have a value.

    ## What it finds
    `insert into` without a key for a mandatory field of the form that has no initial value, as far as the
    form is known.

    ## Why it matters
    The record lies there without a value that everybody takes for granted. Zoho's pages forbid null for a
    mandatory field, and do not say what happens to one that is left out: an information.
    """

    code = "DLG807"
    name = "missing-mandatory-field"
    category = "schema"
    for_schema = True
    severity = Severity.INFO
    sources = (
        Source("Deluge: set field value", "https://zoho.com/deluge/help/misc-statements/set-variable/set-field-value.html"),
    )  # fmt: skip

    examples = (
        Bad(
            "insert into ⟦Orders⟧\n[\n\tAdded_User = zoho.loginuser\n\tStatus = word\n];",
            schema=SHOP,
            host=_HOST,
        ),
        Good(
            "insert into Orders\n[\n\tAdded_User = zoho.loginuser\n\ttotal = 1\n];", schema=SHOP, host=_HOST
        ),
        Good("insert into Orders\n[\n\tAdded_User = zoho.loginuser\n];", schema=PART, host=_HOST),
    )

    @handles(n.InsertInto)
    def check(self, node: n.InsertInto, ctx: RuleContext) -> None:
        records = ctx.model.records
        form = records.form(node.form.text) if records is not None and isinstance(node.form, n.Name) else None
        if form is None or not form.complete or ctx.tree.faults:
            return
        given = {entry.key.partition(".")[0].lower() for entry in node.entries}
        missing = [
            field.name for field in form.fields if _is_needed(field) and field.name.lower() not in given
        ]
        if missing:
            more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
            message = f"the mandatory field {shown(missing[0])}{more} of {shown(form.name)} gets no value"
            help = f"give a value to {', '.join(missing[:6])}" + (" ..." if len(missing) > 6 else "")
            ctx.report(node.form, message, help=help)


def _is_needed(field: Field) -> bool:
    kind = field_types.get(field.kind)
    settable = kind is not None and kind.insert and kind.stores and field.kind != "subform"
    return field.mandatory and not field.initial and settable
