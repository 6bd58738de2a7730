"""Which values may be null where they are used, and what proves that they are not.

The facts of a point are the paths that every way to it has proven present: a condition came
out so, a method was called on them before, a literal was assigned.  Computed for the bodies
alone in which somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from deluge_lint.catalog import words
from deluge_lint.semantics import names as role
from deluge_lint.semantics.course import COMPOUND, TESTED, Course, turns
from deluge_lint.semantics.guards import ALL, FAILURES, TOLERANT, proven
from deluge_lint.semantics.paths import Paths, changed_by, is_getter, parent_of, variables_in
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.semantics.index import NodeIndex
    from deluge_lint.semantics.scopes import Body

Facts = frozenset[str]
_PRESENT = frozenset(
    (n.Text, n.Number, n.Bool, n.DateTimeLiteral, n.ListLiteral, n.MapLiteral, n.EmptyBraces, n.InsertInto)
)
_CONSTRUCTORS = frozenset(("map", "list", "collection"))
_DROPS = words.of_kind("removes")
#: What a detailed answer always has.
_DETAILED = words.of_kind("detailed-keys")
_NO_PROOF = _DETAILED | words.of_kind("common-keys")
_TESTS = frozenset((n.Binary, n.Unary, n.MethodCall, n.Call))
_ALIAS = "=>"
_ASSIGNMENTS: frozenset[type[Any]] = frozenset((n.Assign, n.TypedDeclaration))
#: All facts change together.
_STATE = "facts"
_NOTHING: Facts = frozenset()


class Nullness:
    """The null states of one body; ``given`` are the names whose keys the host sees to."""

    def __init__(self, body: Body, index: NodeIndex, paths: Paths, given: frozenset[str]) -> None:
        self._body = body
        self._index = index
        self._paths = paths
        self._given = given
        self._ways: _Ways | None = None
        #: The variables whose paths somebody asked about, and those that may stand for them.
        self._roots: set[str] = set()
        self._concerns: list[tuple[str, set[str]]] | None = None

    def is_guarded(self, node: n.Node) -> bool:
        """Whether every way to ``node`` has proven its value present (true for code that never runs)."""
        path = self._paths.of(node)
        if not path:
            return False
        root, _, rest = path.partition("|")
        if "|" not in rest and root in self._given and not self._writes(root):
            return True
        ways = self._solved(root)
        state = ways.at(_STATE, node.first)
        if state is None or _holds(path, state) or ways.is_used_before(node, path):
            return True
        known = _closed(state, self._nearby(node))
        return any(_holds(each, known) for each in (path, *_other_names(path, known)))

    def has_sibling(self, node: n.Node) -> bool:
        """Whether every way to ``node``, which asks for a key, has proven another key of the same map.

        Keys that only a failure has, or that a detailed answer always has, do not count.
        """
        path = self._paths.of(node)
        if not path:
            return False
        state = self._solved(_root(path)).at(_STATE, node.first)
        if state is None:
            return True
        start = f"{parent_of(path)}|get:"
        known = _closed(state, self._nearby(node))
        found = (each[len(start) :].partition("|")[0] for each in known if each.startswith(start))
        return any(key not in _NO_PROOF and key.lower() not in FAILURES for key in found)

    def _writes(self, name: str) -> bool:
        symbol = self._body.symbols.get(name)
        return symbol is not None and symbol.defined and symbol.kind != "parameter"

    def _nearby(self, node: n.Node) -> set[str]:
        """What the expression around ``node`` proves before it comes to ``node``."""
        found: set[str] = set()
        parents = self._index.tree.parents
        child, parent = node, parents.get(node)
        while parent is not None and not isinstance(parent, n.Stmt):
            kind = parent.__class__
            if kind is n.Binary and parent.right is child and parent.op in ("&&", "||", "and", "or"):  # type: ignore[attr-defined]
                truth = parent.op in ("&&", "and")  # type: ignore[attr-defined]
                found |= proven(parent.left, truth, self._paths)  # type: ignore[attr-defined]
            elif kind is n.Conditional and parent.test is not child:  # type: ignore[attr-defined]
                found |= proven(parent.test, parent.then is child, self._paths)  # type: ignore[attr-defined]
            child, parent = parent, parents.get(parent)
        return found

    def _solved(self, root: str) -> _Ways:
        if self._ways is None or root not in self._roots:
            self._track({root} if self._roots else {root, *self._asked_roots()})
            self._ways = _Ways(self._body, self._index, self._paths, self._roots)
            self._ways.run(self._body.statements)
        return self._ways

    def _asked_roots(self) -> set[str]:
        """The variables of what is asked for a key and then used, at once or through a variable; one that
        is followed only later costs a way through the whole body.
        """
        calls = self._index.within(n.MethodCall, self._body.node)
        used = [n.unparenthesised(call.object) for call in calls]
        found = {_root(self._paths.of(each)) for each in used if is_getter(each)}
        definitions = self._body.names.definitions
        for name in {each.text for each in used if each.__class__ is n.Name}:
            symbol = self._body.symbols.get(name)
            for write in symbol.writes if symbol is not None else ():
                value: Any = getattr(definitions[write], "value", None) or write
                value = n.unparenthesised(value)
                if is_getter(value):
                    found |= {name, _root(self._paths.of(value))}
        return found - {""}

    def _track(self, roots: set[str]) -> None:
        """Follow these variables, and those that are other names or stored tests of them."""
        self._roots |= roots
        if self._concerns is None:
            self._concerns = self._all_concerns()
        size = -1
        while size != len(self._roots):
            size = len(self._roots)
            for name, concerns in self._concerns:
                if name not in self._roots and not concerns.isdisjoint(self._roots):
                    self._roots.add(name)

    def _all_concerns(self) -> list[tuple[str, set[str]]]:
        """By assignment, the variable and those that its value names or tests."""
        found = []
        definitions = self._body.names.definitions
        for symbol in self._body.symbols.values():
            for name in symbol.writes:
                value = getattr(definitions[name], "value", None)
                if value is None:
                    continue
                value = n.unparenthesised(value)
                path = self._paths.of(value)
                if path:
                    found.append((symbol.name, {_root(path)}))
                elif value.__class__ in _TESTS:
                    tests = proven(value, True, self._paths) | proven(value, False, self._paths)
                    if tests:
                        found.append((symbol.name, set(map(_root, tests))))
        return found


class _Ways(Course[Facts]):
    """What every way through a body has proven of the paths of some variables."""

    def __init__(self, body: Body, index: NodeIndex, paths: Paths, roots: set[str]) -> None:
        self._body = body
        self._index = index
        self._paths = paths
        self._roots = roots
        self._used: dict[n.Node, str] = {}
        self._mentioned: dict[str, frozenset[str]] = {}
        self._proofs: dict[tuple[n.Node, bool], set[str]] = {}
        super().__init__(self._changes(), {}, frozenset())

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
                if each.test is not None and (
                    self._proven(each.test, True) or self._proven(each.test, False)
                ):
                    yield each.test

    def _find_uses(self) -> set[str]:
        """Find what is used that is followed; returns the variables that stand for keys there."""
        of, roots = self._paths.of, self._roots
        keys: set[str] = set()
        for call in self._index.starting_with(n.MethodCall, self._body.node, roots):
            path = of(call.object)
            if path and _root(path) in roots:
                whole = of(call)
                if "$" in path or "$" in whole:
                    keys.update(variables_in(path), variables_in(whole))
                if call.name.lower() not in TOLERANT:
                    self._used[call] = path
        return keys

    def _proven(self, test: n.Node, truth: bool) -> set[str]:
        proof = self._proofs.get((test, truth))
        if proof is None:
            found = proven(test, truth, self._paths)
            proof = self._proofs[test, truth] = {each for each in found if _root(each) in self._roots}
        return proof

    # -- what changes -------------------------------------------------------------

    def join(self, old: Facts, new: Facts) -> Facts:
        return old & new

    def visit(self, events: list[Any], after: int) -> None:
        facts = self.now.get(_STATE, _NOTHING)
        used = {self._used[each] for each in events if each in self._used}
        if used:
            facts = _closed(facts, used)
        for event in events:
            if event.__class__ is n.MethodCall:
                if event.object.__class__ is n.Name and self._is_change(event):
                    facts = self._mutated(event, facts)
            elif event.__class__ in _ASSIGNMENTS:
                facts = self._assigned(event, facts)
        self.put(_STATE, facts, after)

    def _is_change(self, call: Any) -> bool:
        return self._body.names.roles.get(call.object) == role.MUTATE and call.object.text in self._roots

    def decide(self, test: n.Node, truth: bool) -> dict[str, Facts]:
        return self._with(self.now.get(_STATE, _NOTHING), self._proofs.get((test, truth)))

    def _with(self, facts: Facts, proof: set[str] | None) -> dict[str, Facts]:
        return {_STATE: _closed(facts, proof) if proof else facts}

    def enter(self, node: Any) -> dict[str, Facts]:
        facts = self._begun(node)
        if node.__class__ is n.Catch:
            return {_STATE: facts}
        return self._with(facts, self._proven(node, True))

    def leave(self, loop: n.ForEach) -> dict[str, Facts]:
        return {_STATE: self._begun(loop)}

    def _begun(self, node: Any) -> Facts:
        facts = self.now.get(_STATE, _NOTHING)
        return facts if node.variable is None else self._assigned(node, facts)

    def _mutated(self, call: Any, facts: Facts) -> Facts:
        holder = self._paths.of(call.object)
        name = call.name.lower()
        if name == "put" and len(call.args) == 2:
            path = f"{holder}|{self._paths.key_step(call.args[0])}"
            facts = frozenset(each for each in facts if not each.startswith(path))
            nothing = _may_be_nothing(call.args[1]) and not self._present(call.args[1], facts)
            return facts if nothing else facts | {path}
        if name in _DROPS:
            return frozenset(each for each in facts if not each.startswith(holder + "|"))
        return facts

    def _assigned(self, step: Any, facts: Facts) -> Facts:
        kind = step.__class__
        target = (step.variable if kind in (n.ForEach, n.Catch) else step.target).text
        value = None if kind in (n.ForEach, n.Catch) else step.value
        present = kind is n.Catch or (value is not None and self._present(value, facts))
        if getattr(step, "op", "=") != "=":
            present = True
        mentioned = self._mentioned
        for each in facts:
            if each not in mentioned:
                mentioned[each] = _mentioned(each)
        kept = {each for each in facts if target not in mentioned[each]}
        if present:
            kept.add(target)
        if value is not None:
            kept |= self._learned(target, n.unparenthesised(value))
        return frozenset(kept)

    def _learned(self, target: str, value: Any) -> set[str]:
        """What else an assignment tells: keys of a literal, another name of a path, a stored test."""
        kind = value.__class__
        if kind is n.Call and len(value.args) == 1 and _constructs(value):
            value = n.unparenthesised(value.args[0])  # `Map({"k" : v})`
            kind = value.__class__
        if kind is n.MapLiteral:
            pairs = [pair for pair in value.pairs if not _may_be_nothing(pair.value)]
            return {f"{target}|{self._paths.key_step(pair.key)}" for pair in pairs}
        if kind is n.InvokeUrl:
            return {f"{target}|get:{key}" for key in _DETAILED}
        path = self._paths.of(value)
        if path:
            return set() if changed_by(path, target) else {f"{target}{_ALIAS}{path}"}
        found = set()
        if kind in _TESTS:
            for truth, mark in ((True, "+"), (False, "-")):
                facts = proven(value, truth, self._paths)
                found |= {f"{mark}{target}{_ALIAS}{path}" for path in facts if not changed_by(path, target)}
        return found

    def _present(self, node: n.Node, facts: Facts) -> bool:
        value: Any = n.unparenthesised(node)
        kind = value.__class__
        if kind in _PRESENT:
            return True
        if kind is n.Call:
            return _constructs(value) or value.function.text.lower() == "ifnull"
        if kind is n.Binary:
            return True
        path = self._paths.of(value)
        return bool(path) and _holds(path, facts)


def _constructs(call: Any) -> bool:
    return call.function.text.lower().partition(":")[0] in _CONSTRUCTORS


def _may_be_nothing(value: n.Node) -> bool:
    """Whether a value put into a map is null, or another map's answer; the rest is taken as present."""
    value = n.unparenthesised(value)
    return value.__class__ is n.Null or is_getter(value)


