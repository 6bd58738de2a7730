"""DLG301 crm-only-call: something of Zoho CRM in a script of Creator."""

from __future__ import annotations

from deluge_lint.catalog import services
from deluge_lint.diagnostics import Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

_INSTEAD = {
    "zoho.crm.getorgvariable": "keep the value in a variable of the application or in a form of settings",
    "zoho.crm.invokeconnector": "use the `zoho.crm` tasks with a connection, or `invokeurl`",
}
_FUNCTION_HELP = "move the function into the application, or call it over REST with `invokeurl`"
_REQUEST_HELP = "read the fields of the form with `input`, or declare a parameter"


class CrmOnlyCall(Rule):
    """Something of Zoho CRM in a script of Creator.

    ## What it finds
    In a script whose host is Creator: tasks that Zoho's pages give to CRM alone, `crmAPIRequest`, and calls
    of CRM functions such as `standalone.notify()`. The last is a warning only, for an application may have
    a namespace of this name. Tell the host with `--host`, in the configuration or with a comment.

    ## Why it matters
    Scripts are copied from CRM to Creator. These parts do not exist there, so that the script cannot be saved
    or stops when it comes to them.
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
        Bad("void sync(int id)\n{\n\t⟦standalone.notify⟧(id);\n}", host="creator"),
        Bad('record = ⟦crmAPIRequest⟧.toMap().get("record");\ninfo record;', host="creator.form.on_validate"),
        Bad('⟦zoho.crm.invokeConnector⟧("crm.set",values);', host="creator"),
        Good('rate = zoho.crm.getOrgVariable("rate");\ninfo rate;', host="crm"),
        Good("standalone.notify(1);"),
        Good('lead = zoho.crm.getRecordById("Leads",id,Map(),"crm");\ninfo lead;', host="creator"),
        Good("thisapp.notify(1);", host="creator"),
        Good("void show(string crmAPIRequest)\n{\n\tinfo crmAPIRequest;\n}", host="creator"),
    )

    @handles(n.MethodCall)
    def call(self, node: n.MethodCall, ctx: RuleContext) -> None:
        if ctx.script.host.service != "creator":
            return
        base = node.object
        if isinstance(base, n.Name):
            self._function(node, base, ctx)
            return
        task = ctx.model.task(node)
        if task is None or task.evidence != "official" or task.called_from.only != ("crm",):
            return
        help = _INSTEAD.get(task.name.lower(), "keep this part in a function of CRM")
        ctx.report(_words(node, ctx), f"`{task.name}` exists in Zoho CRM only", help=help)

    def _function(self, node: n.MethodCall, base: n.Name, ctx: RuleContext) -> None:
        found = services.by_namespace(base.text)
        if found is None or found[0].name != "crm":
            return
        symbol = ctx.model.body_of(node).symbols.get(base.text)
        spaces = {each.namespace.lower() for each in ctx.model.of(n.Function)}
        if (symbol is not None and symbol.defined) or base.text.lower() in spaces:
            return
        ctx.report(
            _words(node, ctx), f"functions of `{base.text}` exist in Zoho CRM only",
            help=_FUNCTION_HELP, severity=Severity.WARNING,
        )  # fmt: skip

    @handles(n.Name)
    def request(self, node: n.Name, ctx: RuleContext) -> None:
        if node.text != "crmAPIRequest" or ctx.script.host.service != "creator":
            return
        symbol = ctx.model.body_of(node).symbols.get(node.text)
        if symbol is not None and not symbol.defined:
            ctx.report(node, "`crmAPIRequest` exists in functions of Zoho CRM only", help=_REQUEST_HELP)


def _words(node: n.MethodCall, ctx: RuleContext) -> Span:
    return ctx.tree.token_span(node.first, node.name_token)
