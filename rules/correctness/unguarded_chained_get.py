"""DLG107 unguarded-chained-get: a method on what `get` answers, where the key may be missing."""

from __future__ import annotations

from typing import Any

from deluge_lint.catalog import answers
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Finding, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

_LONGEST_KEY = 40
#: A `try` around so few statements is there for what they may lack.
_NARROW = 3
_LONGEST_CHAIN = 20
#: Behind these a missing key is a missing part of an answer; other methods mostly stand on fields
#: that a form makes mandatory, which the script alone does not show.
_GETTERS = frozenset(("get", "getjson"))

_OTHER = (
    "{0} may be null here, and {1} then {2}",
    "test the value for null first, or give a default with `ifnull`",
)
#: Of what stands deeper in an answer the script does not tell which parts are always there.
_PARTS = frozenset(("part", "field", "records"))
_MESSAGES = {
    "answer": (
        "{0} is null where the call failed, and {1} then {2}",
        "look for the key first: `if(answer.containKey(...))`, or test it for null",
    ),
    "record": (
        "{0} is null where the field is empty, and {1} then {2}",
        "test the field for null first",
    ),
}


class UnguardedChainedGet(Rule):
    """A method on what `get` answers, where the key may be missing.

    ## What it finds
    `answer.get("data").get(0)` and `record.get("Account_Name").get("id")`, when no condition before it
    proves that the key is there. The map has to be the answer of `invokeurl` or of an integration task, or a
    record of CRM, or a row of one. A test for null or `containKey`, a loop over the value, an earlier use
    that did not fail, a status that was looked at, another key of the same answer that was there, and a key
    that the script itself has put in count as proof. Silent is what stands in a `try` of three statements or
    less, and so are the fields that every record has, such as its owner. There is one finding for a chain.

    Other maps that the script makes, other methods than `get` on fields, and what stands in a long `try`, are
    information. Left alone is what stands deeper in an answer, and a map that was given to the script.

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
        Bad('lead = zoho.crm.getRecordById("Leads",id);\ninfo lead.get("Email").⟦toLowerCase⟧();'),
        Bad('answer = thisapp.ask();\nif(answer != null)\n{\n\tinfo answer.get("user").⟦get⟧("name");\n}'),
        Good('account = answer.get("Account_Name");\nif(account != null)\n{\n\tinfo account.get("name");\n}'),
        Bad(
            "answer = invokeurl\n[\n\turl :address\n\ttype :GET\n];\n"
            'info answer.get("data").⟦get⟧("attributes").get("name");\ninfo answer.get("info").get("count");'
        ),
        Good(
            'answer = invokeurl\n[\n\turl :address\n\ttype :GET\n];\nrows = answer.get("items");\n'
            'if(rows != null)\n{\n\tinfo answer.get("page_context").get("has_more_page");\n}'
        ),
        Good(
            'answer = invokeurl\n[\n\turl :address\n\ttype :GET\n];\nif(answer.get("error") == null)\n{\n\t'
            'info answer.get("data").get("id");\n}'
        ),
        Good(
            'quote = zoho.crm.getRecordById("Quotes",id);\nfor each line in quote.get("Quoted_Items")\n{\n\t'
            'info line.get("Product_Name").get("id");\n}'
        ),
        Good('info session.get("zip").get("value") + lead.get("Account").get("id");'),
        Good(
            'lead = thisapp.find();\ninfo lead.get("Owner").get("name") + lead.get("Created_By").get("name");'
        ),
        Good('if(lead.get("Owner_2") == null)\n{\n\tinfo lead.get("Owner_2").get("id");\n}'),
        Good('if(!isNull(lead.get("Account_Name")))\n{\n\tinfo lead.get("Account_Name").get("name");\n}'),
        Good('try\n{\n\tinfo lead.get("Account_Name").get("name");\n}\ncatch (e)\n{\n\tinfo "nobody";\n}'),
        Good('if(lead.containKey("Account") && lead.get("Account").get("id") == 1)\n{\n\tinfo lead;\n}'),
        Good('info ifnull(lead.get("Account"),Map()).get("name");\ninfo lead.get("Account").isNull();'),
        Good('values = Map();\nvalues.put("rows",List());\nvalues.get("rows").add(1);'),
    )

    @handles(n.MethodCall)
    def check(self, node: n.MethodCall, ctx: RuleContext) -> None:
        model = ctx.model
        asked: Any = n.unparenthesised(node.object)
        getter: Any = asked
        if asked.__class__ is n.Name:
            if not model.may_hold_key(asked):
                return
            getter = n.unparenthesised(model.value_of(asked) or asked)
        if not model.asks_for_key(getter) or not model.fails_on_null(node):
            return
        if model.is_guarded_not_null(asked) or self._fails_before(getter, ctx):
            return
        if any(len(each.body.body) <= _NARROW for each in model.tries_around(node)):
            return
        origin = model.origin(getter.object)
        kind = origin.kind if origin is not None else ""
        key = n.unparenthesised(getter.args[0])
        if key.__class__ is n.Text and answers.always_there(key.value, kind or "record"):
            return
        if kind in _PARTS or model.is_null(asked) or (kind == "answer" and model.is_answer_looked_at(getter)):
            return
        certain = kind == "answer" or (kind == "record" and node.name.lower() in _GETTERS)
        if not certain and (getter is not asked or (not kind and model.is_given(getter))):
            return
        finding = self._report(node, getter, kind, certain, ctx)
        if getter is not asked:
            finding.note(ctx.tree.span(getter), f"`{asked.text}` is given its value here")

    def _report(self, node: n.MethodCall, getter: Any, kind: str, certain: bool, ctx: RuleContext) -> Finding:
        tried = bool(ctx.model.tries_around(node))
        shown = ctx.text(getter.args[0])
        if len(shown) > _LONGEST_KEY or "\n" in shown:
            shown = '"…"'
        message, help = _MESSAGES.get(kind, _OTHER)
        what = "leaves the `try`" if tried else "stops the script"
        return ctx.report(
            ctx.tree.token_span(node.name_token),
            message.format(f"`{getter.name}({shown})`", f"`{node.name}`", what), help=help,
            severity=None if certain and not tried else Severity.INFO,
        )  # fmt: skip

    def _fails_before(self, getter: n.MethodCall, ctx: RuleContext) -> bool:
        """Whether an earlier step of the same chain is what to mend."""
        call, inner = getter, n.unparenthesised(getter.object)
        for _ in range(_LONGEST_CHAIN):
            if not isinstance(inner, n.MethodCall):
                return False
            if ctx.model.may_be_null(inner) and ctx.model.fails_on_null(call):
                return True
            call, inner = inner, n.unparenthesised(inner.object)
        return False
