"""Names that do not exist but are often guessed or generated."""

from __future__ import annotations

from deluge_lint.catalog.load import entries
from deluge_lint.records import NamedTuple


class Invention(NamedTuple):
    """``replacement`` is what to write instead; empty where Deluge has no direct counterpart."""

    name: str
    kind: str
    replacement: str
    note: str
    source: str
    evidence: str


_by_name: dict[str, Invention] = {}


def all_inventions() -> dict[str, Invention]:
    """Every invention by its name in lower case; a name that ends in a dot is a prefix."""
    if not _by_name:
        for one in entries("names_that_do_not_exist"):
            _by_name[one["name"].lower()] = Invention(
                one["name"],
                one["kind"],
                one["replacement"],
                one.get("note", ""),
                one["source"],
                one["evidence"],
            )
    return _by_name


def find(name: str) -> Invention | None:
    """The entry for a name in any case; ``None`` for a name that nobody is known to have invented."""
    name = name.lower()
    known = all_inventions()
    if name in known:
        return known[name]
    words = name.split(".")
    for count in range(len(words) - 1, 0, -1):
        prefix = known.get(".".join(words[:count]) + ".")
        if prefix is not None:
            return prefix
    return None
