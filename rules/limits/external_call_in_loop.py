"""DLG201 external-call-in-loop: a call to the outside on every turn of a `for each`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from deluge_lint.diagnostics import Diagnostic, Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._advice import COLLECT, Told, advice
from ._calls import may_be_own, name_of, place_of
from ._loops import Around, is_kept, shortened

if TYPE_CHECKING:
    from deluge_lint.engine.facts import ProjectFacts

_MESSAGES = frozenset(("sendmail", "sendsms"))


class ExternalCallInLoop(Rule):
    """A call to the outside on every turn of a loop.

    ## What it finds
    Integration tasks, `invokeurl`, `invokeapi`, `ftp` and web tasks in the body of a `for each`, and calls of
    functions of the project that come to one, themselves or through others. A mail or text message for each
    row counts as information only, and a loop over a fixed list or over pages as a hint.

    Several calls of one task in one loop are one finding, at the first of them. Silent are what a loop runs
    over, a list of three items or less, a call behind which the loop is left, one that is made only where a
    map does not hold its answer yet, and one for many rows at a time.

    ## Why it matters
    Every call counts against the daily allowance and takes part of a second. A loop that is fine with
    ten rows reaches a limit with a thousand, and then stops in the middle with half of the rows done.
    """

    code = "DLG201"
    name = "external-call-in-loop"
    category = "limits"
    severity = Severity.WARNING
    needs = (n.ForEach, n.While, n.CFor)
    sources = (
        Source("Deluge: limitations", "https://www.zoho.com/deluge/help/limitations.html"),
        Source(
            "CRM: limits of functions",
            "https://www.zoho.com/crm/developer/docs/functions/functions-limits.html",
        ),
    )

    examples = (
        Bad('for each lead in leads\n{\n\t⟦zoho.crm.updateRecord⟧("Leads",lead.get("id"),values);\n}'),
        Bad("for each order in orders\n{\n\tfor each line in order.get(\"lines\")\n\t{\n\t\t"
            "answer = ⟦invokeurl⟧\n\t\t[\n"
            "\t\t\turl :address + line\n\t\t\ttype :GET\n\t\t];\n\t}\n}"),
        Bad("for each guest in guests\n{\n\t⟦sendmail⟧\n\t[\n\t\tfrom :zoho.adminuserid\n\t\tto :guest\n"
            "\t\tsubject :\"Welcome\"\n\t\tmessage :\"Hello\"\n\t];\n}"),
        Bad("for each id in ids\n{\n\t⟦notify(id)⟧;\n}",
            given="void notify(int id)\n{\n\tanswer = zoho.cliq.postToChannel(\"orders\",id.toString());\n"
                  "\tinfo answer;\n}\n"),
        Bad('for each page in {1,2,3,4,5}\n{\n\t'
            'rows = ⟦zoho.crm.getRecords⟧("Leads",page,200);\n\tinfo rows;\n}'),
        Bad('for each lead in leads\n{\n\t⟦zoho.crm.updateRecord⟧("Leads",lead,one);\n\t'
            'zoho.crm.updateRecord("Leads",lead,two);\n}'),
        Good('for each lead in zoho.crm.getRecords("Leads")\n{\n\tnames.add(lead.get("Last_Name"));\n}'),
        Good('for each module in {"Leads","Contacts"}\n{\n\tinfo zoho.crm.getRecords(module);\n}'),
        Good('for each lead in leads\n{\n\tif(lead.get("City") == city)\n\t{\n'
             '\t\tzoho.crm.updateRecord("Leads",lead.get("id"),values);\n\t\tbreak;\n\t}\n}'),
        Good('for each lead in leads\n{\n\tchanges.add({"id":lead.get("id")});\n}\n'
             'zoho.crm.bulkUpdate("Leads",changes);'),
        Good('for each id in ids\n{\n\tname = names.get(id);\n\tif(name == null)\n\t{\n\t\t'
             'name = zoho.crm.getRecordById("Leads",id).get("Last_Name");\n\t\tnames.put(id,name);\n\t}\n}'),
        Good('for each row in rows\n{\n\tbatch.add(row);\n\tif(batch.size() == 100)\n\t{\n\t\t'
             'zoho.crm.bulkCreate("Leads",batch);\n\t\tbatch = List();\n\t}\n}'),
        Good("for each id in ids\n{\n\tinfo twice(id);\n}", given="int twice(int id)\n{\n\t"
             "return id * 2;\n}\n"),
    )  # fmt: skip

    def __init__(self, options: Mapping[str, Any] | None = None) -> None:
        super().__init__(options)
        # of one script: the scripts of an export are shown to one rule, one after the other
        self._tree: object = None
        self._told: dict[tuple[str, int], Told] = {}

    @handles(n.MethodCall, n.Call, n.InvokeUrl, n.InvokeApi, n.SendMail, n.SendSms, n.Ftp)
    def check(self, node: Any, ctx: RuleContext) -> None:
        model = ctx.model
        if not model.index.loop_depth(node.first):
            return
        kind = model.external_effect(node)
        if not kind and not may_be_own(node, ctx):
            return
        around = Around(node, model)
        if not around or is_kept(node, model):
            return
        if not kind:
            # whether this is a function that reaches out is known once all files are read
            name = shortened(n.dotted_name(node))
            ctx.record([*ctx.in_file(node), name, around.describe(), not around.growing])
            return
        what = "invokeurl" if isinstance(node, n.InvokeUrl) else shortened(name_of(node, ctx)) or kind
        message = kind in _MESSAGES
        low = Severity.HINT if not around.growing else Severity.INFO if message else None
        if self._tree is not ctx.tree:
            self._tree, self._told = ctx.tree, {}
        told = self._told.get((what, around.nearest.first))
        if told is not None:
            told.again(place_of(node, ctx))
            return
        finding = ctx.report(
            place_of(node, ctx), f"`{what}` {around.describe()}",
            help=advice(node, message, ctx), severity=low,
        )  # fmt: skip
        finding.note(ctx.tree.token_span(around.nearest.first), "in this loop")
        self._told[what, around.nearest.first] = Told(finding, what, around.describe())

    def conclude(self, project: ProjectFacts) -> Iterable[tuple[str, Diagnostic]]:
        """Calls in loops of the project's own functions that reach out."""
        marked = {(path, fact[0], fact[1]): (fact[2], fact[3], fact[4]) for path, fact in project}
        return list(self._calls(project, marked)) if marked else []

    def _calls(
        self, project: ProjectFacts, marked: dict[tuple[str, int, int], tuple[str, str, bool]]
    ) -> Iterator[tuple[str, Diagnostic]]:
        from deluge_lint.semantics.calls import resolve

        for path, call, _, reached in resolve(project.summaries).looped_calls():
            found = marked.get((path, call.start, call.end))
            if found is None:
                continue
            first = next((each for each in reached if each.effect.kind not in _MESSAGES), reached[0])
            low = Severity.HINT if found[2] else Severity.INFO if first.effect.kind in _MESSAGES else None
            message = f"`{found[0]}`, which calls to the outside, {found[1]}"
            finding = project.finding(path, Span(call.start, call.end), message, help=COLLECT, severity=low)
            finding.note(
                Span(first.effect.start, first.effect.end), f"`{first.effect.name}` is called here",
                None if first.path == path else first.path,
            )  # fmt: skip
            yield path, finding.diagnostic()
