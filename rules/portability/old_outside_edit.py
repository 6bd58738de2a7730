"""DLG314 old-outside-edit: the old value where there is none."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, Trigger, handles
from deluge_lint.syntax import nodes as n

from ._events import denied, denied_for, event, runs_for, title
from ._lift import is_free, shortened, sound

_HELP = "compare in On Validate of edited records, or keep the old value in a field of its own"


class OldOutsideEdit(Rule):
    """The old value of a field in an event that does not know it.

    ## What it finds
    `old.Field` in other events of a Creator form than On Validate, in functions, and in a workflow of an
    export that does not run for edited records alone. A bare script does not say what records it runs for.

    ## Why it matters
    Only On Validate of an edited record stands between the old value and the new one. Elsewhere the script
    cannot be saved, or `old` is empty.
    """

    code = "DLG314"
    name = "old-outside-edit"
    category = "portability"
    severity = Severity.ERROR
    sources = (Source("Deluge: old value", "https://www.zoho.com/deluge/help/data-access/old.html"),)

    examples = (
        Bad("if(⟦old.Status⟧ != input.Status)\n{\n\tinfo input.Status;\n}", host="creator.form.on_success"),
        Bad("void note()\n{\n\tinfo ⟦old.Status⟧;\n}", host="creator.function"),
        Bad("if(⟦old.Status⟧ != null)\n{\n\tcancel submit;\n}", host="creator.form.on_validate",
            trigger=Trigger(records=("created", "edited"))),
        Good("if(old.Status != null)\n{\n\tcancel submit;\n}", host="creator.form.on_validate",
             trigger=Trigger(records=("edited",))),
        Good("if(old.Status != input.Status)\n{\n\tcancel submit;\n}", host="creator.form.on_validate"),
        Good("void note(map old)\n{\n\tinfo old.Status;\n}", host="creator.function"),
        Good("old = Map();\ninfo old.get(1);", host="creator.form.on_success"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        place = event(ctx)
        if place is None or place.host.context == "batch_workflow":
            return
        statement, where_not = denied("old value", place), title(place.host)
        if statement is None:
            statement, where_not = denied_for("old value", place, ctx), f"a workflow of {runs_for(ctx)}"
        if statement is None:
            return
        for access in sound(ctx, n.Attribute):
            base = access.object
            if base.__class__ is n.Name and base.text == "old" and is_free(base, ctx):
                message = f"`{shortened(ctx.text(access))}` is not known in {where_not}"
                ctx.report_at(
                    place, access, message, help=_HELP, need="rework", source=statement.source,
                    evidence=statement.evidence,
                )  # fmt: skip
