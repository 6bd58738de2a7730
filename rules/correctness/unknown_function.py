"""DLG128 unknown-function: a call of a function of another language, or of a misspelt built-in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from deluge_lint.catalog import builtins, foreign, inventions, statements
from deluge_lint.diagnostics import Applicability, Diagnostic, Edit, Severity, Span
from deluge_lint.engine.facts import ProjectFacts
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

#: Shorter names differ by one letter from too many others.
_SHORTEST = 5


class UnknownFunction(Rule):
    """A call of a function of another language, or of a misspelt built-in.

    ## What it finds
    `replace(text,"a","b")`, `parseInt(x)`, `pow(2,3)` and their like, which Deluge has under another name,
    as an information; `JSON.parse(text)`, `Math.round(x)`, `console.log(x)`, and names that are one letter
    away from a built-in, such as `ifnul(x,0)`, as a warning. A function of the run that has the name counts,
    wherever it stands. Other names are left alone: they may be functions of the application.

    ## Why it matters
    Zoho refuses to save the script, or looks for a function of the application that is not there.
    """

    code = "DLG128"
    name = "unknown-function"
    category = "correctness"
    severity = Severity.WARNING
    sources = (Source("Deluge: functions", "https://www.zoho.com/deluge/help/functions.html", "digest"),)

    examples = (
        Bad("total = ⟦ifnul⟧(amount,0);\ninfo total;", fixed="total = ifNull(amount,0);\ninfo total;"),
        Bad("info ⟦pow⟧(2,3);"),
        Bad('info ⟦parseInt⟧("5");'),
        Bad("values = ⟦JSON.parse⟧(text);\ninfo values;"),
        Bad('⟦console.log⟧("here");'),
        Good("console = thisapp.console();\nconsole.log(1);"),
        Good("info Math.round(2.5);", given="int Math.round(float value)\n{\n\treturn value.toLong();\n}\n"),
        Good("info ifnull(amount,0);"),
        Good("info discount(amount);"),
        Good("info pow(2,3);", given="int pow(int base, int exponent)\n{\n\treturn base * exponent;\n}\n"),
    )

    @handles(n.Call)
    def check(self, node: n.Call, ctx: RuleContext) -> None:
        name = node.function.text
        if ":" in name or builtins.find_function(name) or statements.find(name):
            return
        if ctx.model.organisation.function(name):
            return
        invented = inventions.find(name)
        word = "" if invented is None else invented.replacement
        if invented is None and (borrowed := foreign.name(name)) is not None:
            word = borrowed.deluge
        elif invented is None:
            word = builtins.misspelt(name) if len(name) >= _SHORTEST else ""
            if not word:
                return
        certain = invented is None and foreign.name(name) is None
        ctx.record([*ctx.in_file(ctx.tree.token_span(node.first)), name, word, certain])

    @handles(n.MethodCall)
    def dotted(self, node: n.MethodCall, ctx: RuleContext) -> None:
        """`JSON.parse(...)`: an object of another language in front of the dot, not a value of the script."""
        if not foreign.ends_dotted(node.name):
            return
        name = n.dotted_name(node)
        borrowed = foreign.name(name)
        base: Any = node.object
        while base.__class__ is n.Attribute:
            base = base.object
        if borrowed is None or base.__class__ is not n.Name:
            return
        symbol = ctx.model.body_of(node).symbols.get(base.text)
        if symbol is None or not symbol.defined:
            where = ctx.in_file(ctx.tree.token_span(node.first, node.name_token))
            ctx.record([*where, name, borrowed.deluge, False])

    def conclude(self, project: ProjectFacts) -> Iterable[tuple[str, Diagnostic]]:
        """What no file of the run defines."""
        own = {
            body.name.rpartition(".")[2]
            for summaries in project.summaries.values() for body in summaries if body.name
        }  # fmt: skip
        found = []
        for path, (start, end, name, word, certain) in project:
            if name.lower().rpartition(".")[2] in own:
                continue
            help = (
                f"did you mean `{word}`?"
                if certain
                else f"use `{word}`"
                if word
                else "Deluge has no counterpart"
            )
            finding = project.finding(
                path, Span(start, end), f"Deluge has no function `{name}`", help=help,
                severity=None if certain or "." in name else Severity.INFO,
            )  # fmt: skip
            if certain:
                finding.fix(f"Write `{word}`", [Edit(Span(start, end), word)], Applicability.UNSAFE)
            found.append((path, finding.diagnostic()))
        return found
