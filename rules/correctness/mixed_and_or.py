"""DLG106 mixed-and-or: `&&` and `||` side by side without parentheses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from deluge_lint.diagnostics import Applicability, Edit, Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

_OR, _AND = frozenset({"||", "or"}), frozenset({"&&", "and"})


class MixedAndOr(Rule):
    """`&&` and `||` in one condition without parentheses.

    ## What it finds
    An `||` with an `&&` beside it that no parentheses hold together, in conditions and criteria.

    ## Why it matters
    The operators page puts AND before OR, and gives another order for Creator. The same line may decide
    otherwise once it is moved to another service, and few readers are sure what it means where it is.

    ## Fix safety
    The fix writes down the order AND before OR. It is safe where the script is known to run outside Creator,
    and unsafe elsewhere: look at what is meant before you apply it.
    """

    code = "DLG106"
    name = "mixed-and-or"
    category = "correctness"
    severity = Severity.WARNING
    sources = (Source("Deluge: operators", "https://www.zoho.com/deluge/help/operators.html", "digest"),)

    examples = (
        Bad("if(⟦a || b && c⟧)\n{\n}", fixed="if(a || (b && c))\n{\n}", host="crm"),
        Bad("if(⟦a && b || c && d || e⟧)\n{\n}", fixed="if((a && b) || (c && d) || e)\n{\n}", host="crm"),
        Bad("orders = Orders[⟦Paid == true || Open == true && Total > 5⟧];"),
        Bad("if(x && (⟦a || b && c⟧))\n{\n}"),
        Good("if((a && b) || c)\n{\n}"),
        Good("if(a && (b || c) && d)\n{\n}"),
        Good("if(a || b || c)\n{\n}"),
        Good('info "a || b && c";'),
    )

    def __init__(self, options: Mapping[str, Any] | None = None) -> None:
        super().__init__(options)
        self._inside: set[n.Node] = set()

    @handles(n.Binary)
    def check(self, node: n.Binary, ctx: RuleContext) -> None:
        # parents come first, so the outermost `||` of a chain is met before those inside it
        if node.op not in _OR or node in self._inside:
            return
        mixed = list(self._operands(node))
        if not mixed:
            return
        finding = ctx.report(
            node, "`&&` and `||` are mixed without parentheses",
            help="put parentheses around what belongs together",
        )  # fmt: skip
        edits = []
        for operand in mixed:
            start, end = ctx.tree.span(operand)
            edits += [Edit(Span(start, start), "("), Edit(Span(end, end), ")")]
        host = ctx.script.host
        sure = host.service not in ("", "creator") and host.confidence != "guessed"
        applicability = Applicability.SAFE if sure else Applicability.UNSAFE
        finding.fix("Put parentheses around each `&&`", edits, applicability)

    def _operands(self, node: n.Binary) -> Iterator[n.Binary]:
        """The `&&` operands of a chain of `||`, in source order."""
        stack: list[n.Node] = [node]
        while stack:
            part = stack.pop()
            if not isinstance(part, n.Binary):
                continue
            if part.op in _OR:
                self._inside.add(part)
                stack += (part.right, part.left)
            elif part.op in _AND:
                yield part
