"""The lift report of a run: every function, every target, and what the calls between them add."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from deluge_lint.diagnostics import Diagnostic
from deluge_lint.documents.script import Host
from deluge_lint.engine.crash import INTERNAL
from deluge_lint.engine.notes import Note
from deluge_lint.engine.reading import DEFAULT_LIMIT
from deluge_lint.engine.registry import Registry
from deluge_lint.engine.registry import registry as installed
from deluge_lint.engine.results import FileResult, FileSettings
from deluge_lint.engine.rule import Rule
from deluge_lint.engine.runner import finish
from deluge_lint.portability.effort import priced
from deluge_lint.portability.inherit import graph_of, moving_along, through_calls
from deluge_lint.portability.model import STATUS_OF_NEED, Function, Issue, Report, Status, Verdict
from deluge_lint.portability.scan import Scan, scan, unreadable
from deluge_lint.portability.targets import target
from deluge_lint.semantics.calls import CallGraph
from deluge_lint.source import LineIndex

CATEGORY = "portability"

SettingsOf = Callable[[str], FileSettings]


def rules_of(registry: Registry | None = None) -> list[str]:
    """The names of the rules that a report asks: all of the category, whatever their preset."""
    return [name for name, rule in (registry or installed()).cards.items() if rule.category == CATEGORY]


def survey(
    paths: Iterable[str], settings_of: SettingsOf, targets: Sequence[Host], *, origin: Host | None = None,
    broken: Iterable[FileResult] = (), limit: int = DEFAULT_LIMIT,
    progress: Callable[[int, int], None] | None = None,
) -> list[Scan]:  # fmt: skip
    """Read and lint the files for :func:`draw_up`.

    ``settings_of`` gives what configuration says of a file; ``broken`` are those of
    :func:`~deluge_lint.engine.discovery.discover` that are files.
    """
    files = sorted(set(paths))
    scans = [unreadable(each, FileSettings(())) for each in broken]
    for at, path in enumerate(files, 1):
        settings = settings_of(path)._replace(targets=tuple(targets))
        scans.append(scan(path, settings, origin, limit))
        if progress is not None:
            progress(at, len(files))
    return scans


def draw_up(
    scans: Sequence[Scan], targets: Sequence[Host], origin: Host | None = None, *,
    registry: Registry | None = None, ignored: Iterable[str] = (),
) -> Report:  # fmt: skip
    """The report of files that were linted for ``targets``.

    ``ignored`` are the rules that were left out on purpose; other portability rules that were not
    asked are named in the notes.
    """
    rules = registry or installed()
    scans = sorted(scans, key=lambda each: each.path)
    part = [each for each in scans if not each.skipped]
    settings = {each.path: each.settings for each in part}
    results = [each.result for each in part]
    everything = finish(
        [each._replace(suppressions=()) for each in results], settings.__getitem__, rules, whole=False
    )
    kept = finish(results, settings.__getitem__, rules, whole=False)
    graph = graph_of(part)
    files = []
    for each, seen, left in zip(part, everything, kept):
        found = _eased(each, seen.diagnostics, graph)
        files.append((each, _judged(each, found, frozenset(left.diagnostics), targets, rules.rules)))
    return Report(
        str(origin or ""),
        tuple(map(target, targets)),
        tuple(through_calls(files, graph)),
        tuple(Note(each.path, each.skipped) for each in scans if each.skipped),
        tuple(_notes(part, origin, rules, frozenset(ignored))),
        tuple(Note(each.path, each.result.problem) for each in part if each.result.problem),
        tuple(sorted(ignored)),
        any(found.name == INTERNAL[1] for each in part for found in each.result.diagnostics),
    )


def _notes(
    scans: Iterable[Scan], origin: Host | None, rules: Registry, ignored: frozenset[str]
) -> Iterable[Note]:
    """Guesses that --from overrules, and what configuration has kept from being asked, file by file."""
    wanted = set(rules_of(rules)) - ignored
    for each in scans:
        if each.looks_like:
            yield Note(each.path, f"looks like a script of {each.looks_like}, counted as one of {origin}")
        missing = wanted - {active.name for active in each.settings.rules}
        if missing and not each.result.problem:
            words = "no rule was asked" if missing == wanted else f"not asked: {', '.join(sorted(missing))}"
            yield Note(each.path, f"{words} (`per-path-ignores`)")


def _eased(
    scan: Scan, found: Iterable[Diagnostic], graph: CallGraph
) -> Iterable[tuple[Diagnostic, Diagnostic]]:
    """The findings, each with what is left of it: a function of the run moves along with its callers."""
    along = moving_along(scan, graph)
    for each in found:
        lift = each.lift
        if lift is None or lift.along is None or each not in along:
            yield each, each
            continue
        need, minutes, words = lift.along
        yield each, each.replaced(help=words, lift=lift._replace(need=need, minutes=minutes, along=None))


def _judged(
    scan: Scan, found: Iterable[tuple[Diagnostic, Diagnostic]], kept: Collection[Diagnostic],
    targets: Sequence[Host], rules: Mapping[str, type[Rule]],
) -> list[Function]:  # fmt: skip
    """The functions of a file with their own verdicts; ``found`` as of :func:`_eased`."""
    issues: list[list[Issue]] = [[] for _ in scan.functions]
    starts = [each.start for each in scan.functions]
    for each, eased in found:
        if each.lift is not None or (each.name in rules and rules[each.name].category == CATEGORY):
            at = _home(scan.functions, starts, each)
            issues[at].append(_issue(eased, scan, each in kept, rules))
    asked = any(
        rules[active.name].category == CATEGORY for active in scan.settings.rules if active.name in rules
    )
    judged = []
    for function, own in zip(scan.functions, issues):
        if not asked and not function.reason:
            function = function._replace(reason="the configuration lets no portability rule look at it")
        judged.append(_with_verdicts(function, own, targets, rules))
    return judged


def _home(functions: Sequence[Function], starts: Sequence[int], found: Diagnostic) -> int:
    """Which of the functions a finding stands in: the first takes what no other has."""
    at = bisect_right(starts, found.span.start, 1) - 1
    return at if found.span.start < functions[at].end else 0


def _issue(found: Diagnostic, scan: Scan, kept: bool, rules: Mapping[str, type[Rule]]) -> Issue:
    lines = scan.lines or LineIndex("")
    line, column = lines.position(found.span.start)
    preview = bool(getattr(rules.get(found.name), "preview", False))
    issue = Issue(found, line, column, preview=preview)
    return issue if kept else issue._replace(accepted=True, reason=_reason(found, scan, rules))


def _reason(found: Diagnostic, scan: Scan, rules: Mapping[str, type[Rule]]) -> str:
    """What the comment says that silences a finding."""
    start = found.span.start
    for each in scan.result.suppressions:
        names = {name.lower() for name in each.names}
        spans = ((each.start, each.end), *each.also)
        if names & {found.name, found.code.lower()} and any(a <= start <= b for a, b in spans):
            return each.reason
    return ""


def _with_verdicts(
    function: Function, issues: list[Issue], targets: Sequence[Host], rules: Mapping[str, type[Rule]]
) -> Function:
    wrong = []
    there: dict[str, list[Issue]] = {str(host): [] for host in targets if host.service != function.service}
    for each in issues:
        lift = each.diagnostic.lift
        if lift is None or lift.own:
            wrong.append(each)
        elif lift.to in there:
            there[lift.to].append(each)
    verdicts = {host: _verdict(host, function, found, rules) for host, found in there.items()}
    return function._replace(wrong=tuple(wrong), verdicts=verdicts)


def _verdict(host: str, function: Function, found: list[Issue], rules: Mapping[str, type[Rule]]) -> Verdict:
    issues = priced((each for each in found if not each.accepted), rules)
    accepted = tuple(each for each in found if each.accepted)
    own = max((status_of(each) for each in issues), default=Status.READY)
    if function.reason:
        own = Status.UNKNOWN
    return Verdict(host, own, own, sum(each.minutes for each in issues), issues, accepted)


def status_of(issue: Issue) -> Status:
    """The best status that a function with this finding can have; an unknown need asks for rework."""
    return STATUS_OF_NEED.get(issue.need, Status.REWORK)
