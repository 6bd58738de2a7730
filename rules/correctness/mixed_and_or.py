"""DLG106 mixed-and-or: `&&` and `||` side by side without parentheses."""

from __future__ import annotations

from deluge_lint.diagnostics import Applicability, Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.semantics.logic import mixed, parenthesised
from deluge_lint.syntax import nodes as n


class MixedAndOr(Rule):
    """`&&` and `||` in one condition without parentheses.

    ## What it finds
    An `||` with an `&&` beside it that no parentheses hold together, in conditions. Scripts of
    Creator are left out: it takes off parentheses that its order makes needless whenever it saves a script.

    ## Why it matters
    Zoho's page puts AND before OR in all services but Creator, where OR goes before AND. The same line
    decides otherwise once it is moved to another service, and few readers are sure what it means where it is.

    ## Fix safety
    The fix writes down the order AND before OR. It is safe where the script is known to run outside Creator,
    and unsafe elsewhere: look at what is meant before you apply it.
    """

    code = "DLG106"
    name = "mixed-and-or"
    words = ("||", "or")
    category = "correctness"
    severity = Severity.WARNING
    sources = (
        Source(
            "Creator: logical operators",
            "https://www.zoho.com/creator/newhelp/script/operators/logical-operators.html",
        ),
        Source("Creator: framework 5", "https://www.zoho.com/deluge/help/old-to-new-framework.html"),
    )

    examples = (
        Bad("if(⟦a || b && c⟧)\n{\n}", fixed="if(a || (b && c))\n{\n}", host="crm"),
        Bad("if(⟦a && b || c && d || e⟧)\n{\n}", fixed="if((a && b) || (c && d) || e)\n{\n}", host="crm"),
        Bad("late = ⟦paid == true || open == true && total > 5⟧;\ninfo late;"),
        Bad("if(x && (⟦a || b && c⟧))\n{\n}"),
        Good("if(a || b && c)\n{\n}", host="creator"),
        Good("if((a && b) || c)\n{\n}"),
        Good("if(a && (b || c) && d)\n{\n}"),
        Good("if(a || b || c)\n{\n}"),
        Good('info "a || b && c";'),
    )

    @handles(n.Binary, names=("&&", "||", "and", "or"))
    def check(self, node: n.Binary, ctx: RuleContext) -> None:
        host = ctx.script.host
        operands = mixed(node, ctx.tree)
        if not operands or host.service == "creator":
            return
        finding = ctx.report(
            node, "`&&` and `||` are mixed without parentheses",
            help="put parentheses around what belongs together",
        )  # fmt: skip
        sure = host.service and host.confidence != "guessed"
        applicability = Applicability.SAFE if sure else Applicability.UNSAFE
        finding.fix("Put parentheses around each `&&`", parenthesised(operands, ctx.tree), applicability)
