"""What the engine is given for one file and what it gives back: plain, picklable data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from deluge_lint.diagnostics import Diagnostic, Severity, Span
from deluge_lint.documents.script import NO_TRIGGER, Host, Trigger
from deluge_lint.records import NamedTuple
from deluge_lint.schema.model import NOTHING, Schema

if TYPE_CHECKING:
    from deluge_lint.catalog.organisation import Organisation


class ActiveRule(NamedTuple):
    """One rule that is switched on for a file, with its severity and options there.

    ``name`` is looked up in the registry, so that settings travel to workers cheaply.
    """

    name: str
    severity: Severity
    options: tuple[tuple[str, Any], ...] = ()


class Part(NamedTuple):
    """Which file of an application this is, where its scripts lie in files of their own.

    ``application`` is the folder of all of them and ``path`` the path of this one below it, with ``/``.
    ``number`` counts from 1 in the order of the paths, to ``of``; ``declared_in`` is the path of the file
    that tells the forms, in which the spans of the schema count.
    """

    application: str = ""
    path: str = ""
    number: int = 0
    of: int = 0
    declared_in: str = ""


#: A file that is no part of an application, or a whole one.
WHOLE_FILE = Part()


class FileSettings(NamedTuple):
    """Everything that configuration says about one file.

    ``host`` is what the command line or configuration states, else ``None`` (detect it).
    ``targets`` are hosts that the scripts are to be lifted to: portability rules look at
    each of them beside the script's own.  ``require_reason`` makes a suppression without a
    reason a finding.  ``organisation`` holds the facts of the project's own, ``None`` for none;
    ``schema`` what is known of forms and fields where the file does not tell it itself, and
    ``trigger`` what runs the script; ``part`` tells the place of the file in an extracted application.
    """

    rules: tuple[ActiveRule, ...]
    host: Host | None = None
    require_reason: bool = True
    targets: tuple[Host, ...] = ()
    organisation: Organisation | None = None
    schema: Schema = NOTHING
    trigger: Trigger = NO_TRIGGER
    part: Part = WHOLE_FILE


def severities(settings: FileSettings) -> dict[str, Severity]:
    """The severity of every rule that is switched on, by name."""
    return {active.name: active.severity for active in settings.rules}


class Suppression(NamedTuple):
    """One directive comment, resolved to the text it covers.

    ``names`` are the rule names as written and ``name_spans`` where each stands; ``scope`` is
    ``statement``, ``line``, ``range`` or ``file``; ``start`` to ``end`` is the covered span
    (``also`` holds more of them, such as the ``catch`` line of a ``try``), ``comment_start``
    to ``comment_end`` the comment itself and ``removal`` what to delete to be rid of it.
    """

    names: tuple[str, ...]
    reason: str
    scope: str
    start: int
    end: int
    comment_start: int
    comment_end: int
    name_spans: tuple[Span, ...] = ()
    removal: Span = Span(0, 0)
    also: tuple[Span, ...] = ()


class FileResult(NamedTuple):
    """The outcome for one file before the project's conclusions are added.

    ``problem`` is a line for people when the file could not be linted (unreadable, not
    text, too large ...); ``note`` one when it was left out on purpose (JavaScript, a
    Creator export).  ``facts`` maps a rule's name to what it recorded, ``"summary"`` to the
    script summaries of :mod:`deluge_lint.semantics.calls`, ``"internal-error"`` the names
    of the rules that crashed on the file and ``"words"`` those of a part of an application.
    ``faults`` counts the syntax errors of all its scripts.
    """

    path: str
    diagnostics: tuple[Diagnostic, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    facts: Mapping[str, list[Any]] = {}
    problem: str = ""
    note: str = ""
    digest: str = ""
    faults: int = 0


class RunResult(NamedTuple):
    """The outcome of a run: files in path order, their diagnostics complete and sorted.

    ``known`` are findings that a baseline silences, as (path, finding); ``fixed`` counts those of
    the baseline that are gone, and ``compared`` says whether there was a baseline at all.
    ``since`` is the revision that the findings were limited to the changes of, empty for none, and
    ``elsewhere`` counts the findings that were left out for that.
    """

    files: tuple[FileResult, ...]
    problems: tuple[str, ...] = ()
    known: tuple[tuple[str, Diagnostic], ...] = ()
    fixed: int = 0
    compared: bool = False
    since: str = ""
    elsewhere: int = 0
