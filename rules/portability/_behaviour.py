"""What the rules about changed behaviour share: which places differ, and one finding a body."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deluge_lint.catalog.portability import Advice
    from deluge_lint.engine.lift import Place
    from deluge_lint.engine.rule import RuleContext
    from deluge_lint.semantics.constants import Constant
    from deluge_lint.syntax import nodes as n

_CREATOR = "creator"
_KEY = "zapikey="


def targets(ctx: RuleContext, name: str) -> Iterator[tuple[Place, Advice]]:
    """The places to which the script is to be lifted, with what the catalogue advises about ``name``."""
    from deluge_lint.catalog import portability

    for place in ctx.places:
        if not place.own:
            known = portability.find("behaviour", name, place.service)
            if known is not None:
                yield place, known


def crosses(ctx: RuleContext, place: Place) -> bool:
    """Whether the way to ``place`` goes into Creator or out of it: where Zoho's pages see the border."""
    own = ctx.script.host.service
    return place.service == _CREATOR if not own else (own == _CREATOR) != (place.service == _CREATOR)


def carries_key(address: Constant | None) -> bool:
    """Whether an address brings the key of a function along, so that it needs no connection."""
    return address is not None and any(_KEY in (piece or "").lower() for piece in address.pieces)


def firsts(ctx: RuleContext, nodes: list[Any]) -> Iterator[tuple[Any, int]]:
    """The first of ``nodes`` in each function, and how many it has."""
    counts: dict[Any, int] = {}
    first: dict[Any, n.Node] = {}
    for node in nodes:
        body = ctx.model.body_of(node)
        counts[body] = counts.get(body, 0) + 1
        first.setdefault(body, node)
    for body, node in first.items():
        yield node, counts[body]
