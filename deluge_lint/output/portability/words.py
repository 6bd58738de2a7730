"""What the formats of the lift report say alike: words, signs, sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deluge_lint.output.context import OutputContext
from deluge_lint.output.summary import counted
from deluge_lint.portability.effort import shown
from deluge_lint.portability.model import (
    Dependency,
    Function,
    Issue,
    Report,
    Status,
    Target,
    Verdict,
    counts_at,
    minutes_at,
)
from deluge_lint.records import NamedTuple

#: One character and one word for each status, and the name of a style.
SIGNS = {
    Status.READY: "✓",
    Status.FIXES: "~",
    Status.REWORK: "!",
    Status.UNKNOWN: "?",
    Status.BLOCKED: "✗",
}
STYLES = {
    Status.READY: "hint",
    Status.FIXES: "info",
    Status.REWORK: "warning",
    Status.UNKNOWN: "faint",
    Status.BLOCKED: "error",
}
HOME = "–"
HOME_WORD = "home"

#: What a finding asks for, as a verb or a noun before its place.
NEEDS = {"check": "check", "fix": "fix", "rework": "rework", "block": "blocks"}
STYLES_OF_NEED = {"check": "faint", "fix": "info", "rework": "warning", "block": "error"}

_WEIGHT = {"check": 0, "fix": 1, "rework": 2, "block": 3}

#: The order of statuses for people, the best first.
ORDER = (Status.READY, Status.FIXES, Status.REWORK, Status.BLOCKED, Status.UNKNOWN)

EVIDENCE = {
    "official": "Zoho's documentation",
    "official-index": "an index page of Zoho's documentation",
    "digest": "Zoho's documentation, read through a digest",
    "observed": "seen in real code",
    "third-party": "a third-party statement",
    "inferred": "inferred, nobody says so",
}


def evidence_of(issue: Issue) -> str:
    """On what a finding rests, in words; empty where it says nothing about it."""
    lift = issue.diagnostic.lift
    return EVIDENCE.get(lift.evidence, lift.evidence) if lift is not None else ""


def source_of(issue: Issue) -> str:
    """The page on which a finding rests, or empty."""
    lift = issue.diagnostic.lift
    return lift.source if lift is not None else ""


def fix_of(issue: Issue) -> str:
    """Who can apply the fix of a finding: ``safe``, ``unsafe`` or ``suggestion``; empty without one."""
    fixes = issue.diagnostic.fixes
    return fixes[0].applicability.label if fixes else ""


def together(issues: Iterable[Issue]) -> list[list[Issue]]:
    """Findings that say the same in one list each, the worst need first, then in their order."""
    found: dict[tuple[str, str, str], list[Issue]] = {}
    for each in issues:
        found.setdefault((each.diagnostic.name, each.need, each.diagnostic.message), []).append(each)
    return sorted(found.values(), key=lambda equal: -_WEIGHT.get(equal[0].need, 2))


def verdict_words(verdict: Verdict) -> str:
    """The status in a sentence, with that of the own code where the two differ."""
    if verdict.status is verdict.own:
        return verdict.status.title
    return f"{verdict.status.title} through what it calls (by itself {verdict.own.title})"


def dependency_words(each: Dependency) -> str:
    """Such as "`x`, which is blocked", to be put behind "calls"."""
    verb = "is" if each.status is not Status.REWORK else "needs"
    rest = each.status.title if each.status is not Status.REWORK else "rework"
    return f"`{each.name}`, which {verb} {rest}"


def needed(verdict: Verdict) -> tuple[Dependency, ...]:
    """What the function calls that keeps it from being ready."""
    return tuple(each for each in verdict.dependencies if each.status is not Status.READY)


def has_details(function: Function, verdict: Verdict) -> bool:
    """Whether there is anything to say about a function at a target."""
    return bool(verdict.issues or verdict.accepted or needed(verdict) or function.reason)


def tally(report: Report, target: Target) -> str:
    """Such as "3 ready, 1 blocked; effort 4.5 h"."""
    counts = counts_at(report, target.host)
    parts = [f"{counts[status]} {_TALLIED[status]}" for status in ORDER if counts[status]]
    minutes = minutes_at(report, target.host)
    words = ", ".join(parts) or "nothing to lift"
    words += f"; effort {shown(minutes)}" if minutes else ""
    return words + ("" if well_known(target) else "; little is known of this service")


def well_known(target: Target) -> bool:
    """Whether the catalogue's facts about a service rest on its documentation."""
    return target.evidence in ("official", "digest")


_TALLIED = {
    Status.READY: "ready",
    Status.FIXES: "ready after fixes",
    Status.REWORK: "to be reworked",
    Status.BLOCKED: "blocked",
    Status.UNKNOWN: "unknown",
}


class Obstacle(NamedTuple):
    """What a rule says with one need, and what it comes to over a whole report.

    ``message`` is empty where there are several targets, each of which has its own words.
    ``places`` and ``functions`` are counted once however many of the ``targets`` have them;
    ``minutes`` is the effort at all targets together.
    """

    name: str
    code: str
    need: str
    message: str
    places: int
    functions: int
    targets: int
    minutes: int


def obstacles(report: Report) -> list[Obstacle]:
    """What stands in the way, the most work first: by rule, for a single target by message too."""
    one = len(report.targets) == 1
    places: dict[tuple[str, str, str, str], set[tuple[int, int]]] = {}
    targets: dict[tuple[str, str, str, str], set[str]] = {}
    minutes: dict[tuple[str, str, str, str], int] = {}
    for at, function in enumerate(report.functions):
        for host, verdict in function.verdicts.items():
            for issue in verdict.issues:
                found = issue.diagnostic
                key = (found.name, found.code, issue.need, found.message if one else "")
                places.setdefault(key, set()).add((at, found.span.start))
                targets.setdefault(key, set()).add(host)
                minutes[key] = minutes.get(key, 0) + issue.minutes
    met = [
        Obstacle(*key, len(spots), len({at for at, _ in spots}), len(targets[key]), minutes[key])
        for key, spots in places.items()
    ]
    return sorted(met, key=lambda each: (-each.minutes, -each.functions, each.code, each.need, each.message))


def notes_of(report: Report) -> list[tuple[str, list[str]]]:
    """What should be known of files besides their statuses: a text and the paths that it is about."""
    found: dict[str, list[str]] = {}
    for each in report.notes:
        found.setdefault(each.text, []).append(each.path)
    for each in report.skipped:
        found.setdefault(f"left out: {each.text}", []).append(each.path)
    if report.ignored:
        found[f"left out by --ignore: {', '.join(report.ignored)}"] = []
    return list(found.items())


def headline(report: Report) -> str:
    """What the report is about, in one line."""
    names = [target.title for target in report.targets]
    to = ", ".join(names) if len(names) <= 3 else counted(len(names), "service")
    origin = f" from {report.origin}" if report.origin else ""
    return f"Portability of {counted(len(report.functions), 'function')}{origin} to {to}"


def wrong_places(report: Report) -> Iterator[tuple[Function, Issue]]:
    """What is wrong where it stands, whatever the targets; accepted findings left out."""
    for function in report.functions:
        for issue in function.wrong:
            if not issue.accepted:
                yield function, issue


def address(function: Function, context: OutputContext) -> str:
    """The file and line of a function for people."""
    return f"{context.shown(function.path)}:{function.line}"
