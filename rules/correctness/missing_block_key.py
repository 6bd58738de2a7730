"""DLG115 missing-block-key: a block task without a key that it cannot do without."""

from __future__ import annotations

from deluge_lint.catalog import statements
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._blocks import task_of


class MissingBlockKey(Rule):
    """A block task without a key that it cannot do without.

    ## What it finds
    `invokeurl` without `url`, `invokeapi` without `service` or `path`, `sendmail` without `from`, `to`,
    `subject` or `message`, `sendsms` without `to` or `message`. A block with a key that Zoho does not know is
    left to `unknown-block-key`, which names the key that was meant.

    ## Why it matters
    Zoho refuses to save the script: the page of each task marks these keys as mandatory.
    """

    code = "DLG115"
    name = "missing-block-key"
    category = "correctness"
    severity = Severity.WARNING
    whole = True
    sources = (
        Source("Deluge: invokeurl", "https://www.zoho.com/deluge/help/deluge-invoke-url.html"),
        Source("Creator: sendmail", "https://www.zoho.com/creator/help/script/fetch-and-email.html"),
        Source("Deluge: invokeapi", "https://www.zoho.com/deluge/help/webhook/invokeapitask.html"),
    )

    examples = (
        Bad('answer = ⟦invokeurl⟧\n[\n\ttype :GET\n\tconnection:"crm"\n];\ninfo answer;'),
        Bad('⟦sendmail⟧\n[\n\tfrom :zoho.adminuserid\n\tsubject :"Hello"\n\tmessage :text\n]'),
        Bad('answer = ⟦invokeapi⟧\n[\n\tservice :zohocrm\n\ttype :GET\n];\ninfo answer;'),
        Good("answer = invokeurl\n[\n\turl :address\n];\ninfo answer;"),
        Good('sendmail\n[\n\tfrom :zoho.adminuserid\n\tto :"ann@example.com"\n\tsubject :"Hello"\n'
             "\tmessage :text\n]"),
        Good('sendmail\n[\n\tfrom :zoho.adminuserid\n\tt0 :"ann@example.com"\n\tsubject :"Hello"\n'
             "\tmessage :text\n]"),
    )  # fmt: skip

    @handles(n.InvokeUrl, n.InvokeApi, n.SendMail, n.SendSms)
    def check(self, node: n.BlockTask, ctx: RuleContext) -> None:
        task = task_of(node)
        known = statements.find(task)
        given = {entry.key for entry in node.entries}
        # an empty block, or one that was not read to its end, says nothing of what was left out
        if known is None or not given or given - set(known.keys) or ctx.tree.faults:
            return
        missing = [f"`{key}`" for key in known.required if key not in given]
        if missing:
            words = " and ".join((", ".join(missing[:-1]), missing[-1])) if len(missing) > 1 else missing[0]
            ctx.report(
                ctx.tree.token_span(node.first), f"`{task}` has no {words}, and cannot do without",
                help=f"add {words}",
            )  # fmt: skip
