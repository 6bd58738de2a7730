"""Code that never runs, and whether a name has a value where it is read."""

from __future__ import annotations

from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING, Any

from deluge_lint.records import NamedTuple
from deluge_lint.semantics.assigned import Assigned, is_settled
from deluge_lint.semantics.index import NodeIndex
from deluge_lint.syntax import nodes as n
from deluge_lint.syntax.tree import AFTER_TASK

if TYPE_CHECKING:
    from deluge_lint.semantics.graph import FlowGraph
    from deluge_lint.semantics.scopes import Body
    from deluge_lint.syntax.tree import Tree

_ENDS: dict[type[n.Node], str] = {
    n.Return: "return",
    n.Throw: "throw",
    n.Break: "break",
    n.Continue: "continue",
}
_PLAIN = frozenset((n.Assign, n.ExprStmt, n.Info, n.Return, n.Throw, n.ValueStmt))
#: Faults that leave the shape of the blocks as it was.
_HARMLESS_FAULTS = frozenset(("missing-semicolon", AFTER_TASK))


class Unreachable(NamedTuple):
    """Statements that never run, from ``first`` to ``last`` of one block.

    ``reason`` is ``return``, ``throw``, ``break`` or ``continue`` for the statement ``cause``
    right before them, ``branches`` where all ways through ``cause`` end.
    """

    first: n.Node
    last: n.Node
    cause: n.Node
    reason: str


def blocks_are_known(tree: Tree) -> bool:
    """Whether no fault leaves in doubt which statement stands in which block."""
    return all(fault.kind in _HARMLESS_FAULTS for fault in tree.faults)


def unreachable(index: NodeIndex) -> list[Unreachable]:
    """The unreachable statements, outermost first; nothing where faults leave the blocks in doubt."""
    if not blocks_are_known(index.tree):
        return []
    ends = _ending_compounds(index)
    found = []
    for body in _lists(index):
        for place, statement in enumerate(body[:-1]):
            reason = _ENDS.get(statement.__class__) or ("branches" if statement in ends else "")
            if reason:
                rest = [each for each in body[place + 1 :] if each.__class__ is not n.EmptyStmt]
                stretch = _together(rest)
                if stretch and not _asked_for(statement, rest):
                    found.append(Unreachable(stretch[0], stretch[-1], statement, reason))
                break
    found.sort(key=lambda each: (each.first.first, -each.last.last))
    return _outermost(found)


def _together(rest: list[Any]) -> list[Any]:
    """The first statements of ``rest`` up to a function: that one is not reached, but called."""
    statements = dropwhile(_is_function, rest)
    return list(takewhile(lambda each: not _is_function(each), statements))


def _is_function(node: n.Node) -> bool:
    return node.__class__ is n.Function


def _asked_for(cause: n.Node, rest: list[Any]) -> bool:
    """Zoho asks for a ``return`` at the end of a function, even behind branches that all return.

    Behind ``try`` and ``catch`` that both return, people build a whole answer for it.
    """
    if cause.__class__ in _ENDS or rest[-1].__class__ not in (n.Return, n.Throw):
        return False
    return len(rest) == 1 or (cause.__class__ is n.Try and all(each.__class__ in _PLAIN for each in rest))


def _outermost(found: list[Unreachable]) -> list[Unreachable]:
    kept: list[Unreachable] = []
    for each in found:
        if not kept or each.first.first > kept[-1].last.last:
            kept.append(each)
    return kept


def _lists(index: NodeIndex) -> list[list[Any]]:
    blocks = [*index.of(n.Block), *index.of(n.Case), index.tree.root]
    return [block.body for block in blocks if len(block.body) > 1]


def _ending_compounds(index: NodeIndex) -> set[n.Node]:
    """The compound statements behind which nothing runs: every way through them ends."""
    compounds = [*index.of(n.If), *index.of(n.Try)]
    # The inner ones start later; an outer one asks for the inner ones.
    compounds.sort(key=lambda node: node.first, reverse=True)
    ends: set[n.Node] = set()
    for node in compounds:
        if node.__class__ is n.If:
            orelse = node.orelse
            closed = orelse in ends if orelse.__class__ is n.If else _closes(orelse, ends)
            if closed and _closes(node.body, ends):
                ends.add(node)
        elif _try_ends(node, ends):
            ends.add(node)
    return ends


def runs_off(index: NodeIndex) -> list[n.Function]:
    """The functions that may come to their closing brace; nothing where faults leave the blocks in doubt."""
    if not blocks_are_known(index.tree):
        return []
    ends = _ending_compounds(index)
    return [each for each in index.of(n.Function) if not _closes(each.body, ends)]


def _try_ends(node: n.Try, ends: set[n.Node]) -> bool:
    if _closes(node.final, ends):
        return True
    return _closes(node.body, ends) and (node.catch is None or _closes(node.catch.body, ends))


def _closes(block: n.Node | None, ends: set[n.Node]) -> bool:
    if block is None:
        return False
    body: list[Any] = block.body  # type: ignore[attr-defined]
    return any(each.__class__ in _ENDS or each in ends for each in body)


class Flow:
    """Control flow of one body, with facts computed when first asked for."""

    def __init__(self, body: Body, index: NodeIndex) -> None:
        self._body = body
        self._index = index
        self._graph: FlowGraph | None = None
        self._owners: dict[n.Node, int] | None = None
        self._assigned: Assigned | None = None

    @property
    def graph(self) -> FlowGraph:
        """The graph of all points."""
        if self._graph is None:
            from deluge_lint.semantics.graph import FlowGraph

            self._graph = FlowGraph(self._body.statements)
        return self._graph

    def point_of(self, node: n.Node) -> int:
        """The point that evaluates ``node``; ``EXIT`` when none does."""
        from deluge_lint.semantics.graph import EXIT

        if self._owners is None:
            self._owners = {each: at for at, each in enumerate(self.graph.nodes) if each is not None}
        owners, parents = self._owners, self._index.tree.parents
        walked: list[n.Node] = []
        above: n.Node | None = node
        point = EXIT
        while above is not None:
            known = owners.get(above)
            if known is not None:
                point = known
                break
            walked.append(above)
            above = parents.get(above)
        # what lies between is known now, too: the operands of a long sum do not climb it one by one
        owners.update(dict.fromkeys(walked, point))
        return point

    def comes_back(self, node: n.Node, loop: n.Node) -> bool:
        """Whether ``loop`` may take another turn after ``node``, which stands in it."""
        heads = [at for at, each in enumerate(self.graph.nodes) if each is loop]
        start = self.point_of(node)
        if not heads or start < 0:
            return False
        seen: set[int] = set()
        todo = [edge.target for edge in self.graph.edges[start] if not edge.raises]
        while todo:
            point = todo.pop()
            if point == heads[0]:
                return True
            if point not in seen:
                seen.add(point)
                todo += [edge.target for edge in self.graph.edges[point]]
        return False

    def assigned(self, name: n.Name) -> str:
        """``always``, ``maybe`` or ``never``: whether the name has a value where it is read.

        ``unknown`` for a name that the body does not assign, and for code that never runs.
        """
        symbol = self._body.symbols.get(name.text)
        if symbol is None or not symbol.defined:
            return "unknown"
        found = self._assigned
        if found is None:
            parents = self._index.tree.parents
            open = (each for each in self._body.defined() if not is_settled(each, parents))
            found = self._assigned = Assigned(self._body, self._index, open)
        if name.text not in found.symbols:
            found = self._assigned = Assigned(self._body, self._index, self._body.defined())
        return found.of(name)
