"""DLG140 null-dereference: a method of a value that is null on every way."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

_LONGEST = 40


class NullDereference(Rule):
    """A method of a value that is null on every way to it.

    ## What it finds
    A method behind a value to which null was assigned, or which the condition around it has found to be null,
    where nothing has given it another value since. Methods that take null, such as `isNull`, `ifNull`
    and `toString`, are left alone.

    ## Why it matters
    A method of null stops the script. Mostly the condition is the wrong way round, or `&&` stands for `||`.
    """

    code = "DLG140"
    name = "null-dereference"
    category = "correctness"
    severity = Severity.WARNING
    sources = (
        Source("Deluge: throw", "https://www.zoho.com/deluge/help/misc-statements/throw.html"),
        Source("Deluge: get", "https://www.zoho.com/deluge/help/functions/map/get.html", "digest"),
    )

    examples = (
        Bad('account = null;\ninfo account.⟦get⟧("name");'),
        Bad('if(lead.get("Email") == null)\n{\n\tinfo lead.get("Email").⟦toLowerCase⟧();\n}'),
        Bad('if(isNull(contact))\n{\n\tmail = contact.⟦get⟧("Email");\n\tinfo mail;\n}'),
        Bad('if(contact == null && contact.⟦get⟧("Email") != "")\n{\n\tinfo contact;\n}'),
        Bad("if(names != null)\n{\n\tinfo names;\n}\nelse\n{\n\tinfo names.⟦size⟧();\n}"),
        Good('account = null;\nif(id != null)\n{\n\taccount = zoho.crm.getRecordById("Accounts",id);\n}\n'
             'if(account != null)\n{\n\tinfo account.get("name");\n}'),
        Good('if(contact == null || contact.get("Email") == "")\n{\n\tinfo contact;\n}'),
        Good('if(lead.get("Email") == null)\n{\n\tlead.put("Email","none");\n'
             '\tinfo lead.get("Email").trim();\n}'),
        Good("account = null;\ninfo account.isNull();\ninfo account.toString();"),
        Good('if(Color == null)\n{\n\tColor.select("White");\n}', host="creator.form.on_load"),
        Good("found = null;\nfor each row in rows\n{\n\tfound = row;\n}\ninfo found.get(\"id\");"),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        for call in ctx.model.null_uses():
            self._report(call, ctx)

    def _report(self, node: n.MethodCall, ctx: RuleContext) -> None:
        value = ctx.text(node.object)
        value = f"`{value}`" if len(value) <= _LONGEST and "\n" not in value else "the value"
        finding = ctx.report(
            ctx.tree.token_span(node.name_token),
            f"{value} is null here, and `{node.name}` then stops the script",
            help="turn the condition round, or give the value before you use it",
        )
        for maker in ctx.model.made_so(node.object, "null"):
            if maker.first < node.first:
                what = "null is assigned here" if isinstance(maker, n.Stmt) else "this finds it to be null"
                finding.note(ctx.tree.span(maker), what)
