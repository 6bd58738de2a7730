"""DLG302 task-not-callable: an integration task that the service may not call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._lift import advice, shortened, sound, tell, words

if TYPE_CHECKING:
    from deluge_lint.catalog.tasks import IntegrationTask
    from deluge_lint.engine.lift import Place


class TaskNotCallable(Rule):
    """An integration task that cannot be called from the service.

    ## What it finds
    Tasks whose page leaves out the host, or the target of a lift: Zoho Creator cannot call `zoho.mail`,
    `zoho.directory`, the database tasks of Cliq, transitions of FSM, most of Writer and `zoho.creator.v2_1`;
    nobody but Creator can call the tasks for Salesforce, QuickBooks and the gateways for text messages, or
    `zoho.recruit.uploadFile`. Tasks of CRM alone are left to `crm-only-call`.

    As information alone:

    * `zoho.one` in Creator, whose pages say nothing, though those of its twin `zoho.directory` do;
    * tasks with a connection in Zoho Flow, which are said not to work there, by others than Zoho;
    * `zoho.creator` tasks without a version on the way to CRM, where `zoho.creator.v2_1` does the same.

    ## Why it matters
    The script cannot be saved, or stops at the call. The help names what the service has instead.
    """

    code = "DLG302"
    name = "task-not-callable"
    category = "portability"
    severity = Severity.ERROR
    efforts: ClassVar[Mapping[str, int]] = {"check": 15, "rework": 45}
    sources = (
        Source("Deluge: Mail tasks", "https://www.zoho.com/deluge/help/mail-tasks.html"),
        Source("Deluge: Directory tasks", "https://www.zoho.com/deluge/help/directory-tasks.html"),
        Source("Deluge: Creator tasks v2.1", "https://www.zoho.com/deluge/help/get-records-v2.1.html"),
        Source("Deluge: Cliq, create a record", "https://www.zoho.com/deluge/help/cliq/create-record.html"),
        Source("Deluge: Salesforce tasks", "https://www.zoho.com/deluge/help/salesforce-tasks.html"),
        Source(
            "Flow: custom functions",
            "https://help.zoho.com/portal/en/kb/flow/user-guide/create-a-flow/articles/using-custom-functions",
            "third-party",
        ),
    )

    examples = (
        Bad('users = ⟦zoho.directory.getUsers⟧("1","50","directory");\ninfo users;', host="creator"),
        Bad('rows = ⟦zoho.creator.v2_1.getRecords⟧("zylker","shop","All",Map(),"shop");', target="creator"),
        Bad('⟦twilio.sms.send⟧("sms","+15550100","+15550101","Hello");', host="creator", target="crm"),
        Bad('org = ⟦zoho.one.getGroups⟧("1","50","one");', target="creator"),
        Bad('⟦zoho.books.createRecord⟧("invoices",org,data,"books");', host="crm", target="flow"),
        Bad(
            '⟦zoho.creator.createRecord⟧("zylker","shop","Order",data,Map(),"c");',
            host="creator",
            target="crm",
        ),
        Good('users = zoho.directory.getUsers("1","50","directory");\ninfo users;', host="crm"),
        Good('zoho.cliq.postToChannel("sales","New order","cliq");', host="creator"),
        Good('lead = zoho.crm.getRecordById("Leads",id);\ninfo lead;', host="crm", target="flow"),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        if not ctx.places:
            return
        for call in sound(ctx, n.MethodCall):
            task = ctx.model.task(call)
            if task is None or task.called_from.only == ("crm",):
                continue
            for place in ctx.places:
                if task.called_from.allows(place.service) is False:
                    _excluded(call, task, place, ctx)
                elif place.service == "flow" or not place.own:
                    _doubtful(call, task, place, ctx)


def _excluded(call: Any, task: IntegrationTask, place: Place, ctx: RuleContext) -> None:
    known = advice("task", task.name, place)
    if known is not None:
        message = f"`{shortened(task.name)}` cannot be called from {place.title}"
        tell(ctx, place, words(call, ctx), message, known, source=task.source, evidence=task.evidence)


def _doubtful(call: Any, task: IntegrationTask, place: Place, ctx: RuleContext) -> None:
    """What may be called, and yet should be looked at on the way."""
    known = advice("task", task.name, place)
    if known is None or known.need == "rework" and place.service != "flow":
        return
    name = shortened(task.name)
    if place.service == "flow":
        if task.service == place.service or task.connection.rule("flow") not in ("always", "mandatory"):
            return
        message = f"`{name}` needs a connection, which tasks are said not to take in {place.title}"
    elif task.service == place.service or known.evidence == "inferred":
        message = f"no page says whether `{name}` can be called from {place.title}"
    else:
        message = f"`{name}` can be called from {place.title}, where a newer task does the same"
    tell(ctx, place, words(call, ctx), message, known, severity=Severity.INFO)
