"""DLG333 unformatted-date: a date that goes to Zoho CRM as the application or organization writes dates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from deluge_lint.diagnostics import Applicability, Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._lift import advice, sound, tell

if TYPE_CHECKING:
    from deluge_lint.semantics.scopes import Symbol

_NOW = "zoho.currenttime"
_NAMES = (_NOW, "zoho.currentdate")


class UnformattedDate(Rule):
    """A date that goes to Zoho CRM as the application or organization writes dates.

    ## What it finds
    `zoho.currenttime`, without a pattern, as a value of a map that goes to a task which writes records of
    CRM; and in a script that is to be lifted to Creator `zoho.currentdate` as well.

    ## Why it matters
    A date-time of CRM is `2026-01-31T17:25:24+01:00`, and what `zoho.currenttime` turns into is
    `31-Jan-2026 17:25:24`: the record is refused with INVALID_DATA. Inside of CRM `zoho.currentdate` passes;
    in Creator it has the date format of the application. Both are reports of people who met it, not of
    Zoho's pages.

    ## Fix safety
    The fix writes the pattern that CRM asks for: `--unsafe-fixes`, as the field may be a text.
    """

    code = "DLG333"
    name = "unformatted-date"
    category = "portability"
    severity = Severity.INFO
    sources = (
        Source("Deluge: system variables", "https://zoho.com/deluge/help/system-variables.html"),
        Source(
            "Date-times and time zones in Zoho CRM",
            "https://smooth.tel/working-with-date-time-objects-and-timezones-in-zoho-crm/",
            "third-party",
        ),
    )

    examples = (
        Bad('values = Map();\nvalues.put("Closed",⟦zoho.currenttime⟧);\n'
            'info zoho.crm.updateRecord("Deals",id,values);', host="crm",
            fixed='values = Map();\n'
                  'values.put("Closed",zoho.currenttime.toString("yyyy-MM-dd\'T\'HH:mm:ssXXX"));\n'
                  'info zoho.crm.updateRecord("Deals",id,values);'),
        Bad('info zoho.crm.createRecord("Tasks",{"Due_Date":⟦zoho.currentdate⟧},Map(),"crm");',
            host="crm", target="creator",
            fixed='info zoho.crm.createRecord("Tasks",{"Due_Date":zoho.currentdate.toString("yyyy-MM-dd")},'
                  'Map(),"crm");'),
        Good('info zoho.crm.createRecord("Tasks",{"Due_Date":zoho.currentdate});', host="crm"),
        Good('values = Map();\nvalues.put("Closed",zoho.currenttime.toString("yyyy-MM-dd\'T\'HH:mm:ss"));\n'
             'info zoho.crm.updateRecord("Deals",id,values);', host="crm"),
        Good('values = Map();\nvalues.put("Closed",zoho.currenttime);\ninfo values;', host="crm"),
        Good('values = Map();\nvalues.put("Closed",zoho.currenttime);\n'
             'info zoho.creator.v2_1.createRecord("zylker","shop","Order",values,Map(),"creator");',
             host="crm"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        if not ctx.places or not any(_name(each) for each in ctx.model.of(n.Attribute)):
            return
        seen: set[int] = set()
        for value in _written(ctx):
            name = _name(value)
            if not name or id(value) in seen:
                continue
            seen.add(id(value))
            for place in ctx.places:
                known = advice("behaviour", "date for crm " + name, place)
                # inside of its own service the bare date passes
                if known is None or (place.own and name != _NOW):
                    continue
                message = f"`{name}` goes to Zoho CRM in another format than its fields take"
                finding = tell(ctx, place, value, message, known)
                # the advice begins with the code to write
                code = known.instead.split("`")[1]
                finding.fix("Write it as CRM does", ctx.replace(value, code), Applicability.UNSAFE)


def _name(node: n.Node) -> str:
    """Which of the two variables a node is; empty for anything else."""
    name = n.dotted_name(node).lower() if isinstance(node, n.Attribute) else ""
    return name if name in _NAMES else ""


def _written(ctx: RuleContext) -> Iterator[n.Node]:
    """The values of the maps that tasks write into records of CRM."""
    met: set[Symbol] = set()
    for call in sound(ctx, n.MethodCall):
        task = ctx.model.task(call)
        if task is None or task.service != "crm" or task.kind != "write":
            continue
        for argument in call.args:
            argument = n.unparenthesised(argument)
            if isinstance(argument, n.MapLiteral):
                yield from (pair.value for pair in argument.pairs)
            elif isinstance(argument, n.Name):
                symbol = ctx.model.body_of(argument).symbols.get(argument.text)
                if symbol is not None and symbol not in met:
                    met.add(symbol)
                    yield from _values(symbol, ctx)


def _values(symbol: Symbol, ctx: RuleContext) -> Iterator[n.Node]:
    """What a variable is given as values of a map: where it is assigned, and by `put`."""
    parents: dict[n.Node, Any] = ctx.tree.parents
    for word in symbol.writes:
        literal = getattr(parents.get(word), "value", None)
        if isinstance(literal, n.MapLiteral):
            yield from (pair.value for pair in literal.pairs)
    for word in symbol.mutations:
        call = parents.get(word)
        if isinstance(call, n.MethodCall) and call.name.lower() == "put" and len(call.args) == 2:
            yield call.args[1]
