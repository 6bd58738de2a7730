"""DLG852 unknown-module-choice: a value that the pick list of a field does not have."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.semantics.modules import FieldUse, uses_of
from deluge_lint.syntax import nodes as n

from ._modules import ORCHARDS, module_of, nearest, offer

_KINDS = frozenset(("picklist", "multiselect", "radio", "checkboxes"))
_MOST = 5
_CHANGE = 'change = Map();\nchange.put("Stage",{});\ninfo zoho.crm.updateRecord("Orchards",id,change);'


class UnknownModuleChoice(Rule):
    """A value that the pick list of a field does not have, written or compared with.

    ## What it finds
    Where the values of a pick list are known, from a tree pulled from Zoho CRM or from facts: a text that a
    task writes into the field and that is none of them, and one that the field of a fetched record is
    compared with.

    ## Why it matters
    Zoho takes a new value and adds it to the list, so that a misspelling is an entry of its own in filters
    and reports from then on. A comparison with a value that the field cannot have is always decided the same
    way.
    """

    code = "DLG852"
    name = "unknown-module-choice"
    category = "schema"
    severity = Severity.INFO
    preview = True
    sources = (
        Source(
            "Zoho CRM: insert records, sample attributes",
            "https://www.zoho.com/crm/developer/docs/api/v7/insert-records.html", "digest",
        ),
    )  # fmt: skip

    examples = (
        Bad(_CHANGE.format('⟦"Beering"⟧'), host="crm", schema=ORCHARDS, fixed=_CHANGE.format('"Bearing"')),
        Bad('info zoho.crm.createRecord("Orchards",{"Name":"Hill","Varieties":{"Cox",⟦"Bramley"⟧}});',
            host="crm", schema=ORCHARDS),
        Bad('orchard = zoho.crm.getRecordById("Orchards",id);\nif(orchard.get("Stage") == ⟦"planted"⟧)\n'
            "{\n\tinfo orchard;\n}", host="crm", schema=ORCHARDS),
        Good(_CHANGE.format('"Planted");\nchange.put("Name","Beering"'), host="crm", schema=ORCHARDS),
        Good(_CHANGE.format("stage"), host="crm", schema=ORCHARDS),
        Good(_CHANGE.format('""'), host="crm", schema=ORCHARDS),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        """All values that are written or compared with."""
        if ctx.script.schema.has_modules:
            for use in uses_of(ctx.model).fields:
                if use.value is not None:
                    self._check(use, use.value, ctx)

    def _check(self, use: FieldUse, value: n.Node, ctx: RuleContext) -> None:
        module = module_of(ctx.script.schema, use.module)
        field = module.field(use.field) if module is not None else None
        if field is None or field.kind not in _KINDS or not field.choices:
            return
        value = n.unparenthesised(value)
        for each in value.items if isinstance(value, n.ListLiteral) else (value,):
            known = ctx.model.constant(each)
            text = known.whole if known is not None and known.kind == "text" else None
            if not text or text in field.choices:
                continue
            meant = nearest(text, field.choices)
            message = f"`{text[:40]}` is none of the values of `{field.name[:40]}`"
            listed = ", ".join(f"`{one[:30]}`" for one in field.choices[:_MOST])
            more = " ..." if len(field.choices) > _MOST else ""
            help = f"did you mean `{meant}`?" if meant else f"it has {listed}{more}"
            offer(ctx.report(each, message, help=help), ctx, text, meant)
