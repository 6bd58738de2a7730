"""DLG328 and-or-order: `&&` and `||` without parentheses on the way into Creator or out of it."""

from __future__ import annotations

from typing import Any

from deluge_lint.diagnostics import Applicability, Edit, Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._behaviour import crosses, targets
from ._lift import sound, tell

_AND, _OR = ("&&", "and"), ("||", "or")


class AndOrOrder(Rule):
    """`&&` and `||` without parentheses on the way into Creator or out of it.

    ## What it finds
    A condition that mixes `&&` and `||` without parentheses, in a script that is to be lifted from another
    service to Creator or back. Criteria over a form are left out: no other service takes them.

    ## Why it matters
    Zoho's page of operators gives one order of `&&` and `||` for Creator and another for the other
    services. The condition may come out differently, without a word.

    ## Fix safety
    Outside of Creator `&&` goes first, so that parentheses around it keep the meaning there and make it the
    same everywhere. For a script of Creator the order is not known: `--unsafe-fixes`.
    """

    code = "DLG328"
    name = "and-or-order"
    category = "portability"
    severity = Severity.WARNING
    sources = (Source("Deluge: operators", "https://www.zoho.com/deluge/help/operators.html", "digest"),)

    examples = (
        Bad("if(⟦paid || open && late⟧)\n{\n\tinfo paid;\n}", host="crm", target="creator",
            fixed="if(paid || (open && late))\n{\n\tinfo paid;\n}"),
        Bad("if(⟦a && b || c && d⟧)\n{\n\tinfo a;\n}", host="creator", target="crm",
            fixed="if((a && b) || (c && d))\n{\n\tinfo a;\n}"),
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
        inside: set[n.Node] = set()
        for each in sound(ctx, n.Binary):
            # criteria over a form are written anew elsewhere
            if each.op not in _OR or each in inside or ctx.model.names_fields(each):
                continue
            mixed = _operands(each, inside)
            for place, known in places if mixed else ():
                message = f"`&&` and `||` are taken in another order in {place.title}"
                finding = tell(ctx, place, each, message, known)
                edits = []
                for operand in mixed:
                    start, end = ctx.tree.span(operand)
                    edits += [Edit(Span(start, start), "("), Edit(Span(end, end), ")")]
                level = (
                    Applicability.UNSAFE if ctx.script.host.service in ("", "creator") else Applicability.SAFE
                )
                finding.fix("Put parentheses around each `&&`", edits, level)


def _operands(node: Any, inside: set[n.Node]) -> list[n.Node]:
    """The `&&` operands of a chain of `||`, whose parts are put into ``inside``."""
    found: list[n.Node] = []
    stack: list[Any] = [node]
    while stack:
        part = stack.pop()
        if part.__class__ is not n.Binary:
            continue
        if part.op in _OR:
            inside.add(part)
            stack += (part.right, part.left)
        elif part.op in _AND:
            found.append(part)
    return found
