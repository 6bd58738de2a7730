"""DLG304 form-handle-outside-creator: fields of a form or record set where there are none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._lift import advice, first_word, is_free, shortened, sound, tell

if TYPE_CHECKING:
    from deluge_lint.engine.lift import Place
    from deluge_lint.semantics.scopes import Body

_HANDLES = ("input", "old", "row")
_Groups = dict[tuple["Body", str], list[Any]]


class FormHandleOutsideCreator(Rule):
    """Fields of a form, a row or a fetched record where no service hands them over.

    ## What it finds
    Where the host, or the target of a lift, is not Creator: `record.Field = value` and `input.Field = value`;
    rows of a subform that a script builds. On the way out of Creator also that a script reads `input.Field`,
    `old.Field` and `row.Field`, once for each of the three.

    That a function of CRM reads `input.name` is fine: there `input` is the map of its arguments.

    ## Why it matters
    Only Creator writes a record, or shows a field, because a script sets `record.Field`. Elsewhere a
    record is a map that a task returns, and another task writes it.
    """

    code = "DLG304"
    name = "form-handle-outside-creator"
    category = "portability"
    severity = Severity.ERROR
    efforts: ClassVar[Mapping[str, int]] = {"rework": 45}
    sources = (
        Source("Deluge: fields of the form", "https://www.zoho.com/deluge/help/data-access/accessing-form-fields.html"),
        Source("Deluge: update records", "https://www.zoho.com/deluge/help/data-access/update-records.html"),
        Source("Deluge: old value", "https://www.zoho.com/deluge/help/data-access/old.html"),
        Source("Deluge: rows of a subform", "https://zoho.com/deluge/help/miscellaneous/insert-subform-row.html"),
        Source("CRM: the editor", "https://www.zoho.com/crm/developer/docs/functions/deluge-editor.html"),
    )  # fmt: skip

    examples = (
        Bad("for each order in orders\n{\n\t⟦order.Status⟧ = 1;\n}", host="crm"),
        Bad("lead = Leads[ID == 1];\n⟦lead.Status⟧ = 1;\nlead.Owner = 2;", host="creator", target="crm"),
        Bad("⟦input.Total⟧ = 5;", host="creator.form", target="crm"),
        Bad("if(⟦old.Total⟧ != ⟦input.Total⟧)\n{\n\tinfo input.ID;\n}", host="creator.form", target="crm"),
        Bad("item = Order.Items();\n⟦item.Name⟧ = 1;\ninfo item;", host="creator", target="books"),
        Bad("⟦input.Items.insert(rows)⟧;", host="creator.form", target="crm"),
        Good("info input.module;", host="crm", target="desk"),
        Good("int total(int price)\n{\n\treturn input.price;\n}", host="creator", target="crm"),
        Good("input.Total = 5;", host="creator.form"),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        places = [each for each in ctx.places if each.service != "creator"]
        if not places:
            return
        written: _Groups = {}
        for assign in sound(ctx, n.Assign):
            base = first_word(assign.target)
            if assign.target.__class__ is n.Attribute and base.__class__ is n.Name:
                written.setdefault((ctx.model.body_of(base), base.text), []).append(assign.target)
        for (body, word), targets in written.items():
            _set(body, word, targets, places, ctx)
        if ctx.script.host.service == "creator":
            known = {each for targets in written.values() for each in targets}
            known.update(_inserted(places, ctx))
            _read(known, places, ctx)


def _set(body: Body, word: str, targets: list[Any], places: list[Place], ctx: RuleContext) -> None:
    handle = word in _HANDLES and (word not in body.symbols or not body.symbols[word].defined)
    kind, name = "statement", "update"
    if handle or _is_row(body, word, ctx):
        kind, name = "handle", "field set" if handle else "subform rows"
    more = f", with {len(targets) - 1} more" if len(targets) > 1 else ""
    for place in places:
        known = advice(kind, name, place)
        if known is None or (handle and word != "input" and place.own):
            continue
        shown = shortened(ctx.text(targets[0]))
        message = f"`{shown}` is set here{more}, which writes nothing in {place.title}"
        # in CRM `input` is a map as well, and no page says what setting its keys does
        severity = Severity.WARNING if place.own else None
        tell(ctx, place, targets[0], message, known, severity=severity)


def _is_row(body: Body, word: str, ctx: RuleContext) -> bool:
    """Whether the variable is a new row: ``row = Form.Subform();``."""
    from deluge_lint.catalog import builtins

    symbol = body.symbols.get(word)
    for write in symbol.writes if symbol is not None else ():
        value: Any = getattr(ctx.model.scopes.names.definitions.get(write), "value", None)
        if value.__class__ is n.MethodCall and value.object.__class__ is n.Name and not value.args:
            return is_free(value.object, ctx) and not builtins.find_method(value.name)
    return False


def _read(written: set[Any], places: list[Place], ctx: RuleContext) -> None:
    """What a script of Creator reads of the form it runs in: once for each handle and body."""
    seen: _Groups = {}
    for access in sound(ctx, n.Attribute):
        base = access.object
        if base.__class__ is not n.Name or base.text not in _HANDLES or access in written:
            continue
        body = ctx.model.body_of(base)
        function = body.function
        if is_free(base, ctx) and not (function and access.name in {each.name for each in function.params}):
            seen.setdefault((body, base.text), []).append(access)
    for (_, word), found in seen.items():
        for place in places:
            kind, name = ("statement", "old value") if word == "old" else ("handle", word)
            known = advice(kind, name, place)
            if known is not None:
                count = len({each.name for each in found})
                fields = f"{count} of its fields" if count > 1 else f"`{shortened(found[0].name)}` of it"
                message = f"{place.title} hands over no `{word}`; the script reads {fields}"
                tell(ctx, place, found[0], message, known)


def _inserted(places: list[Place], ctx: RuleContext) -> Iterator[n.Node]:
    """The subforms of the form that rows are put into."""
    for call in sound(ctx, n.MethodCall):
        subform = call.object
        if call.name.lower() != "insert" or subform.__class__ is not n.Attribute:
            continue
        if subform.object.__class__ is n.Name and subform.object.text == "input":
            yield subform
            for place in places:
                known = advice("handle", "subform rows", place)
                if known is not None:
                    message = f"rows cannot be put into `{shortened(ctx.text(subform))}` in {place.title}"
                    tell(ctx, place, call, message, known)
