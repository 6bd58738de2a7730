"""DLG836 unused-function: a function of an application that nothing in it calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deluge_lint.diagnostics import Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.schema.in_use import key_of
from deluge_lint.syntax import nodes as n

from ._application import application, function, functions, workflow

if TYPE_CHECKING:
    from deluge_lint.engine.review import Review


_REMIND = function("Mails.remind", "info 1;")
_OLD = function("Mails.remindOld", "info 2;")
_USED = workflow("Orders", "on add", "on success", "thisapp.Mails.remind();")
_PUBLISHED = "// deluge-lint: host=creator.custom_api"
_TEXT = workflow("Orders", "on add", "on success", 'info "/api/Mails.remindOld";')


class UnusedFunction(Rule):
    """A function that no script, workflow, schedule, report or page of its application calls.

    ## What it finds
    In an export: functions whose name stands in no script, text, comment, page or action, or only in
    functions that are unused themselves. One with a namespace is meant where that stands in front.
    `deluge-lint inventory` calls the same functions unused.

    ## Why it matters
    A function that nobody runs is still read, kept up and moved from environment to environment. Whether a
    widget, another application or a custom API calls it stands in no export: ask before you delete it. One
    that says `// deluge-lint: host=creator.custom_api` is published, and in use with all that it calls.
    """

    code = "DLG836"
    name = "unused-function"
    category = "schema"
    severity = Severity.HINT
    sources = (
        Source("Creator: call function", "https://www.zoho.com/creator/help/script/defining-a-function.html"),
    )

    examples = (
        Bad(application(functions(_REMIND, function("Mails.⟦remindOld⟧", "info 2;")), _USED), kind="export"),
        Bad(application(functions(function("⟦again⟧", "thisapp.again();"))), kind="export"),
        Bad(
            application(
                functions(
                    function("⟦first⟧", "thisapp.Mails.second();"), function("Mails.⟦second⟧", "info 1;")
                )
            ),
            kind="export",
        ),
        Bad(application(functions(_REMIND, function("Stock.⟦remind⟧", "info 2;")), _USED), kind="export"),
        Good(application(functions(_REMIND), _USED), kind="export"),
        Good(
            application(functions(_REMIND, function("Web.go", f"{_PUBLISHED}\nthisapp.Mails.remind();"))),
            kind="export",
        ),
        Good(application(functions(_OLD), _TEXT), kind="export"),
    )

    @handles(n.Function)
    def note_function(self, node: n.Function, ctx: RuleContext) -> None:
        """Remember where functions are declared."""
        ctx.record(
            [
                key_of(node.namespace, node.name),
                node.name,
                *ctx.in_application(ctx.tree.token_span(node.name_token)),
            ]
        )

    def review(self, seen: Review) -> None:
        """Compare with the names in use."""
        used = {one.name.lower() for one in seen.schema.mentions if one.kind == "function"}
        for key, name, start, end in seen.facts:
            if seen.schema.complete and key not in used:
                message = f"nothing in the application calls `{name[:60]}`"
                help = "delete it, unless a custom API, a widget or another application calls it"
                seen.report(Span(start, end), message, help=help).tag("unnecessary")
