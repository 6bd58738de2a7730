"""From the tree of a body to the program that computes its cost.

Of the branches of an ``if`` one alone runs, and what stands behind a ``return`` does not run with
what stands before it: the worst way counts, not every line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from deluge_lint.inventory.cost import Program, Step
from deluge_lint.records import NamedTuple
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.semantics.model import SemanticModel

#: A name that says nothing: the loop is told by what it runs over.
_SHORT = 3
_LONGEST = 40


class _Way(NamedTuple):
    """The cost of a piece of code by how it ends, as places of steps; ``None`` where it never ends so.

    ``falls`` is that of going on behind it, ``leaves`` that of ``return``, ``throw`` or ``break``,
    ``turns`` that of ``continue``.
    """

    falls: int | None
    leaves: int | None = None
    turns: int | None = None


_ZERO = -1
_PLAIN = _Way(_ZERO)


class Ways:
    """The programs of all bodies of one script.

    ``sites`` maps nodes that reach out to the measure that they count in, ``calls`` calls of own
    functions to the names of these.
    """

    def __init__(
        self, model: SemanticModel, sites: Mapping[n.Node, str], calls: Mapping[n.Node, str]
    ) -> None:
        self._model = model
        self._sites = sites
        self._calls = calls
        self._steps: list[Step] = []
        self._ways: dict[n.Node, _Way] = {}
        self._programs: dict[n.Node, Program] = {}
        # parents come first in the list of nodes, so that backwards all parts are known before the whole
        parents, touched = model.tree.parents, set[n.Node]()
        for node in reversed(model.tree.nodes):
            kind = node.__class__
            if node in touched or node in sites or node in calls or kind in _LEAVING:
                way = self._way(node)
                if kind is n.Function or kind is n.Program:
                    self._programs[node] = self._finished(way)
                elif way != _PLAIN:
                    self._ways[node] = way
                    touched.add(parents[node])

    def of(self, node: n.Node) -> Program:
        """The program of a body by its node, a function or the whole script."""
        return self._programs.get(node, Program())

    def _way(self, node: Any) -> _Way:
        build = _BUILDERS.get(node.__class__)
        way = build(self, node) if build is not None else _Way(self._parts(node))
        name = self._sites.get(node)
        if name is not None:
            way = way._replace(falls=self._sum(way.falls, self._step(Step("site", name))))
        called = self._calls.get(node)
        if called is not None:
            way = way._replace(falls=self._sum(way.falls, self._step(Step("call", called))))
        return way

    # -- steps ----------------------------------------------------------------------

    def _step(self, step: Step) -> int:
        self._steps.append(step)
        return len(self._steps) - 1

    def _sum(self, left: int | None, right: int | None) -> int | None:
        if left is None or right is None:
            return None
        if left == _ZERO or right == _ZERO:
            return max(left, right)
        return self._step(Step("sum", "", left, right))

    def _max(self, *values: int | None) -> int | None:
        found: int | None = None
        for each in values:
            if each is None or each == found:
                continue
            if found is None or found == _ZERO or each == _ZERO:
                found = each if found is None else max(found, each)
            else:
                found = self._step(Step("max", "", found, each))
        return found

    def _finished(self, way: _Way) -> Program:
        """The steps that the way needs, in their order; the last of them is the whole."""
        end = self._max(way.falls, way.leaves, way.turns)
        if end is None or end == _ZERO:
            return Program()
        needed: set[int] = set()
        stack = [end]
        while stack:
            at = stack.pop()
            if at in needed:
                continue
            needed.add(at)
            step = self._steps[at]
            if step.kind in ("sum", "max"):
                stack += (step.left, step.right)
            elif step.kind == "loop":
                stack.append(step.left)
        order = sorted(needed)
        places = {at: place for place, at in enumerate(order)}
        steps = (self._steps[at] for at in order)
        return Program(
            tuple(
                each._replace(left=places.get(each.left, 0), right=places.get(each.right, 0))
                for each in steps
            )
        )

    # -- kinds of nodes ---------------------------------------------------------------

    def _of(self, node: n.Node | None) -> _Way:
        return self._ways.get(node, _PLAIN) if node is not None else _PLAIN

    def _parts(self, node: n.Node) -> int | None:
        total: int | None = _ZERO
        for each in node.children():
            total = self._sum(total, self._of(each).falls)
        return total

    def _sequence(self, statements: list[Any]) -> _Way:
        falls: int | None = _ZERO
        leaves: int | None = None
        turns: int | None = None
        for each in statements:
            if each.__class__ is n.Function:
                continue
            way = self._of(each)
            leaves = self._max(leaves, self._sum(falls, way.leaves))
            turns = self._max(turns, self._sum(falls, way.turns))
            falls = self._sum(falls, way.falls)
            if falls is None:
                break
        return _Way(falls, leaves, turns)

    def _body(self, node: Any) -> _Way:
        return self._sequence(node.body)

    def _function(self, node: n.Function) -> _Way:
        return self._of(node.body)

    def _error(self, node: n.ErrorStmt) -> _Way:
        return self._of(node.body)

    def _leave(self, node: n.Node) -> _Way:
        return _Way(None, self._parts(node))

    def _continue(self, node: n.Node) -> _Way:
        return _Way(None, None, _ZERO)

    def _either(self, test: n.Node | None, left: _Way, right: _Way) -> _Way:
        first = self._of(test).falls
        return _Way(*(self._sum(first, self._max(*pair)) for pair in zip(left, right)))

    def _if(self, node: n.If) -> _Way:
        return self._either(node.test, self._of(node.body), self._of(node.orelse))

    def _conditional(self, node: n.Conditional) -> _Way:
        return self._either(node.test, self._of(node.then), self._of(node.otherwise))

    def _loop(self, before: int | None, body: _Way, label: str, count: int) -> _Way:
        turn = self._max(body.falls, body.turns)
        if turn is None:  # never comes to a second turn
            once = self._sum(before, body.leaves)
            return _Way(self._max(before, once), once)
        turn = self._max(turn, body.leaves)
        if turn == _ZERO or turn is None:
            return _Way(before, before if body.leaves is not None else None)
        total = self._sum(before, self._step(Step("loop", label, turn, 0, count)))
        return _Way(total, total if body.leaves is not None else None)

    def _for_each(self, node: n.ForEach) -> _Way:
        count = self._model.list_length(node.iterable) or 0
        return self._loop(self._of(node.iterable).falls, self._of(node.body), self._label(node), count)

    def _while(self, node: n.While) -> _Way:
        body = self._of(node.body)
        return self._loop(self._of(node.test).falls, body, "turn", 0)

    def _c_for(self, node: n.CFor) -> _Way:
        return self._loop(self._of(node.init).falls, self._of(node.body), "turn", 0)

    def _try(self, node: n.Try) -> _Way:
        body = self._of(node.body)
        if node.catch is not None:
            tried = self._max(*body)
            caught = self._of(node.catch.body)
            body = _Way(
                *(self._max(way, self._sum(tried, other)) for way, other in zip(body, caught))
            )  # fmt: skip
        if node.final is not None:
            last = self._of(node.final).falls
            body = _Way(*(self._sum(way, last) for way in body))
        return body

    def _catch(self, node: n.Catch) -> _Way:
        # looked at by its `try`; what it costs makes that one worth looking at
        return self._of(node.body)

    def _switch(self, node: n.Switch) -> _Way:
        cases = [self._sequence(case.body) for case in node.cases]
        falls = self._of(node.subject).falls
        for way in cases:
            falls = self._sum(falls, self._max(way.falls, way.leaves))
        return _Way(falls, self._max(*(way.leaves for way in cases)))

    def _label(self, loop: n.ForEach) -> str:
        """What a turn is for: the name of the variable, or of what is run over."""
        name = loop.variable.text
        if len(name) > _SHORT:
            return name
        over = n.unparenthesised(loop.iterable)
        if isinstance(over, n.Fetch):
            over = over.source
        words = n.dotted_name(over) if isinstance(over, (n.Name, n.Attribute)) else ""
        return f"{name} in {words}" if words and len(words) <= _LONGEST else name


_LEAVING = frozenset((n.Return, n.Throw, n.Break, n.Continue))
_BUILDERS: dict[type[n.Node], Callable[[Any, Any], _Way]] = {
    n.Block: Ways._body,
    n.Program: Ways._body,
    n.Case: Ways._body,
    n.Function: Ways._function,
    n.ErrorStmt: Ways._error,
    n.Return: Ways._leave,
    n.Throw: Ways._leave,
    n.Break: Ways._leave,
    n.Continue: Ways._continue,
    n.If: Ways._if,
    n.Conditional: Ways._conditional,
    n.ForEach: Ways._for_each,
    n.While: Ways._while,
    n.CFor: Ways._c_for,
    n.Try: Ways._try,
    n.Catch: Ways._catch,
    n.Switch: Ways._switch,
}
