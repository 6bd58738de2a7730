"""Limits of the language and of its hosts."""

from __future__ import annotations

from deluge_lint.catalog.load import entries
from deluge_lint.records import NamedTuple


class Limit(NamedTuple):
    """``least`` and ``greatest`` differ where the plan decides; ``host`` is empty for every service."""

    name: str
    host: str
    what: str
    least: int
    greatest: int
    unit: str
    note: str
    source: str
    evidence: str


def all_limits() -> tuple[Limit, ...]:
    """Every limit, in the order of the data."""
    found = []
    for one in entries("limits"):
        value = one["value"] if isinstance(one["value"], list) else [one["value"], one["value"]]
        limit = Limit(
            one["name"], one.get("host", ""), one["what"], value[0], value[1], one["unit"],
            one.get("note", ""), one["source"], one["evidence"],
        )  # fmt: skip
        found.append(limit)
    return tuple(found)


def find(name: str, host: object = "") -> Limit | None:
    """The limit that holds in ``host``: that of its context, of its service, or of the language."""
    service, _, context = str(host).lower().partition(".")
    known = {one.host: one for one in all_limits() if one.name == name.lower()}
    return known.get(f"{service}.{context}") or known.get(service) or known.get("")
