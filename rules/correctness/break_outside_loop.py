"""DLG155 break-outside-loop: `break` or `continue` that no loop stands around."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n


class BreakOutsideLoop(Rule):
    """`break` or `continue` that no loop stands around.

    ## What it finds
    `break;` and `continue;` outside of every `for each` of their function or script.

    ## Why it matters
    Zoho refuses to save the script: both belong into a loop. Mostly `return` was meant.
    """

    code = "DLG155"
    name = "break-outside-loop"
    category = "correctness"
    severity = Severity.WARNING
    whole = True
    sources = (Source("Deluge: break", "https://www.zoho.com/deluge/help/misc-statements/break.html"),)

    examples = (
        Bad("if(total > 10)\n{\n\t⟦break;⟧\n}"),
        Bad("for each row in rows\n{\n\tinfo row;\n}\n⟦continue;⟧"),
        Good("for each row in rows\n{\n\tif(row == 1)\n\t{\n\t\tbreak;\n\t}\n\tcontinue;\n}"),
    )

    @handles(n.Break, n.Continue)
    def check(self, node: n.Node, ctx: RuleContext) -> None:
        # a loop of another language was reported as such, and stands around it all the same
        if ctx.tree.faults or ctx.model.index.loop_depth(node.first):
            return
        word = ctx.tree.tokens[node.first].lower()
        ctx.report(
            node, f"no loop stands around this `{word}`", help="write `return;` to end the script or function"
        )
