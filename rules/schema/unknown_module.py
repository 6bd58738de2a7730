"""DLG850 unknown-module: a task of Zoho CRM that is asked for a module which the organisation lacks."""

from __future__ import annotations

from deluge_lint.catalog import words
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.semantics.modules import ModuleUse, uses_of
from deluge_lint.syntax import nodes as n

from ._modules import ORCHARDS, nearest, offer

_IN_PART = ORCHARDS._replace(complete=False)


class UnknownModule(Rule):
    """A task of Zoho CRM that is asked for a module which the organisation does not have.

    ## What it finds
    Where all modules are known, from a tree pulled from Zoho CRM or from facts with `complete = true`, the
    names in tasks such as `zoho.crm.getRecordById` and behind `from` in COQL that are the API name of none of
    them, or of one in another case. Names that are built or handed in are left alone, and so are the tasks of
    the first API, which know labels.

    ## Why it matters
    Zoho answers `INVALID_MODULE`, and the script finds no record, or goes on as if it had written one.
    """

    code = "DLG850"
    name = "unknown-module"
    category = "schema"
    severity = Severity.WARNING
    preview = True
    sources = (
        Source(
            "Zoho CRM: insert records", "https://www.zoho.com/crm/developer/docs/api/v7/insert-records.html",
            "digest",
        ),
        Source("Zoho CRM: API names", "https://www.zoho.com/crm/help/api-names.html", "digest"),
    )  # fmt: skip

    examples = (
        Bad('orchard = zoho.crm.getRecordById("⟦Orchard⟧",id);\ninfo orchard;', host="crm", schema=ORCHARDS,
            fixed='orchard = zoho.crm.getRecordById("Orchards",id);\ninfo orchard;'),
        Bad('name = "orchards";\ninfo zoho.crm.updateRecord(⟦name⟧,id,Map());', host="crm", schema=ORCHARDS),
        Bad('query = {"select_query":"select id from ⟦Barns⟧"};\ninfo query;', host="crm", schema=ORCHARDS),
        Bad('info zoho.crm.getRelatedRecords("Harvests","⟦Barns⟧",id);', host="creator", schema=ORCHARDS),
        Good('info zoho.crm.getRecordById("Orchards",id);', host="crm", schema=ORCHARDS),
        Good('info zoho.crm.getRecordById("Barns",id);', host="crm"),
        Good('info zoho.crm.getRecordById("Barns",id);', host="crm", schema=_IN_PART),
        Good('info zoho.crm.getRecordById(name + "s",id);', host="crm", schema=ORCHARDS),
        Good('info zoho.crm.getRecordById("users",id);', host="crm", schema=ORCHARDS),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        """All tasks of the script."""
        schema = ctx.script.schema
        if schema.knows_all("module") and schema.has_modules:
            for use in uses_of(ctx.model).modules:
                self._check(use, ctx)

    def _check(self, use: ModuleUse, ctx: RuleContext) -> None:
        schema = ctx.script.schema
        found = schema.form(use.module)
        if found is not None and (found.name == use.module or found.kind != "module"):
            return
        if use.module.lower() in words.of_kind("modules-beside"):
            return
        names = [form.name for form in schema.forms if form.kind == "module"]
        meant = nearest(use.module, names)
        message = f"Zoho CRM has no module `{use.module[:60]}` here"
        if found is not None:
            message = f"the API name of this module is `{found.name[:40]}`, not `{use.module[:40]}`"
        help = f"did you mean `{meant}`?" if meant else "give the API name of a module"
        offer(ctx.report(use.span, message, help=help), ctx, use.module, meant)
