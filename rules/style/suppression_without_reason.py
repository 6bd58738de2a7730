"""DLG903 suppression-without-reason: reported by the engine while it reads directive comments."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule


class SuppressionWithoutReason(Rule):
    """A suppression comment that does not say why.

    ## What it finds
    An `ignore[...]`, `disable[...]` or `ignore-file[...]` comment with nothing behind its
    closing bracket. `enable[...]` needs no reason. The setting `require-reason` switches the
    requirement off.

    ## Why it matters
    Zoho keeps no history of a script, so the comment is the only place where the next person
    learns whether the code is right or was merely silenced in a hurry.
    """

    code = "DLG903"
    name = "suppression-without-reason"
    category = "style"
    severity = Severity.WARNING

    examples = (
        Bad("⟦// deluge-lint: ignore[unused-suppression]⟧\nlead = Map();"),
        Bad("⟦/* deluge-lint: disable[unused-suppression] -- */⟧\nlead = Map();"),
        Good("// deluge-lint: ignore[unused-suppression] the vendor asked for it\nlead = Map();"),
        Good(
            "// deluge-lint: disable[unused-suppression] imported as it is\nlead = Map();\n"
            "// deluge-lint: enable[unused-suppression]\n"
        ),
    )
