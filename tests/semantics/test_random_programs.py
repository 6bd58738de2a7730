"""Data flow ends on every input, and agrees with running the program.

Random programs of assignments, branches and loops are walked way by way: what the walk meets
must fit what the analysis said about every read.
"""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from deluge_lint.semantics.model import SemanticModel
from deluge_lint.semantics.scopes import Body
from deluge_lint.syntax import nodes as n
from tests.semantics.marks import marked

_SIMPLE = st.sampled_from(
    ["a = 1;", "b = 2;", "a = b;", "info a;", "info b;", "return 1;", "throw a;", "break;", "continue;",
     "a.put(\"k\",b);", "info a.get(\"k\").get(\"l\");", "b = a.get(\"k\");"]
)  # fmt: skip


def _compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    block = st.lists(inner, max_size=4).map("\n".join)
    test = st.sampled_from(["c", "a != null", 'a.get("k") != null && c', "isNull(b) || c"])
    return st.one_of(
        st.tuples(test, block).map(lambda each: "if({})\n{{\n{}\n}}".format(*each)),
        st.tuples(test, block, block).map(lambda each: "if({})\n{{\n{}\n}}\nelse\n{{\n{}\n}}".format(*each)),
        block.map("for each x in list1\n{{\n{}\n}}".format),
        st.tuples(block, block).map(lambda each: "try\n{{\n{}\n}}\ncatch (e)\n{{\n{}\n}}".format(*each)),
    )


PROGRAMS = st.lists(st.recursive(_SIMPLE, _compound, max_leaves=12), max_size=8).map("\n".join)


def _walk(model: SemanticModel, body: Body, dice: random.Random) -> dict[n.Name, set[bool]]:
    """Take one way through the program; for each read, whether it had a value."""
    graph = model.flow(body).graph
    definitions = body.names.definitions
    seen: dict[n.Name, set[bool]] = {}
    having: set[str] = set()
    point = graph.entry
    for _ in range(200):
        if point < 0:
            break
        node = graph.nodes[point]
        inside = [] if node is None or isinstance(node, (n.ForEach, n.Catch)) else list(node.walk())
        for name in (each for each in inside if isinstance(each, n.Name) and each not in definitions):
            seen.setdefault(name, set()).add(name.text in having)
        edge = dice.choice(graph.edges[point]) if graph.edges[point] else None
        if edge is None:
            break
        if isinstance(node, n.Assign) and not edge.raises:
            having.add(node.target.text)  # type: ignore[attr-defined]
        point = edge.target
    return seen


@settings(max_examples=150, deadline=None)
@given(PROGRAMS, st.integers(0, 2**16))
def test_what_a_run_meets_fits_the_facts(program: str, seed: int) -> None:
    model = marked(program).model
    body = model.bodies[0]
    written = {symbol.name for symbol in body.defined()}
    dice = random.Random(seed)
    for _ in range(10):
        for name, values in _walk(model, body, dice).items():
            if name.text not in written or name.text in ("x", "e"):
                continue
            said = model.assigned(name)
            assert said != "unknown"
            assert said != "always" or values == {True}
            assert said != "never" or values == {False}


@settings(max_examples=100, deadline=None)
@given(PROGRAMS)
def test_every_question_has_an_answer(program: str) -> None:
    model = marked(program).model
    live = [call for call in model.of(n.MethodCall) if model.may_be_null(call.object)]
    dead = [range(each.first.first, each.last.last + 1) for each in model.unreachable]
    assert not [call for call in live if any(call.first in part for part in dead)]
    assert model.summary()[0].name == ""
    assert {each.symbol.name for each in model.unused} <= {"a", "b"}
