"""DLG310 unavailable-system-variable: a variable of Zoho's that the service does not define."""

from __future__ import annotations

from typing import Any

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._lift import advice, first_word, is_free, shortened, sound, tell, words


class UnavailableSystemVariable(Rule):
    """A variable or function of Zoho's that the service does not define.

    ## What it finds
    Outside of Zoho Creator: `zoho.appname`, `zoho.appuri`, `zoho.device.type`, and what `thisapp` tells of
    permissions, the portal, blueprints and environments.

    ## Why it matters
    The script cannot be saved, or reads nothing. The help says where else to ask.
    """

    code = "DLG310"
    name = "unavailable-system-variable"
    category = "portability"
    severity = Severity.ERROR
    sources = (
        Source("Deluge: system variables", "https://zoho.com/deluge/help/system-variables.html"),
        Source("Deluge: attributes of the environment", "https://www.zoho.com/deluge/help/environment-attributes.html"),
        Source("Creator: the name of the user", "https://www.zoho.com/creator/help/script/get-username-of-user.html"),
    )  # fmt: skip

    examples = (
        Bad("app = ⟦zoho.appname⟧;\ninfo app;", host="crm"),
        Bad("mails = ⟦thisapp.permissions.loginUserEmailid⟧();\ninfo mails;", host="creator", target="crm"),
        Bad("stage = ⟦thisapp.environment.type⟧;\ninfo stage;", host="creator", target="desk"),
        Bad('⟦thisapp.blueprint.changeStage⟧(Orders,Sale,"Won",id);', host="creator", target="crm"),
        Good("app = zoho.appname;\ninfo app;", host="creator"),
        Good("day = zoho.currentdate;\ninfo day;", host="creator", target="crm"),
    )

    words = ("zoho", "thisapp")

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        places = [each for each in ctx.places if each.service != "creator"]
        if not places:
            return
        from deluge_lint.catalog import variables

        for access in sound(ctx, n.Attribute, n.MethodCall):
            base: Any = first_word(access)
            if base.__class__ is not n.Name or base.text.lower() not in ("zoho", "thisapp"):
                continue
            # the longest name counts: `thisapp.environment` of `thisapp.environment.type` does not
            whole = getattr(ctx.tree.parents.get(access), "object", None) is not access
            name = n.dotted_name(access).lower()
            if not (variables.find(name) or (whole and variables.under(name))) or not is_free(base, ctx):
                continue
            for place in places:
                known = advice("variable", name, place)
                if known is not None and not (place.own and known.need == "check"):
                    shown = shortened(n.dotted_name(access))
                    tell(ctx, place, words(access, ctx), f"`{shown}` is not defined in {place.title}", known)
