"""Which values are null, or zero, on every way to where they are used.

The opposite question of :mod:`deluge_lint.semantics.nullness`: a fact is here what an
assignment or a condition has made certain, and anything that may change it ends it.  All
facts a body can have are collected first, so that a state is one integer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deluge_lint.records import NamedTuple
from deluge_lint.semantics.course import TESTED, Course, turns
from deluge_lint.semantics.flow import blocks_are_known
from deluge_lint.semantics.guards import TOLERANT
from deluge_lint.semantics.paths import GETTERS, Paths, variables_in
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from deluge_lint.semantics.effects import Effects
    from deluge_lint.semantics.index import NodeIndex
    from deluge_lint.semantics.scopes import Body

NULL = "null"
ZERO = "zero"
_SAME = frozenset(("==", "=", "is"))
_OTHER = frozenset(("!=", "is not"))
_AND = frozenset(("&&", "and"))
_JOINS = _AND | {"||", "or"}
_TESTED = (n.If, n.Conditional, n.While, n.CFor)
#: More makers of one fact are not looked at one by one: walking the ways costs less.
_FEW = 20
_LEAVE = (n.Return, n.Throw, n.Break, n.Continue)
_DIRECT = frozenset((n.Name, n.Attribute))
Fact = tuple[str, str]
#: All facts change together.
_STATE = "facts"


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


def _newest(join: Any) -> n.Node:
    """What is decided before the right side of ``a || b || c`` and not before that of ``a || b``."""
    left = join.left
    same = left.__class__ is n.Binary and left.op in _JOINS and (left.op in _AND) == (join.op in _AND)
    return left.right if same else left  # type: ignore[no-any-return]


class _Maker(NamedTuple):
    """What makes a fact: an assignment, or a comparison in ``test`` once that came out as ``truth``."""

    node: n.Node
    test: n.Node | None
    truth: bool


class Known:
    """The certain values of one body."""

    def __init__(self, body: Body, index: NodeIndex, paths: Paths, effects: Effects) -> None:
        self._body = body
        self._index = index
        self._paths = paths
        self._effects = effects
        self._bits: dict[Fact, int] = {}
        self._makers: dict[Fact, list[_Maker]] = {}
        #: By variable, the facts about it and what lies inside of it, and those with it in a step.
        self._by_root: dict[str, int] = {}
        self._by_step: dict[str, int] = {}
        #: The facts about what lies inside of maps and records, which any call may change.
        self._inner = 0
        self._edges: dict[tuple[n.Node, bool], tuple[int, int]] = {}
        self._ways: _Ways | None = None
        if blocks_are_known(index.tree):
            self._collect()
        #: With what an expression begins that may have a fact.
        self._words = {"(", *self._by_root}

    def holds(self, node: n.Node, value: str) -> bool:
        """Whether every way to ``node`` has made it ``null`` or ``zero``; false for code that never runs."""
        if not self._bits or self._index.tree.tokens[node.first] not in self._words:
            return False
        fact = _direct(node, self._paths), value
        bit = self._bits.get(fact, 0)
        if not bit:
            return False
        makers = self._makers[fact]
        if len(makers) <= _FEW and not any(self._may_reach(maker, node) for maker in makers):
            return False
        if self._ways is None:
            self._ways = _Ways(self._body, self._index, *self._changes(), self.decided)
            self._ways.walk(self._body.statements)
        state = self._ways.at(_STATE, node.first)
        return state is not None and bool(self._here(node, state) & bit)

    def null_uses(self) -> Iterator[n.MethodCall]:
        """The calls that fail because the value in front of their dot is null, in source order."""
        paths = {path for path, value in self._bits if value == NULL}
        roots = {path.partition("|")[0] for path in paths}
        for call in self._index.starting_with(n.MethodCall, self._body.node, roots) if paths else ():
            if call.name.lower() in TOLERANT or _direct(call.object, self._paths) not in paths:
                continue
            if self.holds(call.object, NULL):
                yield call

    def makers(self, node: n.Node, value: str) -> list[n.Node]:
        """The assignments and comparisons that may have made it so, in source order."""
        found = self._makers.get((_direct(node, self._paths), value), ())
        return sorted({each.node for each in found}, key=lambda each: each.first)

    def _may_reach(self, maker: _Maker, node: n.Node) -> bool:
        """Whether a fact may hold at ``node`` at all; most do not, and need no way to be walked."""
        if maker.test is None:
            return maker.node.first < node.first or self._index.loop_depth(node.first) > 0
        owner: Any = self._index.tree.parents.get(maker.test)
        if owner.__class__ is not n.If:
            return True
        branch: n.Node | None = owner.body
        other: n.Node | None = owner.orelse
        if not maker.truth:
            branch, other = other, branch
        if branch is not None and branch.first <= node.first <= branch.last:
            return True
        # Behind the `if` it holds where the other branch ends.
        leaves = other is not None and any(self._index.within(kind, other) for kind in _LEAVE)
        return leaves and (node.first > owner.last or self._index.loop_depth(owner.first) > 0)

    def _here(self, node: n.Node, state: int) -> int:
        """``state`` with what the expression around ``node`` decides before it comes to ``node``."""
        tests: list[tuple[n.Node, bool]] = []
        parents = self._index.tree.parents
        child: n.Node = node
        parent: Any = parents.get(child)
        while parent is not None and not isinstance(parent, n.Stmt):
            kind = parent.__class__
            if kind is n.Binary and parent.right is child and parent.op in _JOINS:
                tests.append((parent.left, parent.op in _AND))
            elif kind is n.Conditional and parent.test is not child:
                tests.append((parent.test, parent.then is child))
            child, parent = parent, parents.get(parent)
        for test, truth in reversed(tests):
            state = self.decided(test, truth, state)
        return state

    def _fact(self, fact: Fact, maker: _Maker) -> None:
        if fact not in self._bits:
            bit = self._bits[fact] = 1 << len(self._bits)
            root, _, inner = fact[0].partition("|")
            self._by_root[root] = self._by_root.get(root, 0) | bit
            if inner:
                self._inner |= bit
            for name in variables_in(inner):
                self._by_step[name] = self._by_step.get(name, 0) | bit
        self._makers.setdefault(fact, []).append(maker)

    def _collect(self) -> None:
        """All facts that the body can have."""
        for definition, fact in self._assigned():
            self._fact(fact, _Maker(definition, None, True))
        telling = self._telling()
        if not telling:
            return
        within, node = self._index.within, self._body.node
        tests: list[Any] = [each.test for kind in _TESTED for each in within(kind, node)]
        decided = [(test, truth) for test in tests if test in telling for truth in (True, False)]
        joins = [each for each in within(n.Binary, node) if each.op in _JOINS and each in telling]
        decided += [(left, each.op in _AND) for each in joins if (left := _newest(each)) in telling]
        for test, truth in decided:
            for fact, maker in made_certain(test, truth, self._paths).items():
                self._fact(fact, _Maker(maker, test, truth))

    def _telling(self) -> set[n.Node]:
        """The expressions with null, zero or `isNull` in them: all others decide nothing of these."""
        parents, node = self._index.tree.parents, self._body.node
        marks: list[Any] = self._index.within(n.Null, node)
        marks += [each for each in self._index.within(n.Number, node) if not each.text.strip("0.")]
        for kind in (n.Call, n.MethodCall):
            marks += self._index.called(kind, ("isnull",))
        found: set[n.Node] = set()
        for mark in marks:
            above: Any = mark
            while isinstance(above, n.Expr) and above not in found:
                found.add(above)
                above = parents.get(above)
        return found

    def _assigned(self) -> Iterator[tuple[n.Node, Fact]]:
        """The assignments of null and zero."""
        definitions = self._body.names.definitions
        for symbol in self._body.symbols.values():
            for name in symbol.writes:
                definition: Any = definitions[name]
                value = getattr(definition, "value", None)
                if value is not None and getattr(definition, "op", "=") == "=":
                    known = constant(value)
                    if known:
                        yield definition, (symbol.name, known)

    def _changes(self) -> tuple[dict[n.Node, int], dict[n.Node, int]]:
        """By statement or call, the facts that it ends, and those that it makes."""
        ends: dict[n.Node, int] = {}
        starts: dict[n.Node, int] = {}
        for definition, fact in self._assigned():
            starts[definition] = starts.get(definition, 0) | self._bits[fact]
        paths, inner, within, node = self._paths, self._inner, self._index.within, self._body.node
        for symbol in self._body.symbols.values():
            mask = self._by_root.get(symbol.name, 0) | self._by_step.get(symbol.name, 0)
            for name in symbol.writes if mask else ():
                ends[self._body.names.definitions[name]] = mask
        for assign in within(n.Assign, node):
            if assign.target.__class__ is not n.Name:
                root = paths.of(assign.target).partition("|")[0]
                ends[assign] = self._by_root.get(root, 0) | inner
        for call in self._index.starting_with(n.MethodCall, node, self._by_root):
            if call.name.lower() not in TOLERANT:
                mask = self._bits.get((_direct(call.object, paths), NULL), 0)
                if mask:
                    ends[call] = mask
        for call in (*within(n.MethodCall, node), *within(n.Call, node)) if inner else ():
            if self._effects.acts(call):
                ends[call] = ends.get(call, 0) | inner
        return ends, starts

    def decided(self, test: n.Node, truth: bool, state: int) -> int:
        """``state`` once ``test`` came out as ``truth``; what the test speaks of is known anew."""
        known = self._edges.get((test, truth))
        if known is None:
            known = self._decision(test, truth)
        return state & ~known[0] | known[1]

    def _decision(self, test: n.Node, truth: bool) -> tuple[int, int]:
        """The facts that ``test`` ends and starts, that of a long condition from those of its parts."""
        chain: list[Any] = []
        node: Any = test
        while node.__class__ is n.Binary and node.op in _JOINS and (node, truth) not in self._edges:
            chain.append(node)
            node = node.left
        ends, starts = self._edges.get((node, truth)) or self._judged(node, truth)
        self._edges[node, truth] = ends, starts
        for join in reversed(chain):
            right = self._judged(join.right, truth)
            ends |= right[0]
            starts = starts | right[1] if (join.op in _AND) is truth else 0
            self._edges[join, truth] = ends, starts
        return ends, starts

    def _judged(self, test: n.Node, truth: bool) -> tuple[int, int]:
        ends = starts = 0
        if test.__class__ is not n.ForEach:
            for each in test.walk():
                if each.__class__ is n.Name:
                    ends |= self._by_root.get(each.text, 0)
        for fact in made_certain(test, truth, self._paths):
            starts |= self._bits.get(fact, 0)
        return ends, starts


class _Ways(Course[int]):
    """The facts of one body by place, as bits; ``judge`` is :meth:`Known.decided`."""

    def __init__(
        self, body: Body, index: NodeIndex, ends: dict[n.Node, int], starts: dict[n.Node, int],
        judge: Callable[[n.Node, bool, int], int],
    ) -> None:  # fmt: skip
        self._ends = ends
        self._starts = starts
        self._judge = judge
        within, node = index.within, body.node
        tests = [each.test for kind in TESTED for each in within(kind, node) if each.test is not None]
        events = (*dict.fromkeys((*ends, *starts)), *tests, *turns(index, node))
        super().__init__(events, {}, 0)

    def walk(self, statements: list[n.Stmt]) -> None:
        """Go through a body, and let go of whoever judges: the two would keep each other."""
        self.run(statements)
        del self._judge

    def join(self, old: int, new: int) -> int:
        return old & new

    def visit(self, events: list[Any], after: int) -> None:
        kept = self.now.get(_STATE, 0)
        made = 0
        for event in events:
            kept &= ~self._ends.get(event, 0)
            made |= self._starts.get(event, 0)
        self.glimpse(_STATE, kept)
        self.put(_STATE, kept | made, after)

    def decide(self, test: n.Node, truth: bool) -> dict[str, int]:
        return {_STATE: self._judge(test, truth, self.now.get(_STATE, 0))}

    def enter(self, node: Any) -> dict[str, int]:
        return {_STATE: self.now.get(_STATE, 0) & ~self._ends.get(node, 0)}

    def leave(self, loop: n.ForEach) -> dict[str, int]:
        return self.enter(loop)
