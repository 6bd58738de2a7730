"""The call graph as SVG: one picture of all functions, or one of the groups and one inside each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deluge_lint.inventory.model import Entry, is_idle
from deluge_lint.output.inventory.graph import Graph, graph_of
from deluge_lint.output.inventory.layers import Layout, Point, layout
from deluge_lint.output.inventory.selection import Shown
from deluge_lint.output.summary import counted
from deluge_lint.output.visible import visible
from deluge_lint.output.webpage import text
from deluge_lint.records import NamedTuple

#: So many functions are drawn in one picture; more of them are folded into their groups.
MANY = 60
_SIZE = (220.0, 44.0)
_MARGIN = 16.0
_LETTERS = 25


class Node(NamedTuple):
    """A box: what it stands for (``e12`` an entry, ``g3`` a group), its lines, its class and its tip."""

    key: str
    title: str
    below: str
    look: str
    tip: str


class Picture(NamedTuple):
    """A picture, by a key of its own (``all``, or ``g3`` for the inside of a group)."""

    key: str
    title: str
    nodes: tuple[Node, ...]
    edges: tuple[tuple[int, int], ...]


def pictures(shown: Shown) -> list[Picture]:
    """The pictures of what is shown, the one to begin with first."""
    graph = graph_of(shown)
    drawn = [at for _, places in graph.groups for at in places]
    if not drawn:
        return []
    if len(drawn) <= MANY or len(graph.groups) == 1:
        return [_picture("all", "All functions", shown, drawn, graph.edges)]
    found = [_overview(shown, graph)]
    for number, (name, places) in enumerate(graph.groups):
        inside = frozenset(places)
        edges = [edge for edge in graph.edges if edge[0] in inside or edge[1] in inside]
        # those of other groups that are linked to this one stand there too
        around = dict.fromkeys([*places, *(at for edge in edges for at in edge)])
        found.append(_picture(f"g{number}", name or "–", shown, list(around), edges, inside))
    return found


def _picture(
    key: str, title: str, shown: Shown, places: Sequence[int], edges: Sequence[tuple[int, int]],
    inside: frozenset[int] | None = None,
) -> Picture:  # fmt: skip
    numbers = {at: number for number, at in enumerate(places)}
    nodes = tuple(
        _node(shown, at, "" if inside is None or at in inside else " far") for at in places
    )  # fmt: skip
    return Picture(key, title, nodes, tuple((numbers[first], numbers[last]) for first, last in edges))


def _node(shown: Shown, at: int, far: str) -> Node:
    entry = shown.inventory.entries[at]
    below = entry.title or entry.group if entry.kind != "event" else entry.host
    look = f"{entry.kind}{' idle' if is_idle(entry) else ''}{far}"
    return Node(f"e{at}", _short(entry), below, look, shown.labels[at])


def _short(entry: Entry) -> str:
    """The name without its namespace, which stands below it."""
    return entry.name.rpartition(".")[2] if entry.kind == "function" else entry.name


def _overview(shown: Shown, graph: Graph) -> Picture:
    home = {at: number for number, (_, places) in enumerate(graph.groups) for at in places}
    nodes = tuple(
        Node(
            f"g{number}", name or "–", counted(len(places), "function"), "group",
            f"{name or '–'}: {counted(len(places), 'function')}",
        )
        for number, (name, places) in enumerate(graph.groups)
    )  # fmt: skip
    edges = dict.fromkeys((home[caller], home[callee]) for caller, callee in graph.edges)
    return Picture("all", "All groups", nodes, tuple(edge for edge in edges if edge[0] != edge[1]))


def drawn(picture: Picture) -> Iterator[str]:
    """The picture as markup; colours and fonts are the style sheet's."""
    placed = layout(len(picture.nodes), picture.edges, _SIZE)
    width, height = placed.width + 2 * _MARGIN, placed.height + 2 * _MARGIN
    yield (
        f'<svg class="graph" data-picture="{picture.key}" role="group" aria-label="{text(picture.title)}" '
        f'width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="{-_MARGIN:.0f} {-_MARGIN:.0f} {width:.0f} {height:.0f}">\n'
    )
    yield (
        f'<defs><marker id="m-{picture.key}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" '
        'markerHeight="7" orient="auto-start-reverse"><path class="tip" d="M0 0L8 4L0 8z"/></marker></defs>\n'
    )
    yield from _edges(picture, placed)
    for node, (left, top) in zip(picture.nodes, placed.corners):
        yield _box(node, left, top)
    yield "</svg>\n"


def _edges(picture: Picture, placed: Layout) -> Iterator[str]:
    for (first, last), way in zip(picture.edges, placed.ways):
        if len(way) > 1:
            ends = f'data-from="{picture.nodes[first].key}" data-to="{picture.nodes[last].key}"'
            yield f'<path class="edge" {ends} marker-end="url(#m-{picture.key})" d="{_curve(way)}"/>\n'


def _curve(way: Sequence[Point]) -> str:
    """A smooth line through the points, level at each of them."""
    parts = [f"M{way[0][0]:.0f} {way[0][1]:.0f}"]
    for (left, top), (right, bottom) in zip(way, way[1:]):
        middle = (left + right) / 2
        parts.append(f"C{middle:.0f} {top:.0f} {middle:.0f} {bottom:.0f} {right:.0f} {bottom:.0f}")
    return "".join(parts)


def _box(node: Node, left: float, top: float) -> str:
    wide, high = _SIZE
    return (
        f'<g class="node {node.look}" data-key="{node.key}" tabindex="-1" role="button" '
        f'aria-label="{text(node.tip)}" transform="translate({left:.0f} {top:.0f})">'
        f"<title>{text(node.tip)}</title>"
        f'<rect width="{wide:.0f}" height="{high:.0f}" rx="{high / 2 if "event" in node.look else 7:.0f}"/>'
        f'<text x="12" y="19">{text(_cut(node.title))}</text>'
        f'<text class="below" x="12" y="35">{text(_cut(node.below, 30))}</text></g>\n'
    )


def _cut(said: str, most: int = _LETTERS) -> str:
    said = visible(said)
    return said if len(said) <= most else said[: most - 1] + "…"
