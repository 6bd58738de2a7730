"""DLG315 batch-workflow-ban: what a batch workflow refuses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._events import denied, event
from ._lift import is_free, sound
from ._statements import client_statements, of_fields

_BRANCHES = (n.If, n.Catch, n.Conditional, n.ForEach)


class BatchWorkflowBan(Rule):
    """What a batch workflow of Zoho Creator refuses.

    ## What it finds
    In a batch workflow: `getUrl` and `postUrl`, `old.Field`, statements for a form on the screen, and more
    external calls for a record than the limit allows. Calls are counted that run in any case, so neither
    those in a branch nor those in a loop.

    ## Why it matters
    A batch workflow goes through hundreds of records at a time and has limits of its own; when they are
    exceeded the batch fails.
    """

    code = "DLG315"
    name = "batch-workflow-ban"
    category = "portability"
    severity = Severity.ERROR
    sources = (
        Source(
            "Creator: limits of workflows",
            "https://help.zoho.com/portal/en/kb/creator/developer-guide/limitations/articles/workflows-limitations",
        ),
    )

    examples = (
        Bad('page = ⟦getUrl("https://www.example.com")⟧;\ninfo page;', host="creator.batch_workflow"),
        Bad("⟦hide Total;⟧", host="creator.batch_workflow"),
        Bad("info ⟦old.Total⟧;", host="creator.batch_workflow"),
        Bad(
            "first = zoho.crm.getRecordById(module,1);\nsecond = zoho.crm.getRecordById(module,2);\n"
            "third = zoho.crm.getRecordById(module,3);\nfourth = ⟦zoho.crm.getRecordById(module,4)⟧;\n"
            "info first + second + third + fourth;", host="creator.batch_workflow",
        ),
        Good("hide Total;", host="creator.form.on_load"),
        Good('page = getUrl("https://www.example.com");\ninfo page;', host="creator.schedule"),
        Good("first = zoho.crm.getRecordById(module,1);\ninfo first;", host="creator.batch_workflow"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        place = event(ctx)
        if place is None or place.host.context != "batch_workflow":
            return
        source = self.sources[0].url
        for where, message, help, evidence in (*_banned(ctx), *_too_many(ctx)):
            ctx.report_at(place, where, message, need="rework", source=source, evidence=evidence, help=help)


def _banned(ctx: RuleContext) -> Iterator[tuple[n.Node, str, str, str]]:
    place = event(ctx)
    if place is None:
        return
    found: list[tuple[str, n.Node]] = [*client_statements(ctx), *of_fields(ctx)]
    found += [(each.function.text, each) for each in sound(ctx, n.Call)]
    for access in sound(ctx, n.Attribute):
        base: Any = access.object
        if base.__class__ is n.Name and base.text == "old" and is_free(base, ctx):
            found.append(("old value", access))
    for name, where in found:
        statement = denied(name, place)
        if statement is not None:
            word = {"old value": "old", "add choices": ":ui"}.get(name, name)
            help = "use `invokeurl`" if name.lower().endswith("url") else "do it in a workflow of the form"
            yield where, f"`{word}` cannot stand in a batch workflow", help, statement.evidence


def _too_many(ctx: RuleContext) -> Iterator[tuple[n.Node, str, str, str]]:
    from deluge_lint.catalog import limits

    limit = limits.find("external-calls", "creator.batch_workflow")
    calls = [
        each for each in sound(ctx, n.MethodCall, n.InvokeUrl, n.InvokeApi)
        if ctx.model.external_effect(each) in ("integration task", "invokeurl", "invokeapi")
        and not any(isinstance(around, _BRANCHES) for around in ctx.tree.ancestors(each))
    ]  # fmt: skip
    calls.sort(key=lambda each: each.first)
    if limit is not None and len(calls) > limit.greatest:
        message = f"{len(calls)} external calls for each record; a batch workflow allows {limit.greatest}"
        yield calls[limit.greatest], message, "call for many records at once, in a schedule", limit.evidence
