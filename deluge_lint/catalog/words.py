"""Words by which scripts are read: types of headers, functions that change a value, keys of answers."""

from __future__ import annotations

from deluge_lint.catalog.load import entries

_by_kind: dict[str, frozenset[str]] = {}
_types: dict[str, str] = {}


def of_kind(kind: str) -> frozenset[str]:
    """The words of one kind, as ``changes`` or ``status-keys``; case counts where it does for keys."""
    found = _by_kind.get(kind)
    if found is None:
        every = (one["words"] for one in entries("words") if one["kind"] == kind)
        found = _by_kind[kind] = frozenset(word for words in every for word in words)
    return found


def types() -> dict[str, str]:
    """The type words of headers, in lower case → the kind of value that each states."""
    if not _types:
        for one in entries("words"):
            if one["kind"] == "type":
                _types.update(dict.fromkeys(one["words"], one["name"]))
    return _types
