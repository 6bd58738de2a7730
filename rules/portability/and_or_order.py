"""DLG328 and-or-order: `&&` and `||` without parentheses on the way into Creator or out of it."""

from __future__ import annotations

from deluge_lint.diagnostics import Applicability, Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.semantics.logic import mixed, parenthesised
from deluge_lint.syntax import nodes as n

from ._behaviour import crosses, targets
from ._lift import sound, tell


class AndOrOrder(Rule):
    """`&&` and `||` without parentheses on the way into Creator or out of it.

    ## What it finds
    A condition that mixes `&&` and `||` without parentheses, in a script that is to be lifted from another
    service to Creator or back. Criteria over a form are left out: no other service takes them.

    ## Why it matters
    In all services but Creator `&&` goes before `||`, in Creator `||` before `&&`, by Zoho's page. The lifted
    condition decides otherwise, without a word.

    ## Fix safety
    The fix puts parentheses around what belongs together where the script stands, which keeps the meaning
    there and makes it the same everywhere. Where the service is not known, or guessed, it takes
    `--unsafe-fixes`.
    """

    code = "DLG328"
    name = "and-or-order"
    category = "portability"
    severity = Severity.WARNING
    for_targets = True
    sources = (
        Source(
            "Creator: logical operators",
            "https://www.zoho.com/creator/newhelp/script/operators/logical-operators.html",
        ),
    )

    examples = (
        Bad("if(⟦paid || open && late⟧)\n{\n\tinfo paid;\n}", host="crm", target="creator",
            fixed="if(paid || (open && late))\n{\n\tinfo paid;\n}"),
        Bad("if(⟦a && b || c && d⟧)\n{\n\tinfo a;\n}", host="creator", target="crm",
            fixed="if(a && (b || c) && d)\n{\n\tinfo a;\n}"),
        Good("if(paid || (open && late))\n{\n\tinfo paid;\n}", host="crm", target="creator"),
        Good('orders = Orders[Status == "Open" || Paid && Total > 0];\ninfo orders;',
             host="creator", target="crm"),
        Good("if(paid && open && late)\n{\n\tinfo paid;\n}", host="crm", target="creator"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        places = [(place, known) for place, known in targets(ctx, "and or order") if crosses(ctx, place)]
        if not places:
            return
        host = ctx.script.host
        sure = host.service and host.confidence != "guessed"
        for each in sound(ctx, n.Binary):
            operands = mixed(each, ctx.tree)
            # criteria over a form are written anew elsewhere
            if not operands or ctx.model.names_fields(each):
                continue
            for place, known in places:
                message = f"`&&` and `||` are taken in another order in {place.title}"
                finding = tell(ctx, place, each, message, known)
                level = Applicability.SAFE if sure else Applicability.UNSAFE
                title = f"Put parentheses around each `{operands[0].op}`"
                finding.fix(title, parenthesised(operands, ctx.tree), level)
