"""DLG116 invalid-block-entry: an entry of a block task that Zoho does not take."""

from __future__ import annotations

from typing import Any

from deluge_lint.catalog import statements
from deluge_lint.catalog.spelling import misspelt
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._blocks import task_of

_WEB = (n.InvokeUrl, n.InvokeApi)


class InvalidBlockEntry(Rule):
    """An entry of a block task that Zoho does not take.

    ## What it finds
    In `invokeurl` and `invokeapi` a `type` that is no method of HTTP that Zoho knows, and `body` beside
    `parameters`; in all block tasks a key that is given twice.

    ## Why it matters
    Zoho refuses to save the script, or one of the two is lost.
    """

    code = "DLG116"
    name = "invalid-block-entry"
    category = "correctness"
    severity = Severity.WARNING
    sources = (
        Source(
            "Deluge: invokeurl", "https://www.zoho.com/deluge/help/webhook/invokeurl-api-task.html", "digest"
        ),
        Source("Deluge: invokeapi", "https://www.zoho.com/deluge/help/webhook/invokeapitask.html"),
    )

    examples = (
        Bad("answer = invokeurl\n[\n\turl :address\n\t⟦type :FETCH⟧\n];\ninfo answer;"),
        Bad("answer = invokeurl\n[\n\turl :address\n\ttype :POST\n\tbody :text\n\t⟦parameters :values⟧\n];\n"
            "info answer;"),
        Bad('sendmail\n[\n\tfrom :zoho.adminuserid\n\tto :"ann@example.com"\n\t⟦to :"bob@example.com"⟧\n'
            '\tsubject :"Hello"\n\tmessage :text\n]'),
        Good("answer = invokeurl\n[\n\turl :address\n\ttype :PATCH\n\tparameters :values\n];\ninfo answer;"),
        Good("method = \"get\";\nanswer = invokeurl\n[\n\turl :address\n\ttype :method\n];\ninfo answer;"),
    )  # fmt: skip

    @handles(n.InvokeUrl, n.InvokeApi, n.SendMail, n.SendSms, n.Ftp)
    def check(self, node: n.BlockTask, ctx: RuleContext) -> None:
        task = task_of(node)
        given: dict[str, n.Entry] = {}
        for entry in node.entries:
            before = given.setdefault(entry.key, entry)
            if before is not entry:
                finding = ctx.report(
                    entry, f"`{task}` is given `{entry.key}` twice", help="keep one of the two"
                )
                finding.note(ctx.tree.span(before), "the first one")
        if isinstance(node, _WEB):
            self._web(task, given, ctx)

    def _web(self, task: str, given: dict[str, n.Entry], ctx: RuleContext) -> None:
        if "body" in given and "parameters" in given:
            later = max(given["body"], given["parameters"], key=lambda entry: entry.first)
            ctx.report(
                later, f"`{task}` takes `body` or `parameters`, not both",
                help="put everything into one of the two",
            )  # fmt: skip
        known = statements.find(task)
        methods = known.values.get("type", ()) if known is not None else ()
        method = _word(given["type"], ctx) if "type" in given else ""
        if method and methods and method.upper() not in methods:
            near = misspelt(method.upper(), methods)
            help = f"did you mean `{near}`?" if near else f"its methods are {', '.join(methods)}"
            ctx.report(given["type"], f"`{task}` knows no method `{method[:20]}`", help=help)


def _word(entry: n.Entry, ctx: RuleContext) -> str:
    """The bare word or text of an entry; empty for a variable and all that is computed."""
    value: Any = n.unparenthesised(entry.values[0]) if len(entry.values) == 1 else None
    if isinstance(value, n.Text):
        return value.value
    if not isinstance(value, n.Name):
        return ""
    symbol = ctx.model.body_of(entry).symbols.get(value.text)
    return "" if symbol is not None and symbol.defined else value.text
