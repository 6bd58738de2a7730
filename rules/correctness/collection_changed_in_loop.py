"""DLG148 collection-changed-in-loop: a list is changed while a loop runs over it."""

from __future__ import annotations

from typing import Any

from deluge_lint.catalog import builtins
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n


class CollectionChangedInLoop(Rule):
    """A list or map that is changed while a `for each` runs over it.

    ## What it finds
    `add`, `remove`, `put`, `clear` and the like on the variable that the loop runs over, where the loop may
    take another turn after it. A loop over `keys()` runs over a list of its own and is left alone.

    ## Why it matters
    No page says what such a loop does. It may leave out the element behind a removed one, see the new ones
    or stop with an error, and may do so in another way tomorrow.
    """

    code = "DLG148"
    name = "collection-changed-in-loop"
    category = "correctness"
    severity = Severity.INFO
    sources = (
        Source(
            "Deluge: for each element",
            "https://www.zoho.com/deluge/help/list-manipulations/for-each-element.html", "digest",
        ),
    )  # fmt: skip

    examples = (
        Bad("for each name in names\n{\n\tif(name == \"\")\n\t{\n\t\tnames.⟦removeElement⟧(name);\n\t}\n}"),
        Bad("for each key in prices\n{\n\tprices.⟦put⟧(key,0);\n}"),
        Bad("for each order in orders\n{\n\tfor each line in order\n\t{\n\t\torders.⟦add⟧(line);\n\t}\n}"),
        Good("for each name in names\n{\n\tif(name == \"\")\n\t{\n\t\tnames.removeElement(name);\n"
             "\t\tbreak;\n\t}\n}"),
        Good("for each key in prices.keys()\n{\n\tprices.put(key,0);\n}"),
        Good("for each name in names\n{\n\tothers.add(name);\n}"),
        Good("for each name in names\n{\n\tnames = List();\n\tnames.add(name);\n}"),
    )  # fmt: skip

    @handles(n.ForEach)
    def check(self, node: n.ForEach, ctx: RuleContext) -> None:
        source: Any = n.unparenthesised(node.iterable)
        if source.__class__ is not n.Name:
            return
        model = ctx.model
        symbol = model.body_of(node).symbols.get(source.text)
        if symbol is None or any(node.body.first <= name.first <= node.last for name in symbol.writes):
            return
        for call in model.index.within(n.MethodCall, node.body):
            changed = call.object.__class__ is n.Name and call.object.text == source.text
            methods = builtins.find_method(call.name) if changed else ()
            if any(one.mutates for one in methods) and model.comes_back(call, node):
                finding = ctx.report(
                    ctx.tree.token_span(call.name_token),
                    f"`{call.name}` changes `{source.text}` while the loop runs over it",
                    help="collect the changes in a list of their own and make them after the loop",
                )
                finding.note(ctx.tree.token_span(node.first), "in this loop")
