"""Words of other languages, and what Deluge has instead."""

from __future__ import annotations

from deluge_lint.catalog.load import entries
from deluge_lint.records import NamedTuple


class ForeignWord(NamedTuple):
    """``deluge`` is advice for the kinds of draft, a name for functions and methods.

    It is empty where Deluge has nothing of the sort.  ``example`` is Deluge.
    """

    kind: str
    words: tuple[str, ...]
    deluge: str
    example: str
    origin: str
    source: str
    evidence: str


_drafts: dict[str, ForeignWord] = {}
_names: dict[tuple[str, str], ForeignWord] = {}
_last_words: set[str] = set()


def draft(kind: str) -> ForeignWord | None:
    """The entry for a kind of draft of the parser: ``while``, ``ternary`` ..."""
    _read()
    return _drafts.get(kind)


def name(word: str) -> ForeignWord | None:
    """The entry for a plain or dotted name (``console.log``, ``undefined``), matched with its case.

    Other languages mind the case, and a user's own ``Print`` is not Python's ``print``.
    """
    _read()
    return _names.get(("name", word))


def ends_dotted(word: str) -> bool:
    """Whether a dotted name such as ``JSON.parse`` ends with ``word``: most names need no further look."""
    _read()
    return word in _last_words


def method(word: str) -> ForeignWord | None:
    """The entry for a name behind a dot (``push``), matched with its case."""
    _read()
    return _names.get(("method", word))


def statement(word: str) -> ForeignWord | None:
    """The entry for a word that starts a statement elsewhere (``update``), matched with its case."""
    _read()
    return _names.get(("statement", word))


def _read() -> None:
    if _drafts:
        return
    for one in entries("foreign_words"):
        found = ForeignWord(
            one["kind"], tuple(one["words"]), one["deluge"], one.get("example", ""), one.get("origin", ""),
            one["source"], one["evidence"],
        )  # fmt: skip
        if one["applies"] == "draft":
            _drafts[found.kind] = found
        else:
            _names.update(((one["applies"], word), found) for word in found.words)
            dotted = (word.rpartition(".") for word in found.words)
            _last_words.update(last for _, dot, last in dotted if dot)
