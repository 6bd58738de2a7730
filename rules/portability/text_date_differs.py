"""DLG330 text-date-differs: a text used as a date, or a date literal that another service reads otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from deluge_lint.catalog import builtins
from deluge_lint.diagnostics import Applicability, Edit, Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._behaviour import targets
from ._lift import advice, sound, tell, text_of

if TYPE_CHECKING:
    from deluge_lint.engine.lift import Place

_FORMATTERS = frozenset(("tostring", "totext"))
#: A pattern of dates, and none of numbers.
_DATE = re.compile(r"(?=.*[yMdHh])[yMdHhmsSaEzZ'T ,:/.-]+")
_NUMBERS = re.compile(r"'(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}")


class TextDateDiffers(Rule):
    """A text used as a date, or a date literal that another service reads otherwise.

    ## What it finds
    Functions of dates whose pages take text for a date everywhere but in Creator, asked of a proven text in
    a script of Creator or one that is to be lifted there: `toString` with a pattern, `getDate`,
    `monthsDiff`, `yearsDiff`, `workday` and their kin; `toString` with a date pattern of a number of
    milliseconds; and, in a script that is to be lifted, date literals such as `'01-11-2019'` whose order of
    day and month depends on the settings of the application or organization.

    ## Why it matters
    Creator leaves the text as it is or refuses it, and the first of November becomes the eleventh of January.

    ## Fix safety
    The fix turns the text or number into a date first, which wants a text that `toDate` can read:
    `--unsafe-fixes`.
    """

    code = "DLG330"
    name = "text-date-differs"
    category = "portability"
    severity = Severity.WARNING
    sources = (
        Source(
            "Creator: toString",
            "https://www.zoho.com/creator/newhelp/script/built-in-functions/"
            "built-in-function-string-tostring.html",
        ),
        Source("Deluge: toString", "https://www.zoho.com/deluge/help/functions/common/tostring.html"),
        Source("Deluge: date-time", "https://www.zoho.com/deluge/help/datatypes/date-time.html"),
    )

    examples = (
        Bad('start = "2026-01-31";\ninfo start.⟦toString⟧("dd MMM yyyy");', host="crm", target="creator",
            fixed='start = "2026-01-31";\ninfo start.toDateTime().toString("dd MMM yyyy");'),
        Bad('info ⟦monthsDiff⟧("2026-01-31",zoho.currentdate);', host="creator",
            fixed='info monthsDiff("2026-01-31".toDate(),zoho.currentdate);'),
        Bad('info 1767225600000.⟦toString⟧("dd MMM yyyy");', host="crm", target="creator"),
        Bad("due = ⟦'01-11-2026'⟧;\ninfo due;", host="crm", target="creator"),
        Good('start = "2026-01-31".toDate();\ninfo start.toString("dd MMM yyyy");',
             host="crm", target="creator"),
        Good("due = '13-11-2026';\nlast = '01-Nov-2026';\ninfo due + last;", host="crm", target="creator"),
        Good('start = "2026-01-31";\ninfo start.toString("dd MMM yyyy");', host="crm", target="desk"),
        Good('info start.toString();\ninfo 12.toString("00");', host="crm", target="creator"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        for place in ctx.places:
            for call in sound(ctx, n.MethodCall, n.Call, names=builtins.reading_dates()):
                if builtins.text_dates(_name(call)).allows(place.service) is False:
                    _dates(call, place, ctx)
        for place, known in targets(ctx, "date literal"):
            for literal in sound(ctx, n.DateTimeLiteral):
                if _is_ambiguous(literal.raw):
                    message = f"`{literal.raw}` is read by the date format that is set in {place.title}"
                    tell(ctx, place, literal, message, known)


def _name(call: Any) -> str:
    name: str = call.name if isinstance(call, n.MethodCall) else call.function.text
    return name.lower()


def _dates(call: Any, place: Place, ctx: RuleContext) -> None:
    """Report the first argument, or what stands before the dot, that should be a date and is none."""
    name = _name(call)
    values = [call.object, *call.args] if isinstance(call, n.MethodCall) else call.args
    formats = name in _FORMATTERS
    pattern = ""
    if formats:
        # without a pattern any value becomes a text, and with one of numbers a number does
        if len(values) < 2:
            return
        pattern = text_of(values[1], ctx)
        if pattern and not _DATE.fullmatch(pattern):
            return
        values = values[:1]
    for value in values:
        kind = ctx.model.type_of(value).kind
        number = kind == "number" and pattern != ""
        known = advice("behaviour", "number as date" if number else "text date", place)
        if known is None or not (number or kind == "text"):
            continue
        word = call.name_token if isinstance(call, n.MethodCall) else call.function.first
        shown = call.name if isinstance(call, n.MethodCall) else call.function.text
        message = f"`{shown}` does not take a {kind} for a date in {place.title}"
        # later notes open some of these functions to Creator and say nothing of text
        level = Severity.INFO if place.own and not formats else None
        finding = tell(ctx, place, ctx.tree.token_span(word), message, known, severity=level)
        start, end = ctx.tree.span(value)
        method = ".toDateTime()" if formats or name == "getdatetime" else ".toDate()"
        edits = [Edit(Span(end, end), method)]
        if isinstance(value, (n.Binary, n.Unary, n.Conditional)):
            edits = [Edit(Span(start, start), "("), Edit(Span(end, end), ")" + method)]
        finding.fix("Make it a date first", edits, Applicability.UNSAFE)
        return


def _is_ambiguous(raw: str) -> bool:
    found = _NUMBERS.match(raw)
    return found is not None and int(found[1]) <= 12 and int(found[2]) <= 12 and found[1] != found[2]
