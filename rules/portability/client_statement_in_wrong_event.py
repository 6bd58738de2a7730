"""DLG311 client-statement-in-wrong-event: `hide` and its like where no form is on the screen."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._events import allowed, denied, event, title
from ._statements import client_statements, of_fields


class ClientStatementInWrongEvent(Rule):
    """A statement for the form on the screen, in an event that runs elsewhere.

    ## What it finds
    In the events of a Creator form: `hide`, `show`, `enable`, `disable`, `clear`, `focus`, `reload`, choices
    of a field, `alert` and `success message` where the table on Zoho's page says no, such as `hide` in On
    Validate; some of them also in functions, schedules, approvals and payments. Of fields of a subform
    nothing is said in On Validate, where the tables differ. Batch workflows are left to `batch-workflow-ban`.

    ## Why it matters
    On Validate and On Success run when the form has been sent. The script cannot be saved there, or the
    statement does nothing.
    """

    code = "DLG311"
    name = "client-statement-in-wrong-event"
    category = "portability"
    severity = Severity.ERROR
    sources = (
        Source("Creator: hide and show", "https://www.zoho.com/creator/help/script/hide-and-show.html"),
        Source(
            "Creator: enable and disable", "https://www.zoho.com/creator/help/script/enable-and-disable.html"
        ),
        Source("Deluge: clear", "https://www.zoho.com/deluge/help/client-functions/clear.html"),
        Source("Deluge: reload", "https://www.zoho.com/deluge/help/client-functions/reload.html"),
        Source(
            "Deluge: success message", "https://www.zoho.com/deluge/help/misc-statements/success-message.html"
        ),
        Source("Creator: alert", "https://www.zoho.com/creator/newhelp/script/alert-box.html"),
    )

    examples = (
        Bad("⟦hide Discount;⟧", host="creator.form.on_validate"),
        Bad("if(input.Total > 10)\n{\n\t⟦disable Total;⟧\n}", host="creator.form.on_success"),
        Bad('⟦alert "Thank you";⟧', host="creator.form.on_success"),
        Bad("void refresh()\n{\n\t⟦reload;⟧\n}", host="creator.function"),
        Bad('⟦Region:ui⟧.add("North");', host="creator.form.on_validate"),
        Bad('⟦success message "Saved";⟧', host="creator.form.on_validate"),
        Good("hide Items.Price;", host="creator.form.on_validate"),
        Good("hide Discount;", host="creator.form.on_load"),
        Good("clear Discount;", host="creator.form.on_user_input"),
        Good("hide Discount;", host="creator"),
        Good("hide Discount;", host="creator.form"),
        Good('alert "Not yet";\ncancel submit;', host="creator.form.on_validate"),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        place = event(ctx)
        if place is None or place.host.context == "batch_workflow":
            return
        for name, where in (*client_statements(ctx), *of_fields(ctx)):
            statement = denied(name, place) if not name.startswith("cancel") else None
            if statement is not None and not _of_subform(where, place.host.context):
                word = "`:ui`" if name == "add choices" else f"`{name}`"
                message = f"{word} cannot stand in {title(place.host)}"
                ctx.report_at(
                    place, where, message, help=f"move it to {allowed(statement)}", need="rework",
                    source=statement.source, evidence=statement.evidence,
                )  # fmt: skip


def _of_subform(where: n.Node, context: str) -> bool:
    """Whether a command is about fields of a subform alone, in the event where the pages differ."""
    targets = where.targets if isinstance(where, n.ClientCommand) else []
    return (
        context == "form.on_validate"
        and bool(targets)
        and all(each.__class__ is n.Attribute for each in targets)
    )
