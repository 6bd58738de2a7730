"""DLG301 crm-only-call: something of Zoho CRM where Zoho CRM is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deluge_lint.diagnostics import Applicability, Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._lift import advice, is_free, shortened, sound, tell, text_of, uses, words

if TYPE_CHECKING:
    from deluge_lint.engine.lift import Place

_REQUEST = ("crmAPIRequest", "crmAPIResponse")


class CrmOnlyCall(Rule):
    """Something of Zoho CRM in a script of another service, or in one that is to move there.

    ## What it finds
    Where the host, or the target of a lift, is not CRM: tasks that Zoho's pages give to CRM alone
    (`zoho.crm.getOrgVariable`, `zoho.crm.invokeConnector`), and two more that nobody describes elsewhere;
    `crmAPIRequest` and `crmAPIResponse`; calls of CRM functions such as `standalone.notify()`. The last is a
    warning where the script stands, for an application may have a namespace of this name. Tell the host with
    `--host`, in the configuration or with a comment, the target with `--target`.

    The help says what to write instead, for the built-in connectors (`crm.set`, `crm.delete`,
    `crm.getusers` ...) one by one.

    ## Why it matters
    Scripts are copied from CRM to Creator. These parts do not exist there, so that the script cannot be saved
    or stops when it comes to them.

    ## Fix safety
    In copies lifted to Creator `standalone.f()` becomes `thisapp.f()`. The fix is unsafe, for the application
    needs a function `f`: where that is lifted in the same run, its name is all that changes, else writing it
    anew is left to do. The script that is lifted stays as it is.
    """

    code = "DLG301"
    name = "crm-only-call"
    category = "portability"
    severity = Severity.ERROR
    sources = (
        Source("CRM: get an organization variable", "https://www.zoho.com/deluge/help/crm/get-organization-variable.html"),
        Source("CRM: invoke a connector", "https://www.zoho.com/deluge/help/crm/invoke-connector-task.html"),
        Source(
            "CRM: a function in a function",
            "https://zoho.com/crm/developer/docs/functions/calling_func_within_func.html",
        ),
        Source(
            "CRM: validation rules with functions",
            "https://help.zoho.com/portal/en/kb/crm/customize-crm-account/validation-rules/articles/"
            "create-validation-rules-using-functions",
        ),
    )  # fmt: skip

    examples = (
        Bad('rate = ⟦zoho.crm.getOrgVariable⟧("rate");\ninfo rate;', host="creator"),
        Bad('rate = ⟦zoho.crm.getOrgVariable⟧("rate");\ninfo rate;', host="crm", target="creator"),
        Bad("void sync(int id)\n{\n\t⟦standalone.notify⟧(id);\n}", host="creator"),
        Bad("void automation.sync(int id)\n{\n\t⟦standalone.notify⟧(id);\n}", target="desk"),
        Bad(
            "⟦standalone.notify⟧(id);",
            host="crm",
            target="creator",
            fixed="thisapp.notify(id);",
        ),
        Bad('record = ⟦crmAPIRequest⟧.toMap().get("record");\ninfo record;', host="creator.form.on_validate"),
        Bad('⟦zoho.crm.invokeConnector⟧("crm.set",values);', host="creator"),
        Bad('users = ⟦zoho.crm.getRecords⟧("users",1,20);\ninfo users;', host="crm", target="creator"),
        Bad('api = "crm.delete";\n⟦zoho.crm.invokeConnector⟧(api,values);', host="crm", target="creator"),
        Good('rate = zoho.crm.getOrgVariable("rate");\ninfo rate;', host="crm"),
        Good("standalone.notify(1);"),
        Good('lead = zoho.crm.getRecordById("Leads",id,Map(),"crm");\ninfo lead;', host="creator"),
        Good("thisapp.notify(1);", host="creator"),
        Good("void show(string crmAPIRequest)\n{\n\tinfo crmAPIRequest;\n}", host="creator"),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        places = [each for each in ctx.places if each.service != "crm"]
        if not places:
            return
        defined = {each.namespace.lower() for each in ctx.model.of(n.Function)}
        for call in sound(ctx, n.MethodCall):
            if call.object.__class__ is n.Name:
                self._function(call, ctx, places, defined)
            elif (name := ctx.model.call_name(call)).startswith("zoho.crm."):
                self._task(call, name, ctx, places)
        for word in _REQUEST:
            if word in ctx.tree.source.text:
                self._request(word, ctx, places)

    def _task(self, call: Any, name: str, ctx: RuleContext, places: list[Place]) -> None:
        task = ctx.model.task(call)
        if task is None:
            return
        only = task.called_from.only == ("crm",)
        first = text_of(call.args[0], ctx).lower() if call.args else ""
        kind, key = "task", name
        if name == "zoho.crm.invokeconnector" and first:
            kind, key = "connector", first
        elif name == "zoho.crm.getrecords" and first == "users":
            kind, key = "parameter", f"{name} users"
        elif not only and name != "zoho.crm.deleterecord":
            return
        shown = f'{task.name}("{first}")' if kind != "task" and len(first) < 40 else task.name
        for place in places:
            known = advice(kind, key, place)
            if known is not None:
                source, evidence = (task.source, task.evidence) if only else ("", "")
                message = f"`{shown}` does not exist in {place.title}"
                tell(ctx, place, words(call, ctx), message, known, source=source, evidence=evidence)

    def _function(self, call: Any, ctx: RuleContext, places: list[Place], defined: set[str]) -> None:
        from deluge_lint.catalog import builtins, services

        base = call.object
        found = services.by_namespace(base.text)
        if found is None or found[0].name != "crm" or not is_free(base, ctx):
            return
        # `button.get("x")` of a script without header may ask a map
        if found[1].name != "standalone" and builtins.find_method(call.name):
            return
        for place in places:
            known = advice("call", "category function", place)
            if known is not None and not (place.own and base.text.lower() in defined):
                shown = shortened(f"{base.text}.{call.name}")
                message = f"`{shown}` is a function of Zoho CRM, which {place.title} does not reach"
                severity = Severity.WARNING if place.own else None
                finding = tell(ctx, place, words(call, ctx), message, known, severity=severity)
                if place.service == "creator" and not place.own:
                    edits = ctx.replace(base, "thisapp")
                    finding.fix("Call the function of the application", edits, Applicability.UNSAFE)

    def _request(self, word: str, ctx: RuleContext, places: list[Place]) -> None:
        for where, given in uses(word, ctx):
            for place in places:
                known = advice("request", word, place)
                if known is not None and not (given and place.own):
                    message = f"`{word}` is filled by Zoho CRM only, not by {place.title}"
                    tell(ctx, place, where, message, known)
