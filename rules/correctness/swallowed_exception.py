"""DLG101 swallowed-exception: a `catch` that lets nobody know."""

from __future__ import annotations

from typing import Any

from deluge_lint.catalog import builtins
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n


class SwallowedException(Rule):
    """A `catch` that lets nobody know.

    ## What it finds
    A `catch` block without a statement and, as information, one that prints with `info` and does nothing
    else, or one whose `try` only computes values. A block that returns, throws, assigns, writes, sends or
    calls a function is left alone, and so is an empty one whose comment says why.

    ## Why it matters
    The script goes on as if all were well. The output of `info` can be read by administrators who look
    for it, in the log of that run, for as long as Zoho keeps it; nobody is told.
    """

    code = "DLG101"
    name = "swallowed-exception"
    category = "correctness"
    severity = Severity.WARNING
    sources = (
        Source("Deluge: try catch", "https://www.zoho.com/deluge/help/misc-statements/try-catch.html"),
    )

    examples = (
        Bad("try\n{\n\ttotal = price / count;\n}\n⟦catch⟧ (e)\n{\n}\ninfo total;"),
        Bad('try\n{\n\tzoho.crm.updateRecord("Leads",id,values);\n}\n⟦catch⟧ (e)\n{\n\t'
            'info "failed: " + e.message;\n}'),
        Bad("try\n{\n\tsave();\n}\n⟦catch⟧ (e)\n{\n\t// info e;\n}"),
        Bad("try\n{\n\tthisapp.orders.save();\n}\n⟦catch⟧ (e)\n{\n\tif(debug)\n\t{\n\t\tinfo e;\n\t}\n}"),
        Good("try\n{\n\ttotal = price / count;\n}\ncatch (e)\n{\n\ttotal = 0;\n}\ninfo total;"),
        Good("try\n{\n\tsave();\n}\ncatch (e)\n{\n\tinfo e;\n\treturn false;\n}"),
        Good("try\n{\n\tsave();\n}\ncatch (e)\n{\n\tsendmail\n\t[\n\t\tfrom :zoho.adminuserid\n\t\t"
             "to :zoho.adminuserid\n"
             "\t\tsubject :\"failed\"\n\t\tmessage :e.message\n\t];\n}"),
        Good("try\n{\n\tsave();\n}\ncatch (e)\n{\n\t// a lead without owner has nothing to save\n}"),
        Good("try\n{\n\tsave();\n}\ncatch (e)\n{\n\tproblems.add(e.message);\n}"),
    )  # fmt: skip

    @handles(n.Catch)
    def check(self, node: n.Catch, ctx: RuleContext) -> None:
        prints = _prints(node.body)
        if prints is None or (not prints and _explained(node, ctx)):
            return
        keyword = ctx.tree.token_span(node.first)
        if prints:
            ctx.report(
                keyword, "the error is printed with `info` and then forgotten",
                help="return or throw, or tell somebody: a mail, a record, an alert", severity=Severity.INFO,
            )  # fmt: skip
        else:
            ctx.report(
                keyword, "the error is dropped: nothing happens in this `catch`",
                help="handle the error, or write into the block why it does not matter",
                severity=None if _tries_much(node, ctx) else Severity.INFO,
            )  # fmt: skip


def _prints(block: n.Block) -> bool | None:
    """Whether a block does nothing but print; ``None`` when it does more."""
    found = False
    todo: list[Any] = list(block.body)
    while todo:
        statement = todo.pop()
        if isinstance(statement, n.Info):
            if any(_acts(each) for each in statement.walk()):
                return None
            found = True
        elif isinstance(statement, n.If):
            todo += statement.body.body
            orelse: Any = statement.orelse
            if orelse is not None:
                todo += orelse.body if isinstance(orelse, n.Block) else [orelse]
        elif not isinstance(statement, n.EmptyStmt):
            return None
    return found


def _acts(node: n.Node) -> bool:
    """Whether a value is computed by more than built-ins."""
    if isinstance(node, n.Call):
        return not builtins.find_function(node.function.text)
    if isinstance(node, n.MethodCall):
        return not builtins.find_method(node.name)
    return isinstance(node, (n.BlockTask, n.Fetch))


def _tries_much(node: n.Catch, ctx: RuleContext) -> bool:
    """Whether the ``try`` does more than to compute values."""
    block = ctx.tree.parents[node].body  # type: ignore[attr-defined]
    return any(_acts(each) or ctx.model.external_effect(each) for each in block.walk())


def _explained(node: n.Catch, ctx: RuleContext) -> bool:
    """Whether a comment in the block says something that is no code."""
    start, end = ctx.tree.span(node)
    for comment in ctx.tree.comments:
        if start <= comment.span.start < end:
            words = comment.text.strip("/* \t\r\n")
            if words and words[-1] not in ";{}()" and len(words.split()) > 1:
                return True
    return False
