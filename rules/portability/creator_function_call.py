"""DLG309 creator-function-call: a function of an application called from elsewhere."""

from __future__ import annotations

from deluge_lint.diagnostics import Applicability, Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._lift import advice, first_word, is_free, shortened, sound, tell, words


class CreatorFunctionCall(Rule):
    """A function of a Creator application called where there is no application.

    ## What it finds
    Where the host, or the target of a lift, is not Creator: calls behind `thisapp`. On the way out of Creator
    also `application.namespace.f()`. What `thisapp` tells of users, blueprints and environments is left to
    `unavailable-system-variable`.

    ## Why it matters
    Functions of an application can be called from applications of the same account alone. Elsewhere the
    script cannot be saved.

    ## Fix safety
    In copies lifted to CRM `thisapp.f()` and `thisapp.namespace.f()` become `standalone.f()`. The fix is
    unsafe, for CRM needs a function `f`; lift it as well. The script that is lifted stays as it is.
    """

    code = "DLG309"
    name = "creator-function-call"
    category = "portability"
    severity = Severity.ERROR
    sources = (
        Source("Creator: call a function", "https://www.zoho.com/creator/newhelp/script/call-function.html"),
        Source("Creator: custom functions", "https://www.zoho.com/creator/newhelp/app-settings/understand-custom-functions.html"),
    )  # fmt: skip

    examples = (
        Bad(
            "total = ⟦thisapp.total⟧(1,2);\ninfo total;",
            host="creator",
            target="crm",
            fixed="total = standalone.total(1,2);\ninfo total;",
        ),
        Bad("⟦thisapp.orders.notify⟧(1);", host="crm"),
        Bad("⟦shop.orders.notify⟧(1);", host="creator", target="books"),
        Good("thisapp.notify(1);", host="creator"),
        Good("standalone.notify(1);", host="crm"),
        Good("name = input.Name.trim();\ninfo name;", host="creator"),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        places = [each for each in ctx.places if each.service != "creator"]
        if not places:
            return
        from deluge_lint.catalog import builtins, variables

        leaving = ctx.script.host.service == "creator"
        for call in sound(ctx, n.MethodCall):
            name = ctx.model.call_name(call)
            base = first_word(call.object)
            if not name or base.__class__ is not n.Name or not is_free(base, ctx):
                continue
            app = base.text.lower() == "thisapp"
            other = leaving and name.count(".") == 2 and base.text not in ("input", "old", "row", "zoho")
            if not app and (not other or ctx.model.task(call) is not None or builtins.find_method(call.name)):
                continue
            if app and variables.under(name):
                continue
            for place in places:
                known = advice("call", "application function", place)
                if known is not None:
                    shown = shortened(ctx.tree.source.text[slice(*words(call, ctx))])
                    message = f"`{shown}` of an application cannot be called from {place.title}"
                    finding = tell(ctx, place, words(call, ctx), message, known)
                    if app and place.service == "crm" and not place.own:
                        edits = ctx.replace(call.object, "standalone")
                        finding.fix("Call the function of CRM", edits, Applicability.UNSAFE)
