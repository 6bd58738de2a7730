"""The ways through a body, and what holds on them.

A course goes once through the statements in the order in which they run, and again through a
loop whose end has changed what it began with; statements in which nothing changes are passed over.
The ways are those of :class:`deluge_lint.semantics.graph.FlowGraph`, of which random tests walk some.
"""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Generic

from deluge_lint.semantics.history import Guard, History, Value
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.semantics.index import NodeIndex

#: A part of the way: gives the parts inside of it when it comes to them.
Part = Iterator[Any]

_NEVER = 1 << 60
#: Statements that matter even where they change nothing: they end a way.
EXITS: tuple[type[n.Node], ...] = (n.Return, n.Throw, n.Break, n.Continue)

#: Statements whose ``test`` tells two ways apart.
TESTED: tuple[type[Any], ...] = (n.If, n.While, n.CFor)


def turns(index: NodeIndex, whole: n.Node) -> Iterator[n.Node]:
    """The statements within ``whole`` that every course has to look at, whatever it follows."""
    for kind in EXITS:
        yield from index.within(kind, whole)
    yield from (each for each in index.within(n.Try, whole) if not each.body.body)


class _Loop(Generic[Value]):
    """A loop or ``switch`` around the current place, and what has left its body early."""

    __slots__ = ("again", "breaks", "depth", "turns")

    def __init__(self, depth: int, turns: bool) -> None:
        #: How many branches lie around a turn.
        self.depth = depth
        self.turns = turns
        self.breaks: list[dict[str, Value]] = []
        self.again: list[dict[str, Value]] = []


