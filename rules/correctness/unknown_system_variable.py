"""DLG112 unknown-system-variable: a variable of Zoho's that does not exist."""

from __future__ import annotations

from deluge_lint.catalog import inventions, tasks, variables
from deluge_lint.catalog.spelling import misspelt
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._spelling import base_word, is_free, suggest


class UnknownSystemVariable(Rule):
    """A system variable that Zoho does not define.

    ## What it finds
    `zoho.` and a word that is neither a system variable nor a service: a warning where a variable of Zoho's
    was probably meant (`zoho.curentdate`), else an information. Below `thisapp`, where functions of the
    application stand, only what was probably meant otherwise.

    ## Why it matters
    Zoho refuses to save the script, or the value is empty.
    """

    code = "DLG112"
    name = "unknown-system-variable"
    category = "correctness"
    severity = Severity.WARNING
    sources = (
        Source("Deluge: system variables", "https://www.zoho.com/deluge/help/system-variables.html"),
        Source(
            "Creator: system variables",
            "https://www.zoho.com/creator/newhelp/script/deluge-system-variables.html",
        ),
    )

    examples = (
        Bad("today = ⟦zoho.curentdate⟧;\ninfo today;", fixed="today = zoho.currentdate;\ninfo today;"),
        Bad('info ⟦zoho.currentdte⟧.toString("yyyy");'),
        Bad("info ⟦zoho.loginuserrole⟧;"),
        Bad("info ⟦thisapp.permissions.loginUserNam⟧();", host="creator"),
        Good("today = zoho.CurrentDate;\ninfo today;"),
        Good('info zoho.crm.getRecordById("Leads",5);'),
        Good('info thisapp.permissions.isUserInRole("Manager");', host="creator"),
        Good("info thisapp.tools.loginName();", host="creator"),
    )

    @handles(n.Attribute, words=("zoho",))
    def check(self, node: n.Attribute, ctx: RuleContext) -> None:
        base = node.object
        if isinstance(base, n.Name) and base.text.lower() == "zoho":
            self._of_zoho(node, base, ctx)

    @handles(n.MethodCall, n.Attribute, words=("thisapp",))
    def check_application(self, node: n.MethodCall | n.Attribute, ctx: RuleContext) -> None:
        """``thisapp.permissions.x`` and its kin."""
        if node.object.__class__ is not n.Attribute:
            return
        called = isinstance(node, n.MethodCall)
        name = ctx.model.call_name(node) if called else n.dotted_name(node).lower()
        if not name.startswith("thisapp.") or name.count(".") != 2:
            return
        base = base_word(node)
        if base is None or not is_free(base, ctx) or variables.find(name) or variables.under(name) is None:
            return
        near = misspelt(name, (one.name for one in variables.all_variables().values()))
        if near:
            token = node.name_token if isinstance(node, n.MethodCall) else node.last
            where = ctx.tree.token_span(node.first, token)
            message = f"Zoho defines no `{n.dotted_name(node)}`"
            suggest(ctx.report(where, message, help=f"did you mean `{near}`?"), where, near)

    def _of_zoho(self, node: n.Attribute, base: n.Name, ctx: RuleContext) -> None:
        name = n.dotted_name(node)
        if variables.find(name) or tasks.is_task_prefix(name) or tasks.find(name) or not is_free(base, ctx):
            return
        where = ctx.tree.token_span(node.first, node.last)
        near = misspelt(name, (one.name for one in variables.all_variables().values()))
        if near:
            message = f"there is no system variable `{name}`"
            suggest(ctx.report(where, message, help=f"did you mean `{near}`?"), where, near)
        elif _is_value(node, ctx) and inventions.find(f"{name}.") is None:
            ctx.report(
                where, f"Zoho's pages list no system variable `{name[:60]}`",
                help="look it up in Zoho's list of system variables", severity=Severity.INFO,
            )  # fmt: skip


def _is_value(node: n.Node, ctx: RuleContext) -> bool:
    """Whether the variable itself is read: what stands below it may be of a group that nobody listed."""
    return getattr(ctx.tree.parents.get(node), "object", None) is not node
