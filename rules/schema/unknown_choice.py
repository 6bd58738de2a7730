"""DLG804 unknown-choice: a value that is none of the choices of its field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deluge_lint.catalog import words
from deluge_lint.catalog.spelling import misspelt
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.schema.model import Field
from deluge_lint.syntax import nodes as n

from ._shop import ON_ORDER, SHOP
from ._uses import ALL_KINDS, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

_HOST = "creator.form.on_success"
_CHOOSING = frozenset(("picklist", "radio", "multiselect", "checkboxes"))
_EQUAL = frozenset(("==", "!=", "=", "is", "is not"))
_AMONG = frozenset(("in", "not in"))
#: Functions that offer other choices in the form that is open.
_OFFERS = frozenset(("add", "append"))


class UnknownChoice(Rule):
    """A value that is none of the choices of its drop down, radio, multi select or checkbox field.

    ## What it finds
    Constant texts that are assigned to such a field, inserted into it, or compared with it in code and in
    criteria, and that are none of the choices that the field is declared with; case counts. Not where the
    choices come from another form, where the field or the script (`ui.add`) offers others, and not of empty
    texts and `-Select-`.

    ## Why it matters
    A comparison with a choice that was renamed is never true again, so that its branch is dead without
    anybody noticing; a stored value that is no choice is shown by no form and met by no filter.
    """

    code = "DLG804"
    name = "unknown-choice"
    category = "schema"
    for_schema = True
    severity = Severity.WARNING
    kinds = ALL_KINDS
    sources = (
        Source(
            "Creator: field types", "https://zoho.com.cn/creator/help/fields/zoho-creator-field-types.html"
        ),
        Source(
            "Creator: data types of fields", "https://www.zoho.com/deluge/help/creator-field-datatype.html"
        ),
    )

    examples = (
        Bad('input.Status = ⟦"Payed"⟧;', schema=SHOP, trigger=ON_ORDER, host=_HOST),
        Bad('x = Orders[Status == ⟦"Closed"⟧].count(ID);', schema=SHOP, host="creator.function"),
        Bad('if(input.Status == ⟦"open"⟧)\n{\n\tinfo 1;\n}', schema=SHOP, trigger=ON_ORDER, host=_HOST),
        Bad('input.Extras = {"Gift",⟦"Rush"⟧};', schema=SHOP, trigger=ON_ORDER, host=_HOST),
        Good(
            'input.Status = "Paid";\ninput.Extras = {"Gift"};\ninput.Extras = "Gift,Gift";',
            schema=SHOP,
            trigger=ON_ORDER,
            host=_HOST,
        ),
        Good('Status:ui.add("Closed");\ninput.Status = "Closed";', schema=SHOP, trigger=ON_ORDER, host=_HOST),
        Good(
            'if(input.Status == "")\n{\n\tinput.Status = word;\n}', schema=SHOP, trigger=ON_ORDER, host=_HOST
        ),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        if ctx.tree.faults or not ctx.model.field_uses:
            return
        offered, unchosen = _offered(ctx), {"", *words.of_kind("unchosen")}
        for field, value in self._compared(ctx):
            if not _is_closed(field) or field.name.lower() in offered:
                continue
            known = {choice.strip() for choice in field.choices}
            for each in _texts(value):
                text = each.value.strip()
                # a field of several choices takes them as one text, too
                if text.lower() in unchosen or text in known or {*map(str.strip, text.split(","))} <= known:
                    continue
                self._report(field, each, ctx)

    def _compared(self, ctx: RuleContext) -> Iterator[tuple[Field, n.Node]]:
        """Fields and what each is given, or compared with."""
        for use in ctx.model.field_uses:
            if use.known is None or use.part or ctx.model.field_use(use.node) is not use:
                continue
            if use.value is not None and (use.act in ("write", "insert") or use.op in _EQUAL | _AMONG):
                yield use.known, use.value
            parent = ctx.tree.parents.get(use.node) if use.act == "read" else None
            if isinstance(parent, n.Binary) and parent.op in _EQUAL:
                yield use.known, parent.right if parent.left is use.node else parent.left

    def _report(self, field: Field, value: n.Text, ctx: RuleContext) -> None:
        same = next((one for one in field.choices if one.lower() == value.value.lower()), "")
        near = same or misspelt(value.value, field.choices)
        few = ", ".join(f"`{choice[:30]}`" for choice in field.choices[:6])
        rest = " ..." if len(field.choices) > 6 else ""
        help = f"did you mean `{near}`?" if near else f"its choices are {few}{rest}"
        ctx.report(value, f"{shown(value.value)} is no choice of the field {shown(field.name)}", help=help)


def _is_closed(field: Field) -> bool:
    """Whether a field takes one of its choices alone."""
    return field.kind in _CHOOSING and bool(field.choices) and not field.target and not field.open


def _texts(value: n.Node) -> Iterator[n.Text]:
    """The texts that a value is, or is a list of."""
    value = n.unparenthesised(value)
    for each in value.items if isinstance(value, n.ListLiteral) else [value]:
        if isinstance(each, n.Text):
            yield each


def _offered(ctx: RuleContext) -> set[str]:
    """The fields that get other choices somewhere in the script."""
    found = set()
    for call in ctx.nodes(n.MethodCall):
        if (
            isinstance(call, n.MethodCall)
            and call.name.lower() in _OFFERS
            and isinstance(call.object, n.UiAttribute)
        ):
            use = ctx.model.field_use(call.object.object)
            found.add(use.field.lower() if use is not None else "")
    return found
