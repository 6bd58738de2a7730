"""DLG143 return-mismatch: what a function returns does not fit its header, or has nobody to go to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from deluge_lint.diagnostics import Diagnostic, Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.engine.facts import ProjectFacts

#: Values that Zoho's services turn into text, or into each other, by themselves.
_TEXT_TAKES = frozenset(
    ("number", "decimal", "numeric", "boolean", "date", "datetime", "time", "map", "list")
)
#: What stands in front of the name of a function of the project.
_WORDS = frozenset((n.Name, n.Attribute))
_JUDGED = frozenset(("text", "number", "boolean", "list", "map", "datetime"))
_GIVEN = frozenset(("text", "number", "decimal", "numeric", "boolean", "list", "map", "date", "datetime"))


class ReturnMismatch(Rule):
    """What a function returns does not fit its header.

    ## What it finds
    `return` with a value in a function that is declared `void`, `return` without a value where the header
    names a type, a value whose kind is proven and is another one than the header's, and the use of what a
    `void` function of the same run returns. A `string` function may return anything that has a text.

    ## Why it matters
    Zoho refuses to save it, or the caller gets a value of another kind than it was promised.
    """

    code = "DLG143"
    name = "return-mismatch"
    category = "correctness"
    severity = Severity.WARNING
    sources = (
        Source("Deluge: error messages", "https://www.zoho.com/deluge/help/error-messages.html", "digest"),
        Source(
            "Deluge: return", "https://www.zoho.com/deluge/help/misc-statements/return-statement.html",
            "digest",
        ),
    )  # fmt: skip

    examples = (
        Bad("void total(int price)\n{\n\treturn ⟦price * 2⟧;\n}"),
        Bad("int total(int price)\n{\n\tif(price == 0)\n\t{\n\t\t⟦return;⟧\n\t}\n\treturn price * 2;\n}"),
        Bad("int total(int price)\n{\n\treturn ⟦\"none\"⟧;\n}"),
        Bad("map total(int price)\n{\n\trows = List();\n\trows.add(price);\n\treturn ⟦rows⟧;\n}"),
        Bad("answer = ⟦standalone.notify(1)⟧;\ninfo answer;",
            given="void standalone.notify(int id)\n{\n\tinfo id;\n}\n"),
        Good("void total(int price)\n{\n\tif(price == 0)\n\t{\n\t\treturn;\n\t}\n\tinfo price;\n}"),
        Good("string total(int price)\n{\n\treturn price * 2;\n}"),
        Good("int total(int price)\n{\n\treturn null;\n}"),
        Good("standalone.notify(1);", given="void standalone.notify(int id)\n{\n\tinfo id;\n}\n"),
    )  # fmt: skip

    @handles(n.Function)
    def check(self, node: n.Function, ctx: RuleContext) -> None:
        from deluge_lint.semantics.calls import function_key
        from deluge_lint.semantics.types import declared

        ctx.record(["function", function_key(node), node.returns.name.lower() == "void"])
        stated = declared(node.returns.name)
        for statement in ctx.model.index.within(n.Return, node.body):
            if statement.value is None:
                if stated.known and stated.kind != "void":
                    ctx.report(statement, f"this returns nothing, the header promises `{node.returns.name}`",
                               help="return a value here too")  # fmt: skip
            elif stated.kind == "void":
                if n.unparenthesised(statement.value).__class__ is not n.Null:
                    ctx.report(statement.value, f"`{node.name}` is declared `void` and returns a value",
                               help="declare the type of the value, or return none")  # fmt: skip
            else:
                given = ctx.model.type_of(statement.value)
                if _differs(stated.kind, given.kind):
                    ctx.report(
                        statement.value,
                        f"this returns {given.kind_title}, the header promises `{node.returns.name}`",
                        help="return what the header promises, or change the header",
                    )

    @handles(n.Assign, n.Return, n.TypedDeclaration)
    def use(self, node: n.Assign | n.Return | n.TypedDeclaration, ctx: RuleContext) -> None:
        """Note the calls whose value is used."""
        call: Any = node.value
        kind = call.__class__
        if kind is not n.Call and (kind is not n.MethodCall or call.object.__class__ not in _WORDS):
            return
        from deluge_lint.semantics.calls import function_key_of_call

        key = function_key_of_call(call, ctx.model.call_name(call))
        if key:
            ctx.record(["call", key, *ctx.in_file(call)])

    def conclude(self, project: ProjectFacts) -> Iterable[tuple[str, Diagnostic]]:
        """The calls whose value is used and whose function is declared `void`, wherever it is."""
        return list(self._used(project))

    def _used(self, project: ProjectFacts) -> Iterator[tuple[str, Diagnostic]]:
        void: dict[str, bool] = {}
        for _, fact in project:
            if fact[0] == "function":
                void[fact[1]] = void.get(fact[1], True) and fact[2]
        for path, fact in project:
            if fact[0] == "call" and void.get(fact[1]):
                yield project.report(
                    path, Span(fact[2], fact[3]), "this function is declared `void` and has no value to use",
                    help="call it as a statement, or let it return a value",
                )  # fmt: skip


def _differs(stated: str, given: str) -> bool:
    if stated not in _JUDGED or given not in _GIVEN or stated == given:
        return False
    if stated == "text":
        return given not in _TEXT_TAKES
    alike = ({"number", "decimal", "numeric"}, {"date", "datetime"})
    return not any(stated in group and given in group for group in alike)
