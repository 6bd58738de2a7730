"""Scripts without a header that build the XML of a related list of CRM."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from deluge_lint.syntax import nodes as n

from ._lift import advice, sound, tell

if TYPE_CHECKING:
    from deluge_lint.engine.rule import RuleContext

# <record><row no="1"><FL val="Subject">...</FL></row></record>, as the page on related lists shows it
_RECORD = re.compile(r"\s*<record\b", re.IGNORECASE)
_FIELD = re.compile(r"<FL\s+val\s*=", re.IGNORECASE)


def tell_rows(ctx: RuleContext) -> None:
    """The XML of a related list in a script without a header: the rows tell the category."""
    result = _answer(ctx)
    if result is None:
        return
    for place in ctx.places:
        known = advice("header", "related_list return", place)
        if known is not None and not place.own and place.service != "crm":
            tell(ctx, place, result, f"nothing shows what this script returns in {place.title}", known)


def _answer(ctx: RuleContext) -> n.Return | None:
    """The ``return`` that hands the rows of a related list to CRM; ``None`` in any other script."""
    texts: list[n.Text] = list(ctx.model.of(n.Text))
    roots = [each for each in texts if _RECORD.match(each.value)]
    if not roots or not any(_FIELD.search(each.value) for each in texts):
        return None
    filled = {
        getattr(assign.target, "text", "")
        for assign in ctx.model.of(n.Assign) for root in roots if assign.first <= root.first <= assign.last
    }  # fmt: skip
    result: n.Return
    for result in sound(ctx, n.Return):
        parts = list(result.value.walk()) if result.value is not None else []
        if any(each in roots or (each.__class__ is n.Name and each.text in filled) for each in parts):
            return result
    return None
