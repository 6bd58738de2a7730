"""DLG911 unused-variable: a value that nobody reads."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._answers import Dropped, dropped_answer, report

_LONGEST_NAME = 40
#: What services read from a script without header once it has ended.
_OUTPUTS = frozenset(("response", "result", "output", "returnmap", "resp", "res"))


class UnusedVariable(Rule):
    """A value that nobody reads.

    ## What it finds
    A variable that is given a value, or filled with `put` and `add`, and never read in its function.
    Parameters, loop and catch variables, what the service may read (such as `response`), what may be a field
    of the form, names that start with `_`, and functions in which a comment such as `// ...` says that code
    was left out, are left alone, and so is the id that `insert into` answers. Where the value is the answer
    of a call that does something, the finding is a hint, and one for all answers that a function drops of one
    task; a call that only reads, and whose answer nobody reads, is information.

    ## Why it matters
    Often another variable was meant. An answer that nobody looks at hides that the call has failed: an
    integration task tells of an error in its answer, and does not stop the script.
    """

    code = "DLG911"
    name = "unused-variable"
    category = "style"
    severity = Severity.WARNING
    whole = True
    sources = (Source("Deluge: variables", "https://www.zoho.com/deluge/help/variables.html", "digest"),)

    examples = (
        Bad("int total(int price)\n{\n\t⟦tax⟧ = price * 0.2;\n\treturn price;\n}"),
        Bad('void save(int id)\n{\n\t⟦values⟧ = Map();\n\tvalues.put("id",id);\n\tinfo id;\n}'),
        Bad('void save(int id)\n{\n\t⟦answer⟧ = zoho.crm.updateRecord("Leads",id,Map());\n}'),
        Bad("void count(list rows)\n{\n\t⟦total⟧ = 0;\n\tfor each row in rows\n\t{\n\t\t"
            "total = total + 1;\n\t}\n}"),
        Good("int total(int price)\n{\n\ttax = price * 0.2;\n\treturn price + tax;\n}"),
        Good("void show(list rows)\n{\n\tfor each row in rows\n\t{\n\t\tinfo \"one\";\n\t}\n}"),
        Good("int total(int price)\n{\n\ttax = price * 0.2;\n\t// ...\n\treturn price;\n}"),
        Good("void show(int id, string name)\n{\n\t_kept = id;\n\tinfo name;\n}"),
        Good('void mark(map lead)\n{\n\towner = lead.get("Owner");\n\towner.put("seen",true);\n\t'
             'info lead;\n}'),
        Bad('⟦lead⟧ = zoho.crm.getRecordById("Leads",id);\ninfo id;', host="crm"),
        Bad('void save(int id)\n{\n\t⟦one⟧ = zoho.crm.updateRecord("Leads",id,Map());\n\t'
            'two = zoho.crm.updateRecord("Deals",id,Map());\n}'),
        Good("void log(string text)\n{\n\tadded = insert into Log\n\t[\n\t\tText=text\n\t];\n}"),
        Good("Full_Name = First_Name + Last_Name;", host="creator.form.on_load"),
        Good('response = Map();\nresponse.put("replies",{"Hello"});', host="salesiq"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        fields = str(ctx.script.host).startswith("creator.form")
        dropped: dict[tuple[Any, str], list[Dropped]] = {}
        lost = _lost(ctx) if ctx.tree.faults and ctx.model.unused else Counter[str]()
        for each in ctx.model.unused:
            first = each.symbol.writes[0]
            if each.bare and (each.filled or first.text.lower() in _OUTPUTS):
                continue
            if each.bare and fields and each.kinds == {"value"}:
                continue  # a bare word may be a field of the form
            if lost[each.symbol.name]:
                continue
            name = first.text if len(first.text) <= _LONGEST_NAME else first.text[: _LONGEST_NAME - 1] + "…"
            if each.kinds == {"effect"} and _inserts(each):
                continue  # the id of a new record is seldom needed
            if "effect" in each.kinds and not _inserts(each):
                answer = dropped_answer(each, name, ctx)
                dropped.setdefault((each.body, answer.called or name), []).append(answer)
                continue
            what = "filled" if each.filled else "given a value"
            finding = ctx.report(
                first, f"`{name}` is {what} and never read", help="remove it, or use it where it was meant",
                severity=Severity.INFO if each.bare or "effect" in each.kinds else None,
            )  # fmt: skip
            finding.tag("unnecessary")
        for answers in dropped.values():
            report(answers, ctx)


def _lost(ctx: RuleContext) -> Counter[str]:
    """The words in what could not be read: those of the text that are no names of the tree."""
    return Counter(re.findall(r"\w+", ctx.tree.source.text)) - Counter(
        each.text for each in ctx.model.of(n.Name)
    )


def _inserts(unused: Any) -> bool:
    """Whether the value is the id of a new record, which is no news of success."""
    definitions = unused.body.names.definitions
    values = [getattr(definitions.get(name), "value", None) for name in unused.symbol.writes]
    return any(isinstance(value, n.InsertInto) for value in values)