class Course(History[Value]):
    """Walks a body; what changes at a point and how two values meet is up to the class below.

    ``events`` are the nodes at which something may change, ``start`` is what holds at the
    beginning, ``nothing`` the value of facts that nobody has set.
    """

    def __init__(self, events: Iterable[n.Node], start: dict[str, Value], nothing: Value) -> None:
        super().__init__(start, nothing)
        self._events: list[Any] = sorted(events, key=_first)
        self._active = [each.first for each in self._events]
        self._active.append(_NEVER)
        self._at = 0
        self._loops: list[_Loop[Value]] = []
        self._guards: list[Guard[Value] | None] = [None]
        #: What the turns of a loop have changed at its head; a loop around it begins with that.
        self._heads: dict[n.Node, dict[str, Value]] = {}

    # -- for the class below -----------------------------------------------------

    @abstractmethod
    def visit(self, events: list[Any], after: int) -> None:
        """Change what one statement, or one test, changes; it holds from token ``after`` on."""

    def enter(self, node: Any) -> dict[str, Value]:
        """What a turn of a ``for each``, or a ``catch``, begins with."""
        return {}

    def leave(self, loop: n.ForEach) -> dict[str, Value]:
        """What a ``for each`` leaves behind that has no further turn."""
        return {}

    def decide(self, test: n.Node, truth: bool) -> dict[str, Value]:
        """What follows from a test that came out as ``truth``."""
        return {}

    @property
    def in_loop(self) -> bool:
        """Whether the current place may be come by once more, with less knowledge."""
        return bool(self._loops)

    def events_within(self, node: n.Node) -> list[Any]:
        """The events of one statement, or one test."""
        start = bisect_left(self._active, node.first)
        return self._events[start : bisect_left(self._active, node.last + 1, start)]

    def run(self, statements: list[Any]) -> None:
        """Walk the statements of a body; the depth of the script is that of a list."""
        stack: list[Part] = [self._block(statements, statements[-1].last)] if statements else []
        while stack:
            inner = next(stack[-1], None)
            if inner is None:
                stack.pop()
            else:
                stack.append(inner)

    # -- statements ---------------------------------------------------------------

    def _block(self, statements: list[Any], last: int) -> Part:
        active, guards = self._active, self._guards
        for statement in statements:
            if not self._alive:
                insort(self._dead, (statement.first, last))
                return
            if guards[-1] is not None:
                self.see()
            at = self._at
            while active[at] < statement.first:
                at += 1
            self._at = at
            if active[at] > statement.last:
                continue  # nothing changes inside of it
            ways = _WAYS.get(statement.__class__)
            if ways is None:
                start = at
                while active[at] <= statement.last:
                    at += 1
                self._at = at
                self.visit(self._events[start:at], statement.last + 1)
            else:
                inner = ways(self, statement)
                if inner is not None:
                    yield inner

    def _happens(self, block: n.Node) -> bool:
        """Whether anything may change in a block ahead, or an error in it be caught."""
        return self._active[self._at] <= block.last or self._guards[-1] is not None

    def _point(self, node: n.Node | None, after: int = 0) -> None:
        """Let one statement or test happen."""
        if self._guards[-1] is not None:
            self.see()
        if node is None:
            return
        active, at = self._active, self._at
        while active[at] < node.first:
            at += 1
        start = at
        while active[at] <= node.last:
            at += 1
        self._at = at
        if at > start:
            self.visit(self._events[start:at], after or node.last + 1)

    def _if(self, node: n.If) -> Part:
        self._point(node.test)
        orelse: Any = node.orelse
        end = node.last + 1
        other = end if orelse is None else orelse.first
        self.open(self.decide(node.test, True), node.body.first)
        if self._happens(node.body):
            yield self._block(node.body.body, node.body.last)
        taken = self.close(other)
        self.open(self.decide(node.test, False), other)
        if orelse is not None and self._happens(orelse):
            yield self._block(orelse.body if orelse.__class__ is n.Block else [orelse], orelse.last)
        self.meet([taken, self.close(end)], end)

    def _try(self, node: n.Try) -> Part:
        catch, final = node.catch, node.final
        if catch is None:
            yield self._block(node.body.body, node.body.last)
        else:
            yield from self._guarded(node, catch)
        if final is not None:
            yield self._block(final.body, final.last)

    def _guarded(self, node: n.Try, catch: n.Catch) -> Part:
        guard: Guard[Value] = Guard()
        self._guards.append(guard)
        self.open({}, node.body.first)
        yield self._block(node.body.body, node.body.last)
        done = self.close(catch.first)
        self._guards.pop()
        get = self.now.get
        seen = {fact: self.join(get(fact, self._nothing), value) for fact, value in guard.seen.items()}
        self.open(seen, catch.first)
        self._alive = bool(node.body.body)
        if self._alive:
            self.see()
            self.change(self.enter(catch), catch.body.first)
        yield self._block(catch.body.body, catch.body.last)
        end = node.last + 1 if node.final is None else node.final.first
        self.meet([done, self.close(end)], end)

    def _error(self, node: n.ErrorStmt) -> Part:
        self.open({}, node.first)
        yield self._block(node.body.body, node.body.last)
        self.meet([self.close(node.last + 1), {}], node.last + 1)

    def _switch(self, node: n.Switch) -> Part:
        self._point(node.subject)
        end = node.last + 1
        loop: _Loop[Value] = _Loop(len(self._frames), False)
        self._loops.append(loop)
        fallen: dict[str, Value] | None = None
        behind = [*(case.first for case in node.cases[1:]), end]
        for case, token in zip(node.cases, behind):
            get = self.now.get
            meeting = {
                fact: self.join(get(fact, self._nothing), value) for fact, value in (fallen or {}).items()
            }
            self.open(meeting, case.first)
            yield self._block(case.body, case.last)
            fallen = self.close(token)
        self._loops.pop()
        outcomes = [fallen, *loop.breaks]
        if all(case.value is not None for case in node.cases):
            outcomes.append({})
        self.meet(outcomes, end)

    def _end(self, node: Any) -> None:
        self._point(node)
        kind = node.__class__
        if kind is n.Break or kind is n.Continue:
            again = kind is n.Continue
            loop = next((each for each in reversed(self._loops) if each.turns or not again), None)
            if loop is not None:
                (loop.again if again else loop.breaks).append(self.changed(loop.depth))
        self._alive = False

    # -- loops --------------------------------------------------------------------

    def _for_each(self, node: n.ForEach) -> Part:
        self._point(node.iterable)
        return self._turns(node, node.body.first)

    def _while(self, node: n.While) -> Part:
        return self._turns(node, node.body.first if node.runs_first else node.test.first)

    def _c_for(self, node: n.CFor) -> Part:
        self._point(node.init)
        return self._turns(node, (node.test or node.step or node.body).first)

    def _turns(self, node: Any, first: int) -> Part:
        """Walk a loop, from token ``first`` on, until a turn ends with what it has begun with."""
        end = node.last + 1
        at, mark = self._at, len(self._trail)
        loop: _Loop[Value] = _Loop(len(self._frames) + 1, True)
        self._loops.append(loop)
        self.open({}, first)
        self.lose(self._heads.get(node, {}), first)
        while True:
            self._at = at
            self.open({}, first)
            exits = self._begin(node)
            yield self._block(node.body.body, node.body.last)
            if loop.again:
                behind = node.body.last + 1
                outcomes = [self.close(behind), *loop.again]
                self.open({}, behind)
                self.meet(outcomes, behind)
            if self._alive:
                exits += self._finish(node, end)
            else:
                self._miss(node)
            if not self.lose(self.close(end) or {}, first):
                break
            self.take_back(mark, first)
            for fact in self._frames[-1]:
                self.note(fact, self.now.get(fact, self._nothing), first)
            loop.breaks.clear()
            loop.again.clear()
        self._heads[node] = self.changed(loop.depth - 1)
        self._loops.pop()
        self.meet([*exits, *loop.breaks], end)
        for fact, value in self._frames.pop().items():
            self._frames[-1].setdefault(fact, value)

    def _begin(self, loop: Any) -> list[dict[str, Value]]:
        """Begin a turn; returns what holds where it is not taken."""
        if loop.__class__ is n.ForEach:
            self.see()
            exits = [self.leave(loop)]
            self.change(self.enter(loop), loop.body.first)
            return exits
        if loop.__class__ is n.While and loop.runs_first:
            return []
        self._point(loop.test)
        return self._decided(loop.test, loop.body.first)

    def _finish(self, loop: Any, end: int) -> list[dict[str, Value]]:
        """What stands behind the body of a loop; returns what holds where there is no further turn."""
        if loop.__class__ is n.While and loop.runs_first:
            self._point(loop.test)
            return self._decided(loop.test, end)
        step = loop.step if loop.__class__ is n.CFor else None
        if step is not None:  # which stands in front of the body and runs behind it
            for fact, before in self._frames[-1].items():
                self.note(fact, self.now.get(fact, self._nothing), step.first)
                self.note(fact, before, step.last + 1)
            self._at = bisect_left(self._active, step.first)
            self._point(step, end)
        return []

    def _miss(self, loop: Any) -> None:
        """Nobody comes to what stands behind the body of a loop."""
        kind = loop.__class__
        behind = loop.step if kind is n.CFor else loop.test if kind is n.While and loop.runs_first else None
        if behind is not None:
            insort(self._dead, (behind.first, behind.last))

    def _decided(self, test: n.Node | None, token: int) -> list[dict[str, Value]]:
        """Go on as if ``test`` were true; returns what holds where it is not."""
        changed = self.changed(len(self._frames) - 1)
        if test is None:
            return [changed]
        other = {**changed, **self.decide(test, False)}
        self.change(self.decide(test, True), token)
        return [other]


def _first(node: n.Node) -> int:
    return node.first


_WAYS: dict[type[n.Node], Any] = {
    n.If: Course._if,
    n.ForEach: Course._for_each,
    n.While: Course._while,
    n.CFor: Course._c_for,
    n.Try: Course._try,
    n.Switch: Course._switch,
    n.ErrorStmt: Course._error,
    **dict.fromkeys(EXITS, Course._end),
}
#: Statements of more than one point.
COMPOUND: frozenset[type[n.Node]] = frozenset(_WAYS).difference(EXITS)
