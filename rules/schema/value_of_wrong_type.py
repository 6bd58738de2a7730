"""DLG805 value-of-wrong-type: a value that the field cannot hold."""

from __future__ import annotations

import re

from deluge_lint.catalog import field_types
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.schema.model import Field
from deluge_lint.syntax import nodes as n

from ._shop import ON_ORDER, SHOP
from ._uses import known_uses, shown

_HOST = "creator.form.on_success"
_NUMERIC = frozenset(("number", "decimal"))
_DIGITS = re.compile(r"\d")


class ValueOfWrongType(Rule):
    """A value that the field cannot hold.

    ## What it finds
    Assignments and keys of `insert into` that give a number field a constant text without a digit, a date,
    true or false; a date or time field a number, true or false, or a text without a digit; a decision box a
    number, a date, or a text other than true and false. Texts with digits are left alone: Creator may read
    them as a number or date. What is not certain is not reported.

    ## Why it matters
    Each type of field holds one type of value by Zoho's table; another one is refused, or lost.
    """

    code = "DLG805"
    name = "value-of-wrong-type"
    category = "schema"
    for_schema = True
    severity = Severity.WARNING
    sources = (
        Source(
            "Creator: data types of fields", "https://www.zoho.com/deluge/help/creator-field-datatype.html"
        ),
        Source("Creator: update records", "https://www.zoho.com/creator/newhelp/script/modify-records.html"),
    )

    examples = (
        Bad('input.Total = ⟦"much"⟧;', schema=SHOP, trigger=ON_ORDER, host=_HOST),
        Bad("input.Due = ⟦true⟧;", schema=SHOP, trigger=ON_ORDER, host=_HOST),
        Bad("order = Orders[ID == 1];\norder.Total = ⟦zoho.currentdate⟧;", schema=SHOP, host=_HOST),
        Good('input.Total = "12.50";\ninput.Due = "2026-01-31";', schema=SHOP, trigger=ON_ORDER, host=_HOST),
        Good('input.Total = text;\ninput.Due = zoho.currentdate;', schema=SHOP, trigger=ON_ORDER, host=_HOST),
        Good('input.Total = "";\ninput.Due = null;', schema=SHOP, trigger=ON_ORDER, host=_HOST),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        for use, field in known_uses(ctx, "write", "insert"):
            value = use.value
            wanted = _wanted(field)
            if value is None or not wanted or not _is_wrong(value, wanted, ctx):
                continue
            given = ctx.model.type_of(value).kind_title
            title = wanted.replace("-", " ")
            message = f"the field {shown(field.name)} holds a {title}, and is given a {given}"
            ctx.report(value, message, help=f"convert the value to a {title} first")


def _wanted(field: Field) -> str:
    """The type of value by the table, for the fields that take one type alone."""
    kind = field_types.get(field.kind)
    if kind is None or field.several or field.target:
        return ""
    return kind.value if kind.value in ("number", "decimal", "date-time", "boolean") else ""


def _is_wrong(value: n.Node, wanted: str, ctx: RuleContext) -> bool:
    found = ctx.model.type_of(value)
    if found.kind == "text":
        constant = ctx.model.constant(value)
        whole = constant.whole if constant is not None and constant.kind == "text" else None
        if whole is None or not whole.strip() or _DIGITS.search(whole):
            return False
        return wanted != "boolean" or whole.strip().lower() not in ("true", "false")
    if wanted in _NUMERIC:
        return found.kind == "boolean" or found.dated
    if wanted == "date-time":
        return found.kind == "boolean" or (found.numeric and isinstance(n.unparenthesised(value), n.Number))
    return found.numeric or found.dated
