"""DLG840 own-argument-type: an argument of another type than the header of the function states."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from deluge_lint.catalog import words
from deluge_lint.diagnostics import Diagnostic, Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.semantics.calls import function_key, function_key_of_call
from deluge_lint.syntax import nodes as n

from ._application import application, form, forms, function, functions

if TYPE_CHECKING:
    from deluge_lint.engine.facts import ProjectFacts

_NUMBERS = frozenset(("number", "decimal", "numeric"))
_DATES = frozenset(("date", "datetime"))
#: What is told from each other; of anything else nothing is said.
_KINDS = frozenset((*_NUMBERS, *_DATES, "text", "boolean", "list", "map", "record"))
_GIVEN = "int discount(int total, string code)\n{\n\treturn total;\n}\n"
_FORMS = forms(form("Orders", "Total"), form("Items", "Title"))
_PAY = "void Shop.pay(Orders order)\n\t\t\t{\n\t\t\t\tinfo order;\n\t\t\t}"


class OwnArgumentType(Rule):
    """A call of an own function with an argument of another type than its header has there.

    ## What it finds
    In Zoho Creator: arguments whose type is proven, such as a text where the header says `int`, a list where
    it says `map`, or a record of another form than the one in the header. The functions are those that
    `own-argument-count` looks at. A whole number passes for a decimal one, a date for a date with time, and
    null for anything. Functions of other services are seen to take texts for other types and are left alone.

    ## Why it matters
    Zoho checks a call against the header when the script is saved, and does not run it if they differ.
    """

    code = "DLG840"
    name = "own-argument-type"
    category = "schema"
    severity = Severity.WARNING
    kinds = ("script", "expression")
    sources = (
        Source("Creator: call function", "https://www.zoho.com/creator/help/script/defining-a-function.html"),
    )

    examples = (
        Bad('info discount(⟦"12"⟧,"A1");', given=_GIVEN, host="creator"),
        Bad("code = 7;\ninfo thisapp.discount(12,⟦code⟧);", given=_GIVEN, host="creator"),
        Bad(
            application(
                _FORMS, functions(_PAY, function("all", "one = Items[ID == 1]; thisapp.Shop.pay(⟦one⟧);"))
            ),
            kind="export",
        ),
        Good('info discount(12,"A1");', given=_GIVEN, host="creator"),
        Good("info discount(total,null);", given=_GIVEN, host="creator"),
        Good('info discount(12.5,"A1");', given=_GIVEN, host="creator"),
        Good('info discount("12","A1");', given=_GIVEN, host="crm"),
        Good('info discount("12");', given=_GIVEN, host="creator"),
        Good('info discount("12",7);', given=_GIVEN + _GIVEN, host="creator"),
        Good(
            application(
                _FORMS, functions(_PAY, function("all", "one = Orders[ID == 1]; thisapp.Shop.pay(one);"))
            ),
            kind="export",
        ),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        """Remember the headers, and the types of arguments that are proven."""
        if ctx.tree.faults or ctx.script.host.service != "creator":
            return
        for one in ctx.model.of(n.Function):
            types = [[each.type.name, each.name] if each.type is not None else None for each in one.params]
            place = ctx.in_file(ctx.tree.token_span(one.name_token))
            ctx.record(["function", function_key(one), types, *place])
        for call in (*ctx.model.of(n.Call), *ctx.model.of(n.MethodCall)):
            key = function_key_of_call(call, ctx.model.call_name(call)) if call.args else ""
            if key:
                given = [_proven(each, ctx) for each in call.args]
                if any(given):
                    ctx.record(["call", key, given])

    def conclude(self, project: ProjectFacts) -> Iterable[tuple[str, Diagnostic]]:
        """Compare headers and arguments over all files."""
        functions: dict[str, list[tuple[str, list[Any]]]] = {}
        for path, fact in project:
            if fact[0] == "function":
                functions.setdefault(fact[1], []).append((path, fact))
        found = []
        for path, fact in project:
            target = _target(functions.get(fact[1], []), path, fact[1]) if fact[0] == "call" else None
            if target is None or len(target[1][2]) != len(fact[2]):
                continue
            for declared, given in zip(target[1][2], fact[2], strict=True):
                if declared is None or given is None or _fits(declared[0], given[0], given[1]):
                    continue
                is_a = f"a record of `{given[1][:30]}`" if given[1] else f"a {given[0]}"
                message = f"`{declared[1][:30]}` of `{fact[1][:40]}` is `{declared[0][:30]}`, this is {is_a}"
                finding = project.finding(
                    path, Span(given[2], given[3]), message, help="give what its header asks for"
                )
                place = Span(target[1][3], target[1][4])
                finding.note(place, "this is its header", None if target[0] == path else target[0])
                found.append((path, finding.diagnostic()))
        return found


def _proven(node: n.Node, ctx: RuleContext) -> list[Any] | None:
    """Kind, form and place of an argument whose type is proven."""
    found = ctx.model.type_of(node)
    return [found.kind, found.name, *ctx.in_file(node)] if found.kind in _KINDS else None


def _target(known: list[tuple[str, list[Any]]], path: str, key: str) -> tuple[str, list[Any]] | None:
    """The one function that a call in ``path`` means."""
    if len(known) > 1:
        known = [each for each in known if each[0] == path]
    if len(known) != 1 or (known[0][0] != path and "." not in key):
        return None
    return known[0]


def _fits(declared: str, kind: str, form: str) -> bool:
    """Whether a value of this kind may stand for a parameter of the declared type."""
    wanted = words.types().get(declared.lower(), "record")
    if wanted == "record" or kind == "record":
        # a collection of records has the type of one, and may stand for a list
        same = not form or form.lower() == declared.lower()
        return (same if kind == wanted else kind == "list") or wanted != "record"
    if kind in _NUMBERS or wanted in _NUMBERS:
        return kind in _NUMBERS and wanted in _NUMBERS
    if kind in _DATES or wanted in _DATES:
        return kind in _DATES and wanted in _DATES
    return kind == wanted or wanted not in _KINDS
