"""DLG102 unreachable-code: statements that never run."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

_KINDS: dict[type[n.Node], str] = {n.If: "if", n.Try: "try"}


class UnreachableCode(Rule):
    """Statements that never run.

    ## What it finds
    What stands in a block behind `return`, `throw`, `break` or `continue`, and behind an `if` or `try` of
    which every way ends so. The single `return` that Zoho wants at the end of a function is left alone.

    ## Why it matters
    Somebody wrote these lines to have them run. Where they are left over, they mislead whoever reads on.
    """

    code = "DLG102"
    name = "unreachable-code"
    category = "correctness"
    severity = Severity.WARNING
    whole = True
    sources = (
        Source(
            "Deluge: return",
            "https://www.zoho.com/deluge/help/misc-statements/return-statement.html",
            "digest",
        ),
        Source("Deluge: break", "https://www.zoho.com/deluge/help/misc-statements/break.html"),
        Source("Deluge: throw", "https://www.zoho.com/deluge/help/misc-statements/throw.html"),
    )

    examples = (
        Bad("int total(int price)\n{\n\treturn price;\n\t⟦info price;⟧\n}"),
        Bad("for each order in orders\n{\n\tbreak;\n\t⟦info order;\n\ttotal = order;⟧\n}"),
        Bad('string size(int count)\n{\n\tif(count > 9)\n\t{\n\t\treturn "many";\n\t}\n\telse\n\t{\n'
            '\t\treturn "few";\n\t}\n\t⟦info "none";\n\treturn "none";⟧\n}'),
        Good("int total(int price)\n{\n\tif(price == null)\n\t{\n\t\treturn 0;\n\t}\n\treturn price;\n}"),
        Good("for each order in orders\n{\n\tif(order == 1)\n\t{\n\t\tcontinue;\n\t}\n\tinfo order;\n}"),
        Good('string size(int count)\n{\n\tif(count > 9)\n\t{\n\t\treturn "many";\n\t}\n\telse\n\t{\n'
             '\t\treturn "few";\n\t}\n\treturn "";\n}'),
        Good("int total(int price)\n{\n\treturn price;\n\t// info price;\n}"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        for first, last, cause, reason in ctx.model.unreachable:
            span = Span(ctx.tree.span(first).start, ctx.tree.span(last).end)
            if reason == "branches":
                kind = _KINDS.get(cause.__class__, "if")
                message = f"this never runs: every way through the `{kind}` before it ends"
                note = f"this `{kind}`"
            else:
                message, note = f"this never runs: a `{reason}` stands before it", f"this `{reason}`"
            finding = ctx.report(span, message, help="remove it, or move it to where it can run")
            finding.note(ctx.tree.token_span(cause.first), note).tag("unnecessary")
