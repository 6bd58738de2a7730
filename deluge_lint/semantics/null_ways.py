"""What every way through a body has proven of the values of some variables.

A state holds the facts of one home: of a variable and of those that share facts with it, as other names
or stored tests do.  What is learnt of one variable leaves the states of all others alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from deluge_lint.catalog import words
from deluge_lint.semantics import names as role
from deluge_lint.semantics.course import COMPOUND, TESTED, Course, turns
from deluge_lint.semantics.guards import TOLERANT, proven
from deluge_lint.semantics.paths import Paths, changed_by, is_getter, root_of, variables_in
from deluge_lint.semantics.proofs import ALIAS, Facts, closed, holds, mentioned
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.semantics.index import NodeIndex
    from deluge_lint.semantics.scopes import Body

#: What a detailed answer always has.
DETAILED = words.of_kind("detailed-keys")
#: Tests whose outcome a variable may store.
TESTS: frozenset[type[Any]] = frozenset((n.Binary, n.Unary, n.MethodCall, n.Call))
_PRESENT = frozenset(
    (n.Text, n.Number, n.Bool, n.DateTimeLiteral, n.ListLiteral, n.MapLiteral, n.EmptyBraces, n.InsertInto)
)
_CONSTRUCTORS = frozenset(("map", "list", "collection"))
_DROPS = words.of_kind("removes")
_ASSIGNMENTS: frozenset[type[Any]] = frozenset((n.Assign, n.TypedDeclaration))
_NOTHING: Facts = frozenset()


class Homes:
    """Which variables share facts: by variable, the one that stands for all of them."""

    def __init__(self) -> None:
        self._home: dict[str, str] = {}

    def of(self, root: str) -> str:
        """The home of a variable."""
        found = root
        while (above := self._home.get(found)) is not None:
            found = above
        return found

    def table(self) -> dict[str, str]:
        """The homes of all variables that share facts; any other has one of its own."""
        return {name: self.of(name) for name in self._home}

    def join(self, name: str, others: Iterable[str]) -> None:
        """Facts about ``name`` may tell of the others, or the other way round."""
        for other in others:
            one, two = self.of(other), self.of(name)
            if one != two:
                self._home[one] = two


class NullWays(Course[Facts]):
    """What every way through a body has proven of the paths of the variables ``roots``."""

    def __init__(
        self, body: Body, index: NodeIndex, paths: Paths, roots: set[str], homes: Homes
    ) -> None:  # fmt: skip
        self._body = body
        self._index = index
        self._paths = paths
        self._roots = roots
        #: By variable, where its facts are.
        self._home = homes.table()
        #: By use, the path of the value that it needs.
        self._used: dict[n.Node, str] = {}
        self._mentioned: dict[str, frozenset[str]] = {}
        #: By test and outcome, what that proves, by home.
        self._proofs: dict[tuple[n.Node, bool], dict[str, set[str]]] = {}
        super().__init__(self._changes(), {}, _NOTHING)

    def facts_at(self, root: str, token: int) -> Facts | None:
        """What is proven of a variable where ``token`` begins; ``None`` where that never is."""
        return self.at(self._home.get(root, root), token)

    def is_used_before(self, node: n.Node, path: str) -> bool:
        """Whether the same statement, or test, has used the value of ``path`` already."""
        child: n.Node = node
        parent = self._index.tree.parents.get(node)
        while parent is not None and not isinstance(parent, n.Stmt):
            child, parent = parent, self._index.tree.parents.get(parent)
        whole = child if parent is None or parent.__class__ in COMPOUND else parent
        return any(
            self._used.get(each) == path and each.last < node.last for each in self.events_within(whole)
        )

    def _changes(self) -> Iterator[n.Node]:
        """The uses and changes of the values that are followed, and the tests that tell of them."""
        within, node = self._index.within, self._body.node
        keys = self._find_uses()
        yield from self._used
        definitions, parents = self._body.names.definitions, self._index.tree.parents
        for symbol in self._body.symbols.values():
            if symbol.name in self._roots or symbol.name in keys:
                yield from (definitions[name] for name in symbol.writes)
            if symbol.name in self._roots:
                yield from (parents[name] for name in symbol.mutations if parents[name] not in self._used)
        yield from within(n.ForEach, node)
        yield from turns(self._index, node)
        for kind in TESTED:
            for each in within(kind, node):
                test = each.test
                if test is not None and (self._proven(test, True) or self._proven(test, False)):
                    yield test

    def _find_uses(self) -> set[str]:
        """Find what is used that is followed; returns the variables that stand for keys there."""
        of, roots = self._paths.of, self._roots
        keys: set[str] = set()
        for call in self._index.starting_with(n.MethodCall, self._body.node, roots):
            path = of(call.object)
            if path and path.partition("|")[0] in roots:
                whole = of(call)
                if "$" in path or "$" in whole:
                    keys.update(variables_in(path), variables_in(whole))
                if call.name.lower() not in TOLERANT:
                    self._used[call] = path
        return keys

    def _proven(self, test: n.Node, truth: bool) -> dict[str, set[str]]:
        proof = self._proofs.get((test, truth))
        if proof is None:
            proof = self._proofs[test, truth] = {}
            for each in proven(test, truth, self._paths):
                root = root_of(each)
                if root in self._roots:
                    proof.setdefault(self._home.get(root, root), set()).add(each)
        return proof

    # -- what changes -------------------------------------------------------------

    def join(self, old: Facts, new: Facts) -> Facts:
        return old & new

    def visit(self, events: list[Any], after: int) -> None:
        """What a statement uses is present, before anything that it changes."""
        here: dict[str, Facts] = {}
        for event in events:
            path = self._used.get(event)
            if path is not None:
                root = path.partition("|")[0]
                home = self._home.get(root, root)
                facts = self._here(home, here)
                if path not in facts:
                    here[home] = closed(facts, {path})
        for event in events:
            if event.__class__ is n.MethodCall:
                if event.object.__class__ is n.Name and self._is_change(event):
                    self._mutated(event, here)
            elif event.__class__ in _ASSIGNMENTS:
                self._assigned(event, here)
        for home, facts in here.items():
            self.put(home, facts, after)

    def _is_change(self, call: Any) -> bool:
        return self._body.names.roles.get(call.object) == role.MUTATE and call.object.text in self._roots

    def decide(self, test: n.Node, truth: bool) -> dict[str, Facts]:
        proof = self._proofs.get((test, truth))
        return self._with(proof, {}) if proof else {}

    def enter(self, node: Any) -> dict[str, Facts]:
        here = self.leave(node)
        return here if node.__class__ is n.Catch else self._with(self._proven(node, True), here)

    def leave(self, loop: Any) -> dict[str, Facts]:
        here: dict[str, Facts] = {}
        if loop.variable is not None:
            self._assigned(loop, here)
        return here

    def _here(self, home: str, here: dict[str, Facts]) -> Facts:
        """The facts of one home: those of the current statement, or what it has begun with."""
        found = here.get(home)
        return self.now.get(home, _NOTHING) if found is None else found

    def _with(self, proof: dict[str, set[str]], here: dict[str, Facts]) -> dict[str, Facts]:
        for home, paths in proof.items():
            here[home] = closed(self._here(home, here), paths)
        return here

    def _mutated(self, call: Any, here: dict[str, Facts]) -> None:
        holder = self._paths.of(call.object)
        home = self._home.get(holder, holder)
        facts = self._here(home, here)
        name = call.name.lower()
        if name == "put" and len(call.args) == 2:
            path = f"{holder}|{self._paths.key_step(call.args[0])}"
            kept = frozenset(each for each in facts if not each.startswith(path))
            here[home] = kept
            if not _may_be_nothing(call.args[1]) or self._present(call.args[1], here):
                here[home] = kept | {path}
        elif name in _DROPS:
            here[home] = frozenset(each for each in facts if not each.startswith(holder + "|"))

    def _assigned(self, step: Any, here: dict[str, Facts]) -> None:
        kind = step.__class__
        target = (step.variable if kind in (n.ForEach, n.Catch) else step.target).text
        value = None if kind in (n.ForEach, n.Catch) else step.value
        present = kind is n.Catch or (value is not None and self._present(value, here))
        if getattr(step, "op", "=") != "=":
            present = True
        home = self._home.get(target, target)
        if target in self._paths.keys:
            for other in {**self.now, **here}:
                here[other] = self._without(target, self._here(other, here))
        kept = self._without(target, self._here(home, here))
        new = self._learned(target, n.unparenthesised(value)) if value is not None else set()
        if present:
            new.add(target)
        here[home] = kept | new if new else kept

    def _without(self, target: str, facts: Facts) -> Facts:
        """``facts`` once ``target`` has another value."""
        of = self._mentioned
        for each in facts:
            if each not in of:
                of[each] = mentioned(each)
        ended = [each for each in facts if target in of[each]]
        return facts.difference(ended) if ended else facts

    def _learned(self, target: str, value: Any) -> set[str]:
        """What else an assignment tells: keys of a literal, another name of a path, a stored test."""
        value = unwrapped(value)
        kind = value.__class__
        if kind is n.MapLiteral:
            pairs = [pair for pair in value.pairs if not _may_be_nothing(pair.value)]
            return {f"{target}|{self._paths.key_step(pair.key)}" for pair in pairs}
        if kind is n.InvokeUrl:
            return {f"{target}|get:{key}" for key in DETAILED}
        path = self._paths.of(value)
        if path:
            return set() if changed_by(path, target) else {f"{target}{ALIAS}{path}"}
        found = set()
        if kind in TESTS:
            for truth, mark in ((True, "+"), (False, "-")):
                facts = proven(value, truth, self._paths)
                found |= {f"{mark}{target}{ALIAS}{path}" for path in facts if not changed_by(path, target)}
        return found

    def _present(self, node: n.Node, here: dict[str, Facts]) -> bool:
        value: Any = n.unparenthesised(node)
        kind = value.__class__
        if kind in _PRESENT:
            return True
        if kind is n.Call:
            return _constructs(value) or value.function.text.lower() == "ifnull"
        if kind is n.Binary:
            return True
        path = self._paths.of(value)
        root = path.partition("|")[0]
        return bool(path) and holds(path, self._here(self._home.get(root, root), here))


def unwrapped(value: Any) -> Any:
    """What ``Map({"k" : v})`` and its like are made of; anything else as it is."""
    if value.__class__ is n.Call and len(value.args) == 1 and _constructs(value):
        return n.unparenthesised(value.args[0])
    return value


def _constructs(call: Any) -> bool:
    return call.function.text.lower().partition(":")[0] in _CONSTRUCTORS


def _may_be_nothing(value: n.Node) -> bool:
    """Whether a value put into a map is null, or another map's answer; the rest is taken as present."""
    value = n.unparenthesised(value)
    return value.__class__ is n.Null or is_getter(value)
