"""Whether the variables of a body have a value, along the ways through it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from deluge_lint.semantics import names as role
from deluge_lint.semantics.course import Course, turns
from deluge_lint.semantics.order import surely_before
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.semantics.index import NodeIndex
    from deluge_lint.semantics.scopes import Body, Symbol

_NEVER, _MAYBE, _ALWAYS = 0, 1, 2
_WORDS = ("never", "maybe", "always")


class Assigned(Course[int]):
    """By variable, whether it never, maybe or always has a value."""

    def __init__(self, body: Body, index: NodeIndex, symbols: Iterable[Symbol]) -> None:
        self._body = body
        self._index = index
        self.symbols = {symbol.name: symbol for symbol in symbols}
        start = {name: _ALWAYS for name, symbol in self.symbols.items() if symbol.kind == "parameter"}
        super().__init__(self._changes(), start, _NEVER)
        self.run(body.statements)

    def of(self, name: n.Name) -> str:
        """``always``, ``maybe`` or ``never``; ``unknown`` for code that never runs."""
        found = self.at(name.text, name.first)
        return "unknown" if found is None else _WORDS[found]

    def _changes(self) -> Iterator[n.Node]:
        roles, definitions = self._body.names.roles, self._body.names.definitions
        for symbol in self.symbols.values():
            yield from (definitions[name] for name in symbol.writes if roles[name] != role.UPDATE)
        yield from turns(self._index, self._body.node)

    def join(self, old: int, new: int) -> int:
        return old if old == new else _MAYBE

    def visit(self, events: list[Any], after: int) -> None:
        for event in events:
            target = getattr(event, "target", None)
            if target is not None:
                self.put(target.text, _ALWAYS, after)

    def enter(self, node: Any) -> dict[str, int]:
        tracked = node.variable is not None and node.variable.text in self.symbols
        return {node.variable.text: _ALWAYS} if tracked else {}

    def leave(self, loop: n.ForEach) -> dict[str, int]:
        # Where a loop ends, its variable may never have had a turn.
        name = loop.variable.text
        return {name: self.now.get(name, _NEVER) or _MAYBE} if name in self.symbols else {}


def is_settled(symbol: Symbol, parents: dict[n.Node, n.Node]) -> bool:
    """Whether the first assignment surely runs before all reads, which spares most variables the rest."""
    reads, writes = symbol.sure, symbol.writes
    if not reads or not writes:
        return not reads
    return surely_before(writes[0], reads[0], parents) and surely_before(writes[0], reads[-1], parents)
