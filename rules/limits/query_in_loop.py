"""DLG202 query-in-loop: records fetched on every turn of a `for each`."""

from __future__ import annotations

from typing import Any

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._loops import Around, is_kept, shortened

_GUIDE = "https://help.zoho.com/portal/en/kb/creator/developer-guide"
_WRITES = frozenset((n.InsertInto, n.DeleteFrom))
#: So many of the other places are shown.
_SHOWN = 5


class QueryInLoop(Rule):
    """Records fetched on every turn of a loop.

    ## What it finds
    `Form[criteria]`, with or without an aggregate, in the body of a `for each`. What a loop runs over is
    asked once and is left alone, unless that loop stands in another one. A query that names nothing which
    the loop changes is told apart: it asks for the same records on every turn. Several queries of one form
    in one loop are one finding, at the first of them.

    A loop over a fixed list or over pages is a hint. Silent are a list of three items or less, a query behind
    which the loop is left, and one that is made only where a map does not hold its answer yet.

    ## Why it matters
    Every query is a round trip to the database, and Creator ends a transaction that takes too long. A
    thousand rows mean a thousand queries, two loops inside each other a million.
    """

    code = "DLG202"
    name = "query-in-loop"
    category = "limits"
    severity = Severity.WARNING
    needs = (n.Fetch,)
    sources = (
        Source(
            "Creator: platform performance",
            f"{_GUIDE}/others/platform-performance/articles/platform-performance",
        ),
        Source("Creator: limitations", f"{_GUIDE}/limitations/articles/workflows-limitations"),
    )

    examples = (
        Bad("for each order in Orders[Status == \"open\"]\n{\n\t"
            "client = ⟦Clients[ID == order.Client]⟧;\n\tinfo client.Name;\n}"),
        Bad("for each id in ids\n{\n\ttotal = total + ⟦Payments[Invoice == id]⟧.sum(Amount);\n}"),
        Bad("for each order in Orders[ID != 0]\n{\n\t"
            "for each line in ⟦Lines[Order == order.ID]⟧\n\t{\n\t\tinfo line.Price;\n\t}\n}"),
        Bad("for each id in ids\n{\n\trate = ⟦Settings[Name == \"rate\"]⟧.Value;\n\tinfo rate * id;\n}"),
        Bad("for each id in ids\n{\n\tinfo ⟦Clients[ID == id]⟧.Name + Clients[ID == id].City;\n}"),
        Good("for each order in Orders[Status == \"open\"]\n{\n\tinfo order.Total;\n}"),
        Good("for each id in ids\n{\n\trow = insert into Log\n\t[\n\t\t"
             "Added_User=zoho.loginuser\n\t\tKey=id\n\t];\n}"),
        Good("for each id in ids\n{\n\tif(id > 5)\n\t{\n\t\tinfo Orders[ID == id].Total;\n\t\t"
             "break;\n\t}\n}"),
        Good("for each id in ids\n{\n\tif(!names.containKey(id))\n\t{\n\t\t"
             "names.put(id,Orders[ID == id].Name);\n\t}\n}"),
        Good("for each status in {\"open\",\"late\"}\n{\n\tinfo Orders[Status == status].count();\n}"),
        Good("for each id in ids\n{\n\tdelete from Orders[ID == id];\n}"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        # several queries of a form in a loop are one thing to mend
        found: dict[tuple[str, n.Node, bool], list[tuple[n.Fetch, Around]]] = {}
        for fetch in ctx.model.of(n.Fetch):
            form = _form(fetch, ctx)
            around = Around(fetch, ctx.model) if form else None
            if around and not is_kept(fetch, ctx.model):
                key = form, around.nearest, _changes(fetch, around.nearest)
                found.setdefault(key, []).append((fetch, around))
        for (form, _, changes), queries in found.items():
            _report(form, changes, queries, ctx)


def _form(node: n.Fetch, ctx: RuleContext) -> str:
    """The form that is asked in a loop; empty for what is no query of a form, or stands in no loop."""
    model = ctx.model
    if not model.index.loop_depth(node.first) or ctx.tree.parents.get(node).__class__ in _WRITES:
        return ""
    form: Any = node.source
    while isinstance(form, n.Attribute):
        form = form.object
    if not isinstance(form, n.Name):
        return ""
    symbol = model.body_of(node).symbols.get(form.text)
    return "" if symbol is not None and symbol.defined else form.text


def _report(form: str, changes: bool, queries: list[tuple[n.Fetch, Around]], ctx: RuleContext) -> None:
    (fetch, around), others = queries[0], [other for other, _ in queries[1:]]
    many = f", and {len(others)} more of it," if others else ""
    if changes:
        message = f"the query of `{shortened(form)}`{many} {around.describe()}"
        help = "fetch all that is needed before the loop and keep it in a map by its key"
    else:
        message = f"the query of `{shortened(form)}`{many} asks for the same records on every turn"
        help = "fetch them once, before the loop"
    low = None if around.growing else Severity.HINT
    finding = ctx.report(fetch, message, help=help, severity=low)
    finding.note(ctx.tree.token_span(around.nearest.first), "in this loop")
    for other in others[:_SHOWN]:
        finding.note(ctx.tree.span(other), f"`{shortened(form)}` is asked here, too")


def _changes(fetch: n.Fetch, loop: Any) -> bool:
    """Whether the query names something that the loop gives a value, or asks a function."""
    names = set()
    for part in fetch.walk():
        if isinstance(part, n.Name):
            names.add(part.text)
        elif isinstance(part, (n.Call, n.MethodCall)) and part.__class__ is n.Call:
            return True
    if not isinstance(loop, n.ForEach):
        return True
    written = {loop.variable.text}
    for part in loop.body.walk():
        if isinstance(part, n.Assign):
            target: Any = part.target
            while isinstance(target, (n.Attribute, n.Index)):
                target = target.object
            written.add(getattr(target, "text", ""))
        elif isinstance(part, n.ForEach):
            written.add(part.variable.text)
        elif isinstance(part, (n.InsertInto, n.DeleteFrom)):
            return True
    return bool(names & written)
