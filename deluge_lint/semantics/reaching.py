"""Which assignments a read of a variable may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deluge_lint.records import NamedTuple
from deluge_lint.semantics import names as role
from deluge_lint.semantics.graph import EXIT, solve
from deluge_lint.semantics.order import surely_before
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable

    from deluge_lint.semantics.flow import Flow
    from deluge_lint.semantics.scopes import Body


class Reaching(NamedTuple):
    """What a read may see: the words assigned to, in source order, and ``given``, whether the value
    with which the body began (that of a parameter, or none) may still be there.
    """

    writes: tuple[n.Name, ...]
    given: bool


class ReachingWrites:
    """The assignments of one body; a state is an integer with one bit for each of them."""

    def __init__(self, body: Body, flow: Callable[[], Flow], parents: dict[n.Node, n.Node]) -> None:
        self._body = body
        self._get_flow = flow
        self._parents = parents
        self._writes: list[n.Name] = []
        #: By variable, the bits of its assignments; the lowest of them is that of the start.
        self._masks: dict[str, int] = {}
        self._starts: dict[str, int] = {}
        self._states: list[int | None] | None = None

    def of(self, name: n.Name) -> Reaching:
        """The assignments that ``name`` may see; all of them where its code never runs."""
        symbol = self._body.symbols.get(name.text)
        if symbol is not None and symbol.defined and len(symbol.writes) == 1:
            write = symbol.writes[0]
            plain = self._body.names.roles[write] != role.UPDATE
            if plain and surely_before(write, name, self._parents):
                return Reaching((write,), False)
        if self._states is None:
            self._flow = self._get_flow()
            self._states = self._solve()
        mask = self._masks.get(name.text, 0)
        if not mask:
            return Reaching((), True)
        point = self._flow.point_of(name)
        state = self._states[point] if point != EXIT else None
        seen = mask if state is None else mask & state
        found = []
        rest = seen & ~self._starts[name.text]
        while rest:
            lowest = rest & -rest
            found.append(self._writes[lowest.bit_length() - 1])
            rest ^= lowest
        return Reaching(tuple(found), bool(seen & self._starts[name.text]))

    def _solve(self) -> list[int | None]:
        changes: dict[int, tuple[int, int]] = {}
        start = 0
        names = self._body.names
        for symbol in self._body.defined():
            bits = begin = 1 << len(self._writes)
            self._writes.append(symbol.writes[0] if symbol.writes else n.Name(symbol.name, 0, 0))
            start |= begin
            made: list[tuple[int, int, bool]] = []
            for name in symbol.writes:
                bit = 1 << len(self._writes)
                self._writes.append(name)
                bits |= bit
                point = self._flow.point_of(names.definitions[name])
                made.append((point, bit, names.roles[name] == role.UPDATE))
            self._starts[symbol.name], self._masks[symbol.name] = begin, bits
            for point, bit, keeps in made:
                ends, starts = changes.get(point, (0, 0))
                changes[point] = ends if keeps else ends | bits, starts | bit
        graph = self._flow.graph

        def step(point: int, before: int) -> list[int] | None:
            change = changes.get(point)
            if change is None:
                return None
            after = before & ~change[0] | change[1]
            loop = graph.nodes[point].__class__ is n.ForEach
            # A loop that has no turn leaves its variable as it was.
            return [before | after if edge.raises or (loop and edge.test is None) else after
                    for edge in graph.edges[point]]  # fmt: skip

        return solve(graph, start, step, lambda old, new: old | new)


class Reaches:
    """The same for all bodies of a script, each solved when first asked for."""

    def __init__(
        self, body_of: Callable[[n.Node], Body], flow: Callable[[Body], Flow], parents: dict[n.Node, n.Node]
    ) -> None:
        self._body_of = body_of
        self._flow = flow
        self._parents = parents
        self._bodies: dict[Body, ReachingWrites] = {}

    def of(self, name: n.Name) -> Reaching:
        """The assignments that ``name`` may see."""
        body = self._body_of(name)
        found = self._bodies.get(body)
        if found is None:
            found = self._bodies[body] = ReachingWrites(body, lambda: self._flow(body), self._parents)
        return found.of(name)

    def only_value(self, name: n.Name) -> n.Node | None:
        """The one expression that ``name`` stands for; ``None`` where it may be any other, or be changed."""
        body = self._body_of(name)
        symbol = body.symbols.get(name.text)
        if symbol is None or not symbol.writes or symbol.mutations:
            return None
        reaching = self.of(name)
        if len(reaching.writes) != 1 or reaching.given or body.names.roles[reaching.writes[0]] == role.UPDATE:
            return None
        return getattr(body.names.definitions[reaching.writes[0]], "value", None)


def value_of(definition: Any) -> n.Node | None:
    """What an assignment, declaration or loop takes its value from."""
    if definition.__class__ is n.ForEach:
        found: n.Node = definition.iterable
        return found
    return getattr(definition, "value", None)
