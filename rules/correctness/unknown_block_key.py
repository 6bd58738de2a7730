"""DLG111 unknown-block-key: a key of a block task that Zoho does not have."""

from __future__ import annotations

from deluge_lint.catalog import statements
from deluge_lint.catalog.spelling import misspelt
from deluge_lint.diagnostics import Severity, Span
from deluge_lint.engine.lift import ceiling
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._blocks import task_of
from ._spelling import suggest


class UnknownBlockKey(Rule):
    """A key of `invokeurl`, `invokeapi`, `sendmail`, `sendsms`, `ftp` or `sftp` that Zoho does not have.

    ## What it finds
    A key that Zoho's page of the task does not list: a warning where another key was probably meant, else an
    information, as a page may be behind.

    ## Why it matters
    Zoho refuses to save the script, or the line does nothing: a mail goes out as plain text, a call without
    its connection.
    """

    code = "DLG111"
    name = "unknown-block-key"
    category = "correctness"
    severity = Severity.WARNING
    sources = (
        Source("Deluge: invokeurl", "https://www.zoho.com/deluge/help/deluge-invoke-url.html"),
        Source("Creator: sendmail", "https://www.zoho.com/creator/help/script/fetch-and-email.html"),
        Source("Deluge: invokeapi", "https://www.zoho.com/deluge/help/webhook/invokeapitask.html"),
    )

    examples = (
        Bad('answer = invokeurl\n[\n\turl :address\n\ttype :GET\n\t⟦conection⟧ :"books"\n];\ninfo answer;',
            fixed='answer = invokeurl\n[\n\turl :address\n\ttype :GET\n\tconnection :"books"\n];\n'
            "info answer;"),
        Bad('sendmail\n[\n\tfrom :zoho.adminuserid\n\tto :"ann@example.com"\n\tsubject :"Hello"\n'
            "\tmessage :text\n\t⟦content_type⟧ :HTML\n]"),
        Bad("answer = invokeurl\n[\n\turl :address\n\ttype :GET\n\t⟦retries⟧ :3\n];\ninfo answer;"),
        Good('answer = invokeurl\n[\n\turl :address\n\ttype :GET\n\tconnection :"books"\n];\ninfo answer;'),
        Good('sendmail\n[\n\tfrom :zoho.adminuserid\n\tto :"ann@example.com"\n\treply to :"b@example.com"\n'
             '\tsubject :"Hello"\n\tmessage :text\n\tContent Type :HTML\n]'),
        Good('sendmail\n[\n\tfrom :zoho.adminuserid\n\tto :"ann@example.com"\n\tsubject :"Hello"\n'
             "\tmessage :text\n\tAttachments :template:Order as PDF,file:input.Terms\n"
             "\tcontent type :HTML\n]"),
    )  # fmt: skip

    @handles(n.InvokeUrl, n.InvokeApi, n.SendMail, n.SendSms, n.Ftp)
    def check(self, node: n.BlockTask, ctx: RuleContext) -> None:
        task = task_of(node)
        known = statements.find(task)
        if known is None or not known.keys:
            return
        for entry in node.entries:
            if entry.key not in known.keys:
                self._unknown(entry, task, known, ctx)

    def _unknown(self, entry: n.Entry, task: str, known: statements.Statement, ctx: RuleContext) -> None:
        where = _key_span(entry, ctx)
        written = ctx.tree.source.text[where.start : where.end]
        near = _meant(entry.key, known.keys)
        given = {each.key for each in ctx.tree.parents[entry].entries}  # type: ignore[attr-defined]
        if near and near not in given:
            severity = min(Severity.WARNING, ceiling(known.evidence))
            finding = ctx.report(
                where, f"`{task}` has no key `{written}`", help=f"did you mean `{near}`?", severity=severity
            )
            suggest(finding, where, near)
        else:
            keys = ", ".join(f"`{key}`" for key in known.keys)
            message = f"Zoho's page of `{task}` lists no key `{written[:60]}`"
            ctx.report(where, message, help=f"its keys are {keys}", severity=Severity.INFO)


def _meant(key: str, known: tuple[str, ...]) -> str:
    plain = _plain(key)
    same = next((one for one in known if _plain(one) == plain), "")
    return same or misspelt(key, known)


def _plain(key: str) -> str:
    return "".join(filter(str.isalnum, key))


def _key_span(entry: n.Entry, ctx: RuleContext) -> Span:
    """The words in front of the colon."""
    tokens = ctx.tree.tokens
    last = entry.first
    while last < entry.last and tokens[last + 1] not in (":", "="):
        last += 1
    return ctx.tree.token_span(entry.first, last)
