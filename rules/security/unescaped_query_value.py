"""DLG402 unescaped-query-value: text from outside in a criteria or query."""

from __future__ import annotations

from typing import Any

from deluge_lint.catalog import data_flow
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._trails import OPTIONS, described, looks, note, severity, trail_of

_HELP = {
    "criteria": "encode it with `encodeUrl`, or let through only what you expect",
    # COQL goes to Zoho in the body of a request, where nobody decodes it
    "query": "let through only what you expect, such as a number (`toLong`) or what `matches` a pattern",
}


class UnescapedQueryValue(Rule):
    """Text from outside that becomes part of a criteria or query.

    ## What it finds
    A criteria of `searchRecords` and its like, and a COQL text under `select_query`, that is put together
    with `+` from what somebody else chooses: a request, a parameter of a function that can be called from
    outside. What a form, a record, a service or another function gives is left alone.

    Numbers, dates, `encodeUrl`, `replaceAll` and a value that the script compares or asks about
    with `matches` or `isNumber` count as harmless, and so does what comes from an unknown function.

    ## Why it matters
    A quote, a bracket or a comma in the value ends the condition. Then the search fails, or finds records
    that nobody meant to show.

    ## Options
    `from-records` also reports, as information, what forms, records, services and other functions give.
    """

    code = "DLG402"
    name = "unescaped-query-value"
    category = "security"
    severity = Severity.WARNING
    options = OPTIONS
    sources = (
        Source(
            "CRM: search records",
            "https://www.zoho.com/deluge/help/crm/search-records.html",
        ),
    )

    examples = (
        Bad('string standalone.find(string name)\n{\n\tcriteria = "(Last_Name:equals:" + name + ")";\n'
            '\treturn zoho.crm.searchRecords("Leads",⟦criteria⟧);\n}'),
        Bad('params = crmAPIRequest.toMap().get("params");\nif(params != null)\n{\n\tquery = Map();\n'
            '\tname = params.get("name");\n'
            '\tquery.put("select_query",⟦"select id from Leads where City = \'" + name⟧);\n\tinfo query;\n}'),
        Bad('criteria = "(Last_Name:equals:" + name + ")";\n'
            'found = zoho.crm.searchRecords("Leads",⟦criteria⟧);\ninfo found;',
            options={"from-records": True}),
        Good('criteria = "(Last_Name:equals:" + name + ")";\n'
             'found = zoho.crm.searchRecords("Leads",criteria);\ninfo found;'),
        Good('string standalone.find(int number)\n{\n\tcriteria = "(Number:equals:" + number + ")";\n'
             '\treturn zoho.crm.searchRecords("Leads",criteria);\n}'),
        Good('string standalone.find(string name)\n{\n\tcriteria = "(City:equals:" + encodeUrl(name) + ")";\n'
             '\treturn zoho.crm.searchRecords("Leads",criteria);\n}'),
        Good('string standalone.find(string name)\n{\n'
             '\tif(!name.matches("[A-Za-z]+"))\n\t{\n\t\treturn "";\n\t}\n'
             '\treturn zoho.crm.searchRecords("Leads","(Last_Name:equals:" + name + ")");\n}'),
        Good('return zoho.crm.searchRecords("Leads","(Last_Name:equals:Smith)");'),
        Good('string standalone.find(string criteria)\n{\n'
             '\treturn zoho.crm.searchRecords("Leads",criteria);\n}'),
    )  # fmt: skip

    @handles(n.MethodCall)
    def call(self, node: n.MethodCall, ctx: RuleContext) -> None:
        if node.name.lower() == "put":
            if len(node.args) == 2 and self._held(node.args[0]):
                self._look(node.args[1], "query", ctx)
            return
        task = ctx.model.task(node) if node.object.__class__ is n.Attribute else None
        for parameter, argument in zip(task.parameters if task is not None else (), node.args):
            if parameter.holds in ("criteria", "query"):
                self._look(argument, parameter.holds, ctx)

    @handles(n.Pair)
    def pair(self, node: n.Pair, ctx: RuleContext) -> None:
        if self._held(node.key):
            self._look(node.value, "query", ctx)

    def _held(self, key: Any) -> bool:
        key = n.unparenthesised(key)
        return key.__class__ is n.Text and bool(data_flow.held_by_key(key.value))

    def _look(self, value: n.Node, place: str, ctx: RuleContext) -> None:
        if n.unparenthesised(value).__class__ is n.Text or not looks(value, ctx, self.settings):
            return
        trail = trail_of(value, place, ctx, self.settings)
        # Whoever is given a whole criteria trusts the one who writes it.
        if trail is None or not any(isinstance(step, n.Binary) for step in trail.steps):
            return
        finding = ctx.report(
            value, f"{described(trail)} becomes part of this {place} as it is",
            help=_HELP[place],
            severity=severity(trail),
        )  # fmt: skip
        note(finding, trail, ctx)
