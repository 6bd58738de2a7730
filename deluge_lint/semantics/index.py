"""The nodes of a tree by class, and how deep in loops each token lies: one pass each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import accumulate, chain
from operator import attrgetter
from typing import Any

from deluge_lint.syntax import nodes as n
from deluge_lint.syntax.tree import Tree


class NodeIndex:
    """The nodes of one tree by their class, in source order."""

    __slots__ = ("_called", "_depths", "_nodes", "_together", "_words", "tree")

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._nodes = tree.by_class
        self._depths: list[int] | None = None
        self._called: dict[type[n.Node], dict[str, list[Any]]] = {}
        self._together: dict[tuple[type[n.Node], frozenset[str]], list[Any]] = {}
        self._words: frozenset[str] | None = None

    def of(self, kind: type[n.Node]) -> list[Any]:
        """All nodes of exactly this class; the caller must not change the list."""
        return self._nodes.get(kind) or []

    @property
    def kinds(self) -> Iterable[type[n.Node]]:
        """The classes of the nodes that there are."""
        return self._nodes.keys()

    @property
    def words(self) -> frozenset[str]:
        """All tokens in lower case, each once."""
        if self._words is None:
            self._words = frozenset(map(str.lower, set(self.tree.tokens)))
        return self._words

    def called(self, kind: type[n.Node], names: Iterable[str]) -> list[Any]:
        """The calls of these names, or the operations of these operators (in lower case), in source order.

        The caller must not change the list.
        """
        by_name = self._called.get(kind)
        if by_name is None:
            by_name = self._called[kind] = {}
            name_of = _NAMES[kind]
            for call in self.of(kind):
                by_name.setdefault(name_of(call).lower(), []).append(call)
        found = [by_name[name] for name in by_name.keys() & names]
        if len(found) == 1:
            return found[0]
        key = (kind, frozenset(names))
        together = self._together.get(key)
        if together is None:
            together = self._together[key] = sorted(chain.from_iterable(found), key=_name_token)
        return together

    def within(self, kind: type[n.Node], whole: n.Node) -> list[Any]:
        """The nodes of exactly this class from the first to the last token of ``whole``."""
        found = self.of(kind)
        start = bisect_left(found, whole.first, key=_first)
        return found[start : bisect_right(found, whole.last, start, key=_first)]

    def starting_with(self, kind: type[n.Node], whole: n.Node, words: Collection[str]) -> Iterator[Any]:
        """The nodes of a class within ``whole`` that begin with one of these words, or with a parenthesis."""
        tokens = self.tree.tokens
        for node in self.within(kind, whole):
            word = tokens[node.first]
            if word in words or word == "(":
                yield node

    def loop_depth(self, token: int) -> int:
        """How many loops run this token again and again."""
        if self._depths is None:
            self._depths = self._measure()
        return self._depths[token]

    def _measure(self) -> list[int]:
        changes = [0] * (len(self.tree.tokens) + 2)
        for kind in (n.ForEach, n.While, n.CFor):
            for loop in self.of(kind):
                for part in repeated(loop):
                    if part.last >= part.first:
                        changes[part.first] += 1
                        changes[part.last + 1] -= 1
        return list(accumulate(changes))


#: What tells the nodes of a class apart.
_NAMES: dict[type[n.Node], Callable[[Any], str]] = {
    n.MethodCall: attrgetter("name"), n.Call: attrgetter("function.text"),
    n.Binary: attrgetter("op"), n.Assign: attrgetter("op"), n.Attribute: attrgetter("name"),
}  # fmt: skip


def _name_token(node: Any) -> int:
    kind = node.__class__
    token: int = (
        node.name_token if kind is n.MethodCall else node.op_token if kind is n.Binary else node.first
    )
    return token


def _first(node: n.Node) -> int:
    return node.first


def repeated(loop: n.Node) -> list[n.Node]:
    """The parts of a loop that run once a turn: of ``for each`` the body alone."""
    kind = loop.__class__
    if kind is n.ForEach:
        return [loop.body]  # type: ignore[attr-defined]
    if kind is n.While:
        return [loop.test, loop.body]  # type: ignore[attr-defined]
    if kind is n.CFor:
        return [part for part in (loop.test, loop.step, loop.body) if part is not None]  # type: ignore[attr-defined]
    return []
