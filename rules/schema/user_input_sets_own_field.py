"""DLG833 user-input-sets-own-field: a script that changes the field whose changes it runs on."""

from __future__ import annotations

from typing import Any

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, Trigger, handles
from deluge_lint.syntax import nodes as n

_HOST = "creator.form.on_user_input"
_PRICE = Trigger("Orders", ("created", "edited"), "Price")
_ROW = Trigger("Orders", ("created", "edited"), "Price", "Items")
_GROWING = frozenset(("+", "-", "*", "/"))
_SAME = frozenset(("tolong", "todecimal", "tonumber", "tostring", "totext", "round", "tojson"))


class UserInputSetsOwnField(Rule):
    """An On User Input script that computes its own field anew from what it holds.

    ## What it finds
    In On User Input of a field: `input.Field = input.Field * 2`, `input.Field += 1` and the like, where no
    condition around it asks for the field. What settles is left alone: a constant, `null`, a text without its
    blanks.

    ## Why it matters
    On User Input runs whenever the value is changed, "by the user or through script", until it stays the
    same. Each run changes what the next one starts from. Write the result into another field, or ask first
    whether there is anything to do.
    """

    code = "DLG833"
    name = "user-input-sets-own-field"
    category = "schema"
    severity = Severity.WARNING
    words = ("input", "row")
    sources = (
        Source("Creator: field actions", "https://www.zoho.com/creator/help/script/field-actions.html"),
        Source(
            "Zoho Creator: prevent endless loops on user input of a field",
            "https://www.joellipman.com/articles/crm/zoho/zoho-creator-prevent-endless-loops-on-user-input-of-a-field.html",
            "third-party",
        ),
    )

    examples = (
        Bad("⟦input.Price⟧ = input.Price * 1.2;", host=_HOST, trigger=_PRICE),
        Bad("gross = input.Price + input.Tax;\n⟦input.Price⟧ = gross;", host=_HOST, trigger=_PRICE),
        Bad("if(input.Tax > 0)\n{\n\t⟦input.price⟧ += input.Tax;\n}", host=_HOST, trigger=_PRICE),
        Bad("⟦row.Price⟧ = (row.Price + 1).round(2);", host=_HOST, trigger=_ROW),
        Good("input.Price = 0;", host=_HOST, trigger=_PRICE),
        Good("input.Price = input.Price.round(2);", host=_HOST, trigger=_PRICE),
        Good("input.Total = input.Price * 1.2;", host=_HOST, trigger=_PRICE),
        Good("if(input.Price < 10)\n{\n\tinput.Price = input.Price + 10;\n}", host=_HOST, trigger=_PRICE),
        Good("input.Price = input.Price * 1.2;", host="creator.form.on_validate", trigger=_PRICE),
    )  # fmt: skip

    @handles(n.Assign)
    def check(self, node: n.Assign, ctx: RuleContext) -> None:
        trigger = ctx.script.trigger
        if not trigger.field or str(ctx.script.host) != _HOST:
            return
        handle, name = "row" if trigger.subform else "input", trigger.field.lower()
        if not _is_field(node.target, handle, name):
            return
        if node.op == "=" and not _grows(node.value, handle, name, ctx):
            return
        if any(_asks(test, handle, name) for test in _tests_around(node, ctx)):
            return
        ctx.report(
            node.target, f"each run changes `{trigger.field[:48]}`, and each change starts the script again",
            help="write the result into another field, or ask first whether there is anything to do",
        )  # fmt: skip


def _is_field(node: Any, handle: str, name: str) -> bool:
    """Whether ``node`` is the field of the event."""
    if node.__class__ is not n.Attribute or node.name.lower() != name:
        return False
    return node.object.__class__ is n.Name and node.object.text.lower() == handle


def _bare(node: Any) -> Any:
    """``node`` without parentheses and without what leaves a value the same."""
    while True:
        node = n.unparenthesised(node)
        if node.__class__ is not n.MethodCall or node.name.lower() not in _SAME:
            return node
        node = node.object


def _grows(value: Any, handle: str, name: str, ctx: RuleContext) -> bool:
    """Whether a value is the field with something added to it, or multiplied by it."""
    value = _bare(value)
    if value.__class__ is n.Name:
        given = ctx.model.value_of(value)
        value = _bare(given) if given is not None else value
    own = others = 0
    todo = [value]
    while todo:
        part = _bare(todo.pop())
        if part.__class__ is n.Binary and part.op in _GROWING:
            todo += (part.left, part.right)
        elif _is_field(part, handle, name):
            own += 1
        elif any(_is_field(each, handle, name) for each in part.walk()):
            return False  # such as `x - x % 5`
        else:
            others += 1
    return own == 1 and others > 0


def _tests_around(node: n.Node, ctx: RuleContext) -> list[Any]:
    return [each.test for each in ctx.tree.ancestors(node) if isinstance(each, n.If)]


def _asks(test: Any, handle: str, name: str) -> bool:
    return any(_is_field(each, handle, name) for each in test.walk())
