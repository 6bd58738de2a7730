"""DLG832 fetch-without-sort: some of the fetched records, of which nobody says which come first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

_HELP = "say the order: `sort by Added_Time` for the oldest first, `desc` for the newest"
_FIRST = {"first": True}


class FetchWithoutSort(Rule):
    """Some of the records that were fetched, in an order that nobody has stated.

    ## What it finds
    A `range from … to …` without `sort by`, and with the option `first` also `get(0)` of all values of a
    field that were fetched without.

    ## Why it matters
    Zoho's page says that fetched records often seem to be sorted by the time they were added, that nothing
    guarantees it, and that it may change. Pages of a list then repeat records and miss others; the "last
    order" is any order.
    """

    code = "DLG832"
    name = "fetch-without-sort"
    category = "schema"
    severity = Severity.WARNING
    needs = (n.Fetch,)
    options: ClassVar[Mapping[str, Any]] = {"first": False}
    sources = (
        Source(
            "Deluge: fetch records",
            "https://www.zoho.com/deluge/help/fetch-records/fetch-collection-records.html",
        ),
    )

    examples = (
        Bad('page = ⟦Orders[Status == "Open"] range from 1 to 50⟧;\ninfo page;'),
        Bad("info (⟦Orders[ID != 0].ID range from 1 to 1⟧).getAll();"),
        Bad("ids = Orders[Owner == owner].ID.getAll();\ninfo ⟦ids.get(0)⟧;", options=_FIRST),
        Good('page = Orders[Status == "Open"] sort by Added_Time range from 1 to 50;\ninfo page;'),
        Good("info (Orders[ID != 0].ID sort by Added_Time range from 1 to 1).getAll();"),
        Good("ids = Orders[Owner == owner].ID.getAll();\ninfo ids.get(0);"),
        Good(
            "ids = (Orders[Owner == owner].ID sort by Total desc).getAll();\ninfo ids.get(0);", options=_FIRST
        ),
        Good("one = Orders[ID == input.Order] range from 1 to 1;\ninfo one;"),
    )

    @handles(n.Fetch)
    def check_range(self, node: n.Fetch, ctx: RuleContext) -> None:
        """A piece of the records, in no order."""
        if node.range_to is not None and not node.sort and not _by_id(node):
            ctx.report(node, "a range of records in no order: which ones it holds may change", help=_HELP)

    @handles(n.MethodCall)
    def check_first(self, node: n.MethodCall, ctx: RuleContext) -> None:
        """One of all values, in no order."""
        if not self.settings["first"] or node.name.lower() != "get" or len(node.args) != 1:
            return
        if node.args[0].__class__ is not n.Number:
            return
        values: Any = n.unparenthesised(node.object)
        if values.__class__ is n.Name:
            values = ctx.model.value_of(values)
            values = n.unparenthesised(values) if values is not None else None
        if values.__class__ is n.MethodCall and values.name.lower() == "getall":
            fetch = _fetch_below(values.object)
            if fetch is not None and not fetch.sort and not _by_id(fetch):
                ctx.report(node, "one of fetched records that have no order", help=_HELP)


def _fetch_below(node: Any) -> n.Fetch | None:
    """The outermost fetch of `Form[criteria].Field`."""
    node = n.unparenthesised(node)
    while node.__class__ is n.Attribute:
        node = n.unparenthesised(node.object)
    return node if node.__class__ is n.Fetch else None


def _by_id(fetch: n.Fetch) -> bool:
    """Whether a fetch is that of one record by its ID."""
    inner = _fetch_below(fetch.source)
    criteria: Any = n.unparenthesised(fetch.criteria) if fetch.criteria is not None else None
    if criteria is None and inner is not None and inner.criteria is not None:
        criteria = n.unparenthesised(inner.criteria)
    return (
        criteria.__class__ is n.Binary
        and criteria.op in ("==", "=")
        and criteria.left.__class__ is n.Name
        and criteria.left.text.lower() == "id"
    )
