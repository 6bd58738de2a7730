"""DLG326 system-variable-meaning: a variable of Zoho's that holds something else in the other service."""

from __future__ import annotations

from typing import Any

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._behaviour import targets
from ._lift import sound, tell


class SystemVariableMeaning(Rule):
    """A variable of Zoho's that holds something else in the other service.

    ## What it finds
    `zoho.loginuser`, `zoho.loginuserid` and their kin, once a function, in a script that is to be lifted
    between Zoho CRM and Creator. In Creator they are a name and an e-mail address; in CRM, by reports, an
    e-mail address and the id of a record.

    ## Why it matters
    No compiler warns of it: the lifted script writes an address where an id is wanted, or finds nobody.
    """

    code = "DLG326"
    name = "system-variable-meaning"
    category = "portability"
    severity = Severity.INFO
    sources = (
        Source(
            "Creator: system variables",
            "https://www.zoho.com/creator/newhelp/script/deluge-system-variables.html",
        ),
    )

    examples = (
        Bad('values = Map();\nvalues.put("Owner",⟦zoho.loginuserid⟧);\ninfo values;',
            host="crm", target="creator"),
        Bad("info ⟦zoho.loginuser⟧;", host="creator", target="crm"),
        Good("info zoho.loginuserid;", host="crm"),
        Good("info zoho.loginuserid;", host="crm", target="desk"),
        Good("info zoho.currentdate;", host="crm", target="creator"),
        Good("sendmail\n[\n\tfrom :zoho.loginuserid\n\tto :\"a@example.com\"\n\tsubject :\"A\"\n"
             "\tmessage :\"B\"\n];", host="crm", target="creator"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        if not any(not place.own for place in ctx.places):
            return
        # as the sender of a mail it is the address in every service
        senders = {
            id(part)
            for mail in ctx.model.of(n.SendMail)
            for entry in mail.entries if entry.key in ("from", "to", "cc", "bcc", "reply to")
            for value in entry.values for part in value.walk()
        }  # fmt: skip
        seen: set[tuple[Any, str]] = set()
        for attribute in sound(ctx, n.Attribute):
            name = n.dotted_name(attribute).lower()
            if not name.startswith("zoho.") or id(attribute) in senders:
                continue
            if (key := (ctx.model.body_of(attribute), name)) in seen:
                continue
            seen.add(key)
            for place, known in targets(ctx, name):
                if {ctx.script.host.service, place.service} == {"crm", "creator"}:
                    tell(ctx, place, attribute, f"`{name}` holds something else in {place.title}", known)
