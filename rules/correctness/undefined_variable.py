"""DLG103 undefined-variable: a name that nothing in the function gives a value."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

_LONGEST_NAME = 60


class UndefinedVariable(Rule):
    """A name that nothing in the function gives a value.

    ## What it finds
    The first use of a name that is no parameter, no variable of the function, no name that the service
    defines, and may be no form or field. Scripts without a function header are left alone: their parameters
    are not written down. So are functions in which a comment such as `// ...` says that code was left out.
    The names of variables count with their case.

    ## Why it matters
    Zoho refuses to save such a function, or it stops there when it runs. Mostly the name is misspelt.
    """

    code = "DLG103"
    name = "undefined-variable"
    category = "correctness"
    severity = Severity.WARNING
    sources = (
        Source("Deluge: variables", "https://www.zoho.com/deluge/help/variables.html", "digest"),
        Source("Deluge: error messages", "https://www.zoho.com/deluge/help/error-messages.html", "digest"),
    )

    examples = (
        Bad("int total(int price)\n{\n\treturn ⟦prices⟧ * 2;\n}", host="crm"),
        Bad("void automation.greet(string name)\n{\n\tinfo \"Hello \" + ⟦Name⟧;\n\tinfo Name;\n}"),
        Bad("void automation.list(int count)\n{\n\tnames = List();\n\tinfo names.size() + ⟦cuont⟧;\n}"),
        Good("void run(date day)\n{\n\tinfo Dates.addDay(day,1);\n}"),
        Good("int total(int price)\n{\n\tprices = price + 1;\n\treturn prices * 2;\n}"),
        Good("info price * 2;"),
        Good("void automation.show(int id)\n{\n\t// ... the price is read here\n\tinfo price * id;\n}"),
        Good("void show(int id)\n{\n\torder = Orders[ID == id && Status == \"open\"];\n\t"
             "info order.Total;\n}"),
        Good("void automation.show()\n{\n\ttry\n\t{\n\t\tinfo zoho.currentdate;\n\t}\n\t"
             "catch (problem)\n\t{\n"
             "\t\tthrow problem;\n\t}\n}"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        seen = set()
        for name, body, suggestion in ctx.model.undefined:
            key = id(body), name.text
            if key in seen:
                continue
            seen.add(key)
            shown = name.text if len(name.text) <= _LONGEST_NAME else name.text[: _LONGEST_NAME - 1] + "…"
            help = f"did you mean `{suggestion}`?" if suggestion else "give it a value before it is used"
            ctx.report(name, f"`{shown}` is not defined in this function", help=help)
