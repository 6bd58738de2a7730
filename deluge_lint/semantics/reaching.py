"""Which assignments a read of a variable may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deluge_lint.records import NamedTuple
from deluge_lint.semantics import names as role
from deluge_lint.semantics.course import Course, turns
from deluge_lint.semantics.order import surely_before
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable

    from deluge_lint.semantics.index import NodeIndex
    from deluge_lint.semantics.scopes import Body


class Reaching(NamedTuple):
    """What a read may see: the words assigned to, in source order, and ``given``, whether the value
    with which the body began (that of a parameter, or none) may still be there.
    """

    writes: tuple[n.Name, ...]
    given: bool


class ReachingWrites(Course[int]):
    """The assignments of one body: by variable, one bit for each; the lowest is that of the start."""

    def __init__(self, body: Body, index: NodeIndex) -> None:
        self._body = body
        self._index = index
        self._walked = False
        #: By definition, the variable that it writes, its bit, and whether what was there stays.
        self._made: dict[n.Node, tuple[str, int, bool]] = {}

    def of(self, name: n.Name) -> Reaching:
        """The assignments that ``name`` may see; all of them where its code never runs."""
        symbol = self._body.symbols.get(name.text)
        if symbol is not None and symbol.defined and len(symbol.writes) == 1:
            write = symbol.writes[0]
            plain = self._body.names.roles[write] != role.UPDATE
            if plain and surely_before(write, name, self._index.tree.parents):
                return Reaching((write,), False)
        if symbol is None or not symbol.defined:
            return Reaching((), True)
        if not self._walked:
            self._walked = True
            self._walk()
        seen = self.at(name.text, name.first)
        if seen is None:
            return Reaching(tuple(symbol.writes), True)
        found = [write for at, write in enumerate(symbol.writes) if seen >> at & 2]
        return Reaching(tuple(found), bool(seen & 1))

    def _walk(self) -> None:
        names = self._body.names
        start: dict[str, int] = {}
        for symbol in self._body.defined():
            start[symbol.name] = 1
            for at, name in enumerate(symbol.writes):
                keeps = names.roles[name] == role.UPDATE
                self._made[names.definitions[name]] = symbol.name, 2 << at, keeps
        super().__init__((*self._made, *turns(self._index, self._body.node)), start, 0)
        self.run(self._body.statements)

    def join(self, old: int, new: int) -> int:
        return old | new

    def visit(self, events: list[Any], after: int) -> None:
        for event in events:
            made = self._made.get(event)
            if made is not None:
                name, bit, keeps = made
                before = self.now.get(name, 0)
                value = before | bit if keeps else bit
                self.glimpse(name, before | value)
                self.put(name, value, after)

    def enter(self, node: Any) -> dict[str, int]:
        made = self._made.get(node)
        return {made[0]: made[1]} if made is not None else {}

    def leave(self, loop: n.ForEach) -> dict[str, int]:
        # A loop that has no turn leaves its variable as it was.
        name, bit, _ = self._made[loop]
        return {name: self.now.get(name, 0) | bit}


class Reaches:
    """The same for all bodies of a script, each solved when first asked for."""

    def __init__(self, body_of: Callable[[n.Node], Body], index: NodeIndex) -> None:
        self._body_of = body_of
        self._index = index
        self._bodies: dict[Body, ReachingWrites] = {}

    def of(self, name: n.Name) -> Reaching:
        """The assignments that ``name`` may see."""
        body = self._body_of(name)
        found = self._bodies.get(body)
        if found is None:
            found = self._bodies[body] = ReachingWrites(body, self._index)
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
