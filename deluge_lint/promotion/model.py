"""What a promotion is about: two sides, their scripts piece by piece, changes and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from deluge_lint.diagnostics import Diagnostic, Span
from deluge_lint.engine.results import FileResult, FileSettings
from deluge_lint.records import NamedTuple
from deluge_lint.schema.model import NOTHING, Schema
from deluge_lint.source import SourceFile

if TYPE_CHECKING:
    from deluge_lint.documents.read import Document

#: What may be done to a thing.
ADDED, REMOVED, CHANGED, RENAMED = "added", "removed", "changed", "renamed"


class Place(NamedTuple):
    """A place of one side: a path as given, and line and column from 1 (0: the file as a whole)."""

    path: str
    line: int = 0
    column: int = 0


class Unit(NamedTuple):
    """One piece of Deluge that runs by itself: a function, or the script of an event.

    ``key`` names it from version to version; ``code`` is a digest of its tokens, ``body`` of those
    without its name.  ``calls`` are the own functions that it calls, where, and with how many
    arguments, ``ids`` the numbers that look like record ids, ``outside`` the tasks and kinds of
    calls to the outside, ``addresses`` the web hosts in its texts, ``connections`` the connections
    that it names.
    """

    key: tuple[str, ...]
    what: str
    title: str
    place: Place
    code: str
    body: str
    lines: int = 0
    complexity: int = 0
    external: int = 0
    parameters: int = 0
    calls: tuple[tuple[str, Span, int], ...] = ()
    outside: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    connections: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


class Use(NamedTuple):
    """A script uses a form (``field`` is empty) or a field."""

    form: str
    field: str
    place: Place
    unit: str


class Side(NamedTuple):
    """One side of a promotion, read and linted.

    ``name`` is that of the application where an export tells it; ``digests`` maps the paths of all
    inputs, relative to the given one, to their SHA-256.  ``problems`` are lines about what could not
    be read: a side with problems never passes.  ``exports`` are the exports among the files as they
    were read.
    """

    path: str
    name: str = ""
    kind: str = ""
    schema: Schema = NOTHING
    units: tuple[Unit, ...] = ()
    uses: tuple[Use, ...] = ()
    results: tuple[FileResult, ...] = ()
    digests: Mapping[str, str] = {}
    settings: Mapping[str, FileSettings] = {}
    sources: Mapping[str, SourceFile] = {}
    problems: tuple[str, ...] = ()
    exports: Mapping[str, Document] = {}

    def place(self, path: str, span: Span) -> Place:
        """The place of a span of one of the files."""
        source = self.sources.get(path)
        if source is None:
            return Place(path)
        found = source.lines.position(span.start)
        return Place(path, found.line, found.column)

    def findings(self) -> list[tuple[str, Diagnostic]]:
        """All (path, finding) pairs."""
        return [(each.path, found) for each in self.results for found in each.diagnostics]


class Change(NamedTuple):
    """One difference.

    ``act`` is added, removed, changed or renamed; ``what`` the kind of thing (``function``,
    ``workflow``, ``form``, ``field`` ...), ``name`` its name on the new side (the old one where it is
    removed) and ``before`` the old name of what was renamed.  ``details`` are phrases about what
    is different, ``risks`` those about data and access that are at risk.
    """

    act: str
    what: str
    name: str
    before: str = ""
    details: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    place: Place | None = None
    old_place: Place | None = None


class Consequence(NamedTuple):
    """What follows from the changes: a phrase, its kind, and where."""

    kind: str
    message: str
    place: Place | None = None


class Comparison(NamedTuple):
    """The changes between two sides, what follows, and the findings told apart."""

    changes: tuple[Change, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    new: tuple[tuple[str, Diagnostic], ...] = ()
    remaining: tuple[tuple[str, Diagnostic], ...] = ()
    fixed: tuple[tuple[str, Diagnostic], ...] = ()
