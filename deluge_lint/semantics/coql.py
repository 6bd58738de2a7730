"""The module and the fields that a query in COQL names, as far as the text alone tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deluge_lint.records import NamedTuple

#: Stands for a part of the query that is not known; no name and no blank.
HOLE = "\x00"

_QUERY = re.compile(r"\s*select\s+(?P<columns>[^()]*?)\s+from\s+(?P<module>\w+)(?![\w.\x00])", re.IGNORECASE)
_COLUMN = re.compile(r"\s*(\w+)(?:\s+as\s+\w+)?\s*", re.IGNORECASE)
_TESTED = re.compile(
    r"(?:\bwhere|\band|\bor|\()\s*\(?\s*(\w+)\s*(?:=|!=|<|>|\bnot\b|\bin\b|\blike\b|\bis\b|\bbetween\b)",
    re.IGNORECASE,
)
_WORDS = frozenset(("where", "and", "or", "not", "select", "from"))


class Named(NamedTuple):
    """A name in a query and where it begins there."""

    name: str
    at: int


def module_of(query: str) -> Named | None:
    """The module behind ``from``; ``None`` for what is no query, or where that is not known."""
    found = _QUERY.match(query)
    return Named(found["module"], found.start("module")) if found is not None else None


def fields_of(query: str) -> Iterator[Named]:
    """The fields of the module itself: those behind a dot belong to others, those in ``count()`` may, too."""
    found = _QUERY.match(query)
    if found is None:
        return
    at = found.start("columns")
    for column in found["columns"].split(","):
        plain = _COLUMN.fullmatch(column)
        if plain is not None:
            yield Named(plain[1], at + plain.start(1))
        at += len(column) + 1
    for tested in _TESTED.finditer(query, found.end()):
        if tested[1].lower() not in _WORDS:
            yield Named(tested[1], tested.start(1))
