"""DLG854 missing-module-field: a record that is created without a field that its module must have."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.semantics.modules import uses_of
from deluge_lint.syntax import nodes as n

from ._modules import ORCHARDS, module_of

_CREATE = 'info zoho.crm.createRecord("Orchards",{});'
_MOST = 3


class MissingModuleField(Rule):
    """A record that is created without a field that its module must have.

    ## What it finds
    `zoho.crm.createRecord` with a map whose keys are all known, and that lacks a field which a tree pulled
    from Zoho CRM, or facts, call mandatory for the module. A map that comes from elsewhere, that is given
    away before, or that gets a key which is not written down, is left alone.

    ## Why it matters
    Zoho answers `MANDATORY_NOT_FOUND` and creates no record; the script goes on unless it looks at the
    answer.
    """

    code = "DLG854"
    name = "missing-module-field"
    category = "schema"
    severity = Severity.WARNING
    preview = True
    sources = (
        Source(
            "Zoho CRM: insert records", "https://www.zoho.com/crm/developer/docs/api/v7/insert-records.html",
            "digest",
        ),
    )  # fmt: skip

    examples = (
        Bad(_CREATE.format('⟦{"Stage":"Planted"}⟧'), host="crm", schema=ORCHARDS),
        Bad('orchard = Map();\norchard.put("Stage","Planted");\n' + _CREATE.format("⟦orchard⟧"), host="crm",
            schema=ORCHARDS),
        Good(_CREATE.format('{"Name":"Hill"}'), host="crm", schema=ORCHARDS),
        Good('orchard = Map();\nif(named)\n{\n\torchard.put("Name",name);\n}\n' + _CREATE.format("orchard"),
             host="crm", schema=ORCHARDS),
        Good('orchard = Map();\norchard.put(key,1);\n' + _CREATE.format("orchard"), host="crm",
             schema=ORCHARDS),
        Good('orchard = Map();\nfill(orchard);\n' + _CREATE.format("orchard"), host="crm", schema=ORCHARDS),
        Good('info zoho.crm.updateRecord("Orchards",id,{"Stage":"Planted"});', host="crm", schema=ORCHARDS),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        """All records that are created."""
        if not ctx.script.schema.has_modules:
            return
        for made in uses_of(ctx.model).created:
            module = module_of(ctx.script.schema, made.module)
            needed = [one.name for one in module.fields if one.mandatory] if module is not None else []
            missing = [name for name in needed if name not in made.keys]
            if module is not None and missing:
                names = ", ".join(f"`{name[:30]}`" for name in missing[:_MOST])
                message = f"a record of `{module.name[:30]}` is created without {names}"
                ctx.report(made.span, message[:120], help="give every mandatory field of the module a value")
