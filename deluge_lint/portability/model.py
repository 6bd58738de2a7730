"""What the lift report knows: functions, how each would do in each target, and why.

All of it is plain data.  Offsets count in the text of the file, lines and columns from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from deluge_lint.diagnostics import Diagnostic
from deluge_lint.engine.notes import Note
from deluge_lint.records import NamedTuple


class Status(IntEnum):
    """How far a function is from running in a target; larger is worse.

    ``UNKNOWN`` stands just below ``BLOCKED``: what could not be looked at may be anything, so
    that nothing which depends on it counts as better.
    """

    READY = 0
    FIXES = 1
    REWORK = 2
    UNKNOWN = 3
    BLOCKED = 4

    @property
    def word(self) -> str:
        """The one word of options, JSON and CSV."""
        return self.name.lower()

    @property
    def title(self) -> str:
        """How people call it."""
        return TITLES[self]


TITLES = {
    Status.READY: "ready",
    Status.FIXES: "ready after fixes",
    Status.REWORK: "needs rework",
    Status.UNKNOWN: "unknown",
    Status.BLOCKED: "blocked",
}

#: What a finding asks for → the best status of a function that has one.
STATUS_OF_NEED = {
    "check": Status.READY,
    "fix": Status.FIXES,
    "rework": Status.REWORK,
    "block": Status.BLOCKED,
}


class Issue(NamedTuple):
    """One finding of a function at one place.

    ``minutes`` is its share of the effort and ``repeated`` whether an equal one stands before it
    in the function.  An ``accepted`` one is silenced in the code, for the ``reason`` given
    there, and counts neither in the status nor in the effort.  ``preview`` is true for findings
    of rules that are still being tried.
    """

    diagnostic: Diagnostic
    line: int
    column: int
    minutes: int = 0
    repeated: bool = False
    preview: bool = False
    accepted: bool = False
    reason: str = ""

    @property
    def need(self) -> str:
        """``check``, ``fix``, ``rework`` or ``block``; empty for a finding of no place."""
        return self.diagnostic.lift.need if self.diagnostic.lift else ""


class Dependency(NamedTuple):
    """A function of the run that another one calls, at ``line``, and its status there."""

    name: str
    path: str
    line: int
    status: Status


class Verdict(NamedTuple):
    """How a function would do in one target.

    ``own`` is the status by its own code, ``status`` the worst of that and of everything it
    calls.  ``minutes`` is the effort for its own code.
    """

    target: str
    own: Status
    status: Status
    minutes: int = 0
    issues: tuple[Issue, ...] = ()
    accepted: tuple[Issue, ...] = ()
    dependencies: tuple[Dependency, ...] = ()


class Function(NamedTuple):
    """A function of the run, or the bare statements of a file, which have the file's name.

    ``reason`` says why the status is unknown.  ``wrong`` are the findings at the place where
    the function runs already.  ``verdicts`` has no entry for the function's own service.
    ``outside`` are functions that it calls by a namespace and that are no part of the run.
    """

    path: str
    name: str
    line: int
    start: int
    end: int
    host: str
    confidence: str
    reason: str = ""
    wrong: tuple[Issue, ...] = ()
    verdicts: Mapping[str, Verdict] = {}
    outside: tuple[str, ...] = ()

    @property
    def service(self) -> str:
        """The service that it runs in; empty where that is not known."""
        return self.host.partition(".")[0]


class Target(NamedTuple):
    """A host that the functions are to be lifted to, what people call it, and how well it is known.

    ``evidence`` is that of the catalogue for the service: "ready" means that nothing known stands
    in the way, which says little where next to nothing is known.
    """

    host: str
    title: str
    evidence: str = "official"


class Report(NamedTuple):
    """The lift report of a run.

    ``origin`` is the host that was stated for scripts that do not tell theirs, or empty.
    ``functions`` stand in the order of path and line.  ``skipped`` are files without a verdict,
    ``notes`` what else should be known, ``ignored`` the rules that the caller left out.
    ``crashed`` is true when a part of deluge-lint failed on a file.
    """

    origin: str
    targets: tuple[Target, ...]
    functions: tuple[Function, ...]
    skipped: tuple[Note, ...] = ()
    notes: tuple[Note, ...] = ()
    problems: tuple[Note, ...] = ()
    ignored: tuple[str, ...] = ()
    crashed: bool = False


def verdicts_at(report: Report, target: str) -> list[tuple[Function, Verdict]]:
    """The functions that have a verdict for ``target``, those that run there already left out."""
    return [(each, each.verdicts[target]) for each in report.functions if target in each.verdicts]


def counts_at(report: Report, target: str) -> dict[Status, int]:
    """How many functions have each status in ``target``."""
    counts = dict.fromkeys(Status, 0)
    for _, verdict in verdicts_at(report, target):
        counts[verdict.status] += 1
    return counts


def minutes_at(report: Report, target: str) -> int:
    """The effort of lifting all functions to ``target``, each counted once."""
    return sum(verdict.minutes for _, verdict in verdicts_at(report, target))


def reaches(report: Report, least: Status) -> bool:
    """Whether every function has at least the status ``least`` in every target."""
    return all(verdict.status <= least for each in report.functions for verdict in each.verdicts.values())
