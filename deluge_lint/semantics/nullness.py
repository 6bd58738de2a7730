"""Which values may be null where they are used, and what proves that they are not.

The facts of a point are the paths that every way to it has proven present: a condition came
out so, a method was called on them before, a literal was assigned.  Computed for the bodies
alone in which somebody asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deluge_lint.catalog import words
from deluge_lint.semantics.guards import FAILURES, proven
from deluge_lint.semantics.null_ways import DETAILED, TESTS, Homes, NullWays, unwrapped
from deluge_lint.semantics.paths import Paths, is_getter, parent_of, root_of
from deluge_lint.semantics.proofs import closed, holds, other_names
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.semantics.index import NodeIndex
    from deluge_lint.semantics.scopes import Body

_NO_PROOF = DETAILED | words.of_kind("common-keys")


class Nullness:
    """The null states of one body; ``given`` are the names whose keys the host sees to."""

    def __init__(self, body: Body, index: NodeIndex, paths: Paths, given: frozenset[str]) -> None:
        self._body = body
        self._index = index
        self._paths = paths
        self._given = given
        self._ways: NullWays | None = None
        #: The variables whose paths somebody asked about, and those that may stand for them.
        self._roots: set[str] = set()
        self._concerns: list[tuple[str, set[str]]] | None = None
        self._homes = Homes()

    def is_guarded(self, node: n.Node) -> bool:
        """Whether every way to ``node`` has proven its value present (true for code that never runs)."""
        path = self._paths.of(node)
        if not path:
            return False
        root, _, rest = path.partition("|")
        if "|" not in rest and root in self._given and not self._writes(root):
            return True
        ways = self._solved(root)
        state = ways.facts_at(root, node.first)
        if state is None or holds(path, state) or ways.is_used_before(node, path):
            return True
        known = closed(state, self._nearby(node))
        return any(holds(each, known) for each in (path, *other_names(path, known)))

    def has_sibling(self, node: n.Node) -> bool:
        """Whether every way to ``node``, which asks for a key, has proven another key of the same map.

        Keys that only a failure has, or that a detailed answer always has, do not count.
        """
        path = self._paths.of(node)
        if not path:
            return False
        root = path.partition("|")[0]
        state = self._solved(root).facts_at(root, node.first)
        if state is None:
            return True
        start = f"{parent_of(path)}|get:"
        known = closed(state, self._nearby(node))
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

    def _solved(self, root: str) -> NullWays:
        if self._ways is None or root not in self._roots:
            self._track({root} if self._roots else {root, *self._asked_roots()})
            self._ways = NullWays(self._body, self._index, self._paths, self._roots, self._homes)
            self._ways.run(self._body.statements)
        return self._ways

    def _asked_roots(self) -> set[str]:
        """The variables of what is asked for a key and then used, at once or through a variable; one that
        is followed only later costs a way through the whole body.
        """
        calls = self._index.within(n.MethodCall, self._body.node)
        used = [n.unparenthesised(call.object) for call in calls]
        found = {root_of(self._paths.of(each)) for each in used if is_getter(each)}
        definitions = self._body.names.definitions
        for name in {each.text for each in used if each.__class__ is n.Name}:
            symbol = self._body.symbols.get(name)
            for write in symbol.writes if symbol is not None else ():
                value: Any = getattr(definitions[write], "value", None) or write
                value = n.unparenthesised(value)
                if is_getter(value):
                    found |= {name, root_of(self._paths.of(value))}
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
                value: Any = getattr(definitions[name], "value", None)
                if value is None:
                    continue
                value = n.unparenthesised(value)
                roots = self._named_or_tested(value)
                if roots:
                    found.append((symbol.name, roots))
                    self._homes.join(symbol.name, roots)
                elif value.__class__ is n.Call:
                    self._homes.join(symbol.name, self._named_or_tested(unwrapped(value)))
        return found

    def _named_or_tested(self, value: Any) -> set[str]:
        """The variables of which ``value`` is another name or a test."""
        path = self._paths.of(value)
        if path:
            return {root_of(path)}
        if value.__class__ not in TESTS:
            return set()
        return set(map(root_of, proven(value, True, self._paths) | proven(value, False, self._paths)))
