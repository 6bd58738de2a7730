"""DLG124 type-mismatch: an operator between values that it does not take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.semantics.types import Type

_ARITHMETIC = frozenset(("-", "*", "/", "%"))
_ORDER = frozenset(("<", ">", "<=", ">="))
_EQUALITY = frozenset(("==", "!="))
_PLAIN = frozenset(("text", "number", "decimal", "numeric", "boolean", "date", "datetime", "list", "map"))
_LOGIC = frozenset(("&&", "||"))
_CONTAINERS = frozenset(("list", "map"))


class TypeMismatch(Rule):
    """An operator between values that it does not take.

    ## What it finds
    Where the kinds of both sides are proven: arithmetic with text, lists, maps or booleans (`+` with text
    puts texts together and is fine), `<` and its like between a list or map and anything, or between text
    and a number, and `==` between a list or map and a text, number, date or boolean, which is never true.
    Also a text or number that `&&` or `||` joins to a condition.

    ## Why it matters
    Zoho refuses to save an operator between kinds that do not go together where it knows them; where it does
    not, the script stops when it runs, or a comparison is false for ever.
    """

    code = "DLG124"
    name = "type-mismatch"
    category = "correctness"
    severity = Severity.WARNING
    sources = (
        Source("Deluge: error messages", "https://www.zoho.com/deluge/help/error-messages.html"),
        Source("Creator: operators", "https://www.zoho.com/creator/newhelp/script/operators.html"),
    )

    examples = (
        Bad('total = "12" ⟦*⟧ 2;\ninfo total;'),
        Bad('rows = {"a","b"};\nif(rows ⟦>⟧ 1)\n{\n\tinfo rows;\n}'),
        Bad('rows = {"a","b"};\nif(rows ⟦==⟧ "a")\n{\n\tinfo rows;\n}'),
        Bad('label = "5";\nif(label ⟦<⟧ 10)\n{\n\tinfo label;\n}'),
        Bad('if(status == "Open" || ⟦"Late"⟧)\n{\n\tinfo status;\n}'),
        Good('if(status == "Open" || status == "Late")\n{\n\tinfo status;\n}'),
        Good('info "12" + 2;'),
        Good('rows = {"a","b"};\nif(rows.size() > 1)\n{\n\tinfo rows;\n}'),
        Good("rows = {1};\nif(rows == null || rows == other)\n{\n\tinfo rows;\n}"),
        Good('info zoho.currentdate == "01-Jan-2026";'),
        Good('count = "5".toLong();\ninfo count < 10;'),
    )

    @handles(n.Binary)
    def check(self, node: n.Binary, ctx: RuleContext) -> None:
        if node.op in _LOGIC:
            self._logic(node, ctx)
            return
        if node.op not in _ARITHMETIC and node.op not in _ORDER and node.op not in _EQUALITY:
            return
        # how `!` binds is not written down anywhere
        if isinstance(node.left, n.Unary) and node.left.op != "-":
            return
        if isinstance(node.left, n.Null) or isinstance(node.right, n.Null):
            return
        # the right side is mostly a literal, which costs nothing to look at
        right = ctx.model.type_of(node.right)
        if right.kind not in _PLAIN:
            return
        left = ctx.model.type_of(node.left)
        if left.kind in _PLAIN and _clash(node.op, left, right):
            ctx.report(
                ctx.tree.token_span(node.op_token),
                f"`{node.op}` does not work between {left.kind_title} and {right.kind_title}",
                help=_help(node.op, left, right),
            )  # fmt: skip

    def _logic(self, node: n.Binary, ctx: RuleContext) -> None:
        """`if(status == "Open" || "Late")` asks about the first text alone."""
        for side in (node.left, node.right):
            value = n.unparenthesised(side)
            if isinstance(value, (n.Text, n.Number)) and not ctx.tree.faults:
                kind = "text" if isinstance(value, n.Text) else "number"
                ctx.report(
                    side, f"`{node.op}` joins conditions, and this is a {kind}",
                    help=f"compare it, too: `... == x {node.op} ... == y`",
                )  # fmt: skip


def _clash(op: str, left: Type, right: Type) -> bool:
    kinds = {left.kind, right.kind}
    if op in _ARITHMETIC:
        # text that holds a number, and dates, have rules of their own
        return bool(kinds & (_CONTAINERS | {"boolean"})) or (
            "text" in kinds and (left.numeric or right.numeric)
        )
    mixed = len(kinds) > 1 and not (left.numeric and right.numeric) and not (left.dated and right.dated)
    if op in _ORDER:
        return bool(kinds & _CONTAINERS) or (mixed and "text" in kinds and (left.numeric or right.numeric))
    return mixed and bool(kinds & _CONTAINERS)


def _help(op: str, left: Type, right: Type) -> str:
    kinds = {left.kind, right.kind}
    if kinds & _CONTAINERS:
        return (
            "compare its `size()`, or one of its items" if op not in _ARITHMETIC else "take a value out of it"
        )
    return (
        "turn the text into a number with `toLong` or `toDecimal` first"
        if "text" in kinds
        else "compare values of one kind"
    )
