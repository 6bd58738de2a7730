"""DLG851 unknown-module-field: a field that the module of a record does not have."""

from __future__ import annotations

from deluge_lint.catalog import answers
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.semantics.modules import FieldUse, uses_of
from deluge_lint.syntax import nodes as n

from ._modules import ORCHARDS, module_of, nearest, needs_no_field, offer

_FETCH = 'orchard = zoho.crm.getRecordById("Orchards",id);\n'
_UPDATE = 'info zoho.crm.updateRecord("Orchards",id,change);'
_ACTS = {
    "read": "the value is null",
    "write": "Zoho does not keep it",
    "criteria": "the search fails",
}


class UnknownModuleField(Rule):
    """A field that the module of a record does not have.

    ## What it finds
    Where all fields of a module are known, from a tree pulled from Zoho CRM or from facts with
    `complete = true`, names that are the API name of none of them, or of one in another case: read from a
    record that a task has fetched, and from the rows of its subforms; written in the map that a task creates
    or updates a record with; in the criteria of a search and in COQL. Keys that Zoho adds itself, such as
    `id` and `$approved`, those of an answer that tells of a failure, and those that the script puts into maps
    itself are left alone.

    ## Why it matters
    What is read is null, what is written is lost without an error: API names are exact, and labels are none.
    """

    code = "DLG851"
    name = "unknown-module-field"
    category = "schema"
    severity = Severity.WARNING
    preview = True
    sources = (
        Source(
            "Zoho CRM: integration tasks", "https://zoho.com/crm/developer/docs/functions/integration-tasks.html",
            "digest",
        ),
        Source(
            "Zoho CRM: fields", "https://www.zoho.com/crm/developer/docs/api/v7/field-meta.html", "digest"
        ),
    )  # fmt: skip

    examples = (
        Bad(f'{_FETCH}info orchard.get("⟦stage⟧");', host="crm", schema=ORCHARDS,
            fixed=f'{_FETCH}info orchard.get("Stage");'),
        Bad(f'change = Map();\nchange.put("⟦Stages⟧","Planted");\n{_UPDATE}', host="crm", schema=ORCHARDS),
        Bad('info zoho.crm.createRecord("Growers",{"Last_Name":"Ash","⟦Phone⟧":number});', host="crm",
            schema=ORCHARDS),
        Bad('info zoho.crm.searchRecords("Growers","((⟦Mail⟧:equals:" + mail + "))");', host="crm",
            schema=ORCHARDS),
        Bad('query = {"select_query":"select Name from Orchards where ⟦Size⟧ > 5"};\ninfo query;', host="crm",
            schema=ORCHARDS),
        Bad(f'{_FETCH}for each row in orchard.get("Harvests")\n{{\n\tinfo row.get("⟦Crate⟧");\n}}',
            host="crm", schema=ORCHARDS),
        Good(f'{_FETCH}info orchard.get("Stage");', host="crm", schema=ORCHARDS),
        Good(f'{_FETCH}info orchard.get("id") + orchard.get("$approved") + orchard.get("status");',
             host="crm", schema=ORCHARDS),
        Good('market = zoho.crm.getRecordById("Markets",id);\ninfo market.get("Town");', host="crm",
             schema=ORCHARDS),
        Good('change = Map();\nchange.put("Town","Ash");\ninfo change;\nchange = Map();\n'
             f'change.put("Stage","Planted");\n{_UPDATE}', host="crm", schema=ORCHARDS),
        Good(f'if(small)\n{{\n\torchard = zoho.crm.getRecordById("Growers",id);\n}}\nelse\n{{\n\t{_FETCH}}}\n'
             'info orchard.get("Email");', host="crm", schema=ORCHARDS),
        Good(f'{_FETCH}orchard.put("Note",1);\ninfo orchard.get("Note");', host="crm", schema=ORCHARDS),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        """All uses of fields in the script."""
        if ctx.script.schema.has_modules:
            for use in uses_of(ctx.model).fields:
                if use.act in _ACTS:
                    self._check(use, ctx)

    def _check(self, use: FieldUse, ctx: RuleContext) -> None:
        module = module_of(ctx.script.schema, use.module)
        if module is None or not module.complete or needs_no_field(use.field):
            return
        found = module.field(use.field)
        if found is None and answers.always_there(use.field):
            return
        if found is not None and found.name == use.field:
            return
        meant = found.name if found is not None else nearest(use.field, (one.name for one in module.fields))
        message = f"`{module.name[:40]}` has no field `{use.field[:40]}`: {_ACTS[use.act]}"
        if found is not None:
            message = f"the API name of this field is `{found.name[:40]}`: {_ACTS[use.act]}"
        help = f"did you mean `{meant}`?" if meant else "give the API name of a field, not its label"
        offer(ctx.report(use.span, message, help=help), ctx, use.field, meant)
