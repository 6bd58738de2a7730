"""DLG330 text-date-differs: a text used as a date, or a date literal that another service reads otherwise."""

from __future__ import annotations

import re
from typing import Any

from deluge_lint.catalog import builtins
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._behaviour import targets
from ._lift import sound, tell

_NUMBERS = re.compile(r"'(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}")


class TextDateDiffers(Rule):
    """A text used as a date, or a date literal that another service reads otherwise.

    ## What it finds
    In a script that is to be lifted: functions of dates whose pages take text for a date everywhere but in
    Creator, asked of a proven text; and date literals such as `'01-11-2019'` whose order of day and month
    depends on the settings of the application or organization.

    ## Why it matters
    Creator leaves the text as it is or refuses it, and the first of November becomes the eleventh of January.
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
        Source("Deluge: date-time", "https://www.zoho.com/deluge/help/datatypes/date-time.html"),
    )

    examples = (
        Bad('start = "2026-01-31";\ninfo start.⟦toString⟧("dd MMM yyyy");', host="crm", target="creator"),
        Bad("due = ⟦'01-11-2026'⟧;\ninfo due;", host="crm", target="creator"),
        Good(
            'start = "2026-01-31".toDate();\ninfo start.toString("dd MMM yyyy");',
            host="crm",
            target="creator",
        ),
        Good("due = '13-11-2026';\nlast = '01-Nov-2026';\ninfo due + last;", host="crm", target="creator"),
        Good('start = "2026-01-31";\ninfo start.toString("dd MMM yyyy");', host="crm", target="desk"),
        Good("info start.toString();", host="crm", target="creator"),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        for place, known in targets(ctx, "text date"):
            for call in sound(ctx, n.MethodCall):
                if _takes_text(call, place.service) and ctx.model.type_of(call.object).kind == "text":
                    message = f"`{call.name}` does not take a text for a date in {place.title}"
                    tell(ctx, place, ctx.tree.token_span(call.name_token), message, known)
        for place, known in targets(ctx, "date literal"):
            for literal in sound(ctx, n.DateTimeLiteral):
                if _is_ambiguous(literal.raw):
                    message = f"`{literal.raw}` is read by the date format that is set in {place.title}"
                    tell(ctx, place, literal, message, known)


def _takes_text(call: Any, service: str) -> bool:
    """Whether the function takes text for a date, and not in ``service``; `toString` only with a pattern."""
    if call.name.lower() in ("tostring", "totext") and not call.args:
        return False
    return builtins.text_dates(call.name).allows(service) is False


def _is_ambiguous(raw: str) -> bool:
    found = _NUMBERS.match(raw)
    return found is not None and int(found[1]) <= 12 and int(found[2]) <= 12 and found[1] != found[2]
