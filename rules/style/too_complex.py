"""DLG913 too-complex: a function that nobody can keep in mind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from deluge_lint.diagnostics import WHOLE, Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.semantics.complexity import extent, measures
from deluge_lint.syntax import nodes as n

#: What has a block that counts.
_BLOCKS = (n.If, n.ForEach, n.While, n.CFor, n.Try, n.Case, n.ErrorStmt)


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
        if self._is_small(ctx):
            return
        for body, measure in measures(ctx.model):
            found = (
                ("max_complexity", "complexity", measure.complexity), ("max_nesting", "depth", measure.depth),
                ("max_lines", "lines", measure.lines),
            )  # fmt: skip
            beyond = [
                f"{what} {value} (at most {limit})" for option, what, value in found
                if (limit := self.settings[option]) and value > limit
            ]  # fmt: skip
            if beyond:
                function = body.function
                place = ctx.tree.token_span(function.name_token if function else extent(body)[0])
                subject = "this function" if function else "this script"
                finding = ctx.report(
                    place, f"{subject} is too complex: {', '.join(beyond)}",
                    help="move parts of it into functions of their own, and leave early where you can",
                )  # fmt: skip
                finding.tag(WHOLE)

    def _is_small(self, ctx: RuleContext) -> bool:
        """Whether a script is within all limits however its blocks stand in each other."""
        index = ctx.model.index
        blocks = sum(len(index.of(kind)) for kind in _BLOCKS)
        # each in the one before, and an `else` to each
        most = blocks * (blocks + 1) // 2 + blocks + len(index.of(n.Binary)) + len(index.of(n.Conditional))
        sizes = {
            "max_complexity": most, "max_nesting": blocks, "max_lines": _lines(ctx.tree.source.text),
        }  # fmt: skip
        return all(size <= (self.settings[option] or size) for option, size in sizes.items())


def _lines(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n") + 1
