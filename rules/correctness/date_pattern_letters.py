"""DLG152 date-pattern-letters: a letter of a date pattern in the wrong case."""

from __future__ import annotations

import re
from typing import Any

from deluge_lint.catalog import builtins
from deluge_lint.catalog.pattern_letters import meaning
from deluge_lint.diagnostics import Applicability, Edit, Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

_QUOTED = re.compile(r"'[^']*'")
_RUN = re.compile(r"([A-Za-z])\1*")
_DATE = frozenset(("year", "day", "year of the week", "day of the year"))
_known: dict[tuple[str, bool], frozenset[int]] = {}
_HOURS = frozenset(("hour", "hour of twelve", "hour up to 24", "hour up to 11"))


class DatePatternLetters(Rule):
    """A letter of a date pattern in the wrong case.

    ## What it finds
    In the patterns of `toString`, `toText`, `toDate`, `toTime` and their like: `mm` (minutes) where the month
    stands, `MM` (month) where the minutes stand. As information, because no page of Zoho's that
    we read explains these letters: `YYYY` (year of the week), `DD` (day of the year), `SS` (milliseconds)
    behind minutes, and `hh` (up to twelve) without `a`.

    ## Why it matters
    Nothing fails. The date is wrong, and mostly looks right on the day of the test.

    ## Fix safety
    The fix changes the case of the letters, and with it what the script does. It is unsafe: data that was
    written with the wrong pattern may be compared with it.
    """

    code = "DLG152"
    name = "date-pattern-letters"
    category = "correctness"
    severity = Severity.WARNING
    sources = (
        Source("Deluge: date-time", "https://www.zoho.com/deluge/help/datatypes/date-time.html"),
        Source("Deluge: toString", "https://www.zoho.com/deluge/help/functions/common/tostring.html"),
    )

    examples = (
        Bad('info zoho.currentdate.toString("dd-⟦mm⟧-yyyy");',
            fixed='info zoho.currentdate.toString("dd-MM-yyyy");'),
        Bad('info zoho.currenttime.toString("yyyy-MM-dd HH:⟦MM⟧");',
            fixed='info zoho.currenttime.toString("yyyy-MM-dd HH:mm");'),
        Bad('info zoho.currenttime.toString("dd/⟦mm⟧/yyyy HH:mm");',
            fixed='info zoho.currenttime.toString("dd/MM/yyyy HH:mm");'),
        Bad('info zoho.currentdate.toString("⟦YYYY⟧-MM-dd");',
            fixed='info zoho.currentdate.toString("yyyy-MM-dd");'),
        Bad('info toString(zoho.currenttime,"MM/dd/yyyy ⟦hh⟧:mm");'),
        Good("info zoho.currenttime.toString(\"yyyy-MM-dd'T'HH:mm:ss\");"),
        Good('info zoho.currenttime.toString("dd-MMM-yyyy hh:mm a");'),
        Good('info zoho.currenttime.toString("HH:mm:ss.SSS");'),
        Good('info zoho.currenttime.toString("mm:ss");\ninfo names.toString("mmm");\ninfo 5.text("000");'),
    )  # fmt: skip

    @handles(n.MethodCall, n.Call)
    def check(self, node: Any, ctx: RuleContext) -> None:
        method = node.__class__ is n.MethodCall
        if not node.args or node.args[-1].__class__ is n.Pair:
            return
        places = _places(node.name if method else node.function.text, method)
        for place in places:
            pattern: Any = n.unparenthesised(node.args[place]) if place < len(node.args) else None
            if pattern.__class__ is n.Text and "\\" not in pattern.raw:
                self._look(pattern, ctx)

    def _look(self, pattern: n.Text, ctx: RuleContext) -> None:
        text = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), pattern.raw[1:-1])
        runs = [(each[0], each.start(), meaning(each[1])) for each in _RUN.finditer(text)]
        names = [name for *_, name in runs]
        if not all(names):
            return
        start = ctx.tree.span(pattern).start + 1
        for at, (letters, begin, name) in enumerate(runs):
            before = names[at - 1] if at else ""
            after = names[at + 1] if at + 1 < len(names) else ""
            right, sure = _right(letters, name, before, after, names)
            if right is None:
                continue
            span = Span(start + begin, start + begin + len(letters))
            finding = ctx.report(
                span, f"`{letters}` in a date pattern is the {name}" if right else _without(letters),
                help=f"write `{right}`" if right else "write `HH` for the hour of the day, or add `a`",
                severity=None if sure else Severity.INFO,
            )  # fmt: skip
            if right:
                finding.fix(f"Write `{right}`", [Edit(span, right)], Applicability.UNSAFE)


def _places(name: str, method: bool) -> frozenset[int]:
    """Which arguments of a built-in are date patterns."""
    found = _known.get((name, method))
    if found is None:
        known = builtins.find_method(name) if method else builtins.find_function(name)
        found = _known[name, method] = frozenset(
            place + (not method)
            for one in known for place, each in enumerate(one.parameters) if each.holds == "date-pattern"
        )  # fmt: skip
    return found


def _without(letters: str) -> str:
    return f"`{letters}` in a date pattern counts to 12, and no `a` stands for AM or PM"


def _right(letters: str, name: str, before: str, after: str, names: list[str]) -> tuple[str | None, bool]:
    """What to write (empty: it depends, ``None``: all is well), and whether Zoho's pages say so."""
    hours = any(each in _HOURS for each in names)
    if name == "minute" and before not in _HOURS and after != "second":
        dated = (before in _DATE or after in _DATE) and after not in _HOURS and before != "second"
        if dated and "month" not in names:
            return letters.upper(), True
    if name == "month" and len(letters) < 3 and (before in _HOURS or (after == "second" and hours)):
        return letters.lower(), True
    if name in ("year of the week", "day of the year") and len(names) > 1:
        return letters.lower(), False
    if name == "millisecond" and before == "minute" and len(letters) < 3:
        return letters.lower(), False
    if name == "hour of twelve" and "am or pm" not in names:
        return "", False
    return None, False
