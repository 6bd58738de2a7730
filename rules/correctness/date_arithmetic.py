"""DLG125 date-arithmetic: a number added to a date, or taken from it."""

from __future__ import annotations

from deluge_lint.diagnostics import Applicability, Edit, Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n


class DateArithmetic(Rule):
    """A number added to a date, or taken from it.

    ## What it finds
    `+` and `-` between a value that is proven a date or date-time and one that is proven a number. The
    difference of two dates is fine: it is a number of milliseconds.

    ## Why it matters
    Zoho refuses to save it: the left expression is of type TIMESTAMP, the right one of type BIGINT, and `+`
    is not valid between them. Where it cannot see the types, the script stops when it runs.

    ## Fix safety
    A suggestion only: whether days are meant, a person knows.
    """

    code = "DLG125"
    name = "date-arithmetic"
    category = "correctness"
    severity = Severity.ERROR
    sources = (
        Source("Creator: operators", "https://www.zoho.com/creator/newhelp/script/operators.html"),
        Source("Deluge: error messages", "https://www.zoho.com/deluge/help/error-messages.html"),
    )

    examples = (
        Bad("due = zoho.currentdate ⟦+⟧ 7;\ninfo due;", fixed="due = zoho.currentdate.addDay(7);\ninfo due;"),
        Bad(
            "start = '01-Feb-2026';\ninfo start ⟦-⟧ 30;",
            fixed="start = '01-Feb-2026';\ninfo start.subDay(30);",
        ),
        Good("due = zoho.currentdate.addDay(7);\ninfo due;"),
        Good('info zoho.currentdate + " is today";'),
        Good("days = (zoho.currentdate - zoho.currentdate) / 86400000;\ninfo days;"),
        Good("info start + 7;"),
        Good("info thisapp.dates.addDay(1).length();\ndue = thisapp.dates.addDay(1) + 7;\ninfo due;"),
        Good("due = Dates.addDay(1) + 7;\ninfo due;"),
    )

    @handles(n.Binary, names=("+", "-"))
    def check(self, node: n.Binary, ctx: RuleContext) -> None:
        if node.op not in ("+", "-"):
            return
        # most sums put texts together, and no type has to be looked for
        if isinstance(node.left, n.Text) or isinstance(node.right, n.Text):
            return
        left = ctx.model.type_of(node.left)
        if not left.dated or left.nullable or not ctx.model.type_of(node.right).numeric:
            return
        method = "addDay" if node.op == "+" else "subDay"
        finding = ctx.report(
            ctx.tree.token_span(node.op_token), f"`{node.op}` does not work between a date and a number",
            help=f"use `{method}`, or `addMonth`, `addHour` and their like",
        )  # fmt: skip
        if isinstance(n.unparenthesised(node.right), (n.Number, n.Name)):
            whole, first = ctx.tree.span(node), ctx.tree.span(node.left)
            amount = ctx.text(node.right).strip("()")
            edit = Edit(Span(first.end, whole.end), f".{method}({amount})")
            finding.fix(f"Write `.{method}({amount})`", [edit], Applicability.SUGGESTION)
