"""DLG403 unescaped-url-value: text from outside in the query part of a URL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from deluge_lint.catalog import data_flow
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._trails import OPTIONS, described, looks, note, severity, trail_of

_TASKS: dict[type[n.Node], str] = {n.InvokeUrl: "invokeurl", n.InvokeApi: "invokeapi"}


class UnescapedUrlValue(Rule):
    """Text from outside that becomes part of a URL without being encoded.

    ## What it finds
    A value behind the `?` of a URL that `invokeurl`, `invokeapi`, `openUrl`, `getUrl` or `postUrl` is given,
    where somebody else chooses it: a request, or a parameter of a function that can be called from outside.
    What a form, a record, a service or another function gives is left alone.

    ## Why it matters
    A space breaks the URL, `&` starts another parameter, `#` cuts off the rest. Whoever chooses the value
    chooses parameters that were not meant for him.

    ## Options
    `from-records` also reports, as information, what forms, records, services and other functions give.
    """

    code = "DLG403"
    name = "unescaped-url-value"
    category = "security"
    severity = Severity.WARNING
    options = OPTIONS
    sources = (
        Source("Deluge: invokeurl", "https://www.zoho.com/deluge/help/deluge-invoke-url.html"),
        Source("Deluge: openUrl", "https://www.zoho.com/deluge/help/openurl.html"),
    )

    examples = (
        Bad('string standalone.find(string city)\n{\n\treturn invokeurl\n\t[\n'
            '\t\turl :"https://api.example.com/places?city=" + ⟦city⟧\n\t\ttype :GET\n\t];\n}'),
        Bad('string standalone.find(string city)\n{\n\taddress = "https://api.example.com/?city=" + city;\n'
            '\treturn invokeurl\n\t[\n\t\turl :⟦address⟧\n\t\ttype :GET\n\t];\n}'),
        Bad('openUrl("#Page:Places?city=" + ⟦input.City⟧,"popup window");',
            host="creator.form.on_user_input", options={"from-records": True}),
        Good('openUrl("#Page:Places?city=" + input.City,"popup window");', host="creator.form.on_user_input"),
        Good('string standalone.find(string city)\n{\n\treturn invokeurl\n\t[\n'
             '\t\turl :"https://api.example.com/places?city=" + encodeUrl(city)\n\t\ttype :GET\n\t];\n}'),
        Good('string standalone.find(int number)\n{\n\treturn invokeurl\n\t[\n'
             '\t\turl :"https://api.example.com/places?number=" + number\n\t\ttype :GET\n\t];\n}'),
        Good('string standalone.find(string city)\n{\n\tvalues = Map();\n\tvalues.put("city",city);\n'
             '\treturn invokeurl\n\t[\n\t\turl :"https://api.example.com/places"\n\t\ttype :GET\n'
             "\t\tparameters :values\n\t];\n}"),
    )  # fmt: skip

    @handles(n.InvokeUrl, n.InvokeApi)
    def task(self, node: n.BlockTask, ctx: RuleContext) -> None:
        for entry in node.entries:
            if data_flow.held_by_entry(_TASKS[node.__class__], entry.key) == "url" and entry.values:
                self._look(entry.values[0], ctx)

    @handles(n.Call)
    def call(self, node: n.Call, ctx: RuleContext) -> None:
        if node.args and data_flow.held_by_argument(node.function.text) == "url":
            self._look(node.args[0], ctx)

    def _look(self, url: n.Node, ctx: RuleContext) -> None:
        if n.unparenthesised(url).__class__ is n.Text or not looks(url, ctx, self.settings):
            return
        for value in _queried(ctx.model.text_pieces(url)):
            trail = trail_of(value, "url", ctx, self.settings)
            if trail is not None:
                finding = ctx.report(
                    value if url.first <= value.first <= url.last else url,
                    f"{described(trail)} becomes part of this URL without being encoded",
                    help="put `encodeUrl` around it, or give it under `parameters`", severity=severity(trail),
                )  # fmt: skip
                note(finding, trail, ctx)
                return


def _queried(pieces: list[Any]) -> Iterator[Any]:
    """The pieces behind the ``?``, without literals."""
    behind = False
    for piece in pieces:
        if piece.__class__ is n.Text:
            behind = behind or "?" in piece.value
        elif behind:
            yield piece
