"""DLG835 unused-field: a field of a form that no report shows and no script reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, Source

from ._application import application, form, forms, function, functions

if TYPE_CHECKING:
    from deluge_lint.engine.review import Review

#: They hold nothing.
_BARE = frozenset(("section", "note"))
#: Of more unused fields in one form one finding tells.
_MANY = 5
_FORM = forms(form("Orders", "Total", "Remark"))
_TOTAL = function("total", "info Orders[ID != 0].sum(Total);")
_REMARK = function("remark", "info Orders[ID == 1].Remark;")
_ROWS = "\t\t\tshow all rows from Orders\n\t\t\t(\n\t\t\t\tRemark\n\t\t\t)\n"
_REPORT = f"\treports\n\t{{\n\t\tlist All_Orders\n\t\t{{\n{_ROWS}\t\t}}\n\t}}\n"


class UnusedField(Rule):
    """A field that people fill in, and that nothing in the application shows or uses.

    ## What it finds
    In an export: fields whose name stands in no report, layout, formula, condition and script. Sections and
    notes hold no value and are left alone. More than five such fields of one form are told together.

    ## Why it matters
    What nobody reads is still asked for, stored and shown in the form itself; personal data that nobody needs
    should not be collected. Whether something outside reads the field over the API stands in no export.
    """

    code = "DLG835"
    name = "unused-field"
    category = "schema"
    severity = Severity.HINT
    sources = (
        Source(
            "Creator: understand application",
            "https://help.zoho.com/portal/en/kb/creator/developer-guide/applications/articles/understand-application",
        ),
    )

    examples = (
        Bad(application(_FORM.replace("Remark", "⟦Remark⟧"), functions(_TOTAL)), kind="export"),
        Bad(application(forms(form("⟦Orders⟧", *"ABCDEF")), functions(_TOTAL)), kind="export"),
        Good(application(_FORM, functions(_TOTAL), _REPORT), kind="export"),
        Good(application(_FORM, functions(_TOTAL, _REMARK)), kind="export"),
    )

    def review(self, seen: Review) -> None:
        """Compare with the names in use."""
        schema = seen.schema
        if not schema.complete:
            return
        used = {(one.form.lower(), one.name.lower()) for one in schema.mentions if one.kind == "field"}
        for each in schema.forms:
            if each.kind != "form" or not each.complete:
                continue
            filled = [field for field in each.fields if field.kind and field.kind not in _BARE]
            unused = [field for field in filled if (each.name.lower(), field.name.lower()) not in used]
            if len(unused) > _MANY:
                message = f"nothing in the application uses {len(unused)} fields of `{each.name[:60]}`"
                names = ", ".join(f"`{field.name[:40]}`" for field in unused[:_MANY])
                seen.report(
                    each.span, message, help=f"remove them, or show them in a report: {names} and others"
                )
                continue
            for field in unused:
                message = f"nothing in the application uses the field `{field.name[:60]}`"
                help = "remove it from the form, or show it in a report"
                seen.report(field.span, message, help=help).tag("unnecessary")
