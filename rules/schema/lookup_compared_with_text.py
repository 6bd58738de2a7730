"""DLG809 lookup-compared-with-text: a lookup holds the id of a record, not what it shows."""

from __future__ import annotations

import re

from deluge_lint.catalog import words
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.schema.model import Field
from deluge_lint.syntax import nodes as n

from ._shop import ON_ORDER, SHOP
from ._uses import ALL_KINDS, shown

_HOST = "creator.form.on_success"
_COMPARED = frozenset(("==", "!=", "=", "is", "is not"))
_NUMBER = re.compile(r"\s*\d*\s*")


class LookupComparedWithText(Rule):
    """A lookup field that is compared with a text, or given one.

    ## What it finds
    A lookup field that is compared with a constant text that is no number, in code and in criteria, and one
    that such a text is assigned to.

    ## Why it matters
    A lookup holds the id of the record that it leads to, a number, and not the words that the form shows: the
    comparison is never true. Compare a field of the other form: `Customer.Name == "Ann"`.
    """

    code = "DLG809"
    name = "lookup-compared-with-text"
    category = "schema"
    for_schema = True
    severity = Severity.WARNING
    kinds = ALL_KINDS
    sources = (
        Source(
            "Creator: data types of fields", "https://www.zoho.com/deluge/help/creator-field-datatype.html"
        ),
        Source(
            "Creator: fields and their operators",
            "https://zoho.com/deluge/help/operators/creator-fields-and-their-applicable-operators.html",
        ),
    )

    examples = (
        Bad('x = Orders[Customer == ⟦"Ann"⟧].count(ID);', schema=SHOP, host="creator.function"),
        Bad('if(input.Customer == ⟦"Ann"⟧)\n{\n\tinfo 1;\n}', schema=SHOP, trigger=ON_ORDER, host=_HOST),
        Bad('input.Customer = ⟦"Ann"⟧;', schema=SHOP, trigger=ON_ORDER, host=_HOST),
        Good('x = Orders[Customer.City == "Oslo"].count(ID);', schema=SHOP, host="creator.function"),
        Good('if(input.Customer.City == "Oslo")\n{\n\tinfo 1;\n}', schema=SHOP, trigger=ON_ORDER, host=_HOST),
        Good(
            'if(input.Customer != "")\n{\n\tinput.Customer = id;\n}',
            schema=SHOP,
            trigger=ON_ORDER,
            host=_HOST,
        ),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        if ctx.tree.faults:
            return
        for use in ctx.model.field_uses:
            if use.known is None or use.known.kind != "lookup" or use.known.several or use.part:
                continue
            if ctx.model.field_use(use.node) is not use:
                continue  # a lookup on the way to another field
            value = use.value
            parent = ctx.tree.parents.get(use.node) if use.act == "read" else None
            if isinstance(parent, n.Binary) and parent.op in _COMPARED:
                value = parent.right if parent.left is use.node else parent.left
            elif use.act == "criteria" and use.op not in _COMPARED:
                continue
            self._value(use.known, value, ctx)

    def _value(self, field: Field, value: n.Node | None, ctx: RuleContext) -> None:
        if value is None or not isinstance(value := n.unparenthesised(value), n.Text):
            return
        if not _NUMBER.fullmatch(value.value) and value.value.lower() not in words.of_kind("unchosen"):
            better = f"{field.name}.{field.display or 'ID'}"
            help = f"compare a field of `{field.target}` behind it, such as `{better}`"
            ctx.report(value, f"the lookup {shown(field.name)} holds an id, not a text", help=help)
