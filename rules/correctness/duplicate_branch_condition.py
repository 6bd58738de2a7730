"""DLG145 duplicate-branch-condition: an `else if` asks what an `if` before it has asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

_AND, _OR = frozenset(("&&", "and")), frozenset(("||", "or"))
#: In words; `a || b || c ...` has as many first parts as words, each of which would be copied.
_LONGEST = 400


class DuplicateBranchCondition(Rule):
    """An `else if` that asks what the `if` or an `else if` before it has asked.

    ## What it finds
    A condition that stands twice in a chain of `if` and `else if`, also where it is one side of an `||`
    before, or one side of an `&&` behind. Conditions that call more than built-ins are left alone.

    ## Why it matters
    The second branch never runs. Mostly the condition was copied and one word in it was to be changed.
    """

    code = "DLG145"
    name = "duplicate-branch-condition"
    category = "correctness"
    severity = Severity.WARNING
    sources = (
        Source(
            "Deluge: conditions",
            "https://www.zoho.com/deluge/help/conditional-statements/condition.html", "digest",
        ),
    )  # fmt: skip

    examples = (
        Bad('if(stage == "New")\n{\n\tinfo 1;\n}\nelse if(stage == "Won")\n{\n\tinfo 2;\n}\n'
            'else if(⟦stage == "New"⟧)\n{\n\tinfo 3;\n}'),
        Bad('if(city == "Rome" || city == "Pisa")\n{\n\tinfo 1;\n}\n'
            'else if(⟦city == "Pisa"⟧)\n{\n\tinfo 2;\n}'),
        Bad('if(total > 5)\n{\n\tinfo 1;\n}\nelse if(paid && ⟦total > 5⟧)\n{\n\tinfo 2;\n}'),
        Good('if(stage == "New" && paid)\n{\n\tinfo 1;\n}\nelse if(stage == "New")\n{\n\tinfo 2;\n}'),
        Good('if(stage == "New")\n{\n\tinfo 1;\n}\nif(stage == "New")\n{\n\tinfo 2;\n}'),
        Good("if(thisapp.take())\n{\n\tinfo 1;\n}\nelse if(thisapp.take())\n{\n\tinfo 2;\n}"),
    )  # fmt: skip

    def __init__(self, options: Mapping[str, Any] | None = None) -> None:
        super().__init__(options)
        self._seen: set[n.Node] = set()

    @handles(n.If)
    def check(self, node: n.If, ctx: RuleContext) -> None:
        if node in self._seen:
            return
        tokens = ctx.tree.tokens
        known: dict[tuple[str, ...], n.Node] = {}
        branch: Any = node
        while isinstance(branch, n.If):
            self._seen.add(branch)
            for part in _parts(branch.test, _AND):
                first = known.get(tuple(tokens[part.first : part.last + 1]))
                if first is not None and ctx.model.is_steady(part):
                    finding = ctx.report(
                        part, "this branch never runs: a branch before it takes this condition",
                        help="write the other condition that is meant, or remove the branch",
                    )  # fmt: skip
                    finding.note(ctx.tree.span(first), "it is asked here already")
                    break
            for part in _parts(branch.test, _OR):
                known.setdefault(tuple(tokens[part.first : part.last + 1]), part)
            branch = branch.orelse


def _parts(test: n.Node, ops: frozenset[str]) -> Iterator[Any]:
    """The whole condition, and the sides of its operators ``ops``, but for those that nobody writes twice."""
    todo: list[Any] = [test]
    while todo:
        part = n.unparenthesised(todo.pop())
        if part.last - part.first < _LONGEST:
            yield part
        if part.__class__ is n.Binary and part.op in ops:
            todo += (part.right, part.left)
