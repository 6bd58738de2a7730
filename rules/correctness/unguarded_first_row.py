"""DLG158 unguarded-first-row: a row of a search is taken before anybody asked whether there is one."""

from __future__ import annotations

from typing import Any

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

#: What finds no record as often as one; of a module as a whole people know that it has records.
_SEARCHES = ("searchrecords", "getrelatedrecords")
_NULL_TESTS = ("ifnull", "isnull")


class UnguardedFirstRow(Rule):
    """A row of a search, taken before the script asked whether one was found.

    ## What it finds
    `rows.get(0)` of what `searchRecords` or `getRelatedRecords` found, of a service that answers with a list,
    where nothing before it looks at `rows`: no `size()`, no test, no loop. Silent is what stands in a `try`,
    or is itself compared with null.

    ## Why it matters
    A search that finds nothing answers with a list without elements. To `get` one that is not there stops the
    script by Zoho's page on lists, in the very case that the test data did not have.
    """

    code = "DLG158"
    name = "unguarded-first-row"
    category = "correctness"
    # one page of Zoho's says that the script stops, a sample of another takes what is not there for null
    severity = Severity.INFO
    sources = (
        Source("Deluge: CRM, search records", "https://www.zoho.com/deluge/help/crm/search-records.html"),
        Source("Deluge: get", "https://www.zoho.com/deluge/help/functions/list/get.html", "digest"),
    )

    examples = (
        Bad('rows = zoho.crm.searchRecords("Leads",query);\nid = rows.⟦get⟧(0).get("id");\ninfo id;'),
        Bad('rows = zoho.crm.searchRecords("Leads",query);\ninfo "found " + rows;\ninfo rows.⟦get⟧(0);'),
        Bad('info zoho.crm.getRelatedRecords("Notes","Leads",id).⟦get⟧(0);'),
        Good('rows = zoho.crm.searchRecords("Leads",query);\nif(rows.size() > 0)\n{\n\tinfo rows.get(0);\n}'),
        Good('rows = zoho.crm.searchRecords("Leads",query);\nif(rows.isEmpty())\n{\n\treturn;\n}\n'
             'info rows.get(0);'),
        Good('rows = zoho.crm.searchRecords("Leads",query);\n'
             'first = if(rows.size() > 0,rows.get(0),null);\ninfo first;'),
        Good('rows = zoho.crm.searchRecords("Leads",query);\ntry\n{\n\tinfo rows.get(0);\n}\ncatch (e)\n{\n\t'
             'throw "none";\n}'),
        Good('rows = zoho.crm.searchRecords("Leads",query);\nif(rows.get(0) != null)\n{\n\tinfo 1;\n}'),
        Good('first = ifnull(zoho.crm.searchRecords("Leads",query).get(0),Map());\ninfo first;'),
        Good('rows = zoho.crm.getRecords("Leads");\ninfo rows.get(0);'),
        Good('rows = zoho.desk.searchRecords(org,"tickets",query,0,5,"desk");\ninfo rows.get("data");'),
    )  # fmt: skip

    @handles(n.MethodCall, names=("get",))
    def check(self, node: n.MethodCall, ctx: RuleContext) -> None:
        if len(node.args) != 1 or n.unparenthesised(node.args[0]).__class__ is not n.Number:
            return
        rows: Any = n.unparenthesised(node.object)
        call: Any = rows
        if rows.__class__ is n.Name:
            call = n.unparenthesised(ctx.model.value_of(rows) or rows)
        if call.__class__ is not n.MethodCall or call.name.lower() not in _SEARCHES:
            return
        task = ctx.model.task(call)
        if task is None or "list" not in task.returns or ctx.model.tries_around(node) or _tested(node, ctx):
            return
        if rows is call or not _looked_at(rows, call, node, ctx):
            ctx.report(
                ctx.tree.token_span(node.name_token),
                f"`{call.name}` may find nothing, and there is no element to get then",
                help="ask for `size()` first, or leave where the list is empty",
            )  # fmt: skip


def _tested(node: n.Node, ctx: RuleContext) -> bool:
    """Whether the element itself is asked whether it is null."""
    parent: Any = ctx.tree.parents.get(node)
    if parent.__class__ is n.Binary:
        return parent.op in ("==", "!=") and n.Null in (parent.left.__class__, parent.right.__class__)
    if parent.__class__ is n.Call:
        return parent.function.text.lower() in _NULL_TESTS
    return parent.__class__ is n.MethodCall and parent.object is node and parent.name.lower() in _NULL_TESTS


def _looked_at(rows: n.Name, call: n.Node, node: n.Node, ctx: RuleContext) -> bool:
    """Whether anything between the search and ``node`` does more with the rows than to print them."""
    body = ctx.model.body_of(node)
    for word in ctx.model.of(n.Name):
        if word.text != rows.text or word is rows or ctx.model.body_of(word) is not body:
            continue
        if call.last < word.first < node.first and not _idle(word, ctx):
            return True
    return False


def _idle(word: n.Name, ctx: RuleContext) -> bool:
    parent: Any = ctx.tree.parents.get(word)
    while parent.__class__ in (n.Binary, n.Paren):
        parent = ctx.tree.parents.get(parent)
    return parent.__class__ is n.Info
