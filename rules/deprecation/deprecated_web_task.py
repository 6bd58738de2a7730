"""DLG601 deprecated-web-task: `getUrl`, `postUrl` and the call form of `invokeUrl`."""

from __future__ import annotations

from deluge_lint.catalog import deprecations
from deluge_lint.diagnostics import Applicability, Severity
from deluge_lint.engine.rule import Bad, Finding, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

_WEB_TASKS = frozenset({"geturl", "posturl", "invokeurl"})
_KEYS = {"geturl": ("GET", ("url",)), "posturl": ("POST", ("url", "parameters"))}


class DeprecatedWebTask(Rule):
    """A web task that Zoho is about to remove.

    ## What it finds
    `getUrl(...)`, `postUrl(...)` and `invokeUrl(...)` with parentheses. The `invokeurl` block, which replaces
    all three, is left alone, and so is a function of yours that has one of these names.

    ## Why it matters
    Zoho's pages announce the end of all three. They know neither connections nor the status of the
    answer, and batch workflows refuse them today.

    ## Fix safety
    Unsafe: an `invokeurl` block may give its answer another type than `getUrl`, which always gives a text.
    """

    code = "DLG601"
    name = "deprecated-web-task"
    category = "deprecation"
    severity = Severity.WARNING
    sources = (
        Source("Deluge: getUrl", "https://www.zoho.com/deluge/help/web-data/geturl.html"),
        Source("Deluge: postUrl", "https://www.zoho.com/deluge/help/web-data/posturl.html"),
        Source(
            "Deluge: invokeUrl function", "https://www.zoho.com/deluge/help/web-data/invokeurl-function.html"
        ),
    )

    examples = (
        Bad("⟦getUrl⟧(address);", fixed="invokeurl\n[\n\turl :address\n\ttype :GET\n];"),
        Bad(
            "\tanswer = ⟦postUrl⟧(address,order);",
            fixed="\tanswer = invokeurl\n\t[\n\t\turl :address\n\t\ttype :POST\n\t\tparameters :order\n\t];",
        ),
        Bad('answer = ⟦invokeUrl⟧(address,"GET",Map(),headers,false);'),
        Bad("rates = ⟦geturl⟧(address).toMap();"),
        Good("answer = invokeurl\n[\n\turl :address\n\ttype :GET\n];"),
        Good('info "getUrl(address)"; // postUrl(address)'),
        Good("string getUrl(string page)\n{\n\treturn page;\n}\nvoid link()\n{\n\tinfo getUrl(1);\n}"),
        Good("link = thisapp.getUrl(page);"),
    )

    @handles(n.Call, names=_WEB_TASKS)
    def check(self, node: n.Call, ctx: RuleContext) -> None:
        word = node.function.text
        name = word.lower()
        if name not in _WEB_TASKS:
            return
        known = deprecations.find(name)
        if known is None or any(own.name == word for own in ctx.nodes(n.Function)):  # type: ignore[attr-defined]
            return
        finding = ctx.report(
            node.function, f"`{word}(...)` is going to be removed from Deluge",
            help=f"write an `{known.replacement}` block",
        )  # fmt: skip
        self._mend(node, name, ctx, finding.tag("deprecated"))

    def _mend(self, node: n.Call, name: str, ctx: RuleContext, finding: Finding) -> None:
        """Offer the block where the call is a whole statement or the value of one."""
        kind, keys = _KEYS.get(name, ("", ()))
        parent = ctx.tree.parents.get(node)
        if len(node.args) != len(keys) or not isinstance(parent, (n.ExprStmt, n.Assign)):
            return
        start = ctx.tree.span(parent).start
        source = ctx.tree.source
        line = source.lines.line_text(source.lines.position(start).line)
        indent, newline = line[: len(line) - len(line.lstrip())], source.newline
        values = [ctx.text(arg) for arg in node.args]
        entries = [f"{key} :{value}" for key, value in zip(keys, values)]
        entries.insert(1, f"type :{kind}")
        rows = ["invokeurl", f"{indent}[", *(f"{indent}\t{entry}" for entry in entries), f"{indent}]"]
        finding.fix("Write an `invokeurl` block", ctx.replace(node, newline.join(rows)), Applicability.UNSAFE)
