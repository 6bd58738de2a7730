"""DLG153 ambiguous-date-literal: a date of which nobody knows which number is the day."""

from __future__ import annotations

import re

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

_NUMBERS = re.compile(r"'\s*(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?=[\s'])")
_MONTHS = 12


class AmbiguousDateLiteral(Rule):
    """A date literal of which the settings decide which number is the day.

    ## What it finds
    A literal such as `'01-11-2026'`, in which both numbers in front of the year could be the month.

    ## Why it matters
    The date format of the application decides what it means. A copy of the script in another application,
    or a change of the setting, turns the first of November into the eleventh of January.
    """

    code = "DLG153"
    name = "ambiguous-date-literal"
    category = "correctness"
    severity = Severity.WARNING
    sources = (Source("Deluge: date-time", "https://www.zoho.com/deluge/help/datatypes/date-time.html"),)

    examples = (
        Bad("start = ⟦'01-11-2026'⟧;\ninfo start;"),
        Bad("if(zoho.currenttime > ⟦'03/04/2026 10:00:00'⟧)\n{\n\tinfo 1;\n}"),
        Good("start = '01-Nov-2026';\ninfo start;"),
        Good("start = '2026-11-01';\ninfo start;"),
        Good("start = '25-11-2026';\ninfo start;"),
        Good("start = '11-11-2026';\ninfo start;"),
    )

    @handles(n.DateTimeLiteral)
    def check(self, node: n.DateTimeLiteral, ctx: RuleContext) -> None:
        found = _NUMBERS.match(node.raw)
        if found is None:
            return
        first, second = int(found[1]), int(found[3])
        if first != second and first <= _MONTHS and second <= _MONTHS:
            ctx.report(
                node, f"the date format of the application decides whether {first} or {second} is the day",
                help="write the month with letters, as in `'01-Nov-2026'`",
            )  # fmt: skip
