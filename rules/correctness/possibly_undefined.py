"""DLG141 possibly-undefined: a variable that has no value on some way to where it is read."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

_WHERE = {
    "if": "only some branches assign it",
    "choices": "no branch is left for any other case",
    "loop": "a loop assigns it, and may not run",
    "search": "a loop looks for it, and may not find it",
    "try": "a `try` assigns it, and may fail before",
    "later": "it is assigned further down",
}
_HELP = {
    "if": "give it a value before the `if`, or in every branch",
    "choices": "give it a value before the `if`, or in an `else`",
    "loop": "give it a value before the loop",
    "search": "give it a value before the loop",
    "try": "give it a value before the `try`",
    "later": "give it a value before it is read",
}


class PossiblyUndefined(Rule):
    """A variable that has no value on some way to where it is read.

    ## What it finds
    The first read of a variable that is assigned in some branches alone, or inside of a `try` that may fail
    before, or further down only. As information: where several branches ask about the same and none is left
    for any other case, and where a loop assigns it, or looks for it, which may have nothing to run over.

    Silent where a condition around the read shares a word with one around the assignment, and where the
    script asks somewhere whether the variable is null, empty, true or false.

    ## Why it matters
    Saving does not show it: Zoho is content with one assignment above. The script stops, or goes on with
    null, on the day on which the other way is taken.
    """

    code = "DLG141"
    name = "possibly-undefined"
    category = "correctness"
    severity = Severity.WARNING
    whole = True
    sources = (Source("Deluge: error messages", "https://www.zoho.com/deluge/help/error-messages.html"),)

    examples = (
        Bad('string size(int count)\n{\n\tif(count > 9)\n\t{\n\t\tanswer = "many";\n\t}\n'
            "\treturn ⟦answer⟧;\n}"),
        Bad('try\n{\n\tlead = zoho.crm.getRecordById("Leads",id);\n\tname = lead.get("Last_Name");\n}\n'
            "catch (e)\n{\n\tinfo e;\n}\nmessage = Map();\nmessage.put(\"name\",⟦name⟧);\ninfo message;"),
        Bad('if(stage == "Won")\n{\n\tlabel = "won";\n}\nelse if(stage == "Lost")\n{\n\tlabel = "lost";\n}\n'
            "return ⟦label⟧;"),
        Bad('for each row in rows\n{\n\tif(row.get("base"))\n\t{\n\t\tcode = row.get("code");\n\t}\n}\n'
            "rates = Map();\nrates.put(\"base\",⟦code⟧);\ninfo rates;"),
        Good('string size(int count)\n{\n\tanswer = "few";\n\tif(count > 9)\n\t{\n\t\tanswer = "many";\n\t}\n'
             "\treturn answer;\n}"),
        Good('if(stage == "Won")\n{\n\tlabel = "won";\n}\nelse\n{\n\treturn "";\n}\nreturn label;'),
        Good('if(stage == "Won")\n{\n\tlabel = "won";\n}\nif(stage == "Won")\n{\n\treturn label;\n}'),
        Good('found = false;\nfor each row in rows\n{\n\tif(row.get("id") == id)\n\t{\n\t\tfound = true;\n'
             '\t\tname = row.get("name");\n\t}\n}\nif(!found)\n{\n\treturn "";\n}\nreturn name;'),
        Good('if(stage == "Won")\n{\n\tlabel = "won";\n}\nif(label != null)\n{\n\treturn label;\n}'),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        for read, writes, where in ctx.model.unassigned:
            finding = ctx.report(
                read, f"`{read.text}` may have no value here: {_WHERE[where]}",
                help=_HELP[where],
                severity=Severity.INFO if where in ("choices", "loop", "search") else None,
            )  # fmt: skip
            finding.note(ctx.tree.span(writes[-1]), "it is assigned here")
