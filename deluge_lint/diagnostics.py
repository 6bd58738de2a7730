"""What a finding is: severity, place, message, help, related places and fixes.

Everything here is immutable and picklable, so that workers, the cache and the editor
hand the same objects around.  Offsets are code points into ``SourceFile.text``.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Any

from deluge_lint.records import NamedTuple


class Severity(IntEnum):
    """How bad a finding is; larger is worse, so thresholds compare."""

    HINT = 1
    INFO = 2
    WARNING = 3
    ERROR = 4

    @property
    def label(self) -> str:
        """The lower-case word used in configuration and output."""
        return self.name.lower()


class Applicability(IntEnum):
    """Who may apply a fix: a person one at a time, ``--unsafe-fixes``, or ``--fix``."""

    SUGGESTION = 1
    UNSAFE = 2
    SAFE = 3

    @property
    def label(self) -> str:
        """The lower-case word used in output."""
        return self.name.lower()


#: A tag: the related places of a finding lead, in order, to its own place.
FLOW = "flow"

#: A tag: the finding is about the whole function or script around its place.
WHOLE = "whole"


class Span(NamedTuple):
    """A half-open range of code points of one source file."""

    start: int
    end: int


class Edit(NamedTuple):
    """Replace the text of ``span`` by ``text``; an empty span inserts, an empty text deletes."""

    span: Span
    text: str


class _Fix(NamedTuple):
    title: str
    edits: tuple[Edit, ...]
    applicability: Applicability


class Fix(_Fix):
    """A mend: an imperative title, sorted edits that do not overlap, and who may apply it.

    Raises ``ValueError`` when edits overlap or there is none.
    """

    __slots__ = ()

    def __new__(cls, title: str, edits: Iterable[Edit], applicability: Applicability) -> Fix:
        ordered = tuple(sorted(edits))
        if not ordered:
            raise ValueError("a fix needs at least one edit")
        for left, right in zip(ordered, ordered[1:]):
            if right.span.start < left.span.end:
                raise ValueError(f"edits of the fix {title!r} overlap")
        return super().__new__(cls, title, ordered, applicability)


class Related(NamedTuple):
    """A second place that explains a finding, such as "first assigned here".

    ``path`` is ``None`` when it lies in the file of the finding.
    """

    span: Span
    message: str
    path: str | None = None


class Along(NamedTuple):
    """What is left to do about a call of a function that is lifted in the same run; see :class:`Lift`."""

    need: str
    minutes: int
    help: str


class Lift(NamedTuple):
    """What a finding means for running the script in the service ``to``.

    ``need`` is ``check`` (it runs, somebody should look), ``fix`` (a mechanical change),
    ``rework`` (a part has to be written anew) or ``block`` (the service has nothing like it);
    ``own`` is true when ``to`` is where the script runs already.  ``source`` and ``evidence``
    say which page the claim rests on.  ``minutes`` is the work at this place where the catalogue
    knows it, else 0: then the efforts of the rule count.  ``along`` takes the place of ``need``,
    ``minutes`` and the help where the function that is called here moves along.
    """

    to: str
    need: str
    own: bool
    source: str
    evidence: str
    minutes: int = 0
    along: Along | None = None


class Diagnostic(NamedTuple):
    """One finding.

    ``message`` is one line with the names and numbers of this place, ``help`` says what to
    do about it.  ``tags`` may hold ``unnecessary``, ``deprecated``, :data:`FLOW` and :data:`WHOLE`.
    The first of ``fixes`` is the preferred one.  ``lift`` is there for what ties a script to a service.
    """

    code: str
    name: str
    severity: Severity
    message: str
    span: Span
    help: str = ""
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    tags: frozenset[str] = frozenset()
    lift: Lift | None = None

    def replaced(self, **changes: Any) -> Diagnostic:
        """A copy with some fields changed."""
        return self._replace(**changes)
