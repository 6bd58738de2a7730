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
    down in full and never changes it, and `get` with a negative number.

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
        if place.__class__ is not n.Number or not place.text.isdigit():
            return
        parent: Any = ctx.tree.parents.get(node)
        if parent.__class__ is n.Call and parent.function.text.lower() in ("ifnull", "isnull"):
            return
        count = ctx.model.list_length(node.object)
        if count is not None and int(place.text) >= count and not ctx.model.tries_around(node):
            elements = f"{count} elements" if count != 1 else "one element"
            ctx.report(
                place, f"there is no element {place.text}: the list has {elements}",
                help="count from 0: the last element has the number of the elements less one",
            )  # fmt: skip
