"""DLG156 impossible-date: a date or time that no calendar has."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORD = "(?P<month>(?:" + "|".join(_MONTHS) + r")[a-z]*)"
_NAMED = (
    re.compile(rf"(?P<day>\d{{1,2}})[-/. ,]+{_WORD}[-/. ,]+(?P<year>\d{{2}}|\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"{_WORD}[-/. ,]+(?P<day>\d{{1,2}})[-/. ,]+(?P<year>\d{{2}}|\d{{4}})\b", re.IGNORECASE),
)
# of a year with two digits nobody knows which of three numbers it is, so that only four prove anything
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_TIME = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})(?::(\d{2}))?(?![\d:])")
_LEAP = 2000


class ImpossibleDate(Rule):
    """A date or time literal that no calendar has.

    ## What it finds
    A literal such as `'31-Feb-2026'`, `'2026-13-01'` or `'01-Jan-2026 25:00:00'`: a day that its month does
    not have, a month above twelve in every reading that Zoho lists, an hour above 24, a minute or second
    above 59. Dates of zeros alone, which other systems send for none, are left alone.

    ## Why it matters
    Zoho refuses it, takes it for text, or counts on into the next month: none of that is what the script
    says.
    """

    code = "DLG156"
    name = "impossible-date"
    category = "correctness"
    severity = Severity.WARNING
    sources = (Source("Deluge: date-time", "https://www.zoho.com/deluge/help/datatypes/date-time.html"),)

    examples = (
        Bad("end = ⟦'31-Feb-2026'⟧;\ninfo end;"),
        Bad("end = ⟦'2026-13-01'⟧;\ninfo end;"),
        Bad("if(zoho.currentdate > ⟦'29-Feb-2025'⟧)\n{\n\tinfo 1;\n}"),
        Bad("start = ⟦'01-Jan-2026 25:00:00'⟧;\ninfo start;"),
        Bad("end = ⟦'31/04/2026'⟧;\ninfo end;"),
        Good("end = '29-Feb-2024';\ninfo end;"),
        Good("end = '12/31/2026';\ninfo end;"),
        Good("start = '01-Jan-2026 23:59:59';\ninfo start;"),
        Good("none = '0000-00-00';\ninfo none;"),
        Good("end = '29-Feb-25';\ninfo end;"),
    )

    @handles(n.DateTimeLiteral)
    def check(self, node: n.DateTimeLiteral, ctx: RuleContext) -> None:
        problem = _problem(node.raw)
        if problem:
            ctx.report(node, problem, help="write a date that exists, or put a text into double quotes")


def _problem(raw: str) -> str:
    """What is impossible in a literal; empty for what may be meant."""
    if not re.search("[1-9]", raw):
        return ""
    readings = list(_readings(raw))
    if readings and not any(_exists(*one) for one in readings):
        _, month, year = next((one for one in readings if 1 <= one[1] <= 12), readings[0])
        if not 1 <= month <= 12:
            return "there is no such month"
        known = year if year >= 1000 else _LEAP
        days = calendar.monthrange(known, month)[1]
        return f"{calendar.month_name[month]} {known if month == 2 else ''}".rstrip() + f" has {days} days"
    time = _TIME.search(raw)
    if time is not None:
        hour, minute, second = int(time[1]), int(time[2]), int(time[3] or 0)
        if hour > 24 or minute > 59 or second > 59:
            return f"there is no time {time[0]}"
    return ""


def _readings(raw: str) -> Iterator[tuple[int, int, int]]:
    """The ways to read a date as day, month and year."""
    for pattern in _NAMED:
        if found := pattern.search(raw):
            yield int(found["day"]), _MONTHS.index(found["month"][:3].lower()) + 1, int(found["year"])
            return
    if found := _YEAR_FIRST.search(raw):
        # the page lists no format with the year first and the month last
        yield int(found[4]), int(found[3]), int(found[1])
    elif found := _YEAR_LAST.search(raw):
        year, first, second = int(found[4]), int(found[1]), int(found[3])
        yield first, second, year
        yield second, first, year


def _exists(day: int, month: int, year: int) -> bool:
    if not 1 <= month <= 12 or year == 0 and len(str(year)) > 2:
        return False
    # a year of two digits may be any century's
    return 1 <= day <= calendar.monthrange(year if year >= 1000 else _LEAP, month)[1]
