"""A layered layout: callers to the left of what they call, few crossings, no overlaps.

The steps are those of Sugiyama and others: turn the edges of circles, give every node a layer, order the
layers by barycentres, then place the nodes near those that they are linked to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deluge_lint.records import NamedTuple

Point = tuple[float, float]

_SWEEPS = 8
#: So many nodes stand for edges that pass a layer; the longest edges of a denser graph go straight.
_MOST_PASSING = 2000
_ACROSS, _DOWN, _APART = 70.0, 14.0, 40.0


class Layout(NamedTuple):
    """Where the nodes stand, by their upper left corners, the way of each edge, and the size of all.

    ``ways`` has for each edge its points from the caller's right side to the callee's left side.
    """

    corners: tuple[Point, ...]
    ways: tuple[tuple[Point, ...], ...]
    width: float
    height: float


def layout(
    count: int, edges: Sequence[tuple[int, int]], size: tuple[float, float], room: float = 1500.0
) -> Layout:
    """Lay out ``count`` nodes of one ``size``; parts without a link stand side by side within ``room``."""
    corners: list[Point] = [(0.0, 0.0)] * count
    ways: dict[tuple[int, int], tuple[Point, ...]] = {}
    x = y = shelf = width = 0.0
    lonely = _lonely(count, edges)
    for nodes in _components(count, edges):
        if len(nodes) == 1:
            continue
        inside = frozenset(nodes)
        part = _Component(nodes, [edge for edge in edges if edge[0] in inside and edge[0] != edge[1]], size)
        if x and x + part.width > room:
            x, y, shelf = 0.0, y + shelf + _APART, 0.0
        for node, (left, top) in part.corners.items():
            corners[node] = (x + left, y + top)
        for edge, points in part.ways.items():
            ways[edge] = tuple((x + left, y + top) for left, top in points)
        x, shelf = x + part.width + _APART, max(shelf, part.height)
        width = max(width, x - _APART)
    y += shelf + (_APART if shelf and lonely else 0.0)
    columns = max(1, int((max(room, width) + _DOWN) // (size[0] + _DOWN)))
    for at, node in enumerate(lonely):
        row, column = divmod(at, columns)
        corners[node] = (column * (size[0] + _DOWN), y + row * (size[1] + _DOWN))
        width = max(width, corners[node][0] + size[0])
    rows = -(-len(lonely) // columns)
    height = y + max(rows * (size[1] + _DOWN) - _DOWN, 0.0)
    return Layout(tuple(corners), tuple(ways.get(edge, ()) for edge in edges), width, height)


def _lonely(count: int, edges: Sequence[tuple[int, int]]) -> list[int]:
    linked = {node for edge in edges if edge[0] != edge[1] for node in edge}
    return [node for node in range(count) if node not in linked]


def _components(count: int, edges: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The parts that no edge links, the largest first."""
    near: list[list[int]] = [[] for _ in range(count)]
    for caller, callee in edges:
        near[caller].append(callee)
        near[callee].append(caller)
    seen = [False] * count
    found = []
    for start in range(count):
        if seen[start]:
            continue
        seen[start] = True
        part, stack = [], [start]
        while stack:
            node = stack.pop()
            part.append(node)
            for other in near[node]:
                if not seen[other]:
                    seen[other] = True
                    stack.append(other)
        found.append(sorted(part))
    return sorted(found, key=lambda part: (-len(part), part))


