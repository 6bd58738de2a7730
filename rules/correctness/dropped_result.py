"""DLG126 dropped-result: the result of a function that changes nothing is thrown away."""

from __future__ import annotations

from deluge_lint.catalog import builtins
from deluge_lint.diagnostics import Applicability, Edit, Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

_COMPARING = frozenset(("==", "!=", "<", ">", "<=", ">="))
_VALUES = frozenset(("text", "number", "decimal", "numeric", "date", "datetime", "boolean", "time"))


class DroppedResult(Rule):
    """The result of a function that changes nothing is thrown away.

    ## What it finds
    A statement that is nothing but a call such as `name.trim();` or `due.addDay(7);`. Functions of text,
    numbers and dates answer a new value and leave the old one as it is. Also a statement that is nothing but
    a comparison, such as `done == true;`.

    ## Why it matters
    The author believes that the variable has changed. It has not, and nothing says so.

    ## Fix safety
    Assigning the result changes what the script does, to what was meant: `--unsafe-fixes` only.
    """

    code = "DLG126"
    name = "dropped-result"
    category = "correctness"
    severity = Severity.WARNING
    whole = True
    sources = (Source("Deluge: functions", "https://www.zoho.com/deluge/help/functions.html", "digest"),)

    examples = (
        Bad('name = " Ann ";\n⟦name.trim()⟧;\ninfo name;',
            fixed='name = " Ann ";\nname = name.trim();\ninfo name;'),
        Bad("due = zoho.currentdate;\n⟦due.addDay(7)⟧;\ninfo due;",
            fixed="due = zoho.currentdate;\ndue = due.addDay(7);\ninfo due;"),
        Bad("done = false;\n⟦done == true⟧;\ninfo done;"),
        Good('name = " Ann ".trim();\ninfo name;'),
        Good("names = List();\nnames.add(1);\nnames.sort();\ninfo names;"),
        Good("helper.trim();"),
        Good("values.remove(0);"),
    )  # fmt: skip

    @handles(n.ExprStmt)
    def check(self, node: n.ExprStmt, ctx: RuleContext) -> None:
        call = node.value
        if isinstance(call, n.Binary) and call.op in _COMPARING and not ctx.tree.faults:
            ctx.report(
                call, "this compares two values, and nothing is done with the outcome",
                help="write `=` to give a value, or ask in an `if`",
            )  # fmt: skip
            return
        if not isinstance(call, n.MethodCall) or ctx.model.external_effect(call):
            return
        if any(one.mutates or not one.pure for one in builtins.find_method(call.name)):
            return
        base = call.object
        # what is not known to be a value may be a namespace, and the call one of a function in it
        if isinstance(base, n.Attribute) or ctx.model.type_of(base).kind not in _VALUES:
            return
        if not ctx.model.builtins_of(call):
            return
        finding = ctx.report(
            call, f"the result of `{call.name}` is dropped, and the value stays as it is",
            help="assign the result to a variable",
        )  # fmt: skip
        if isinstance(base, n.Name):
            start = ctx.tree.span(node).start
            edit = Edit(Span(start, start), f"{base.text} = ")
            finding.fix(f"Assign it to `{base.text}`", [edit], Applicability.UNSAFE)
