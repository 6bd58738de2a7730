"""DLG157 try-without-catch: a `try` that nothing follows."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n


class TryWithoutCatch(Rule):
    """A `try` without its `catch`.

    ## What it finds
    A `try` block that no `catch` follows. Between the two nothing but comments may stand.

    ## Why it matters
    Zoho's page knows the two only together: the `catch` block says what happens when a statement of the `try`
    block fails. Without it the script is not saved, or the error is dropped without a word.
    """

    code = "DLG157"
    name = "try-without-catch"
    category = "correctness"
    severity = Severity.WARNING
    sources = (
        Source("Deluge: try catch", "https://www.zoho.com/deluge/help/misc-statements/try-catch.html"),
    )

    examples = (
        Bad("⟦try⟧\n{\n\ttotal = price / count;\n\tinfo total;\n}"),
        Bad('⟦try⟧\n{\n\tinfo 1;\n}\ninfo "between";'),
        Good("try\n{\n\tinfo a / b;\n}\n// counted\ncatch (e)\n{\n\tfailed = failed + 1;\n}"),
    )

    @handles(n.Try)
    def check(self, node: n.Try, ctx: RuleContext) -> None:
        # `finally` is reported as a word of other languages, and a `catch` may stand in what was not read
        if node.catch is None and node.final is None and not ctx.tree.faults:
            ctx.report(
                ctx.tree.token_span(node.first), "nothing catches what fails in this `try`",
                help="put `catch (e) { }` behind it, and say there what happens then",
            )  # fmt: skip
