"""What a tree of files that speak of scripts is to the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from deluge_lint.documents.script import NO_TRIGGER, Host, Trigger
from deluge_lint.engine.results import WHOLE_FILE, Part
from deluge_lint.records import NamedTuple
from deluge_lint.schema.model import Schema

if TYPE_CHECKING:
    from deluge_lint.catalog.organisation import OwnFunction


class Place(NamedTuple):
    """What a tree says of one script: the host (``None``: nothing) with the file that tells it, what
    runs the script, and which part of an application it is.
    """

    host: Host | None = None
    told_by: str = ""
    trigger: Trigger = NO_TRIGGER
    part: Part = WHOLE_FILE


NO_PLACE = Place()


class Tree(Protocol):
    """A tree of files that speak of the scripts in it; everything is read once, when first asked for.

    ``title`` says to people what kind of tree it is and ``root`` where; ``functions`` are those of the
    tree, whether or not their files are linted.  ``problems`` are lines about files that cannot be read.
    """

    title: str
    root: str
    problems: list[str]

    @property
    def schema(self) -> Schema:
        """Its forms or modules; always the same object."""

    @property
    def functions(self) -> tuple[OwnFunction, ...]:
        """Its functions with what is told of their parameters."""

    def place(self, path: str) -> Place:
        """What it says of the script at an absolute path below its root."""
