"""A line for people about a file of a report."""

from __future__ import annotations

from deluge_lint.records import NamedTuple


class Note(NamedTuple):
    """A line for people about a file; ``path`` is empty for the run itself."""

    path: str
    text: str
