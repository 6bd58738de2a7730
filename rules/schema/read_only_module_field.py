"""DLG853 read-only-module-field: a field of a module that Zoho CRM sets alone."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.semantics.modules import uses_of
from deluge_lint.syntax import nodes as n

from ._modules import ORCHARDS, module_of

_UPDATE = 'info zoho.crm.updateRecord("Orchards",id,{});'


class ReadOnlyModuleField(Rule):
    """A field of a module that Zoho CRM sets alone.

    ## What it finds
    Where a tree pulled from Zoho CRM or facts tell that a field can be neither created nor updated by the
    API, such as a formula, an auto number or the time of the last change: maps that a task creates or updates
    a record with, and that give it a value.

    ## Why it matters
    Zoho does not take the value. What the script means to keep there has to go into another field.
    """

    code = "DLG853"
    name = "read-only-module-field"
    category = "schema"
    severity = Severity.WARNING
    preview = True
    sources = (
        Source(
            "Zoho CRM: fields, operation_type",
            "https://www.zoho.com/crm/developer/docs/api/v7/field-meta.html", "digest",
        ),
    )  # fmt: skip

    examples = (
        Bad(_UPDATE.format('{"⟦Yield_per_Tree⟧":5}'), host="crm", schema=ORCHARDS),
        Bad('change = Map();\nchange.put("⟦Orchard_No⟧",5);\n' + _UPDATE.format("change"), host="crm",
            schema=ORCHARDS),
        Good(_UPDATE.format('{"Stage":"Planted"}'), host="crm", schema=ORCHARDS),
        Good('info zoho.crm.getRecordById("Orchards",id).get("Orchard_No");', host="crm", schema=ORCHARDS),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        """All values that are written."""
        if not ctx.script.schema.has_modules:
            return
        for use in uses_of(ctx.model).fields:
            module = module_of(ctx.script.schema, use.module) if use.act == "write" else None
            field = module.field(use.field) if module is not None else None
            if field is not None and field.read_only and field.name == use.field:
                message = f"Zoho alone sets `{field.name[:60]}`: the value is not taken"
                ctx.report(use.span, message, help="leave it out, or write into a field of your own")
