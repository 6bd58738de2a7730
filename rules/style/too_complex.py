"""DLG913 too-complex: a function that nobody can keep in mind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from deluge_lint.diagnostics import Severity, Span
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

_LOGIC = {"&&": "and", "and": "and", "||": "or", "or": "or"}
_LOOPS = (n.ForEach, n.While, n.CFor)


class TooComplex(Rule):
    """A function that nobody can keep in mind.

    ## What it finds
    A function, or a script without header, whose cognitive complexity, depth of blocks or length is beyond
    a limit. Cognitive complexity counts one for each `if`, `else`, loop and `catch`, one more for every
    block that it stands in, and one for each run of `&&` or `||`. There is one finding for a function, with
    all that is too much.

    ## Why it matters
    Each change of such a function risks a case that was not thought of, and no review will see it. Parts of
    it that have a name of their own can be read, tried and used one by one.

    ## Options
    - `max_complexity`: the greatest cognitive complexity, 0 for any.
    - `max_nesting`: the greatest depth of blocks in each other, 0 for any.
    - `max_lines`: the greatest number of lines, 0 for any.
    """

    code = "DLG913"
    name = "too-complex"
    category = "style"
    severity = Severity.INFO
    options: ClassVar[Mapping[str, Any]] = {"max_complexity": 60, "max_nesting": 7, "max_lines": 400}
    sources = (
        Source(
            "Cognitive Complexity, a white paper", "https://www.sonarsource.com/resources/cognitive-complexity/",
            "third-party",
        ),
    )  # fmt: skip

    examples = (
        Bad("void ⟦sort⟧(int a)\n{\n\tif(a > 1)\n\t{\n\t\tif(a > 2)\n\t\t{\n\t\t\tinfo a;\n\t\t}\n\t}\n}",
            options={"max_complexity": 2}),
        Bad("void ⟦deep⟧(int a)\n{\n\tfor each b in {1}\n\t{\n\t\tif(a > b)\n\t\t{\n\t\t\t"
            "info a;\n\t\t}\n\t}\n}",
            options={"max_nesting": 1}),
        Bad("void ⟦long⟧()\n{\n\tinfo 1;\n\tinfo 2;\n}", options={"max_lines": 4}),
        Bad("⟦if⟧(a && b || c)\n{\n\tinfo 1;\n}\nelse\n{\n\tinfo 2;\n}", options={"max_complexity": 3}),
        Good("void sort(int a)\n{\n\tif(a > 1)\n\t{\n\t\tif(a > 2)\n\t\t{\n\t\t\tinfo a;\n\t\t}\n\t}\n}",
             options={"max_complexity": 3}),
        Good("void chain(int a)\n{\n\tif(a == 1)\n\t{\n\t\tinfo 1;\n\t}\n\telse if(a == 2)\n\t"
             "{\n\t\tinfo 2;\n\t}\n}",
             options={"max_nesting": 1, "max_complexity": 2}),
        Good("void long()\n{\n\tinfo 1;\n\tinfo 2;\n}", options={"max_lines": 5}),
        Good("if(a && b && c)\n{\n\tinfo 1;\n}", options={"max_complexity": 2}),
    )  # fmt: skip

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        logic = _logic(ctx)
        for body in ctx.model.bodies:
            statements = body.statements
            if not statements:
                continue
            weight, depth = _measure(statements)
            function = body.function
            whole = (function, function) if function else (statements[0], statements[-1])
            first, last = whole[0].first, whole[1].last
            measures = (
                ("max_complexity", "complexity", weight + logic[body]), ("max_nesting", "depth", depth),
                ("max_lines", "lines", _lines(first, last, ctx)),
            )  # fmt: skip
            beyond = [
                f"{what} {value} (at most {limit})" for option, what, value in measures
                if (limit := self.settings[option]) and value > limit
            ]  # fmt: skip
            if beyond:
                place = ctx.tree.token_span(function.name_token if function else first)
                subject = "this function" if function else "this script"
                ctx.report(
                    place, f"{subject} is too complex: {', '.join(beyond)}",
                    help="move parts of it into functions of their own, and leave early where you can",
                )  # fmt: skip


def _lines(first: int, last: int, ctx: RuleContext) -> int:
    span: Span = ctx.tree.token_span(first, last)
    lines = ctx.tree.source.lines
    return lines.position(span.end).line - lines.position(span.start).line + 1


def _logic(ctx: RuleContext) -> Counter[Any]:
    """By body, the runs of the same logical operator and the conditional values."""
    found: Counter[Any] = Counter()
    parents = ctx.tree.parents
    for node in ctx.model.of(n.Binary):
        kind = _LOGIC.get(node.op)
        if kind is not None:
            parent = parents.get(node)
            if not isinstance(parent, n.Binary) or _LOGIC.get(parent.op) != kind:
                found[ctx.model.body_of(node)] += 1
    for node in ctx.model.of(n.Conditional):
        found[ctx.model.body_of(node)] += 1
    return found


def _measure(statements: list[Any]) -> tuple[int, int]:
    """The complexity of statements without their conditions, and the depth of their blocks."""
    weight = depth = 0
    todo = [(each, 0) for each in statements]
    while todo:
        statement, level = todo.pop()
        for block, cost in _blocks(statement, level):
            weight += cost
            if isinstance(block, n.If):
                todo.append((block, -level - 1))
            else:
                inner = level if level >= 0 else -level - 1
                depth = max(depth, inner + 1)
                todo += ((each, inner + 1) for each in block)
    return weight, depth


def _blocks(statement: Any, level: int) -> Iterator[tuple[Any, int]]:
    """The blocks of a statement and what each adds; a negative level marks the ``if`` of an ``else if``."""
    inner = level if level >= 0 else -level - 1
    if isinstance(statement, n.If):
        yield statement.body.body, 1 if level < 0 else 1 + inner
        orelse: Any = statement.orelse
        if isinstance(orelse, n.If):
            yield orelse, 0
        elif orelse is not None:
            yield orelse.body, 1
    elif isinstance(statement, _LOOPS):
        yield statement.body.body, 1 + inner
    elif isinstance(statement, n.Try):
        yield statement.body.body, 0
        yield statement.catch.body.body if statement.catch else [], 1 + inner if statement.catch else 0
        yield statement.final.body if statement.final else [], 0
    elif isinstance(statement, n.Switch):
        yield from ((case.body, 1 if at else 1 + inner) for at, case in enumerate(statement.cases))
    elif isinstance(statement, n.ErrorStmt):
        yield statement.body.body, 0
