"""DLG123 argument-kind: an argument of a kind that the built-in or task does not take there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deluge_lint.catalog import builtins
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._signatures import is_broken

if TYPE_CHECKING:
    from deluge_lint.catalog.parameters import Parameter
    from deluge_lint.semantics.types import Type

_READ = frozenset(("official", "digest"))
#: Per kind of value the kinds of parameter that take it: numbers pass as text and text as numbers, as ids do.
_TAKEN = {
    "text": frozenset(("text", "number", "decimal", "date", "datetime", "time", "file")),
    "number": frozenset(("number", "decimal", "text", "date", "datetime")),
    "date": frozenset(("date", "datetime", "time", "text")),
    "boolean": frozenset(("boolean", "text")),
    "list": frozenset(("list", "collection")),
    "map": frozenset(("map", "collection")),
}


class ArgumentKind(Rule):
    """An argument of a kind that the built-in or task does not take there.

    ## What it finds
    A proven map where a number is wanted, a list where a text is, and their like, in calls of built-ins and
    of integration tasks whose page was read. Numbers that are written as text, and texts that hold a
    number, are fine: Zoho takes one for the other.

    ## Why it matters
    Arguments count by their place. Mostly one was left out, and all behind it stand where others belong: the
    call fails, or does something else.
    """

    code = "DLG123"
    name = "argument-kind"
    category = "correctness"
    severity = Severity.WARNING
    sources = (
        Source("Deluge: CRM, update a record", "https://www.zoho.com/deluge/help/crm/update-record.html"),
        Source("Deluge: functions", "https://www.zoho.com/deluge/help/functions.html", "digest"),
    )

    examples = (
        Bad('values = {"City":"Rome"};\nzoho.crm.updateRecord("Leads",⟦values⟧,Map());'),
        Bad('rows = {"a","b"};\ninfo "abc".subString(⟦rows⟧);'),
        Good('values = {"City":"Rome"};\nzoho.crm.updateRecord("Leads",id,values);'),
        Good('zoho.crm.updateRecord("Leads","4876876000000225001".toLong(),values);'),
        Good('info "abc".subString("1");'),
        Good("zoho.crm.updateRecord(module,values,Map());"),
    )

    @handles(n.MethodCall)
    def check(self, node: n.MethodCall, ctx: RuleContext) -> None:
        if not node.args:
            return
        task = ctx.model.task(node) if node.object.__class__ is n.Attribute else None
        if task is not None:
            if task.signature_verified and not is_broken(node, ctx):
                self._compare(node, [task.parameters], task.name, ctx)
            return
        if not _is_choosy(node.name) or is_broken(node, ctx):
            return  # which is so for most: `get`, `put`
        found = ctx.model.builtins_of(node)
        if found and all(one.evidence in _READ for one in found):
            self._compare(node, [one.parameters for one in found], found[0].name, ctx)

    def _compare(
        self, node: n.MethodCall, signatures: list[tuple[Parameter, ...]], name: str, ctx: RuleContext
    ) -> None:
        for place, argument in enumerate(node.args):
            wanted = [each[place] for each in signatures if place < len(each)]
            if len(wanted) < len(signatures) or any("any" in each.types for each in wanted):
                continue
            found = ctx.model.type_of(argument)
            taken = _TAKEN.get("number" if found.numeric else "date" if found.dated else found.kind)
            if taken is None or found.nullable or any(taken.intersection(each.types) for each in wanted):
                continue
            # a text in the place of an optional map is the connection, too early: another rule's
            if found.kind == "text" and wanted[0].optional:
                continue
            # one argument left out shifts all behind it: one finding tells
            self._report(place, argument, found, wanted[0], name, ctx)
            return

    def _report(
        self, place: int, argument: Any, found: Type, wanted: Parameter, name: str, ctx: RuleContext
    ) -> None:
        kinds = " or ".join(wanted.types)
        ctx.report(
            argument, f"argument {place + 1} of `{name}` is a {kinds}, here stands a {found.kind_title}",
            help=f"the argument is `{wanted.name}`; look whether one in front of it is missing",
        )  # fmt: skip


_choosy: dict[str, bool] = {}
_MOST = 5_000


def _is_choosy(name: str) -> bool:
    """Whether any method of this name takes values of some kinds alone."""
    found = _choosy.get(name)
    if found is None:
        found = any(
            one.evidence in _READ and any("any" not in each.types for each in one.parameters)
            for one in builtins.find_method(name)
        )
        if len(_choosy) < _MOST:
            _choosy[name] = found
    return found
