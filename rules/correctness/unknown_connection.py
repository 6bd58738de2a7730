"""DLG113 unknown-connection: a connection that the organisation lacks, or that reaches another service."""

from __future__ import annotations

from typing import Any

from deluge_lint.catalog import centers, services
from deluge_lint.catalog.organisation import Organisation, OwnConnection
from deluge_lint.catalog.spelling import misspelt
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._spelling import suggest

_FACTS = Organisation(
    connections=(OwnConnection("crm_oauth", ("crm",)), OwnConnection("books_oauth", ("books",)))
)


class UnknownConnection(Rule):
    """A connection that the organisation does not have, or that reaches another service.

    ## What it finds
    Where the facts about the organisation (the setting `catalog`) name connections, link names in integration
    tasks, `invokeurl`, `invokeapi` and their kin that are not among them: a warning where one was probably
    meant, else an information. And, as a warning, a connection whose `services` lack the one that is called.
    Without such facts the rule is silent.

    ## Why it matters
    The call fails when it runs, for want of a connection or of the right to do what it asks for.
    """

    code = "DLG113"
    name = "unknown-connection"
    category = "correctness"
    severity = Severity.WARNING
    sources = (Source("Deluge: connections", "https://www.zoho.com/deluge/help/connections.html", "digest"),)

    examples = (
        Bad('lead = zoho.crm.getRecordById("Leads",id,Map(),⟦"crm_oaut"⟧);\ninfo lead;', organisation=_FACTS,
            fixed='lead = zoho.crm.getRecordById("Leads",id,Map(),"crm_oauth");\ninfo lead;'),
        Bad("answer = invokeurl\n[\n\turl :address\n\ttype :GET\n\tconnection :⟦\"shop\"⟧\n];\ninfo answer;",
            organisation=_FACTS),
        Bad('answer = invokeurl\n[\n\turl :"https://www.zohoapis.com/books/v3/bills"\n\ttype :GET\n'
            "\tconnection :⟦\"crm_oauth\"⟧\n];\ninfo answer;", organisation=_FACTS),
        Bad('bill = zoho.books.getRecordsByID("bills",organization,id,⟦"crm_oauth"⟧);\ninfo bill;',
            organisation=_FACTS),
        Good('lead = zoho.crm.getRecordById("Leads",id,Map(),"crm_oauth");\ninfo lead;', organisation=_FACTS),
        Good('lead = zoho.crm.getRecordById("Leads",id,Map(),"crm_oaut");\ninfo lead;'),
        Good('lead = zoho.crm.getRecordById("Leads",id,Map(),link);\ninfo lead;', organisation=_FACTS),
    )  # fmt: skip

    @handles(n.MethodCall)
    def check_task(self, node: n.MethodCall, ctx: RuleContext) -> None:
        """The argument of a task."""
        if not ctx.model.organisation.connections:
            return
        task = ctx.model.task(node)
        if task is None or not task.signature_verified or not task.connection.position:
            return
        if len(node.args) >= task.connection.position:
            self._check(node.args[task.connection.position - 1], task.service, ctx)

    @handles(n.InvokeUrl, n.InvokeApi, n.SendSms, n.Ftp)
    def check_block(self, node: n.BlockTask, ctx: RuleContext) -> None:
        """The key of a block task."""
        if not ctx.model.organisation.connections:
            return
        for entry in node.entries:
            if entry.key == "connection" and len(entry.values) == 1:
                self._check(entry.values[0], _service(node, ctx), ctx)

    def _check(self, value: n.Node, service: str, ctx: RuleContext) -> None:
        value = n.unparenthesised(value)
        if not isinstance(value, n.Text):
            return
        organisation = ctx.model.organisation
        known = organisation.connection(value.value)
        shown = value.value[:44]
        if known is None:
            self._unknown(value, shown, organisation, ctx)
        elif service and known.services and service not in map(_plain, known.services):
            reached = ", ".join(_title(each) for each in known.services)
            message = f"the connection `{shown}` does not reach {_title(service)}"
            ctx.report(value, message, help=f"give one that does: this one reaches {reached}")

    def _unknown(self, value: n.Text, shown: str, organisation: Organisation, ctx: RuleContext) -> None:
        names = [one.name for one in organisation.connections]
        lower = value.value.lower()
        near = next((name for name in names if name.lower() == lower), "") or misspelt(lower, names)
        message = f"the organisation has no connection `{shown}`"
        if near:
            where = ctx.tree.span(value)
            finding = ctx.report(where, message, help=f"did you mean `{near}`?")
            suggest(finding, where, f'"{near}"')
        else:
            help = "mend the link name, or state the connection in the facts about the organisation"
            ctx.report(value, message, help=help, severity=Severity.INFO)


def _service(block: n.BlockTask, ctx: RuleContext) -> str:
    """The service of Zoho's that a block task calls; empty where that is not certain."""
    entries: dict[str, Any] = {
        entry.key: entry.values[0] for entry in block.entries if len(entry.values) == 1
    }
    if isinstance(block, n.InvokeApi):
        service = entries.get("service")
        return _plain(service.text) if isinstance(service, n.Name) else ""
    url = entries.get("url")
    found = ctx.model.constant(url) if url is not None else None
    match = centers.match(found.whole or "") if found is not None and found.kind == "text" else None
    return _plain(match.service) if match is not None and match.service else ""


def _plain(word: str) -> str:
    service = services.get(word)
    return service.name if service is not None else word.lower()


def _title(word: str) -> str:
    service = services.get(word)
    return service.title if service is not None else word
