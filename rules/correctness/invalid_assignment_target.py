"""DLG117 invalid-assignment-target: a value for what cannot hold one."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

_HELD = (n.Name, n.Attribute, n.Index, n.UiAttribute, n.Fetch, n.Paren)


class InvalidAssignmentTarget(Rule):
    """A value for what cannot hold one.

    ## What it finds
    `=` behind anything but a variable or a field: a call (`values.get("a") = 1;`), a sum, a text, a number.

    ## Why it matters
    Zoho refuses to save the script: a value is given to a variable or to a field.
    """

    code = "DLG117"
    name = "invalid-assignment-target"
    category = "correctness"
    severity = Severity.WARNING
    sources = (
        Source("Creator: set variable", "https://www.zoho.com/creator/help/script/set-variable.html"),
        Source("Deluge: update records", "https://www.zoho.com/deluge/help/data-access/update-records.html"),
    )

    examples = (
        Bad('values = Map();\n⟦values.get("a")⟧ = 1;\ninfo values;'),
        Bad("⟦net + tax⟧ = total;"),
        Bad("⟦List<String> names⟧ = List();"),
        Good('values = Map();\nvalues.put("a",1);\ninfo values;'),
        Good("total = net + tax;\ninput.Total = total;"),
        Good("Orders[ID == order_id].Total = total;"),
    )

    @handles(n.Assign)
    def check(self, node: n.Assign, ctx: RuleContext) -> None:
        target = node.target
        if isinstance(target, _HELD) or ctx.tree.faults:
            return
        if isinstance(target, n.MethodCall) and target.name.lower() == "get":
            help = "a map takes a value with `put`"
        elif isinstance(target, n.Binary) and target.op in ("<", ">"):
            help = "a variable starts with its first value: write its name alone"
        else:
            help = "name a variable or field in front of `=`"
        ctx.report(target, "only a variable or a field can be given a value", help=help)
