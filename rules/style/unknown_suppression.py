"""DLG902 unknown-suppression: reported by the engine while it reads directive comments."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule


class UnknownSuppression(Rule):
    """A suppression comment that cannot work as written.

    ## What it finds
    A `deluge-lint:` comment that names a rule which does not exist, uses a directive which
    does not exist, names no rule at all, never closes its bracket, or lacks the colon.

    ## Why it matters
    Such a comment silences nothing, while its author believes that it does. A suppression
    without names would silence every rule, also those of next year, so names are required:
    of rules, of categories, or the start of codes, as in configuration, but not `all`.

    ## Fix safety
    Unsafe: the corrected comment starts to silence findings that nobody has looked at yet.
    """

    code = "DLG902"
    name = "unknown-suppression"
    category = "style"
    severity = Severity.WARNING

    examples = (
        Bad(
            "// deluge-lint: ignore[⟦unused-supression⟧] kept as a sample\nlead = Map();",
            fixed="// deluge-lint: ignore[unused-suppression] kept as a sample\nlead = Map();",
        ),
        Bad(
            "// deluge-lint: ⟦ingore⟧[unused-suppression] kept as a sample\nlead = Map();",
            fixed="// deluge-lint: ignore[unused-suppression] kept as a sample\nlead = Map();",
        ),
        Bad("lead = Map(); // deluge-lint: ⟦ignore⟧"),
        Good("// deluge-lint: ignore[unused-suppression, DLG903] kept as a sample\nlead = Map();"),
        Bad("// deluge-lint: ignore[⟦all⟧] kept as a sample\nlead = Map();"),
        Good("// deluge-lint: ignore[limits] kept as a sample\nlead = Map();"),
        Good("// deluge-lint: host=crm.automation\nlead = Map();"),
        Good("// checked with deluge-lint before the promotion\nlead = Map();"),
    )
