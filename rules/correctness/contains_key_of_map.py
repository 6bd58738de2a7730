"""DLG121 contains-key-of-map: `containsKey` asked of a map, whose function is `containKey`."""

from __future__ import annotations

from deluge_lint.catalog import builtins
from deluge_lint.diagnostics import Applicability, Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

#: What people write of a map, and what is meant: known to the rule about unknown methods too.
MAPS = {"containskey": "containKey", "containsvalue": "containValue"}


class ContainsKeyOfMap(Rule):
    """`containsKey` asked of a map, whose function is `containKey`.

    ## What it finds
    `containsKey` and `containsValue` of a value that is proven a map. Zoho documents `containKey` and
    `containValue` for maps, and the spelling with an s for collections.

    ## Why it matters
    Scripts with the other spelling are met in real code, and seem to run. No page promises it, and the two
    spellings side by side in one project are a question in every review.
    """

    code = "DLG121"
    name = "contains-key-of-map"
    category = "correctness"
    severity = Severity.HINT
    sources = (
        Source(
            "Deluge: containKey", "https://www.zoho.com/deluge/help/functions/map/containkey.html", "digest"
        ),
    )

    examples = (
        Bad('rates = {"a":1};\ninfo rates.⟦containsKey⟧("a");',
            fixed='rates = {"a":1};\ninfo rates.containKey("a");'),
        Bad('rates = {"a":1};\ninfo rates.⟦containsValue⟧(1);',
            fixed='rates = {"a":1};\ninfo rates.containValue(1);'),
        Good('rates = {"a":1};\ninfo rates.containKey("a");'),
        Good('rates = Collection("a":1);\ninfo rates.containsKey("a");'),
        Good('info rates.containsKey("a");'),
    )  # fmt: skip

    @handles(n.MethodCall, names=MAPS)
    def check(self, node: n.MethodCall, ctx: RuleContext) -> None:
        better = MAPS.get(node.name.lower())
        if better is None or ctx.model.type_of(node.object).kind != "map":
            return
        if not builtins.find_method(better, "map"):
            return
        span = ctx.tree.token_span(node.name_token)
        finding = ctx.report(
            span,
            f"the function of a map is `{better}`",
            help=f"write `{better}`; `{node.name}` is one of collections",
        )
        finding.fix(f"Write `{better}`", ctx.replace(span, better), Applicability.SAFE)
