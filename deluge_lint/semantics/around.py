"""The statements around a node that decide how often it runs, and who hears of its errors."""

from __future__ import annotations

from deluge_lint.semantics.index import NodeIndex, repeated
from deluge_lint.syntax import nodes as n


def loops_around(node: n.Node, index: NodeIndex) -> list[n.Node]:
    """The loops that run ``node`` once a turn, the nearest first."""
    found: list[n.Node] = []
    if not index.loop_depth(node.first):
        return found
    child = node
    for parent in index.tree.ancestors(node):
        if any(part is child for part in repeated(parent)):
            found.append(parent)
        child = parent
    return found


def tries_around(node: n.Node, index: NodeIndex) -> list[n.Try]:
    """The ``try`` statements whose ``catch`` an error at ``node`` would reach, the nearest first."""
    found: list[n.Try] = []
    if not index.of(n.Try):
        return found
    child = node
    for parent in index.tree.ancestors(node):
        if isinstance(parent, n.Try) and parent.body is child and parent.catch is not None:
            found.append(parent)
        child = parent
    return found