def _root(path: str) -> str:
    """The variable that a path or a proof starts with."""
    return path.lstrip("+-").partition("|")[0]


def _holds(path: str, facts: Facts) -> bool:
    if path in facts:
        return True
    parent = parent_of(path)
    return bool(parent) and parent + ALL in facts


def _other_names(path: str, facts: Facts) -> list[str]:
    """What ``path`` is called by the values that its variable was given."""
    aliases = (each.partition(_ALIAS) for each in facts if _ALIAS in each)
    return [right + path[len(left) :] for left, _, right in aliases if path.startswith(left + "|")]


def _mentioned(fact: str) -> frozenset[str]:
    """The variables whose assignment ends a fact; of ``a=>b`` either side does."""
    left, _, right = fact.lstrip("+-").partition(_ALIAS)
    return frozenset((_root(left), _root(right), *variables_in(fact)))


def _closed(facts: Facts, more: set[str]) -> Facts:
    """``facts`` and ``more``, with all that other names and stored tests make of them."""
    new = more - facts
    if not new:
        return facts
    aliases = [each.partition(_ALIAS) for each in facts if _ALIAS in each]
    result = set(facts)
    todo = list(new)
    while todo:
        fact = todo.pop()
        if fact in result:
            continue
        if fact[0] not in "+-":
            result.add(fact)
        for left, _, right in aliases:
            if left == fact:
                todo.append(right)
            elif fact.startswith(left + "|"):
                todo.append(right + fact[len(left) :])
    return frozenset(result)
