"""DLG830 insert-bypasses-validate: a record made by a script, which no On Validate of its form sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deluge_lint.diagnostics import Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._application import application, form, forms, function, functions, workflow

if TYPE_CHECKING:
    from deluge_lint.engine.review import Review

_CONSTANTS = frozenset((n.Text, n.Number, n.Bool, n.Null, n.DateTimeLiteral))
_REFUSES = "if(input.Total < 0) { cancel submit; }"
_INSERT = "insert into ⟦Orders⟧ [ Total = count ];"
_FORM = forms(form("Orders", "Total"))


def _shop(check: str, act: str, records: str = "on add") -> str:
    """An application whose form Orders checks its records, and a function that makes one."""
    return application(
        _FORM, functions(function("order", act)), workflow("Orders", records, "on validate", check)
    )


class InsertBypassesValidate(Rule):
    """`insert into` a form whose On Validate refuses some records.

    ## What it finds
    In an application: `insert into` a form that has a workflow for created records whose On Validate script
    may `cancel submit` for the sake of a field that the insert gives more than a constant. An insert under
    an `if` counts as checked.

    ## Why it matters
    A record that a script inserts does not run On Validate and On Success of its form: what people cannot
    submit is stored all the same. Check the same before the insert, or say in a suppression why it holds. A
    function that both scripts call keeps the checks in one place.
    """

    code = "DLG830"
    name = "insert-bypasses-validate"
    category = "schema"
    severity = Severity.INFO
    sources = (
        Source(
            "Deluge: add record", "https://www.zoho.com/deluge/help/data-access/add-record.html", "digest"
        ),
    )

    examples = (
        Bad(_shop(_REFUSES, _INSERT), kind="export"),
        Good(_shop("input.Total = 1;", "insert into Orders [ Total = count ];"), kind="export"),
        Good(_shop(_REFUSES, "insert into Orders [ Total = count ];", "on edit"), kind="export"),
        Good(_shop(_REFUSES, "insert into Orders [ Total = 1 ];"), kind="export"),
        Good(_shop(_REFUSES, "if(total > 0) { insert into Orders [ Total = total ]; }"), kind="export"),
    )

    @handles(n.InsertInto)
    def note_insert(self, node: n.InsertInto, ctx: RuleContext) -> None:
        """Remember where records are made, and which of their fields hold more than a constant."""
        asked = any(isinstance(each, (n.If, n.Conditional)) for each in ctx.tree.ancestors(node))
        if isinstance(node.form, n.Name) and not asked:
            fields = [
                each.key.lower() for each in node.entries
                if not any(n.unparenthesised(value).__class__ in _CONSTANTS for value in each.values)
            ]  # fmt: skip
            ctx.record(["insert", node.form.text.lower(), fields, *ctx.in_application(node.form)])

    @handles(n.Cancel)
    def note_refusal(self, node: n.Cancel, ctx: RuleContext) -> None:
        """Remember which forms refuse new records, and what they ask for."""
        trigger = ctx.script.trigger
        validates = str(ctx.script.host) == "creator.form.on_validate"
        if node.what == "submit" and validates and trigger.form and "created" in trigger.records:
            asked = [
                part.name if isinstance(part, n.Attribute) else part.text
                for each in ctx.tree.ancestors(node) if isinstance(each, n.If)
                for part in each.test.walk() if isinstance(part, (n.Attribute, n.Name))
            ]  # fmt: skip
            fields = sorted({word.lower() for word in asked})
            ctx.record(["refuses", trigger.form.lower(), fields, *ctx.in_application(node)])

    def review(self, seen: Review) -> None:
        """Compare both."""
        refusals: dict[str, list[tuple[set[str], Span]]] = {}
        for kind, name, fields, start, end in seen.facts:
            if kind == "refuses":
                refusals.setdefault(name, []).append((set(fields), Span(start, end)))
        for kind, name, fields, start, end in seen.facts:
            known = seen.schema.form(name) if kind == "insert" else None
            missed = [place for asked, place in refusals.get(name, ()) if not asked or asked & set(fields)]
            if known is not None and missed:
                message = f"a record inserted into `{known.name[:48]}` is not checked by its On Validate"
                help = "check the same before the insert, or in a function that both call"
                finding = seen.report(Span(start, end), message, help=help)
                finding.note(missed[0], "this refuses records that people submit")
