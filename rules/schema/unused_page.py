"""DLG837 unused-page: a page of an application that no menu, script or other page leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, Source

from ._application import application, function, functions

if TYPE_CHECKING:
    from deluge_lint.engine.review import Review

_PAGES = '\tpages\n\t{{\n\t\tpage {}\n\t\t{{\n\t\t\tContent="<zml></zml>"\n\t\t}}\n\t}}\n'
_SECTION = '\tsection Home\n\t{\n\t\tpage Board\n\t\t{\n\t\t\tContent="<zml></zml>"\n\t\t}\n\t}\n'
_OPEN = function("open", 'openUrl("#Page:Board","same window");')
_NONE = function("open", "info 1;")


class UnusedPage(Rule):
    """A page that nothing in its application leads to.

    ## What it finds
    In an export: pages whose name stands in no menu, no script and no other page. A page in a section that
    people see counts as used.

    ## Why it matters
    A page that nobody reaches is still open to whoever knows its address, and its scripts are still kept up.
    One that is published or embedded in another site is used: say so in a suppression.
    """

    code = "DLG837"
    name = "unused-page"
    category = "schema"
    severity = Severity.HINT
    sources = (
        Source(
            "Creator: understand application",
            "https://help.zoho.com/portal/en/kb/creator/developer-guide/applications/articles/understand-application",
        ),
    )

    examples = (
        Bad(application(_PAGES.format("⟦Board⟧"), functions(_NONE)), kind="export"),
        Good(application(_PAGES.format("Board"), functions(_OPEN)), kind="export"),
        Good(application(_SECTION, functions(_NONE)), kind="export"),
    )

    def review(self, seen: Review) -> None:
        """Compare with the names in use."""
        used = {one.name.lower() for one in seen.schema.mentions if one.kind == "page"}
        for page in seen.schema.pages:
            if seen.schema.complete and page.name.lower() not in used:
                message = f"nothing in the application leads to the page `{page.name[:60]}`"
                help = "delete it, or lead people to it"
                seen.report(page.span, message, help=help).tag("unnecessary")
