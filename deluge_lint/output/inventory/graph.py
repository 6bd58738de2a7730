"""The call graph of an inventory, for all formats that draw it: nodes in groups, and edges between them."""

from __future__ import annotations

from deluge_lint.output.inventory.selection import Shown
from deluge_lint.records import NamedTuple

#: So many nodes are drawn even where nothing leads to or from them.
_FEW = 60


class Graph(NamedTuple):
    """The entries that are drawn, by group, and the calls between them.

    ``groups`` are names with the places of their entries; ``alone`` are entries that are not drawn because
    they call nothing of the run and nothing of it calls them.
    """

    groups: tuple[tuple[str, tuple[int, ...]], ...]
    edges: tuple[tuple[int, int], ...]
    alone: tuple[int, ...]


def graph_of(shown: Shown, few: int = _FEW) -> Graph:
    """The graph of what is shown, in the order of files; of more than ``few`` only what is linked."""
    inside = frozenset(shown.places)
    entries = shown.inventory.entries
    edges = [
        (at, call.callee) for at in sorted(inside) for call in entries[at].calls if call.callee in inside
    ]
    linked = {each for edge in edges for each in edge}
    drawn = sorted(inside) if len(inside) <= few else sorted(linked)
    groups: dict[str, list[int]] = {}
    for at in drawn:
        groups.setdefault(entries[at].group, []).append(at)
    kept = frozenset(drawn)
    return Graph(
        tuple((name, tuple(places)) for name, places in groups.items()),
        tuple(edges),
        tuple(sorted(inside - kept)),
    )
