"""DLG146 constant-condition: a condition that always comes out the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

_AND, _OR = frozenset(("&&", "and")), frozenset(("||", "or"))
_LITERALS = frozenset((n.Text, n.Number, n.Bool, n.Null))
_SAME, _OTHER = frozenset(("==", "is")), frozenset(("!=", "is not"))


class ConstantCondition(Rule):
    """A condition that always comes out the same.

    ## What it finds
    `x != "a" || x != "b"`, which is always true, and `x == "a" && x == "b"`, which never is; a comparison of
    a value with null that is null on every way there. As information only: `true`, `false` or two literals
    as the condition, which is a switch that somebody left, `x != null || x != ""`, because null and
    the empty text are not told apart everywhere, and fields, of which one with several choices equals
    each of them.

    ## Why it matters
    One of the branches never runs. Behind `!=` and `||` mostly `&&` is meant, behind `==` and `&&` mostly
    `||`.
    """

    code = "DLG146"
    name = "constant-condition"
    category = "correctness"
    severity = Severity.WARNING
    sources = (Source("Deluge: operators", "https://www.zoho.com/deluge/help/operators.html", "digest"),)

    examples = (
        Bad('stage = lead.get("Stage");\nif(⟦stage != "Won" || stage != "Lost"⟧)\n{\n\tinfo stage;\n}'),
        Bad("if(⟦count == 1 && count == 2⟧)\n{\n\tinfo count;\n}"),
        Bad("if(⟦1 == 1⟧)\n{\n\tinfo 1;\n}"),
        Bad("found = null;\nif(⟦found == null⟧)\n{\n\tinfo 1;\n}"),
        Bad("if(⟦true⟧)\n{\n\tinfo 1;\n}"),
        Bad('if(⟦name != null || name != ""⟧)\n{\n\tinfo name;\n}'),
        Good('if(stage != "Won" && stage != "Lost")\n{\n\tinfo stage;\n}'),
        Good('if(stage == "Won" || stage == "Lost")\n{\n\tinfo stage;\n}'),
        Good('if(stage != "Won" || city != "Rome")\n{\n\tinfo stage;\n}'),
        Good('if(stage == "Won" && (stage == "Lost" || paid))\n{\n\tinfo stage;\n}'),
        Good("found = null;\nfor each row in rows\n{\n\tif(found == null)\n\t{\n\t\tfound = row;\n\t}\n}"),
        Good("for each index i in {1,2}\n{\n\tinfo i == i + 0;\n}"),
    )

    @handles(n.If, n.Conditional)
    def test(self, node: Any, ctx: RuleContext) -> None:
        test: Any = n.unparenthesised(node.test)
        if test.__class__ is n.Bool:
            outcome = "true" if test.value else "false"
            ctx.report(
                test, f"this condition is always {outcome}",
                help="remove the condition, or take a variable for the switch", severity=Severity.INFO,
            )  # fmt: skip

    @handles(n.Binary)
    def check(self, node: n.Binary, ctx: RuleContext) -> None:
        if node.op in _SAME or node.op in _OTHER:
            self._literals(node, ctx)
        elif node.op in _AND or node.op in _OR:
            ops = _AND if node.op in _AND else _OR
            parent: Any = ctx.tree.parents.get(node)
            while parent.__class__ is n.Paren:
                parent = ctx.tree.parents.get(parent)
            if parent.__class__ is not n.Binary or parent.op not in ops:
                self._chain(node, ops, ctx)

    def _literals(self, node: n.Binary, ctx: RuleContext) -> None:
        left, right = n.unparenthesised(node.left), n.unparenthesised(node.right)
        if left.__class__ is right.__class__ and left.__class__ in _LITERALS:
            outcome = "true" if ctx.model.same(left, right) == (node.op in _SAME) else "false"
            ctx.report(node, f"two literals are compared: this is always {outcome}",
                       help="compare with the value that is meant", severity=Severity.INFO)  # fmt: skip
        elif n.Null in (left.__class__, right.__class__):
            value = right if left.__class__ is n.Null else left
            if ctx.model.is_null(value):
                outcome = "true" if node.op in _SAME else "false"
                finding = ctx.report(
                    node, f"this is always {outcome}: {_named(value, ctx)} is null on every way",
                    help="remove the condition, or give the value before it",
                )  # fmt: skip
                for maker in ctx.model.made_so(value, "null"):
                    if maker.last < node.first:
                        finding.note(ctx.tree.span(maker), "this makes it null, or finds it to be")

    def _chain(self, node: n.Binary, ops: frozenset[str], ctx: RuleContext) -> None:
        """`x != 1 || x != 2`, `x == 1 && x == 2`: two literals for one value in one chain."""
        seen: dict[tuple[str, ...], tuple[Any, Any]] = {}
        for part in _operands(node, ops):
            if part.__class__ is not n.Binary or part.op not in (_SAME if ops is _AND else _OTHER):
                continue
            value, literal = n.unparenthesised(part.left), n.unparenthesised(part.right)
            if value.__class__ in _LITERALS:
                value, literal = literal, value
            if literal.__class__ not in _LITERALS or value.__class__ in _LITERALS:
                continue
            key = tuple(ctx.tree.tokens[value.first : value.last + 1])
            first, other = seen.setdefault(key, (part, literal))
            if first is not part and _differ(other, literal) and ctx.model.is_steady(value):
                self._report(node, ops is _OR, value, (other, literal), ctx)
                return

    def _report(
        self, node: n.Node, outcome: bool, value: Any, pair: tuple[Any, Any], ctx: RuleContext
    ) -> None:
        name = _named(value, ctx)
        if outcome:
            message, meant = f"this is always true: {name} differs from one of the two at least", "&&"
        else:
            message, meant = f"this is never true: {name} cannot be both", "||"
        field = value.__class__ is n.Attribute or ctx.model.names_fields(value)
        empty = any(each.__class__ is n.Text and not each.value for each in pair)
        mild = field or (empty and pair[0].__class__ is not pair[1].__class__)
        ctx.report(node, message, help=f"join the two with `{meant}`, if that is what is meant",
                   severity=Severity.INFO if mild else None)  # fmt: skip


def _named(value: n.Node, ctx: RuleContext) -> str:
    name = ctx.text(value)
    return f"`{name}`" if len(name) <= 40 and "\n" not in name else "the value"


def _operands(node: n.Node, ops: frozenset[str]) -> Iterator[Any]:
    """The operands of a chain, in source order."""
    todo: list[Any] = [node]
    while todo:
        part: Any = n.unparenthesised(todo.pop())
        if part.__class__ is n.Binary and part.op in ops:
            todo += (part.right, part.left)
        else:
            yield part


def _differ(left: Any, right: Any) -> bool:
    """Whether no value equals both; texts that differ in case alone are not told apart everywhere."""
    kinds = {left.__class__, right.__class__}
    if kinds == {n.Text}:
        return bool(left.value.lower() != right.value.lower())
    if kinds == {n.Number}:
        return bool(float(left.text) != float(right.text))
    if kinds == {n.Bool}:
        return bool(left.value != right.value)
    return kinds == {n.Null, n.Text}
