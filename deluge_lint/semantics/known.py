"""Which values are null, or zero, on every way to where they are used.

The opposite question of :mod:`deluge_lint.semantics.nullness`: a fact is here what an
assignment or a condition has made certain, and anything that may change it ends it.  All
facts a body can have are collected first, so that a state is one integer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deluge_lint.semantics.flow import blocks_are_known
from deluge_lint.semantics.graph import EXIT, Edge, solve
from deluge_lint.semantics.guards import TOLERANT
from deluge_lint.semantics.paths import GETTERS, Paths, variables_in
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.semantics.effects import Effects
    from deluge_lint.semantics.flow import Flow
    from deluge_lint.semantics.index import NodeIndex
    from deluge_lint.semantics.scopes import Body

NULL = "null"
ZERO = "zero"
_SAME = frozenset(("==", "=", "is"))
_OTHER = frozenset(("!=", "is not"))
_JOINS = frozenset(("&&", "||", "and", "or"))
_DIRECT = frozenset((n.Name, n.Attribute))
Fact = tuple[str, str]


def made_certain(test: n.Node, truth: bool, paths: Paths) -> dict[Fact, n.Node]:
    """What is null or zero once ``test`` came out as ``truth``, and the comparison that says so."""
    found: dict[Fact, n.Node] = {}
    todo: list[tuple[Any, bool]] = [(test, truth)]
    while todo:
        node, truth = todo.pop()
        kind = node.__class__
        if kind is n.Paren:
            todo.append((node.inner, truth))
        elif kind is n.Unary and node.op in ("!", "not"):
            todo.append((node.operand, not truth))
        elif kind is n.Binary:
            if node.op in (("&&", "and") if truth else ("||", "or")):
                todo += ((node.left, truth), (node.right, truth))
            elif node.op in (_SAME if truth else _OTHER):
                for one, other in ((node.left, node.right), (node.right, node.left)):
                    value = constant(other)
                    path = _direct(one, paths) if value else ""
                    if path:
                        found[path, value] = node
        elif truth and kind in (n.Call, n.MethodCall):
            asked = _asked_for_null(node)
            path = _direct(asked, paths) if asked is not None else ""
            if path:
                found[path, NULL] = node
    return found


def _asked_for_null(node: Any) -> n.Node | None:
    if node.__class__ is n.MethodCall:
        return node.object if node.name.lower() == "isnull" and not node.args else None
    return node.args[0] if node.function.text.lower() == "isnull" and len(node.args) == 1 else None


def constant(node: n.Node) -> str:
    """``null`` or ``zero`` for such a literal; empty for everything else."""
    node = n.unparenthesised(node)
    if node.__class__ is n.Null:
        return NULL
    if node.__class__ is n.Number:
        return "" if node.text.strip("0.") else ZERO
    return ""


def _direct(node: n.Node, paths: Paths) -> str:
    """The path of a value that is not converted on the way."""
    node = n.unparenthesised(node)
    if node.__class__ in _DIRECT or (node.__class__ is n.MethodCall and node.name.lower() in GETTERS):
        return paths.of(node)
    return ""


class Known:
    """The certain values of one body."""

    def __init__(self, body: Body, flow: Flow, index: NodeIndex, paths: Paths, effects: Effects) -> None:
        self._body = body
        self._flow = flow
        self._index = index
        self._paths = paths
        self._effects = effects
        self._bits: dict[Fact, int] = {}
        #: By fact, the assignments and comparisons that make it.
        self._makers: dict[Fact, list[n.Node]] = {}
        #: By variable, the facts about it and what lies inside of it, and those with it in a step.
        self._by_root: dict[str, int] = {}
        self._by_step: dict[str, int] = {}
        #: The facts about what lies inside of maps and records, which any call may change.
        self._inner = 0
        self._edges: dict[tuple[n.Node, bool], tuple[int, int]] = {}
        self._ends: dict[int, int] = {}
        self._starts: dict[int, int] = {}
        self._states: list[int | None] | None = None

    def holds(self, node: n.Node, value: str) -> bool:
        """Whether every way to ``node`` has made it ``null`` or ``zero``; false for code that never runs."""
        if self._states is None:
            self._solve()
        bit = self._bits.get((_direct(node, self._paths), value), 0)
        point = self._flow.point_of(node) if bit else EXIT
        state = self._states[point] if point != EXIT else None  # type: ignore[index]
        return state is not None and bool(self._here(node, point, state) & bit)

    def makers(self, node: n.Node, value: str) -> list[n.Node]:
        """The assignments and comparisons that may have made it so, in source order."""
        return sorted(self._makers.get((_direct(node, self._paths), value), ()), key=lambda each: each.first)

    def _here(self, node: n.Node, point: int, state: int) -> int:
        """``state`` with what the expression around ``node`` decides before it comes to ``node``."""
        tests: list[tuple[n.Node, bool]] = []
        parents = self._index.tree.parents
        owner = self._flow.graph.nodes[point]
        child: n.Node = node
        while child is not owner:
            parent: Any = parents.get(child)
            if parent is None:
                break
            kind = parent.__class__
            if kind is n.Binary and parent.right is child and parent.op in _JOINS:
                tests.append((parent.left, parent.op in ("&&", "and")))
            elif kind is n.Conditional and parent.test is not child:
                tests.append((parent.test, parent.then is child))
            child = parent
        for test, truth in reversed(tests):
            state = self._decided(test, truth, state)
        return state

    def _fact(self, fact: Fact, maker: n.Node) -> int:
        bit = self._bits.get(fact)
        if bit is None:
            bit = self._bits[fact] = 1 << len(self._bits)
            root, _, inner = fact[0].partition("|")
            self._by_root[root] = self._by_root.get(root, 0) | bit
            if inner:
                self._inner |= bit
            for name in variables_in(inner):
                self._by_step[name] = self._by_step.get(name, 0) | bit
        makers = self._makers.setdefault(fact, [])
        if maker not in makers:
            makers.append(maker)
        return bit

    def _solve(self) -> None:
        self._assignments()
        for test in self._tests():
            for truth in (True, False):
                for fact, maker in made_certain(test, truth, self._paths).items():
                    self._fact(fact, maker)
        self._states = [None] * len(self._flow.graph.nodes)
        if self._bits and blocks_are_known(self._index.tree):
            self._changes()
            self._states = solve(self._flow.graph, 0, self._step, lambda old, new: old & new)

    def _tests(self) -> list[n.Node]:
        found = [edge.test for edges in self._flow.graph.edges for edge in edges if edge.test is not None]
        node = self._body.node
        found += [each.test for each in self._index.within(n.Conditional, node)]
        binaries = self._index.within(n.Binary, node)
        return found + [each.left for each in binaries if each.op in _JOINS]

    def _assignments(self) -> None:
        definitions = self._body.names.definitions
        for symbol in self._body.symbols.values():
            for name in symbol.writes:
                definition: Any = definitions[name]
                value = getattr(definition, "value", None)
                known = constant(value) if value is not None and getattr(definition, "op", "=") == "=" else ""
                if known:
                    bit = self._fact((symbol.name, known), definition)
                    point = self._flow.point_of(definition)
                    self._starts[point] = self._starts.get(point, 0) | bit

    def _changes(self) -> None:
        """What each point ends: facts about what it assigns, uses or may change."""
        point_of, paths, inner = self._flow.point_of, self._paths, self._inner
        for symbol in self._body.symbols.values():
            mask = self._by_root.get(symbol.name, 0) | self._by_step.get(symbol.name, 0)
            for name in symbol.writes if mask else ():
                self._end(point_of(self._body.names.definitions[name]), mask)
        for assign in self._index.within(n.Assign, self._body.node):
            if assign.target.__class__ is not n.Name:
                root = paths.of(assign.target).partition("|")[0]
                self._end(point_of(assign), self._by_root.get(root, 0) | inner)
        for call in self._index.within(n.MethodCall, self._body.node):
            mask = 0
            if call.name.lower() not in TOLERANT:
                mask = self._bits.get((_direct(call.object, paths), NULL), 0)
            if inner and self._effects.acts(call):
                mask |= inner
            if mask:
                self._end(point_of(call), mask)
        for call in self._index.within(n.Call, self._body.node) if inner else ():
            if self._effects.acts(call):
                self._end(point_of(call), inner)

    def _end(self, point: int, mask: int) -> None:
        if mask:
            self._ends[point] = self._ends.get(point, 0) | mask

    def _step(self, point: int, before: int) -> list[int]:
        kept = before & ~self._ends.get(point, 0)
        after = kept | self._starts.get(point, 0)
        return [self._along(edge, kept, after) for edge in self._flow.graph.edges[point]]

    def _along(self, edge: Edge, kept: int, after: int) -> int:
        if edge.raises:
            return kept
        return after if edge.test is None else self._decided(edge.test, edge.truth, after)

    def _decided(self, test: n.Node, truth: bool, state: int) -> int:
        """``state`` once ``test`` came out as ``truth``; what the test speaks of is known anew."""
        known = self._edges.get((test, truth))
        if known is None:
            ends = starts = 0
            if test.__class__ is not n.ForEach:
                for each in test.walk():
                    if each.__class__ is n.Name:
                        ends |= self._by_root.get(each.text, 0)
            for fact in made_certain(test, truth, self._paths):
                starts |= self._bits.get(fact, 0)
            known = self._edges[test, truth] = ends, starts
        return state & ~known[0] | known[1]
