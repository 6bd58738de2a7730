"""DLG104 assignment-in-condition: a single `=` where two values are compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from deluge_lint.diagnostics import Applicability, Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n


class AssignmentInCondition(Rule):
    """A single `=` in a condition.

    ## What it finds
    `=` instead of `==` in the condition of an `if`, a loop of another language, or `if(condition, a, b)`.

    ## Why it matters
    `=` assigns everywhere else in Deluge; in a condition the operators page lists only `==`. Zoho saves `=`
    and compares, in applications of its own too, so that it is information: every reader has to ask what is
    meant, and no page promises it.

    ## Fix safety
    Safe: nothing can be assigned inside a condition, so a comparison is what is meant.

    ## Options
    - `criteria`: also report `=` in criteria, as in `Orders[ID = order_id]`. Off by default: Zoho's own
      blueprint samples write it, and it compares there.
    """

    code = "DLG104"
    name = "assignment-in-condition"
    category = "correctness"
    severity = Severity.INFO
    preset = "draft"
    options: ClassVar[Mapping[str, Any]] = {"criteria": False}
    sources = (
        Source("Creator: operators", "https://www.zoho.com/creator/newhelp/script/operators.html"),
        Source("Deluge: release notes", "https://www.zoho.com/deluge/help/release-notes.html", "digest"),
    )

    examples = (
        Bad('if(status ⟦=⟧ "Open")\n{\n}', fixed='if(status == "Open")\n{\n}'),
        Bad("if(paid && (total ⟦=⟧ 0))\n{\n}", fixed="if(paid && (total == 0))\n{\n}"),
        Bad('label = if(row.Done ⟦=⟧ true,"yes","no");', fixed='label = if(row.Done == true,"yes","no");'),
        Bad("order = Orders[ID ⟦=⟧ order_id];", options={"criteria": True}),
        Good('if(status == "Open")\n{\n\tstatus = "Closed";\n}'),
        Good("order = Orders[ID = order_id && Paid = true];"),
        Good("if(Orders[ID = order_id].count() > 0)\n{\n}"),
        Good("id = insert into Orders\n[\n\tPaid = true\n];"),
    )

    @handles(n.Binary, names=("=",))
    def check(self, node: n.Binary, ctx: RuleContext) -> None:
        if node.op != "=" or not self._in_condition(node, ctx):
            return
        sign = ctx.tree.token_span(node.op_token)
        finding = ctx.report(sign, "`=` stands where two values are compared", help="write `==`")
        finding.fix("Write `==`", ctx.replace(sign, "=="), Applicability.SAFE)

    def _in_condition(self, node: n.Node, ctx: RuleContext) -> bool:
        """Whether the comparison decides: only logic and parentheses stand between it and its condition."""
        for parent in ctx.tree.ancestors(node):
            kind = parent.__class__
            if kind is n.Fetch:
                return bool(self.settings["criteria"]) and parent.criteria is node  # type: ignore[attr-defined]
            if kind in (n.If, n.While, n.CFor, n.Conditional):
                return parent.test is node  # type: ignore[attr-defined]
            if kind not in (n.Binary, n.Paren, n.Unary):
                return False
            node = parent
        return False