class _Component:
    """The layout of nodes that hang together, the first corner at (0, 0)."""

    def __init__(
        self, nodes: Sequence[int], edges: Sequence[tuple[int, int]], size: tuple[float, float]
    ) -> None:
        self._size = size
        self._edges = edges
        self._layer = _layers(nodes, _without_circles(nodes, edges))
        # a node of its own for each layer that an edge passes
        self._passing: dict[tuple[int, int], list[int]] = {}
        self._links: list[tuple[int, int]] = []
        self._number = self._first_passing = max(nodes) + 1
        for edge in sorted(edges, key=self._span):
            self._break(edge)
        self._rows = self._ordered()
        self._middles = self._placed()
        least = min(self._middles.values()) - size[1] / 2
        self._middles = {node: middle - least for node, middle in self._middles.items()}
        step = size[0] + _ACROSS
        self.corners = {node: (self._layer[node] * step, self._middles[node] - size[1] / 2) for node in nodes}
        self.width = max(left for left, _ in self.corners.values()) + size[0]
        self.height = max(self._middles.values()) + size[1] / 2
        self.ways = {edge: self._way(edge) for edge in edges}

    def _span(self, edge: tuple[int, int]) -> int:
        """How many layers an edge leads over."""
        return abs(self._layer[edge[0]] - self._layer[edge[1]])

    def _break(self, edge: tuple[int, int]) -> None:
        if self._number - self._first_passing + self._span(edge) > _MOST_PASSING:
            self._passing[edge] = []  # drawn straight: nobody could follow it anyway
            return
        first, last = sorted(edge, key=self._layer.__getitem__)
        before = first
        passing = []
        for layer in range(self._layer[first] + 1, self._layer[last]):
            self._layer[self._number] = layer
            self._links.append((before, self._number))
            passing.append(self._number)
            before = self._number
            self._number += 1
        self._links.append((before, last))
        self._passing[edge] = passing if first == edge[0] else passing[::-1]

    def _ordered(self) -> list[list[int]]:
        """The nodes of each layer from top to bottom."""
        rows: list[list[int]] = [[] for _ in range(max(self._layer.values()) + 1)]
        for node in sorted(self._layer):
            rows[self._layer[node]].append(node)
        self._left: dict[int, list[int]] = {node: [] for node in self._layer}
        self._right: dict[int, list[int]] = {node: [] for node in self._layer}
        for first, last in self._links:
            self._right[first].append(last)
            self._left[last].append(first)
        for sweep in range(_SWEEPS):
            near = self._left if sweep % 2 == 0 else self._right
            place = {node: at for row in rows for at, node in enumerate(row)}
            for row in rows if sweep % 2 == 0 else reversed(rows):
                weights = {node: _mean([place[each] for each in near[node]], place[node]) for node in row}
                row.sort(key=lambda node, weights=weights: (weights[node], place[node]))  # type: ignore[misc]
                place.update((node, at) for at, node in enumerate(row))
        return rows

    def _placed(self) -> dict[int, float]:
        """The middles of all nodes: near what they are linked to, and never over each other."""
        offsets = [self._offsets(row) for row in self._rows]
        middles = {
            node: offset for row, apart in zip(self._rows, offsets) for node, offset in zip(row, apart)
        }
        for sweep in range(_SWEEPS):
            near = self._left if sweep % 2 == 0 else self._right
            for at in range(len(self._rows)) if sweep % 2 == 0 else reversed(range(len(self._rows))):
                row = self._rows[at]
                wanted = [_mean([middles[each] for each in near[node]], middles[node]) for node in row]
                middles.update(zip(row, _spread(wanted, offsets[at])))
        return middles

    def _offsets(self, row: Sequence[int]) -> list[float]:
        """How far below the first each node of a layer stands at least; what passes needs little room."""
        found = [0.0]
        for above, below in zip(row, row[1:]):
            real = (above < self._first_passing) + (below < self._first_passing)
            found.append(found[-1] + (self._size[1] * real / 2 + _DOWN if real else _DOWN))
        return found

    def _way(self, edge: tuple[int, int]) -> tuple[Point, ...]:
        """From the caller to the callee, through the nodes on the way; against the stream backwards."""
        wide = self._size[0]
        (start, _), (end, _) = (self.corners[node] for node in edge)
        if self._layer[edge[0]] < self._layer[edge[1]]:
            start += wide
        else:
            end += wide
        between = (
            (self._layer[node] * (wide + _ACROSS) + wide / 2, self._middles[node])
            for node in self._passing[edge]
        )
        return ((start, self._middles[edge[0]]), *between, (end, self._middles[edge[1]]))


def _spread(wanted: Sequence[float], offsets: Sequence[float]) -> Iterator[float]:
    """The places nearest to the wanted ones that keep the ``offsets`` (isotonic regression)."""
    blocks: list[tuple[float, int]] = []  # the sum of places less their offsets, and how many
    for place, offset in zip(wanted, offsets):
        total, count = place - offset, 1
        while blocks and blocks[-1][0] * count >= total * blocks[-1][1]:
            before, more = blocks.pop()
            total, count = total + before, count + more
        blocks.append((total, count))
    means = (total / count for total, count in blocks for _ in range(count))
    return (mean + offset for mean, offset in zip(means, offsets))


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _without_circles(nodes: Sequence[int], edges: Sequence[tuple[int, int]]) -> dict[int, list[int]]:
    """What each node leads to, the edges that close a circle turned round."""
    out: dict[int, list[int]] = {node: [] for node in nodes}
    for caller, callee in edges:
        out[caller].append(callee)
    called = {callee for _, callee in edges}
    turned: dict[int, list[int]] = {node: [] for node in nodes}
    state: dict[int, int] = {}
    for start in sorted(nodes, key=lambda node: node in called):
        if start in state:
            continue
        state[start] = 1
        stack = [(start, iter(out[start]))]
        while stack:
            node, rest = stack[-1]
            target = next(rest, None)
            if target is None:
                state[node] = 2
                stack.pop()
            elif state.get(target) == 1:
                turned[target].append(node)
            else:
                turned[node].append(target)
                if target not in state:
                    state[target] = 1
                    stack.append((target, iter(out[target])))
    return turned


def _layers(nodes: Sequence[int], out: dict[int, list[int]]) -> dict[int, int]:
    """The layer of each node: behind all its callers, and what nobody calls right before its first callee."""
    waiting = dict.fromkeys(nodes, 0)
    for targets in out.values():
        for target in targets:
            waiting[target] += 1
    sources = [node for node in nodes if not waiting[node]]
    layer = dict.fromkeys(nodes, 0)
    ready = list(sources)
    while ready:
        node = ready.pop()
        for target in out[node]:
            layer[target] = max(layer[target], layer[node] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    for node in sources:
        if out[node]:
            layer[node] = max(0, min(layer[target] for target in out[node]) - 1)
    return layer
