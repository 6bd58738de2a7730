"""The control-flow graph of one body, built without recursion.

A point stands for a simple statement or for the test of a compound one.  Each statement's
successor is known before it is built, so that statements inside out need no stack of calls.
"""

from __future__ import annotations

from typing import Any

from deluge_lint.records import NamedTuple
from deluge_lint.syntax import nodes as n

#: What follows the end of a body; no point.
EXIT = -1


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
        self.entry = self._block(statements, EXIT, EXIT, EXIT, EXIT)
        while self._todo:
            self._build(self._todo.pop())
        for point, handler in enumerate(self._handlers):
            if handler != EXIT:
                self.edges[point].append(Edge(handler, raises=True))

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
