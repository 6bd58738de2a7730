"""Functions that call each other in a circle: the strongly connected components of a call graph."""

from __future__ import annotations

from collections.abc import Sequence


def components(targets: Sequence[Sequence[int]]) -> list[list[int]]:
    """The components of the graph, callees before their callers (Tarjan, without recursion).

    ``targets`` has for each node the nodes that it leads to.
    """
    order: list[int] = [-1] * len(targets)
    low: list[int] = [0] * len(targets)
    waiting: list[int] = []
    inside = [False] * len(targets)
    found: list[list[int]] = []
    count = 0
    for root in range(len(targets)):
        if order[root] >= 0:
            continue
        stack = [(root, 0)]
        while stack:
            node, at = stack.pop()
            if at == 0:
                order[node] = low[node] = count
                count += 1
                waiting.append(node)
                inside[node] = True
            else:
                low[node] = min(low[node], low[targets[node][at - 1]])
            while at < len(targets[node]):
                target = targets[node][at]
                at += 1
                if order[target] < 0:
                    stack += ((node, at), (target, 0))
                    break
                if inside[target]:
                    low[node] = min(low[node], order[target])
            else:
                if low[node] == order[node]:
                    found.append(_popped(waiting, inside, node))
    return found


def _popped(waiting: list[int], inside: list[bool], root: int) -> list[int]:
    """The nodes of a finished component."""
    found = []
    while True:
        node = waiting.pop()
        inside[node] = False
        found.append(node)
        if node == root:
            return found
