"""How large and how complex a body is: cognitive complexity, depth, lines, statements.

Cognitive complexity counts one for each ``if``, ``else``, loop and ``catch``, one more for every
block that it stands in, and one for each run of the same logical operator and each conditional value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from deluge_lint.records import NamedTuple
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.semantics.model import SemanticModel
    from deluge_lint.semantics.scopes import Body

_LOGIC = {"&&": "and", "and": "and", "||": "or", "or": "or"}
_LOOPS = (n.ForEach, n.While, n.CFor)


class Measure(NamedTuple):
    """The size of one body.

    ``lines`` counts from the first word of the header (without one, of the first statement) to the
    end, ``statements`` those at any depth, ``depth`` the blocks in each other.
    """

    complexity: int
    depth: int
    lines: int
    statements: int


def measures(model: SemanticModel) -> Iterator[tuple[Body, Measure]]:
    """The bodies that have a header or statements, each with its measure."""
    logic = _logic(model)
    for body in model.bodies:
        statements = body.statements
        if not statements and body.function is None:
            continue
        weight, depth, count = _measure(statements)
        first, last = extent(body)
        yield body, Measure(weight + logic[body], depth, _lines(first, last, model), count)


def extent(body: Body) -> tuple[int, int]:
    """The first and the last token of a body that has a header or statements, the header included."""
    if body.function is not None:
        return body.function.first, body.function.last
    statements = body.statements
    return statements[0].first, statements[-1].last


def _lines(first: int, last: int, model: SemanticModel) -> int:
    span = model.tree.token_span(first, last)
    lines = model.tree.source.lines
    return lines.position(span.end).line - lines.position(span.start).line + 1


def _logic(model: SemanticModel) -> Counter[Any]:
    """By body, the runs of the same logical operator and the conditional values."""
    found: Counter[Any] = Counter()
    parents = model.tree.parents
    for node in model.of(n.Binary):
        kind = _LOGIC.get(node.op)
        if kind is not None:
            parent = parents.get(node)
            if not isinstance(parent, n.Binary) or _LOGIC.get(parent.op) != kind:
                found[model.body_of(node)] += 1
    for node in model.of(n.Conditional):
        found[model.body_of(node)] += 1
    return found


def _measure(statements: list[Any]) -> tuple[int, int, int]:
    """The complexity of statements without their conditions, the depth of their blocks, and their number."""
    weight = depth = count = 0
    todo = [(each, 0) for each in statements]
    while todo:
        statement, level = todo.pop()
        # an `else if` is no statement of its own, as a `{` is none, nor a `;`
        count += level >= 0 and statement.__class__ is not n.EmptyStmt
        for block, cost in _blocks(statement, level):
            weight += cost
            if isinstance(block, n.If):
                todo.append((block, -level - 1))
            else:
                inner = level if level >= 0 else -level - 1
                depth = max(depth, inner + 1)
                todo += ((each, inner + 1) for each in block)
    return weight, depth, count


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
