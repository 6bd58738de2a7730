"""The control-flow graph of one body, built without recursion.

A point stands for a simple statement or for the test of a compound one.  Each statement's
successor is known before it is built, so that statements inside out need no stack of calls.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from heapq import heappop, heappush
from typing import Any, TypeVar

from deluge_lint.records import NamedTuple
from deluge_lint.syntax import nodes as n

#: What follows the end of a body; no point.
EXIT = -1


State = TypeVar("State")


class Edge(NamedTuple):
    """``truth`` tells how ``test`` came out on this way; ``raises`` for a jump to ``catch``
    out of the middle of a statement.
    """

    target: int
    test: n.Node | None = None
    truth: bool = True
    raises: bool = False


class _Todo(NamedTuple):
    statements: list[Any]
    points: list[int]
    after: int
    stop: int  # where `break` goes
    again: int  # where `continue` goes
    handler: int  # the `catch` around, or EXIT


class FlowGraph:
    """``nodes[p]`` is the node evaluated at point p, ``edges[p]`` where it may go next.

    Parts of a compound statement are points of their own: for a ``for each`` the iterable is
    evaluated at one point and the variable assigned at the next, whose node is the loop.
    """

    def __init__(self, statements: list[Any]) -> None:
        self.nodes: list[n.Node | None] = []
        self.edges: list[list[Edge]] = []
        self._handlers: list[int] = []
        self._todo: list[_Todo] = []
        self._ranks: list[int] | None = None
        self._followers: list[int] | None = None
        self.entry = self._block(statements, EXIT, EXIT, EXIT, EXIT)
        while self._todo:
            self._build(self._todo.pop())
        for point, handler in enumerate(self._handlers):
            if handler != EXIT:
                self.edges[point].append(Edge(handler, raises=True))
        #: By point, where it may go next, and whether a test tells the ways apart.
        self.targets = [[edge.target for edge in edges] for edges in self.edges]
        self.tests = [any(edge.test is not None for edge in edges) for edges in self.edges]

    def ranks(self) -> list[int]:
        """By point, its place in an order in which what comes before mostly is before (reverse postorder)."""
        if self._ranks is None:
            self._ranks = self._ranked()
        return self._ranks

    def followers(self) -> list[int]:
        """By point, the one point that follows it whatever happens; ``EXIT`` where ways part or meet."""
        if self._followers is None:
            ways = [0] * len(self.nodes)
            if self.entry != EXIT:
                ways[self.entry] = 1
            for edges in self.edges:
                for edge in edges:
                    ways[edge.target] += 1
            self._followers = [EXIT] * len(self.nodes)
            for point, edges in enumerate(self.edges):
                if (
                    len(edges) == 1
                    and ways[edges[0].target] == 1
                    and edges[0].test is None
                    and not edges[0].raises
                ):
                    self._followers[point] = edges[0].target
        return self._followers

    def _ranked(self) -> list[int]:
        ranks = [len(self.nodes)] * len(self.nodes)
        if self.entry == EXIT:
            return ranks
        place = len(self.nodes)
        seen = {self.entry}
        stack = [(self.entry, iter(self.edges[self.entry]))]
        while stack:
            point, rest = stack[-1]
            for edge in rest:
                if edge.target not in seen:
                    seen.add(edge.target)
                    stack.append((edge.target, iter(self.edges[edge.target])))
                    break
            else:
                stack.pop()
                place -= 1
                ranks[point] = place
        return ranks

    def _point(self, node: n.Node | None, handler: int) -> int:
        self.nodes.append(node)
        self.edges.append([])
        self._handlers.append(handler)
        return len(self.nodes) - 1

    def _block(self, statements: list[Any], after: int, stop: int, again: int, handler: int) -> int:
        """Plan a list of statements; returns the point where it starts."""
        if not statements:
            return after
        points = [self._point(each, handler) for each in statements]
        self._todo.append(_Todo(statements, points, after, stop, again, handler))
        return points[0]

    def _build(self, todo: _Todo) -> None:
        following = [*todo.points[1:], todo.after]
        for statement, point, after in zip(todo.statements, todo.points, following):
            build = _BUILDERS.get(statement.__class__)
            if build is None:
                self._to(point, after)
            else:
                build(self, statement, point, after, todo)

    def _to(self, point: int, target: int, test: n.Node | None = None, truth: bool = True) -> None:
        if target != EXIT:
            self.edges[point].append(Edge(target, test, truth))

    def _if(self, node: n.If, point: int, after: int, todo: _Todo) -> None:
        self.nodes[point] = node.test
        self._to(point, self._block(node.body.body, after, todo.stop, todo.again, todo.handler), node.test)
        otherwise = after
        if node.orelse is not None:
            inner: Any = node.orelse.body if isinstance(node.orelse, n.Block) else [node.orelse]
            otherwise = self._block(inner, after, todo.stop, todo.again, todo.handler)
        self._to(point, otherwise, node.test, False)

    def _for_each(self, node: n.ForEach, point: int, after: int, todo: _Todo) -> None:
        self.nodes[point] = node.iterable
        head = self._point(node, todo.handler)
        self._to(point, head)
        self._to(head, self._block(node.body.body, head, after, head, todo.handler), node)
        self._to(head, after)

    def _while(self, node: n.While, point: int, after: int, todo: _Todo) -> None:
        self.nodes[point] = None
        head = self._point(node.test, todo.handler)
        body = self._block(node.body.body, head, after, head, todo.handler)
        self._to(point, body if node.runs_first else head)
        self._to(head, body, node.test)
        self._to(head, after, node.test, False)

    def _c_for(self, node: n.CFor, point: int, after: int, todo: _Todo) -> None:
        self.nodes[point] = node.init
        head = self._point(node.test, todo.handler)
        step = self._point(node.step, todo.handler)
        self._to(point, head)
        self._to(head, self._block(node.body.body, step, after, step, todo.handler), node.test)
        self._to(head, after, node.test, False)
        self._to(step, head)

    def _try(self, node: n.Try, point: int, after: int, todo: _Todo) -> None:
        self.nodes[point] = None
        if node.final is not None:
            after = self._block(node.final.body, after, todo.stop, todo.again, todo.handler)
        handler = todo.handler
        if node.catch is not None:
            handler = self._point(node.catch, todo.handler)
            self._to(handler, self._block(node.catch.body.body, after, todo.stop, todo.again, todo.handler))
        self._to(point, self._block(node.body.body, after, todo.stop, todo.again, handler))

    def _switch(self, node: n.Switch, point: int, after: int, todo: _Todo) -> None:
        self.nodes[point] = node.subject
        target = after
        starts = []
        for case in reversed(node.cases):
            target = self._block(case.body, target, after, todo.again, todo.handler)
            starts.append(target)
        for start in reversed(starts):
            self._to(point, start)
        if all(case.value is not None for case in node.cases):
            self._to(point, after)

    def _error(self, node: n.ErrorStmt, point: int, after: int, todo: _Todo) -> None:
        self.nodes[point] = None
        self._to(point, after)
        self._to(point, self._block(node.body.body, after, todo.stop, todo.again, todo.handler))

    def _break(self, node: n.Node, point: int, after: int, todo: _Todo) -> None:
        self._to(point, todo.stop)

    def _continue(self, node: n.Node, point: int, after: int, todo: _Todo) -> None:
        self._to(point, todo.again)

    def _end(self, node: n.Node, point: int, after: int, todo: _Todo) -> None:
        """``return`` and ``throw`` go nowhere; the way to ``catch`` is added for all points."""


_BUILDERS: dict[type[n.Node], Any] = {
    n.If: FlowGraph._if,
    n.ForEach: FlowGraph._for_each,
    n.While: FlowGraph._while,
    n.CFor: FlowGraph._c_for,
    n.Try: FlowGraph._try,
    n.Switch: FlowGraph._switch,
    n.ErrorStmt: FlowGraph._error,
    n.Break: FlowGraph._break,
    n.Continue: FlowGraph._continue,
    n.Return: FlowGraph._end,
    n.Throw: FlowGraph._end,
}


def solve(
    graph: FlowGraph, start: State,
    step: Callable[[int, State], list[State] | None], join: Callable[[State, State], State],
    active: Container[int] | None = None,
) -> list[State | None]:  # fmt: skip
    """The state in front of every point; ``None`` for points that are never reached.

    ``step`` gives for a point and the state in front of it the state along each of its edges,
    ``None`` where that is the same state.  ``join`` must only ever lose knowledge, which is what
    ends the loop.  ``active`` are the points that may change a state by themselves: the others are
    not asked as long as one way leads on.
    """
    states: list[State | None] = [None] * len(graph.nodes)
    last = states[:]  # what came to a point last: the same once more, as in a `try`, tells nothing new
    if graph.entry == EXIT:
        return states
    ranks, followers, targets = graph.ranks(), graph.followers(), graph.targets
    states[graph.entry] = start
    work = [(ranks[graph.entry], graph.entry)]
    waiting = {graph.entry}
    while work:
        first = heappop(work)[1]
        waiting.discard(first)
        point = _down(first, states, followers, step, active)
        before: Any = states[point]
        after = step(point, before)
        for at, target in enumerate(targets[point]):
            new = before if after is None else after[at]
            if last[target] is new:
                continue
            last[target] = new
            old = states[target]
            new = new if old is None else join(old, new)
            if new is old or new == old:
                continue
            states[target] = new
            if target not in waiting:
                waiting.add(target)
                heappush(work, (ranks[target], target))
    return states


def _down(
    point: int, states: list[State | None], followers: list[int],
    step: Callable[[int, State], list[State] | None], active: Container[int] | None,
) -> int:  # fmt: skip
    """The last point of a chain of statements, in which nothing has to be joined or to wait."""
    state: Any = states[point]
    while (follower := followers[point]) != EXIT:
        if active is None or point in active:
            after = step(point, state)
            if after is not None:
                state = after[0]
        states[follower] = state
        point = follower
    return point
