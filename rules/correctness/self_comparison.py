"""DLG144 self-comparison: a value is compared with itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, handles
from deluge_lint.syntax import nodes as n

_COMPARES = frozenset(("==", "!=", "<", ">", "<=", ">=", "is", "is not", "="))
_JOINS = {"&&": "&&", "and": "&&", "||": "||", "or": "||"}


class SelfComparison(Rule):
    """A value that is compared with itself, or a condition that stands twice in one chain.

    ## What it finds
    `x == x` and the like, and a condition that stands twice between `&&` or twice between `||`.
    Criteria are left alone: there the left word is a field and the right one may be a variable.

    ## Why it matters
    The outcome is always the same, or the second condition adds nothing. Mostly one of the two was to be
    something else.
    """

    code = "DLG144"
    name = "self-comparison"
    category = "correctness"
    severity = Severity.WARNING

    examples = (
        Bad("if(⟦total == total⟧)\n{\n\tinfo total;\n}"),
        Bad('if(⟦lead.get("City") != lead.get("City")⟧)\n{\n\tinfo lead;\n}'),
        Bad('if(stage == "Won" || ⟦stage == "Won"⟧)\n{\n\tinfo stage;\n}'),
        Bad("if(a != null && b != null && ⟦a != null⟧)\n{\n\tinfo a + b;\n}"),
        Good("if(total == old_total)\n{\n\tinfo total;\n}"),
        Good("rows = Orders[Status == Status && Total > 0];\ninfo rows.count(ID);"),
        Good("if(randomNumber(1,6) == randomNumber(1,6))\n{\n\tinfo 1;\n}"),
        Good('if(stage == "Won" || stage == "won")\n{\n\tinfo stage;\n}'),
    )

    @handles(n.Binary)
    def check(self, node: n.Binary, ctx: RuleContext) -> None:
        model = ctx.model
        if model.names_fields(node):
            return
        if node.op in _COMPARES:
            if model.same(node.left, node.right) and _varies(node.left) and model.is_steady(node.left):
                ctx.report(
                    node, f"both sides of `{node.op}` are the same",
                    help="compare with the other value that is meant, or remove the condition",
                )  # fmt: skip
        elif node.op in _JOINS:
            self._chain(node, ctx)

    def _chain(self, node: n.Binary, ctx: RuleContext) -> None:
        op = _JOINS[node.op]
        if _JOINS.get(getattr(ctx.tree.parents.get(node), "op", ""), "") == op:
            return  # the whole chain is looked at once
        seen: dict[tuple[str, ...], list[n.Node]] = {}
        for part in _operands(node, op):
            seen.setdefault(tuple(ctx.tree.tokens[part.first : part.last + 1]), []).append(part)
        for same in seen.values():
            if len(same) > 1 and ctx.model.is_steady(same[0]):
                times = "twice" if len(same) == 2 else f"{len(same)} times"
                finding = ctx.report(
                    same[1], f"this condition stands {times} between `{op}`",
                    help="write the other condition that is meant, or remove this one",
                )  # fmt: skip
                finding.note(ctx.tree.span(same[0]), "it stands here already")


def _operands(node: n.Node, op: str) -> Iterator[Any]:
    """The operands of a chain, in source order."""
    todo: list[Any] = [node]
    while todo:
        part = n.unparenthesised(todo.pop())
        if part.__class__ is n.Binary and _JOINS.get(part.op) == op:
            todo += (part.right, part.left)
        else:
            yield part


def _varies(node: n.Node) -> bool:
    """Whether there is a variable in it: `1 == 1` is a constant condition."""
    return any(each.__class__ is n.Name for each in node.walk())
