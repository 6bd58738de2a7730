"""DLG151 index-out-of-range: an element is asked for that a list of known length does not have."""

from __future__ import annotations

from typing import Any

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n


class IndexOutOfRange(Rule):
    """An element is asked for that the list does not have.

    ## What it finds
    `get` with a number that is not below the length of the list, where the script itself writes the list
    down in full and never changes it; `get` with a negative number; and `rows.get(rows.size())`, which asks
    for the element behind the last. Of a value that is not proven a list the last two are information, for a
    map may have such a key.

    ## Why it matters
    The page on `get` says that this stops the script; a sample on another page takes it to be null. The
    first element of a list has the number 0, so that the last one of three has the number 2.
    """

    code = "DLG151"
    name = "index-out-of-range"
    category = "correctness"
    severity = Severity.WARNING
    sources = (
        Source("Deluge: get", "https://www.zoho.com/deluge/help/functions/list/get.html", "digest"),
        Source("Deluge: try catch", "https://www.zoho.com/deluge/help/misc-statements/try-catch.html"),
    )

    examples = (
        Bad('cities = {"Rome","Pisa"};\ninfo cities.get(⟦2⟧);'),
        Bad('info {"Rome","Pisa"}.get(⟦5⟧);'),
        Bad('info "Rome,Pisa".toList().get(⟦2⟧);'),
        Bad('parts = line.toList(",");\ninfo parts.get(⟦parts.size()⟧);'),
        Bad('info order.get("lines").get(⟦order.get("lines").size()⟧);'),
        Bad('parts = line.toList(",");\ninfo parts.get(⟦-1⟧);'),
        Good('parts = line.toList(",");\ninfo parts.get(parts.size() - 1);'),
        Good('names = {1:"Ann",2:"Bob"};\ninfo names.get(names.size()) + names.get(-1);'),
        Good("if(rows.size() > others.size())\n{\n\tinfo rows.get(others.size());\n}"),
        Good('cities = {"Rome","Pisa"};\ninfo cities.get(1);'),
        Good('cities = {"Rome","Pisa"};\ncities.add("Bari");\ninfo cities.get(2);'),
        Good('cities = {"Rome","Pisa"};\nothers = cities;\nothers.add("Bari");\ninfo cities.get(2);'),
        Good('cities = {"Rome","Pisa"};\ninfo ifnull(cities.get(2),"");'),
        Good("info orders.get(7);"),
    )

    @handles(n.MethodCall, names=("get",))
    def check(self, node: n.MethodCall, ctx: RuleContext) -> None:
        if node.name.lower() != "get" or len(node.args) != 1:
            return
        place: Any = n.unparenthesised(node.args[0])
        parent: Any = ctx.tree.parents.get(node)
        if parent.__class__ is n.Call and parent.function.text.lower() in ("ifnull", "isnull"):
            return
        if place.__class__ is not n.Number or not place.text.isdigit():
            self._outside(node, place, ctx)
            return
        count = ctx.model.list_length(node.object)
        if count is not None and int(place.text) >= count and not ctx.model.tries_around(node):
            elements = f"{count} elements" if count != 1 else "one element"
            ctx.report(
                place, f"there is no element {place.text}: the list has {elements}",
                help="count from 0: the last element has the number of the elements less one",
            )  # fmt: skip

    def _outside(self, node: n.MethodCall, place: Any, ctx: RuleContext) -> None:
        """`rows.get(rows.size())` and `rows.get(-1)`, which no list answers whatever its length is."""
        if place.__class__ is n.Unary and place.op == "-" and place.operand.__class__ is n.Number:
            message, help = "no element has a negative number", "write `size() - 1` for the last"
        elif _counts(place, node.object, ctx):
            message = "this is behind the last element, which has the number of the elements less one"
            help = "write `size() - 1` for the last"
        else:
            return
        kind = ctx.model.type_of(node.object).kind
        if kind in ("list", "unknown") and not ctx.model.tries_around(node):
            ctx.report(place, message, help=help, severity=None if kind == "list" else Severity.INFO)


def _counts(place: Any, rows: n.Node, ctx: RuleContext) -> bool:
    """Whether ``place`` is the number of elements of ``rows``, or more."""
    if place.__class__ is n.Binary and place.op == "+" and place.right.__class__ is n.Number:
        place = n.unparenthesised(place.left)
    return (
        place.__class__ is n.MethodCall
        and place.name.lower() == "size"
        and not place.args
        and ctx.model.same(n.unparenthesised(place.object), n.unparenthesised(rows))
    )
