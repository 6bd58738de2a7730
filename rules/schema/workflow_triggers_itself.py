"""DLG834 workflow-triggers-itself: a workflow that writes records over the API, whose workflows run again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from deluge_lint.diagnostics import Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, Trigger, handles
from deluge_lint.schema.model import Form, Report, Schema
from deluge_lint.syntax import nodes as n

from ._own_tasks import WORD, named_parts

if TYPE_CHECKING:
    from deluge_lint.engine.review import Review

_SCHEMA = Schema(
    "creator", "Shop", (Form("Orders"), Form("Items")), (Report("All_Orders", "list", "Orders"),)
)
_EDITED, _CREATED = Trigger("Orders", ("edited",)), Trigger("Orders", ("created",))
_HOST = "creator.form.on_success"
#: The events that the API runs, as a form that is submitted does.
_EVENTS = frozenset(("form.on_validate", "form.on_success", "form.on_update"))
_UPDATE = (
    'zoho.creator.updateRecord(zoho.adminuser,zoho.appname,"All_Orders",input.ID,change,Map(),"creator")'
)


class WorkflowTriggersItself(Rule):
    """A workflow that creates or updates records over the API, which starts the same workflow again.

    ## What it finds
    In the events of an application: `zoho.creator.updateRecord`, `zoho.creator.createRecord` and their kin on
    a form of the same application (`zoho.appname`) whose workflows lead back to where the call stands. A
    script that says `skip_workflow` is left alone, and so is `record.Field = value`: whether an assignment
    runs workflows is on no page of Zoho's.

    ## Why it matters
    These tasks call the API of Zoho Creator, which runs all workflows of the record unless it is told to skip
    them: a workflow that writes its own form this way starts itself until a limit stops it. Assign to the
    field of the record, or to `input.Field` in On Validate.
    """

    code = "DLG834"
    name = "workflow-triggers-itself"
    category = "schema"
    severity = Severity.WARNING
    sources = (
        Source("Creator API: add records", "https://www.zoho.com/creator/help/api/v2.1/add-records.html"),
        Source(
            "Deluge: update record in Zoho Creator",
            "https://www.zoho.com/deluge/help/creator/update-record.html",
        ),
    )

    examples = (
        Bad(f"answer = ⟦{_UPDATE}⟧;", host=_HOST, trigger=_EDITED, schema=_SCHEMA),
        Bad('⟦zoho.creator.createRecord(zoho.adminuser,"shop","Orders",values,Map(),"creator")⟧;', host=_HOST,
            trigger=_CREATED, schema=_SCHEMA),
        Good(f"answer = {_UPDATE};", host=_HOST, trigger=_CREATED, schema=_SCHEMA),
        Good(f"answer = {_UPDATE};", host="creator.form.on_load", trigger=_EDITED, schema=_SCHEMA),
        Good('zoho.creator.createRecord(zoho.adminuser,zoho.appname,"Items",values,Map(),"creator");',
             host=_HOST, trigger=_CREATED, schema=_SCHEMA),
        Good('zoho.creator.createRecord(zoho.adminuser,"books","Orders",values,Map(),"creator");', host=_HOST,
             trigger=_CREATED, schema=_SCHEMA),
        Good('input.Status = "Paid";', host=_HOST, trigger=_EDITED, schema=_SCHEMA),
    )  # fmt: skip

    words = (WORD,)

    @handles(n.MethodCall)
    def note_write(self, node: n.MethodCall, ctx: RuleContext) -> None:
        """Remember which workflow writes which form."""
        trigger, host = ctx.script.trigger, ctx.script.host
        if host.context not in _EVENTS or not trigger.form or "skip_workflow" in ctx.script.source.text:
            return
        task = ctx.model.task(node)
        if task is None or task.service != "creator" or task.kind != "write":
            return
        form = _form_of(node, ctx)
        if form:
            act = "created" if "create" in task.name else "edited"
            starts = [[trigger.form.lower(), record] for record in trigger.records]
            ctx.record([starts, form.lower(), act, *ctx.in_application(node), task.name])

    def review(self, seen: Review) -> None:
        """Follow what is written to the workflows that it starts, and these to what they write."""
        ways: dict[tuple[str, str], set[tuple[str, str]]] = {}
        for starts, form, act, *_ in seen.facts:
            for each in starts:
                ways.setdefault(tuple(each), set()).add((form, act))
        for starts, form, act, start, end, task in seen.facts:
            if _reaches(ways, (form, act), {tuple(each) for each in starts}):
                known = seen.schema.form(form)
                shown = (known.name if known is not None else form)[:40]
                message = f"`{task}` on `{shown}` starts this workflow again"
                seen.report(Span(start, end), message, help="assign to the field of the record instead")


def _form_of(call: n.MethodCall, ctx: RuleContext) -> str:
    """The form of the own application that a task writes; empty where that is not certain."""
    schema = ctx.script.schema
    for part in named_parts(call, ctx):
        if part.kind == "form":
            form = schema.form(part.name)
            return form.name if form is not None else ""
        report = schema.report(part.name)
        return report.form if report is not None else ""
    return ""


def _reaches(
    ways: dict[tuple[str, str], set[tuple[str, str]]],
    start: tuple[str, str],
    goals: Iterable[tuple[str, str]],
) -> bool:
    seen = {start}
    todo = [start]
    while todo:
        at = todo.pop()
        if at in goals:
            return True
        fresh = ways.get(at, set()) - seen
        seen |= fresh
        todo += fresh
    return False
