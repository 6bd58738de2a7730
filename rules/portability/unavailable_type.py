"""DLG307 unavailable-type: a type that the service does not have, or not in headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from deluge_lint.diagnostics import Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._lift import advice, sound, tell, words

if TYPE_CHECKING:
    from deluge_lint.engine.lift import Place

_TIME = re.compile(r"'\s*\d{1,2}:\d{2}")
_SAME = {
    "boolean": "bool",
    "integer": "int",
    "number": "int",
    "bigint": "int",
    "text": "string",
    "decimal": "float",
}


class UnavailableType(Rule):
    """A type that the service does not have, or does not take in the header of a function.

    ## What it finds
    The TIME type outside of Zoho Creator: in a header, and on the way out of Creator also as a literal such
    as `'09:30:00'` and where a method is called on one. Arguments and results that the service does not take:
    WorkDrive takes `string` and `int` and no result, Flow no `collection` or `timestamp`; what is said of
    Desk, others than Zoho say.

    ## Why it matters
    The function cannot be saved, or arrives without its values. Elsewhere than in Creator, single quotes
    stand round a text here and there, so a literal is not reported where it stands.
    """

    code = "DLG307"
    name = "unavailable-type"
    category = "portability"
    severity = Severity.ERROR
    sources = (
        Source("Deluge: time", "https://www.zoho.com/deluge/help/datatypes/time.html"),
        Source(
            "WorkDrive: custom functions",
            "https://help.zoho.com/portal/en/kb/workdrive",
            "digest",
        ),
        Source(
            "Flow: custom functions",
            "https://help.zoho.com/portal/en/kb/flow/user-guide/create-a-flow/articles/using-custom-functions",
            "digest",
        ),
    )

    examples = (
        Bad("start = ⟦'09:30:00'⟧;\ninfo ⟦start.addHour⟧(1);", host="creator", target="crm"),
        Bad("void standalone.plan(⟦time⟧ start)\n{\n\tinfo start;\n}", host="crm"),
        Bad('⟦map⟧ read(⟦list⟧ ids, int page)\n{\n\treturn {"ids":ids,"page":page};\n}', target="workdrive"),
        Bad("void keep(⟦collection⟧ rows)\n{\n\tinfo rows;\n}", host="creator", target="flow"),
        Good("start = '09:30:00';\ninfo start;", host="crm", target="desk"),
        Good("void plan(time start)\n{\n\tinfo start;\n}", host="creator"),
        Good("void keep(string name, int id)\n{\n\tinfo name + id;\n}", target="workdrive"),
        Good("start = '01-Jan-2026 09:30:00';\ninfo start;", host="creator", target="crm"),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        if not ctx.places:
            return
        for place in ctx.places:
            for where in _times(place, ctx):
                known = advice("type", "time", place)
                if known is not None:
                    tell(ctx, place, where, f"{place.title} has no TIME type", known)
        for function in sound(ctx, n.Function):
            for place in ctx.places:
                _header(function, place, ctx)


def _times(place: Place, ctx: RuleContext) -> Iterator[n.Node | Span]:
    for type_ in sound(ctx, n.TypeRef):
        if "time" in (type_.name.lower(), type_.item.lower()):
            yield type_
    if not place.own and ctx.script.host.service == "creator":
        for literal in sound(ctx, n.DateTimeLiteral):
            if _TIME.match(literal.raw):
                yield literal
        for call in sound(ctx, n.MethodCall):
            if call.object.__class__ is n.Name and ctx.model.type_of(call.object).kind == "time":
                yield words(call, ctx)


def _header(function: n.Function, place: Place, ctx: RuleContext) -> None:
    for what, type_ in (("result", function.returns), *(("argument", each.type) for each in function.params)):
        known = advice("type", what, place)
        if known is None or type_ is None or type_.name.lower() == "time":
            continue
        name = type_.name.lower()
        if _SAME.get(name, name) not in known.allowed:
            tell(ctx, place, type_, f"{place.title} takes no {what} of type `{type_.name}`", known)
