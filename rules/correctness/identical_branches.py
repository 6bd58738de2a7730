"""DLG147 identical-branches: `if` and `else` do the same."""

from __future__ import annotations

from typing import Any

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, handles
from deluge_lint.syntax import nodes as n

#: Two branches with so few tokens are alike by chance: `return null;`.
_FEW = 4


class IdenticalBranches(Rule):
    """An `if` whose `else` does the same.

    ## What it finds
    A chain of `if`, `else if` and `else` in which all branches hold the same statements. Pages are left
    alone: their branches hold HTML, too.

    ## Why it matters
    The condition decides nothing. Mostly one branch was copied and then forgotten.
    """

    code = "DLG147"
    name = "identical-branches"
    category = "correctness"
    severity = Severity.INFO

    examples = (
        Bad('⟦if⟧(city == "Rome")\n{\n\ttotal = price;\n}\nelse\n{\n\ttotal = price;\n}\ninfo total;'),
        Bad("⟦if⟧(a)\n{\n\tinfo total + 1;\n}\nelse if(b)\n{\n\tinfo total + 1;\n}\n"
            "else\n{\n\tinfo total + 1;\n}"),
        Good("if(a)\n{\n\tinfo total + 1;\n}\nelse if(b)\n{\n\tinfo total + 1;\n}\n"
             "else\n{\n\tinfo total + 2;\n}"),
        Good("if(a)\n{\n}\nelse\n{\n}"),
        Good("if(a)\n{\n\tb = total + 1;\n}\nelse\n{\n\tb = total + 1;\n}\ninfo b;", host="creator.page"),
        Good("if(a)\n{\n\tinfo total + 1;\n}\nelse if(b)\n{\n\tinfo total + 1;\n}"),
    )  # fmt: skip

    @handles(n.If)
    def check(self, node: n.If, ctx: RuleContext) -> None:
        parent: Any = ctx.tree.parents.get(node)
        if isinstance(parent, n.If) or node.orelse is None:
            return
        if ctx.script.host.context == "page":
            return  # the HTML that stands between the pieces of a page is in no branch
        tokens = ctx.tree.tokens
        body = tokens[node.body.first : node.body.last + 1]
        branch: Any = node.orelse
        while isinstance(branch, n.If):
            if tokens[branch.body.first : branch.body.last + 1] != body:
                return
            branch = branch.orelse
        if branch is None or len(body) < _FEW + 2 or tokens[branch.first : branch.last + 1] != body:
            return
        ctx.report(
            ctx.tree.token_span(node.first), "all branches of this `if` do the same",
            help="keep the statements alone, or let the branches differ",
        )  # fmt: skip
