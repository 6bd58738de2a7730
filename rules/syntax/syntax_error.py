"""DLG001 syntax-error: what the parser could not read, in a Zoho developer's words."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n
from deluge_lint.syntax.tree import AFTER_TASK


class SyntaxFault(Rule):
    """A place where the script cannot be read as Deluge.

    ## What it finds
    A missing `;`, a bracket or a text that is never closed, a word or sign that fits
    nowhere. Each independent error is reported once; the rest of the script is still checked. A `;` that is
    missing behind `invokeurl [...]` is a warning: Zoho's own samples leave it out there.

    ## Why it matters
    Zoho's editor refuses to save such a script, and names the line where it gave up rather
    than the line of the mistake.

    ## Fix safety
    A `;` at the end of a line is put in by `--fix`. Everything else may have been meant
    otherwise, so it is only suggested.
    """

    code = "DLG001"
    name = "syntax-error"
    category = "syntax"
    severity = Severity.ERROR
    preset = "draft"
    sees_errors = True
    kinds = ("script", "expression", "criteria")
    sources = (
        Source("Deluge: error messages", "https://www.zoho.com/deluge/help/error-messages.html"),
        Source(
            "Inventory: sample script",
            "https://www.zoho.com/inventory/kb/automation/sample-deluge-script-to-update-records.html",
        ),
    )

    examples = (
        Bad('lead = Map()⟦⟧\nlead.put("City",city);', fixed='lead = Map();\nlead.put("City",city);'),
        Bad('if(stage == "Closed")\n{\n\tinfo stage;⟦⟧\n'),
        Bad('message = "Order " ⟦:⟧ number;'),
        Good('if(stage == "Closed")\n{\n\tinfo stage;\n}'),
        Good('sendmail\n[\n\tfrom :zoho.adminuserid\n\tto :owner\n\tsubject :"Due"\n\tmessage :text\n]'),
        Bad("input.Price *⟦⟧", kind="expression"),
        Good("if(input.Price is null,0,input.Price) * 2", kind="expression"),
        Bad('Status == "Open" &&⟦⟧', kind="criteria"),
        Good('Status == "Open" && Owner is not null', kind="criteria"),
        Good('url = "https://example.com"; // a comment with an unclosed ( and "'),
        Good("for each  lead in leads\n{\n}"),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        for fault in ctx.tree.faults:
            low = Severity.WARNING if fault.kind == AFTER_TASK else None
            finding = ctx.report(fault.span, fault.message, help=fault.help, severity=low)
            for related in fault.related:
                finding.note(related.span, related.message, related.path)
            if fault.fix is not None:
                finding.fix(*fault.fix)
