"""DLG004 broken-document: reported by the engine for a file that is broken around its scripts."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Rule


class BrokenDocument(Rule):
    """A file with scripts in it that cannot be read to its end.

    ## What it finds
    An export of a Creator application that is cut off, that stands in its file twice, or whose braces
    or quotes do not match; a page with an island of Deluge that is never closed. What can be read of it
    is linted all the same.

    ## Why it matters
    Scripts behind the break may have been missed, so the absence of further findings proves less
    than usual. Zoho refuses to import such an export.
    """

    code = "DLG004"
    name = "broken-document"
    category = "syntax"
    severity = Severity.ERROR
    preset = "draft"
