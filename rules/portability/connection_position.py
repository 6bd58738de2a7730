"""DLG322 connection-position: a connection that stands where the task expects something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from deluge_lint.catalog import tasks
from deluge_lint.diagnostics import Applicability, Edit, Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._connections import comes_first, filled, misplaced
from ._lift import shortened, sound

if TYPE_CHECKING:
    from deluge_lint.catalog.tasks import IntegrationTask

_VERSION = ".v8."
_KINDS = ("number", "map", "list")
_PHONE = re.compile(r"\+?\d[\d ()-]{5,}$")


class ConnectionPosition(Rule):
    """A connection that stands where the task expects something else.

    ## What it finds
    A text as the last argument of an integration task in a place that takes a map or a list, in front of
    the place of the connection: `zoho.crm.updateRecord("Leads",id,values,"crm")`. Arguments count by their
    place, so that the optional map before the connection has to be given, if only as `Map()`. And tasks of
    Salesforce, QuickBooks and the SMS gateways with the connection at their end: there it is the first
    argument. And `zoho.crm.v8.getRecords` with the arguments of `zoho.crm.getRecords`: version 8 takes the
    map in front of the pages.

    ## Why it matters
    The task takes the name of the connection for the map, and runs without a connection; or takes the first
    argument for the name of one.

    ## Fix safety
    The fix puts neutral values in front of the text, which then is the connection, or moves the text to the
    front: `--unsafe-fixes`, as the text may have been meant otherwise.
    """

    code = "DLG322"
    name = "connection-position"
    category = "portability"
    severity = Severity.WARNING
    anywhere = True
    sources = (
        Source("Deluge: CRM, update a record", "https://www.zoho.com/deluge/help/crm/update-record.html"),
        Source("Deluge: Salesforce, create a record", "https://www.zoho.com/deluge/help/salesforce/create-record.html"),
        Source("Deluge: Twilio, send a text message", "https://www.zoho.com/deluge/help/twilio/send-sms.html"),
        Source("CRM V8, get records", "https://www.zoho.com/deluge/help/crm/get-records-V8.html", "digest"),
    )  # fmt: skip

    examples = (
        Bad('zoho.crm.updateRecord("Leads",id,values,⟦"crm"⟧);',
            fixed='zoho.crm.updateRecord("Leads",id,values,Map(),"crm");'),
        Bad('deal = zoho.crm.getRecordById("Deals",id,⟦"crm"⟧);\ninfo deal;',
            fixed='deal = zoho.crm.getRecordById("Deals",id,Map(),"crm");\ninfo deal;'),
        Bad('made = salesforce.sales.create("Lead",{"Name":name},⟦"sales"⟧);\ninfo made;',
            fixed='made = salesforce.sales.create("sales","Lead",{"Name":name});\ninfo made;',
            host="creator"),
        Bad('twilio.sms.send("+15550100","Your order is on its way",⟦"sms"⟧);', host="creator",
            fixed='twilio.sms.send("sms","+15550100","Your order is on its way");'),
        Bad('rows = zoho.crm.v8.getRecords("Leads",⟦1⟧,200,Map(),"crm");\ninfo rows;'),
        Good('zoho.crm.updateRecord("Leads",id,values,Map(),"crm");'),
        Good('made = salesforce.sales.create("sales","Lead",{"Name":name});\ninfo made;', host="creator"),
        Good('twilio.sms.send("sms","+15550100","Your order is on its way");', host="creator"),
        Good('rows = zoho.crm.v8.getRecords("Leads",{"fields":"Email"},1,200,"crm");\ninfo rows;'),
        Good('zoho.crm.updateRecord("Leads",id,values,options);'),
        Good('zoho.crm.searchRecords("Leads","(City:equals:Rome)");'),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        for call in sound(ctx, n.MethodCall):
            task = ctx.model.task(call)
            if task is None or not task.connection.position:
                continue
            if comes_first(task):
                if task.signature_verified and _is_last(call, task):
                    _move(call, task, ctx)
            elif task.signature_verified and misplaced(call, task):
                _fill(call, task, ctx)
            elif _VERSION in task.name:
                _swapped(call, task, ctx)


def _fill(call: Any, task: IntegrationTask, ctx: RuleContext) -> None:
    position, last = task.connection.position, len(call.args)
    argument, parameter = call.args[-1], task.parameters[last - 1]
    message = f"argument {last} of `{shortened(task.name)}` is a {parameter.types[0]}, not a text"
    help = f"give the optional arguments before the connection, which is argument {position}"
    finding = ctx.report(argument, message, help=help)
    shorter = n.MethodCall(call.object, call.name, call.args[:-1], call.first, call.last)
    between = filled(shorter, task, ctx)
    if between != "?":
        start = ctx.tree.span(argument).start
        edit = Edit(Span(start, start), between.lstrip(", "))
        finding.fix("Put neutral values in front", [edit], Applicability.UNSAFE)


def _is_last(call: Any, task: IntegrationTask) -> bool:
    """Whether the connection of a task that takes it first stands at the end: the map or number before it."""
    if len(call.args) != len(task.parameters) or not isinstance(call.args[-1], n.Text):
        return False
    if task.parameters[-1].types == ("map",):
        return True
    first = call.args[0]
    return (
        task.name.endswith(".sms.send")
        and isinstance(first, n.Text)
        and _PHONE.match(first.value) is not None
    )


def _move(call: Any, task: IntegrationTask, ctx: RuleContext) -> None:
    argument = call.args[-1]
    message = f"the connection is the first argument of `{shortened(task.name)}`"
    finding = ctx.report(argument, message, help="move it to the front")
    start, (begin, end) = ctx.tree.span(call.args[0]).start, ctx.tree.span(argument)
    before = ctx.tree.span(call.args[-2]).end
    separator = ctx.tree.source.text[before:begin]
    edits = [Edit(Span(start, start), ctx.text(argument) + separator), Edit(Span(before, end), "")]
    finding.fix("Move the connection to the front", edits, Applicability.UNSAFE)


def _swapped(call: Any, task: IntegrationTask, ctx: RuleContext) -> None:
    """An argument in the place that it has in the task without a version, and not in this one."""
    older = tasks.find(task.name.replace(_VERSION, "."))
    for at, argument in enumerate(call.args[: len(task.parameters)]):
        kind = ctx.model.type_of(argument).kind
        if older is None or at >= len(older.parameters) or kind not in _KINDS:
            continue
        takes = task.parameters[at].types
        if kind not in takes and kind in older.parameters[at].types:
            message = f"argument {at + 1} of `{task.name}` is a {takes[0]}, unlike in `{older.name}`"
            ctx.report(argument, message, help="write the arguments in the order of this version")
            return
