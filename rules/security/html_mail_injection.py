"""DLG404 html-mail-injection: text from outside in the HTML of a mail."""

from __future__ import annotations

import re
from typing import Any

from deluge_lint.catalog import data_flow
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._trails import OPTIONS, described, looks, note, severity, trail_of

_TAG = re.compile(r"</?[A-Za-z][^>]*>")


class HtmlMailInjection(Rule):
    """Text from outside that becomes part of the HTML of a mail.

    ## What it finds
    A `message` of `sendmail` that is put together from tags and what somebody else chooses: a request, or a
    parameter of a function that can be called from outside. What a form, a record, a service or
    another function gives is left alone.

    ## Why it matters
    Whoever chooses the value can put links, pictures and forms of his own into a mail that comes from you.

    ## Options
    `from-records` also reports, as information, what forms, records, services and other functions give.
    """

    code = "DLG404"
    name = "html-mail-injection"
    category = "security"
    severity = Severity.WARNING
    options = OPTIONS
    sources = (Source("Creator: send mail", "https://www.zoho.com/creator/help/script/fetch-and-email.html"),)

    examples = (
        Bad('void standalone.welcome(string name)\n{\n\tsendmail\n\t[\n\t\tfrom :zoho.adminuserid\n'
            '\t\tto :zoho.adminuserid\n\t\tsubject :"Hello"\n'
            '\t\tmessage :⟦"<b>Hello " + name + "</b>"⟧\n\t]\n}'),
        Good('void standalone.welcome(string name)\n{\n\tsendmail\n\t[\n\t\tfrom :zoho.adminuserid\n'
             '\t\tto :zoho.adminuserid\n\t\tsubject :"Welcome"\n\t\tmessage :"Hello " + name\n\t]\n}'),
        Good('void standalone.welcome(string name)\n{\n\tsafe = name.replaceAll("<","&lt;");\n'
             '\tsendmail\n\t[\n\t\tfrom :zoho.adminuserid\n\t\tto :zoho.adminuserid\n\t\tsubject :"Welcome"\n'
             '\t\tmessage :"<b>Hello " + safe + "</b>"\n\t]\n}'),
    )  # fmt: skip

    @handles(n.SendMail)
    def check(self, node: n.SendMail, ctx: RuleContext) -> None:
        for entry in node.entries:
            if data_flow.held_by_entry("sendmail", entry.key) != "html" or not entry.values:
                continue
            if not looks(node, ctx, self.settings):
                return
            pieces: list[Any] = ctx.model.text_pieces(entry.values[0])
            texts = [each.value for each in pieces if each.__class__ is n.Text]
            if len(texts) == len(pieces) or not any(map(_TAG.search, texts)):
                continue
            trail = trail_of(entry.values[0], "html", ctx, self.settings)
            if trail is not None:
                finding = ctx.report(
                    entry.values[0], f"{described(trail)} becomes part of the HTML of this mail",
                    help="replace `<` and `>` in it, or let through only what you expect",
                    severity=severity(trail),
                )  # fmt: skip
                note(finding, trail, ctx)
