"""DLG154 nullable-result: a method behind a built-in that may answer null."""

from __future__ import annotations

from typing import Any

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

#: `get` has rules of its own.
_ELSEWHERE = frozenset(("get", "getjson"))


class NullableResult(Rule):
    """A method behind a built-in that may answer null.

    ## What it finds
    A method right behind `getPrefix`, `getSuffix` and the other built-ins that answer null where there is
    nothing to answer, unless the script asks in the same statement or an `if` around it whether the text is
    there. `get` is left to `unguarded-chained-get`.

    ## Why it matters
    A method of null stops the script, in the one record that lacks the separator.
    """

    code = "DLG154"
    name = "nullable-result"
    category = "correctness"
    severity = Severity.INFO
    sources = (
        Source("Deluge: getPrefix", "https://www.zoho.com/deluge/help/functions/string/getprefix.html"),
    )

    examples = (
        Bad('info mail.getSuffix("@").⟦toLowerCase⟧();'),
        Bad('parts = mail.getPrefix("@").⟦toList⟧(".");\ninfo parts;'),
        Good('if(mail.contains("@"))\n{\n\tinfo mail.getSuffix("@").toLowerCase();\n}'),
        Good('info ifnull(mail.getSuffix("@"),"").toLowerCase();'),
        Good('host = mail.getSuffix("@");\nif(host != null)\n{\n\tinfo host.toLowerCase();\n}'),
    )

    @handles(n.MethodCall)
    def check(self, node: n.MethodCall, ctx: RuleContext) -> None:
        inner: Any = n.unparenthesised(node.object)
        if inner.__class__ is not n.MethodCall or inner.name.lower() in _ELSEWHERE:
            return
        model = ctx.model
        found = model.builtins_of(inner)
        if not found or not all(one.nullable for one in found) or not model.fails_on_null(node):
            return
        if model.tries_around(node) or _asked(inner, ctx):
            return
        ctx.report(
            ctx.tree.token_span(node.name_token),
            f"`{inner.name}` answers null where there is nothing to find, and `{node.name}` then fails",
            help="ask with `contains` first, or give a default with `ifnull`",
        )


def _asked(call: n.MethodCall, ctx: RuleContext) -> bool:
    """Whether a condition around ``call``, or beside it, speaks of the value that it is called on."""
    words = {each.text for each in call.object.walk() if isinstance(each, n.Name)}
    for parent in ctx.tree.ancestors(call):
        if isinstance(parent, (n.If, n.Conditional)):
            tested: n.Node = parent.test
        elif isinstance(parent, n.Binary) and parent.op in ("&&", "||", "and", "or"):
            tested = parent.left
        else:
            continue
        if any(isinstance(each, n.Name) and each.text in words for each in tested.walk()):
            return True
    return False
