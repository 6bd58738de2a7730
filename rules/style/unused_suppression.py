"""DLG901 unused-suppression: reported by the engine once all findings of a file are known."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule


class UnusedSuppression(Rule):
    """A suppression comment that silences nothing.

    ## What it finds
    A name in an `ignore[...]`, `disable[...]` or `ignore-file[...]` comment whose rule has
    nothing to report in the code that the comment covers, an `enable[...]` that ends no
    `disable[...]`, and an `ignore-file[...]` behind the first statement. A rule that is
    switched off for the file is never called unused.

    ## Why it matters
    The code was mended or has moved, and the comment stayed. It would hide the next finding
    of that rule, which nobody has looked at. Zoho's editor moves a comment from the end of a
    line to a line of its own, where it covers the next statement: this finding shows that too.

    ## Fix safety
    Safe: only the comment, or the one name in it, is removed.
    """

    code = "DLG901"
    name = "unused-suppression"
    category = "style"
    severity = Severity.WARNING
    companions = ("suppression-without-reason",)

    examples = (
        Bad(
            "⟦// deluge-lint: ignore[suppression-without-reason] agreed with the team⟧\nlead = Map();\n",
            fixed="lead = Map();\n",
        ),
        Bad(
            'lead = Map();\n⟦/* deluge-lint: enable[mixed-and-or] */⟧\nlead.put("Company", "Zylker");',
            fixed='lead = Map();\nlead.put("Company", "Zylker");',
        ),
        Bad("lead = Map();\n⟦// deluge-lint: ignore-file[suppression-without-reason] generated⟧\ninfo lead;"),
        Good(
            "// deluge-lint: ignore-file[suppression-without-reason] generated\n"
            "// deluge-lint: ignore[leftover-info]\n"
        ),
        Good('// deluge-lint: ignore[leftover-info] this rule is switched off here\ninfo "done";'),
    )
