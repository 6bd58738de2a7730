"""DLG149 loop-variable-reused: an inner loop takes the variable of the loop around it."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n


class LoopVariableReused(Rule):
    """An inner loop with the same variable as a loop around it.

    ## What it finds
    A `for each` inside of another one whose variable has the same name, where the outer variable is read
    after the inner loop. If nobody reads it there, this is information only.

    ## Why it matters
    Deluge knows no variables of a block: after the inner loop the name stands for the last element of the
    inner list. Zoho asks to take a new name for each loop.
    """

    code = "DLG149"
    name = "loop-variable-reused"
    category = "correctness"
    severity = Severity.WARNING
    sources = (
        Source("Creator: modify records", "https://www.zoho.com/creator/help/script/modify-records.html"),
    )

    examples = (
        Bad("for each row in orders\n{\n\tfor each ⟦row⟧ in row.get(\"lines\")\n\t{\n\t\tinfo row;\n\t}\n"
            "\tinfo row.get(\"id\");\n}"),
        Bad("for each row in orders\n{\n\tfor each ⟦row⟧ in lines\n\t{\n\t\tinfo row;\n\t}\n}"),
        Good("for each order in orders\n{\n\tfor each line in lines\n\t{\n\t\tinfo line;\n\t}\n}"),
        Good("for each row in orders\n{\n\tinfo row;\n}\nfor each row in lines\n{\n\tinfo row;\n}"),
    )  # fmt: skip

    @handles(n.ForEach)
    def check(self, node: n.ForEach, ctx: RuleContext) -> None:
        name = node.variable.text
        symbol = ctx.model.body_of(node).symbols.get(name)
        if symbol is None or len(symbol.writes) < 2:
            return
        for outer in ctx.model.loops_around(node):
            if isinstance(outer, n.ForEach) and outer.variable.text == name:
                read = any(node.last < each.first <= outer.last for each in symbol.reads)
                finding = ctx.report(
                    node.variable, f"this loop takes `{name}` from the loop around it",
                    help="give the inner loop a variable of its own",
                    severity=None if read else Severity.INFO,
                )  # fmt: skip
                finding.note(ctx.tree.span(outer.variable), "the outer loop sets it here")
                return
