"""What functions inherit from those that they call: a blocked one blocks its callers too."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

from deluge_lint.diagnostics import Diagnostic
from deluge_lint.portability.model import Dependency, Function, Status
from deluge_lint.portability.scan import Scan
from deluge_lint.records import NamedTuple
from deluge_lint.semantics.calls import BodySummary, CallGraph, is_function_prefix, resolve
from deluge_lint.source import LineIndex


class _Call(NamedTuple):
    """A call of a function of the run, by its place in the list of functions."""

    callee: int
    line: int


def graph_of(scans: Iterable[Scan]) -> CallGraph:
    """The calls between the functions of a run."""
    return resolve({each.path: list(each.bodies) for each in scans if not each.skipped})


def moving_along(scan: Scan, graph: CallGraph) -> frozenset[Diagnostic]:
    """The findings of a file about calls of functions that are lifted in the same run."""
    calls = (call for body in scan.bodies for call in body.calls)
    starts = {call.start for call in calls if graph.find(call.name, scan.path) is not None}
    return frozenset(
        each
        for each in scan.result.diagnostics
        if each.lift is not None and each.lift.along is not None and not each.lift.own
        and each.span.start in starts
    )  # fmt: skip


def through_calls(
    files: Sequence[tuple[Scan, Sequence[Function]]], graph: CallGraph
) -> list[Function]:  # fmt: skip
    """All functions in order, with what they call and no better than what they call.

    ``files`` has each file with its functions as judged by themselves.  Functions that call
    each other in a circle share the worst status among them.
    """
    functions = [each for _, inside in files for each in inside]
    calls, outside = _calls(files, graph)
    targets = dict.fromkeys(target for each in functions for target in each.verdicts)
    for target in targets:
        worst = _worst(functions, calls, target)
        for at, function in enumerate(functions):
            verdict = function.verdicts.get(target)
            if verdict is not None:
                needed = tuple(_dependencies(functions, calls[at], worst))
                done = verdict._replace(status=worst[at], dependencies=needed)
                functions[at] = function._replace(verdicts={**function.verdicts, target: done})
    return [each._replace(outside=names) for each, names in zip(functions, outside)]


def _calls(
    files: Sequence[tuple[Scan, Sequence[Function]]], graph: CallGraph
) -> tuple[list[list[_Call]], list[tuple[str, ...]]]:
    """For each function the functions that it calls, and names of those that are not here."""
    places = {(scan.path, body): at for at, (scan, body) in enumerate(_bodies(files))}
    calls: list[list[_Call]] = []
    outside: list[tuple[str, ...]] = []
    for scan, _ in files:
        lines = scan.lines or LineIndex("")
        for body in scan.bodies:
            met: dict[int, _Call] = {}
            unmet: dict[str, None] = {}
            for call in body.calls:
                found = graph.find(call.name, scan.path)
                if found is not None:
                    callee = places[(found.path, found.body)]
                    met.setdefault(callee, _Call(callee, lines.position(call.start).line))
                elif is_function_prefix(call.name.partition(".")[0]):
                    unmet[call.name] = None
            calls.append(list(met.values()))
            outside.append(tuple(unmet))
    return calls, outside


def _bodies(files: Iterable[tuple[Scan, Sequence[Function]]]) -> Iterable[tuple[Scan, BodySummary]]:
    return ((scan, body) for scan, _ in files for body in scan.bodies)


def _worst(functions: Sequence[Function], calls: Sequence[Iterable[_Call]], target: str) -> list[Status]:
    """The status of each function with everything that it calls, by a walk from the worst ones up."""
    callers: list[list[int]] = [[] for _ in functions]
    for at, made in enumerate(calls):
        for call in made:
            callers[call.callee].append(at)
    own = [each.verdicts[target].own if target in each.verdicts else Status.READY for each in functions]
    worst = list(own)
    for status in sorted(Status, reverse=True):
        queue = deque(at for at, each in enumerate(own) if each is status and worst[at] is status)
        while queue:
            for caller in callers[queue.popleft()]:
                # what runs in the target already takes nothing over, and hands nothing on
                if worst[caller] < status and target in functions[caller].verdicts:
                    worst[caller] = status
                    queue.append(caller)
    return worst


def _dependencies(
    functions: Sequence[Function], calls: Iterable[_Call], worst: Sequence[Status]
) -> Iterable[Dependency]:
    for call in calls:
        callee = functions[call.callee]
        yield Dependency(callee.name, callee.path, call.line, worst[call.callee])
