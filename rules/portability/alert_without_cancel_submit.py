"""DLG313 alert-without-cancel-submit: an alert in On Validate that lets the record pass."""

from __future__ import annotations

from typing import Any

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, Trigger, handles
from deluge_lint.syntax import nodes as n

from ._events import event
from ._lift import sound


class AlertWithoutCancelSubmit(Rule):
    """An alert in On Validate behind which nothing cancels.

    ## What it finds
    `alert` in On Validate of a Creator form, if neither the statements around it nor those that run after it
    have a `cancel submit` or `cancel delete`.

    ## Why it matters
    When a record is created or edited, On Validate shows an alert only if `cancel submit` follows. Without it
    nobody reads the alert, and the record is saved. When a record is being deleted an alert alone is shown:
    such workflows are left alone. It is information, as a bare script does not tell which of the three it is.
    """

    code = "DLG313"
    name = "alert-without-cancel-submit"
    category = "portability"
    severity = Severity.INFO
    sources = (
        Source("Creator: alert", "https://www.zoho.com/creator/newhelp/script/alert-box.html"),
        Source(
            "Deluge: cancel submit", "https://www.zoho.com/deluge/help/misc-statements/cancel-submit.html"
        ),
    )

    examples = (
        Bad('if(input.Total < 0)\n{\n\t⟦alert "Below zero";⟧\n}', host="creator.form.on_validate"),
        Bad(
            'if(a)\n{\n\t⟦alert "A";⟧\n}\nelse\n{\n\talert "B";\n\tcancel submit;\n}',
            host="creator.form.on_validate",
        ),
        Good(
            'if(input.Total < 0)\n{\n\talert "Below zero";\n\tcancel submit;\n}',
            host="creator.form.on_validate",
        ),
        Good(
            'if(a)\n{\n\talert "A";\n}\nif(a || b)\n{\n\tcancel submit;\n}', host="creator.form.on_validate"
        ),
        Good('alert "Welcome";', host="creator.form.on_load"),
        Good(
            'alert "All its lines go, too";',
            host="creator.form.on_validate",
            trigger=Trigger(records=("deleted",)),
        ),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        place = event(ctx)
        if place is None or place.host.context != "form.on_validate":
            return
        if ctx.script.trigger.records == ("deleted",):
            return
        cancels = [each.first for each in ctx.model.of(n.Cancel)]
        for alert in sound(ctx, n.Alert):
            if not _cancelled(alert, cancels, ctx):
                source = self.sources[0]
                ctx.report_at(
                    place, alert, "nothing cancels the submit after this `alert`", need="check",
                    source=source.url, evidence=source.evidence, help="write `cancel submit;` behind it",
                )  # fmt: skip


def _cancelled(alert: n.Node, cancels: list[int], ctx: RuleContext) -> bool:
    """Whether a cancel stands in the block of the alert, or behind one of the blocks around it."""
    child: n.Node = alert
    nearest = True
    for parent in ctx.tree.ancestors(alert):
        body: Any = getattr(parent, "body", None)
        if body.__class__ is list:
            start = parent.first if nearest else child.last
            nearest = False
            if any(start < each <= parent.last for each in cancels):
                return True
        child = parent
    return False
