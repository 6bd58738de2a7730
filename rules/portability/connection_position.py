"""DLG322 connection-position: a connection that stands where the task expects something else."""

from __future__ import annotations

from deluge_lint.diagnostics import Applicability, Edit, Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._connections import calls, filled, misplaced
from ._lift import shortened


class ConnectionPosition(Rule):
    """A connection that stands where the task expects something else.

    ## What it finds
    A text as the last argument of an integration task in a place that takes a map or a list, in front of
    the place of the connection: `zoho.crm.updateRecord("Leads",id,values,"crm")`. Arguments count by their
    place, so that the optional map before the connection has to be given, if only as `Map()`.

    ## Why it matters
    The task takes the name of the connection for the map, and runs without a connection.

    ## Fix safety
    The fix puts neutral values in front of the text, which then is the connection: `--unsafe-fixes`, as the
    text may have been meant otherwise.
    """

    code = "DLG322"
    name = "connection-position"
    category = "portability"
    severity = Severity.WARNING
    anywhere = True
    sources = (
        Source("Deluge: CRM, update a record", "https://www.zoho.com/deluge/help/crm/update-record.html"),
    )

    examples = (
        Bad('zoho.crm.updateRecord("Leads",id,values,⟦"crm"⟧);',
            fixed='zoho.crm.updateRecord("Leads",id,values,Map(),"crm");'),
        Bad('deal = zoho.crm.getRecordById("Deals",id,⟦"crm"⟧);\ninfo deal;',
            fixed='deal = zoho.crm.getRecordById("Deals",id,Map(),"crm");\ninfo deal;'),
        Good('zoho.crm.updateRecord("Leads",id,values,Map(),"crm");'),
        Good('zoho.crm.updateRecord("Leads",id,values,options);'),
        Good('zoho.crm.searchRecords("Leads","(City:equals:Rome)");'),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        for call, task in calls(ctx):
            if not misplaced(call, task):
                continue
            position, last = task.connection.position, len(call.args)
            argument, parameter = call.args[-1], task.parameters[last - 1]
            message = f"argument {last} of `{shortened(task.name)}` is a {parameter.types[0]}, not a text"
            help = f"give the optional arguments before the connection, which is argument {position}"
            finding = ctx.report(argument, message, help=help)
            shorter = n.MethodCall(call.object, call.name, call.args[:-1], call.first, call.last)
            between = filled(shorter, task)
            if between != "?":
                start = ctx.tree.span(argument).start
                edit = Edit(Span(start, start), between[1:] + ",")
                finding.fix("Put neutral values in front", [edit], Applicability.UNSAFE)
