"""DLG326 system-variable-meaning: a variable of Zoho's that may hold something else in the other service."""

from __future__ import annotations

import re
from typing import Any

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._behaviour import targets
from ._lift import sound, tell

_ADDRESSES = ("from", "to", "cc", "bcc", "reply to")
#: How far in front of the value the word may stand: `(Email:starts_with:`.
_NEAR = 24
_COMPARISONS = ("==", "!=", "=")
_MAIL = re.compile("mail", re.IGNORECASE)


class SystemVariableMeaning(Rule):
    """A variable of Zoho's that may hold something else in the other service.

    ## What it finds
    `zoho.loginuser`, `zoho.loginuserid` and their kin, once a function, in a script that is to be lifted
    between Zoho CRM and Creator. Zoho's page of the variables calls them a name and an e-mail address in
    every service, and scripts of CRM look users up by them so; others report that they are an address and
    the id of a record there. What the script itself takes for an e-mail address is left out, and so are
    names that are shown or stored and compared with nothing, and criteria over a form, which no other
    service takes.

    ## Why it matters
    No compiler warns of it: the lifted script writes an address where an id is wanted, or finds nobody.
    """

    code = "DLG326"
    name = "system-variable-meaning"
    category = "portability"
    severity = Severity.INFO
    for_targets = True
    sources = (Source("Deluge: system variables", "https://zoho.com/deluge/help/system-variables.html"),)

    examples = (
        Bad('values = Map();\nvalues.put("Owner",⟦zoho.loginuserid⟧);\ninfo values;',
            host="crm", target="creator"),
        Bad("if(⟦zoho.loginuser⟧ == name)\n{\n\tinfo name;\n}", host="creator", target="crm"),
        Good("info zoho.loginuserid;", host="crm"),
        Good('values = Map();\nvalues.put("Owner",zoho.loginuserid);\ninfo values;',
             host="crm", target="desk"),
        Good("info zoho.currentdate;", host="crm", target="creator"),
        Good('if(user.get("email") == zoho.loginuserid)\n{\n\tinfo user;\n}', host="crm", target="creator"),
        Good("if(zoho.loginuserid != zoho.adminuserid)\n{\n\tinfo 1;\n}", host="crm", target="creator"),
        Good("input.Email = zoho.loginuserid;", host="creator.form.on_load", target="crm"),
        Good('me = zoho.loginuserid;\nif(me != null)\n{\n'
             '\tinfo zoho.crm.searchRecords("Contacts","(Email:equals:" + me + ")",1,200,Map(),"crm");\n}',
             host="crm", target="creator"),
        Good('card = "Sent by " + zoho.loginuser;\ninfo card;', host="crm", target="creator"),
        Good("sendmail\n[\n\tfrom :zoho.loginuserid\n\tto :\"a@example.com\"\n\tsubject :\"A\"\n"
             "\tmessage :\"B\"\n];", host="crm", target="creator"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        if not any(not place.own for place in ctx.places):
            return
        seen: set[tuple[Any, str]] = set()
        for attribute in sound(ctx, n.Attribute):
            name = n.dotted_name(attribute).lower()
            key = ctx.model.body_of(attribute), name
            if not name.startswith("zoho.") or key in seen:
                continue
            places = [
                (place, known)
                for place, known in targets(ctx, name)
                if {ctx.script.host.service, place.service} == {"crm", "creator"}
            ]
            if not places or _is_understood(attribute, ctx):
                continue
            seen.add(key)
            for place, known in places:
                tell(ctx, place, attribute, f"`{name}` may hold something else in {place.title}", known)


def _is_understood(node: Any, ctx: RuleContext) -> bool:
    """Whether the script takes the value for what Zoho's page says, or a person reads it."""
    # criteria over a form are written anew elsewhere
    if ctx.model.names_fields(node) or _is_mail(node, ctx):
        return True
    parents = ctx.tree.parents
    parent = parents.get(node)
    # a name that is shown or stored is for people, one that is compared is not
    if n.dotted_name(node).lower().endswith("user"):
        return not (isinstance(parent, n.Binary) and parent.op in _COMPARISONS)
    if isinstance(parent, n.Assign) and parent.value is node and isinstance(parent.target, n.Name):
        symbol = ctx.model.body_of(node).symbols.get(parent.target.text)
        if symbol is None or len(symbol.writes) != 1 or not symbol.reads:
            return False
        return all(_is_mail(read, ctx) or _is_null_test(parents.get(read)) for read in symbol.reads)
    while isinstance(parent, (n.Paren, n.Binary)):
        parent = parents.get(parent)
    return isinstance(parent, n.Info)


def _is_mail(node: Any, ctx: RuleContext) -> bool:
    """Whether something is compared with an e-mail address, stored or sent as one."""
    parents = ctx.tree.parents
    child, parent = node, parents.get(node)
    while isinstance(parent, n.Paren) or (isinstance(parent, n.Binary) and parent.op == "+"):
        # `"(Email:equals:" + zoho.loginuserid + ")"`
        if isinstance(parent, n.Binary) and parent.right is child:
            before = ctx.model.constant(parent.left)
            if before is not None and _MAIL.search(before.suffix[-_NEAR:]):
                return True
        child, parent = parent, parents.get(parent)
    if isinstance(parent, n.Entry):
        return parent.key in _ADDRESSES or _MAIL.search(parent.key) is not None
    if isinstance(parent, n.Assign):
        return parent.value is child and _MAIL.search(ctx.text(parent.target)) is not None
    if isinstance(parent, n.Binary) and parent.op in _COMPARISONS:
        other = parent.right if parent.left is child else parent.left
        # `zoho.adminuserid` on the other side is of the same kind
        return _MAIL.search(ctx.text(other)) is not None or n.dotted_name(other).startswith("zoho.")
    if isinstance(parent, n.MethodCall) and parent.name.lower() == "put" and len(parent.args) == 2:
        return parent.args[1] is child and _MAIL.search(ctx.text(parent.args[0])) is not None
    if isinstance(parent, n.Pair):
        return parent.value is child and _MAIL.search(ctx.text(parent.key)) is not None
    return False


def _is_null_test(parent: Any) -> bool:
    if isinstance(parent, n.Binary) and parent.op in _COMPARISONS:
        return isinstance(parent.left, n.Null) or isinstance(parent.right, n.Null)
    return isinstance(parent, n.Call) and parent.function.text.lower() in ("isnull", "isblank", "isempty")
