"""DLG107 unguarded-chained-get: a method on what `get` answers, where the key may be missing."""

from __future__ import annotations

from typing import Any

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

_LONGEST_KEY = 40
#: A `try` around so few statements is there for what they may lack.
_NARROW = 3
#: What every record of CRM has.
_ALWAYS = frozenset(("owner", "created_by", "modified_by", "created_time", "modified_time"))
#: Behind these a missing key is a missing part of an answer; other methods mostly stand on fields
#: that a form makes mandatory, which the script alone does not show.
_GETTERS = frozenset(("get", "getjson"))


class UnguardedChainedGet(Rule):
    """A method on what `get` answers, where the key may be missing.

    ## What it finds
    `answer.get("data").get("id")` and its like, when no condition before it proves that the key is there. A
    test for null or `containKey`, a loop over the value, an earlier use that did not fail, a status that
    was looked at, and a key that the script itself has put in count as proof. Silent is what stands in a
    `try` of three statements or less, and so are the owner, creator and last editor of a record with
    their times. Other methods than `get`, and what stands in a long `try`, count as information only.

    ## Why it matters
    `get` answers null for a key that a map lacks, and a method of null stops the script. Answers of
    services lack keys in the very cases that nobody tried: no record found, no permission, a limit reached.
    """

    code = "DLG107"
    name = "unguarded-chained-get"
    category = "correctness"
    severity = Severity.WARNING
    sources = (Source("Deluge: get", "https://www.zoho.com/deluge/help/functions/map/get.html", "digest"),)

    examples = (
        Bad(
            'answer = zoho.crm.getRecordById("Leads",id);\n'
            'account = answer.get("Account_Name").⟦get⟧("name");\ninfo account;'
        ),
        Bad('info lead.get("Email").⟦toLowerCase⟧();\ninfo lead.get("Phone").⟦trim⟧();'),
        Bad('if(answer.get("data") != null)\n{\n\tinfo answer.get("data").get("user").⟦get⟧("name");\n}'),
        Good('account = answer.get("Account_Name");\nif(account != null)\n{\n\tinfo account.get("name");\n}'),
        Good('info lead.get("Owner").get("name") + lead.get("Created_By").get("name");'),
        Good('info lead.get("Created_Time").subString(0,10);'),
        Good('if(!isNull(lead.get("Account_Name")))\n{\n\tinfo lead.get("Account_Name").get("name");\n}'),
        Good('try\n{\n\tinfo lead.get("Account_Name").get("name");\n}\ncatch (e)\n{\n\tinfo "nobody";\n}'),
        Good(
            'if(lead.containKey("Account_Name") && lead.get("Account_Name").get("name") == "Ann")\n'
            "{\n\tinfo lead;\n}"
        ),
        Good(
            'info ifnull(lead.get("Account_Name"),Map()).get("name");\n'
            'info lead.get("Account_Name").isNull();'
        ),
        Good('values = Map();\nvalues.put("rows",List());\nvalues.get("rows").add(1);\ninfo values;'),
    )

    @handles(n.MethodCall)
    def check(self, node: n.MethodCall, ctx: RuleContext) -> None:
        model = ctx.model
        if not model.may_be_null(node.object) or not model.fails_on_null(node):
            return
        tries = model.tries_around(node)
        if any(len(each.body.body) <= _NARROW for each in tries):
            return
        getter: Any = n.unparenthesised(node.object)
        key = ctx.text(getter.args[0])
        if key[1:-1].lower() in _ALWAYS:
            return
        if len(key) > _LONGEST_KEY or "\n" in key:
            key = '"…"'
        what = "leaves the `try`" if tries else "stops the script"
        mild = tries or node.name.lower() not in _GETTERS
        ctx.report(
            ctx.tree.token_span(node.name_token),
            f"`{getter.name}({key})` may be null here, and `{node.name}` then {what}",
            help="test the value for null first, or give a default with `ifnull`",
            severity=Severity.INFO if mild else None,
        )  # fmt: skip
