"""DLG312 cancel-outside-validate: a submit that can no longer be cancelled."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, Trigger, handles
from deluge_lint.syntax import nodes as n

from ._events import denied, denied_for, event, runs_for, title
from ._statements import client_statements


class CancelOutsideValidate(Rule):
    """`cancel submit` or `cancel delete` in an event that cannot cancel.

    ## What it finds
    Both statements in other events of a Creator form than On Validate, and `cancel delete` in a workflow of
    an export that runs for created or edited records.

    ## Why it matters
    Before On Validate nothing has been sent, after it the record is saved. Only there it can be refused.
    A workflow that runs for other records than deleted ones has no deletion to cancel.
    """

    code = "DLG312"
    name = "cancel-outside-validate"
    category = "portability"
    severity = Severity.ERROR
    sources = (
        Source(
            "Deluge: cancel submit", "https://www.zoho.com/deluge/help/misc-statements/cancel-submit.html"
        ),
        Source(
            "Deluge: cancel delete", "https://www.zoho.com/deluge/help/misc-statements/cancel-delete.html"
        ),
    )

    examples = (
        Bad("if(input.Total < 0)\n{\n\t⟦cancel submit;⟧\n}", host="creator.form.on_success"),
        Bad("⟦cancel submit;⟧", host="creator.form.on_user_input"),
        Bad("⟦cancel delete;⟧", host="creator.form.on_load"),
        Bad(
            "⟦cancel delete;⟧",
            host="creator.form.on_validate",
            trigger=Trigger(records=("created", "edited")),
        ),
        Good("cancel delete;", host="creator.form.on_validate", trigger=Trigger(records=("deleted",))),
        Good("if(input.Total < 0)\n{\n\tcancel submit;\n}", host="creator.form.on_validate"),
        Good("cancel delete;", host="creator.form.on_validate"),
        Good("cancel submit;", host="creator"),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        place = event(ctx)
        if place is None:
            return
        for name, where in client_statements(ctx):
            if not name.startswith("cancel"):
                continue
            statement, where_not = denied(name, place), title(place.host)
            help = "move it to On Validate"
            if statement is None:
                statement, where_not = denied_for(name, place, ctx), f"a workflow of {runs_for(ctx)}"
                help = "`cancel submit` refuses what is created or edited"
            if statement is not None:
                ctx.report_at(
                    place, where, f"`{name}` cannot stand in {where_not}", need="rework",
                    source=statement.source, evidence=statement.evidence, help=help,
                )  # fmt: skip
