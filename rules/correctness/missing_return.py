"""DLG142 missing-return: a function that is to return a value and may end without one."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n


class MissingReturn(Rule):
    """A function that is to return a value and may end without one.

    ## What it finds
    A function whose header names another type than `void`, and which has no `return` at all, or comes to its
    closing brace on some way without one.

    ## Why it matters
    Zoho refuses to save it.
    """

    code = "DLG142"
    name = "missing-return"
    category = "correctness"
    severity = Severity.WARNING
    needs = (n.Function,)
    sources = (
        Source("Deluge: error messages", "https://www.zoho.com/deluge/help/error-messages.html", "digest"),
        Source(
            "Deluge: return", "https://www.zoho.com/deluge/help/misc-statements/return-statement.html",
            "digest",
        ),
    )  # fmt: skip

    examples = (
        Bad("int ⟦total⟧(int price)\n{\n\tinfo price * 2;\n}"),
        Bad("int ⟦total⟧(int price)\n{\n\tif(price > 0)\n\t{\n\t\treturn price * 2;\n\t}\n}"),
        Good("int total(int price)\n{\n\tif(price > 0)\n\t{\n\t\treturn price * 2;\n\t}\n\treturn 0;\n}"),
        Good("int total(int price)\n{\n\tif(price > 0)\n\t{\n\t\treturn price * 2;\n\t}\n\telse\n\t{\n"
             '\t\tthrow "no price";\n\t}\n}'),
        Good("void total(int price)\n{\n\tinfo price * 2;\n}"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        for function in ctx.model.runs_off:
            kind = function.returns.name
            if kind.lower() == "void" or not function.body.body:
                continue
            returns = ctx.model.index.within(n.Return, function.body)
            what = "may end without a" if returns else "has no"
            ctx.report(
                ctx.tree.token_span(function.name_token),
                f"`{function.name}` is to return {_article(kind)} `{kind}` and {what} `return`",
                help="return a value at the end, or declare the function as `void`",
            )


def _article(kind: str) -> str:
    return "an" if kind[:1].lower() in "aeiou" else "a"
