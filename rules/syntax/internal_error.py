"""DLG000 internal-error: reported by the engine when a rule, or deluge-lint itself, raises."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Rule


class InternalError(Rule):
    """A rule or the linter itself failed on this file.

    ## What it finds
    A rule, a plugin or a part of deluge-lint that raised an error while it looked at a
    script. It is left out for that one file; all other rules still run on it, and all other
    files are linted as usual.

    ## Why it matters
    The file was not checked completely, so the absence of further findings proves less than
    usual. The help text names the place of the error, which is what a report needs.
    """

    code = "DLG000"
    name = "internal-error"
    category = "syntax"
    severity = Severity.ERROR
    preset = "draft"
