"""DLG150 division-by-zero: a division by what is zero, or may be."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.semantics.scopes import Symbol

_DIVIDES = frozenset(("/", "%", "/=", "%="))
_COUNTS = frozenset(("size", "count", "length", "len"))


class DivisionByZero(Rule):
    """A division by what is zero, or may be.

    ## What it finds
    `/` and `%` with the number zero on the right, or with a variable that is zero on every way there. As
    information: a division by `size()`, `count()` or `length()` when no condition of the
    script asks about that number, nor a loop around it runs over the list.

    ## Why it matters
    A division by zero stops the script.
    """

    code = "DLG150"
    name = "division-by-zero"
    category = "correctness"
    severity = Severity.ERROR
    sources = (Source("Deluge: throw", "https://www.zoho.com/deluge/help/misc-statements/throw.html"),)

    examples = (
        Bad("info total / ⟦0⟧;"),
        Bad("if(count == 0)\n{\n\tinfo total / ⟦count⟧;\n}"),
        Bad("share = 0;\ninfo total % ⟦share⟧;"),
        Bad("average = total / ⟦orders.size()⟧;\ninfo average;"),
        Good("if(count != 0)\n{\n\tinfo total / count;\n}"),
        Good("if(orders.size() > 0)\n{\n\tinfo total / orders.size();\n}"),
        Good("for each order in orders\n{\n\tinfo total / orders.size();\n}"),
        Good("if(!orders.isEmpty())\n{\n\tinfo total / orders.size();\n}"),
        Good('info 5 / 0.5 + names.size() / 2;\ntext = "1/0";\ninfo text;'),
        Good("count = 0;\nfor each row in rows\n{\n\tcount = count + 1;\n}\ninfo total / count;"),
    )

    def __init__(self, options: Mapping[str, Any] | None = None) -> None:
        super().__init__(options)
        self._asked: dict[Symbol | None, bool] = {}

    @handles(n.Binary, n.Assign, names=_DIVIDES)
    def check(self, node: Any, ctx: RuleContext) -> None:
        if node.op not in _DIVIDES:
            return
        divisor = node.right if node.__class__ is n.Binary else node.value
        value: Any = n.unparenthesised(divisor)
        if ctx.model.is_zero(value):
            tried = ctx.model.tries_around(node)
            finding = ctx.report(
                divisor, f"this divides by zero, which {'leaves the `try`' if tried else 'stops the script'}",
                help="ask whether the number is zero before you divide by it",
                severity=Severity.WARNING if tried else None,
            )  # fmt: skip
            for maker in ctx.model.made_so(value, "zero"):
                if maker.first < node.first and isinstance(maker, n.Stmt):
                    finding.note(ctx.tree.span(maker), "zero is assigned here")
        elif self._counts(value) and not ctx.model.tries_around(node):
            holder: Any = n.unparenthesised(value.object)
            if holder.__class__ is n.Name and not self._is_asked(holder, ctx):
                ctx.report(
                    divisor, f"this divides by zero where `{holder.text}` is empty",
                    help="ask whether there is anything before you divide", severity=Severity.INFO,
                )  # fmt: skip

    def _counts(self, value: Any) -> bool:
        return value.__class__ is n.MethodCall and value.name.lower() in _COUNTS

    def _is_asked(self, holder: n.Name, ctx: RuleContext) -> bool:
        symbol = ctx.model.body_of(holder).symbols.get(holder.text)
        if symbol not in self._asked:
            self._asked[symbol] = symbol is None or _asked(symbol, ctx)
        return self._asked[symbol]


def _asked(symbol: Symbol, ctx: RuleContext) -> bool:
    """Whether a condition or a loop asks about a variable, or the script itself fills it."""
    model = ctx.model
    tests = [each.test for kind in (n.If, n.Conditional) for each in model.of(kind)]
    tests += [each.iterable for each in model.of(n.ForEach)]
    reads = [read.first for read in symbol.reads]
    found = ((test, bisect_left(reads, test.first)) for test in tests)
    return bool(symbol.mutations) or any(at < len(reads) and reads[at] <= test.last for test, at in found)
