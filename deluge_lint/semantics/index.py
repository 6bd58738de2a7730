"""The nodes of a tree by class, and how deep in loops each token lies: one pass each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import accumulate
from typing import Any

from deluge_lint.syntax import nodes as n
from deluge_lint.syntax.tree import Tree


class NodeIndex:
    """The nodes of one tree by their class, in source order."""

    __slots__ = ("_depths", "_nodes", "tree")

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._nodes: defaultdict[type[n.Node], list[Any]] = defaultdict(list)
        self._depths: list[int] | None = None
        found = self._nodes
        for node in tree.nodes:
            found[node.__class__].append(node)

    def of(self, kind: type[n.Node]) -> list[Any]:
        """All nodes of exactly this class; the caller must not change the list."""
        return self._nodes.get(kind) or []

    def within(self, kind: type[n.Node], whole: n.Node) -> list[Any]:
        """The nodes of exactly this class from the first to the last token of ``whole``."""
        found = self.of(kind)
        start = bisect_left(found, whole.first, key=_first)
        return found[start : bisect_right(found, whole.last, start, key=_first)]

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
