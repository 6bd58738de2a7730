"""Random programs, walked way by way, never contradict what is said to be certain.

A walk takes each test to come out as the way that it goes, so that every walk is a run that the
analysis has to reckon with.
"""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from deluge_lint.semantics.known import NULL, made_certain
from deluge_lint.semantics.model import SemanticModel
from deluge_lint.semantics.reaching import ReachingWrites
from deluge_lint.syntax import nodes as n
from tests.semantics.marks import marked

_SIMPLE = st.sampled_from(
    ["a = null;", "a = 1;", "info a.trim();", "a = null;", "info a.trim();", "b = a;", "a += b;",
     "info a == null && b.trim();", "return 1;", "break;", "continue;", "a = b.trim();", "sink(a + b);"]
)  # fmt: skip


def _compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    block = st.lists(inner, max_size=4).map("\n".join)
    test = st.sampled_from(
        ["c", "a == null", "a != null", "isNull(b)", "!isNull(a)", "a == null && b == null", "b != null || c"]
    )
    return st.one_of(
        st.tuples(test, block).map(lambda each: "if({})\n{{\n{}\n}}".format(*each)),
        st.tuples(test, block, block).map(lambda each: "if({})\n{{\n{}\n}}\nelse\n{{\n{}\n}}".format(*each)),
        block.map("for each a in list1\n{{\n{}\n}}".format),
        st.tuples(block, block).map(lambda each: "try\n{{\n{}\n}}\ncatch (e)\n{{\n{}\n}}".format(*each)),
    )


PROGRAMS = st.lists(st.recursive(_SIMPLE, _compound, max_leaves=14), min_size=3, max_size=12).map("\n".join)


class _Walk:
    """One way through a program: which variables are null, and who wrote them last."""

    def __init__(self, model: SemanticModel, dice: random.Random) -> None:
        self.model = model
        self.body = model.bodies[0]
        self.graph = model.flow(self.body).graph
        self.dice = dice
        self.null: dict[str, bool] = {}
        self.last: dict[str, n.Name] = {}
        self.reaching = ReachingWrites(self.body, model.index)

    def run(self) -> None:
        point = self.graph.entry
        for _ in range(150):
            if point < 0 or not self.graph.edges[point]:
                return
            node = self.graph.nodes[point]
            edge = self.dice.choice(self.graph.edges[point])
            if node is not None and not isinstance(node, (n.ForEach, n.Catch)):
                self._look(node)
            if not edge.raises:
                self._change(node)
                if edge.test is not None and not isinstance(edge.test, n.ForEach):
                    for path, value in made_certain(edge.test, edge.truth, self.model.paths):
                        assert value == NULL
                        self.null[path] = True
                    for path, _ in made_certain(edge.test, not edge.truth, self.model.paths):
                        if "&&" not in self.model.tree.text(edge.test):
                            self.null[path] = False
            point = edge.target

    def _look(self, node: n.Node) -> None:
        for call in (each for each in node.walk() if isinstance(each, n.MethodCall)):
            logical = any(isinstance(each, n.Binary) and each.op in ("&&", "||") for each in node.walk())
            if self.model.is_null(call.object) and not logical:
                assert self.null.get(self.model.path_of(call.object)) is True
        definitions = self.body.names.definitions
        for name in (each for each in node.walk() if isinstance(each, n.Name)):
            if name.text in ("a", "b") and name not in definitions:
                seen = self.reaching.of(name)
                last = self.last.get(name.text)
                assert last in seen.writes if last is not None else seen.given or name.text not in self.last

    def _change(self, node: n.Node | None) -> None:
        if isinstance(node, n.ForEach):
            self.null["a"] = False
            self.last["a"] = node.variable
        elif isinstance(node, n.Assign) and isinstance(node.target, n.Name):
            value = n.unparenthesised(node.value)
            if node.op == "=":
                known = self.null.get(value.text, False) if isinstance(value, n.Name) else False
                self.null[node.target.text] = isinstance(value, n.Null) or known
                self.last[node.target.text] = node.target


@settings(max_examples=150, deadline=None)
@given(PROGRAMS, st.integers(0, 2**16))
def test_no_walk_contradicts_what_is_certain(program: str, seed: int) -> None:
    model = marked(program).model
    dice = random.Random(seed)
    for _ in range(10):
        _Walk(model, dice).run()


@settings(max_examples=100, deadline=None)
@given(PROGRAMS)
def test_every_question_ends_and_is_answered_alike_twice(program: str) -> None:
    first, second = marked(program).model, marked(program).model
    answers = []
    for model in (first, second):
        calls = [each for each in model.of(n.Call) if each.function.text == "sink"]
        trails = [model.taint(each.args[0], "criteria") for each in calls]
        null = [model.is_null(each.object) for each in model.of(n.MethodCall)]
        reads = [(each.read.first, each.where) for each in model.unassigned]
        answers.append(
            (null, reads, [trail and (trail.kind, trail.name, len(trail.steps)) for trail in trails])
        )
    assert answers[0] == answers[1]
