"""DLG838 unused-connection: a connection of an application that nothing in it uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deluge_lint.diagnostics import Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, Source

from ._application import application, function, functions

if TYPE_CHECKING:
    from deluge_lint.engine.review import Review

_CONNECTIONS = "\tconnections\n\t{{\n\t\t{}\n\t\t(\n\t\t\tconnector = zohobooks\n\t\t)\n\t}}\n"
_READ = function("read", 'info zoho.books.getRecords("bills","1",null,"shop_books");')


class UnusedConnection(Rule):
    """A connection that nothing in its application names.

    ## What it finds
    In an export: connections and sources of data whose link name stands nowhere else in it.

    ## Why it matters
    A connection is a right to read and change the data of another service. One that nobody needs any more
    is a right that nobody looks after: remove it, in Zoho and there.
    """

    code = "DLG838"
    name = "unused-connection"
    category = "schema"
    severity = Severity.HINT
    sources = (Source("Deluge: connections", "https://www.zoho.com/deluge/help/connections.html", "digest"),)

    examples = (
        Bad(
            application(functions(function("read", "info 1;")), _CONNECTIONS.format("⟦shop_books⟧")),
            kind="export",
        ),
        Good(application(functions(_READ), _CONNECTIONS.format("shop_books")), kind="export"),
    )

    def review(self, seen: Review) -> None:
        """Compare with the names in use."""
        used = {one.name.lower() for one in seen.schema.mentions if one.kind == "connection"}
        for one in seen.schema.connections:
            if seen.schema.complete and one.name.lower() not in used:
                message = f"nothing in the application uses the connection `{one.name[:60]}`"
                place = Span(one.span.start, one.span.start + len(one.name))
                help = "remove it, and its right in the other service"
                seen.report(place, message, help=help).tag("unnecessary")
