"""The inventory of a run: what the functions of all files are to each other."""

from __future__ import annotations

from collections.abc import Sequence

from deluge_lint.engine.notes import Note
from deluge_lint.inventory import circles
from deluge_lint.inventory.cost import MEASURES, NOTHING, Formula, plus, times, worst
from deluge_lint.inventory.duplicates import clusters
from deluge_lint.inventory.model import Call, Cost, Duplicate, Entry, Inventory, Missing, Place
from deluge_lint.inventory.running import Runners
from deluge_lint.inventory.survey import Part, Scan
from deluge_lint.records import NamedTuple
from deluge_lint.semantics.calls import BodySummary, CallGraph, is_function_prefix, resolve

#: Tokens that a duplicate has at least: some ten lines that say something.
LEAST = 80
#: A stretch of so much of a body is all of it.
_WHOLE = 0.9


def draw_up(scans: Sequence[Scan], *, least: int = LEAST) -> Inventory:
    """The inventory of the files; ``least`` is how many tokens a duplicate has, 0 for no search."""
    scans = sorted(scans, key=lambda each: each.path)
    parts = [(scan, part) for scan in scans for part in scan.parts]
    links = _Links(scans, parts)
    entries = _with_costs(links.entries, [part for _, part in parts], links)
    entries = Runners(scans, entries, links.ambiguous).told()
    return Inventory(
        tuple(entries),
        tuple(_duplicates(parts, least)) if least else (),
        tuple(Note(each.path, each.skipped) for each in scans if each.skipped),
        tuple(Note(each.path, each.problem) for each in scans if each.problem),
        least,
        len({scan.path for scan, _ in parts}),
        any(each.crashed for each in scans),
    )


class _Links:
    """The calls between the entries of a run.

    ``entries`` have their calls, callers and what they miss; ``targets`` has by entry the entries that
    each name in it may mean.  ``ambiguous`` are names that are called and that several functions have.
    """

    def __init__(self, scans: Sequence[Scan], parts: Sequence[tuple[Scan, Part]]) -> None:
        self._graph: CallGraph = resolve({each.path: [part.summary for part in each.parts] for each in scans})
        self._places = {(scan.path, _key(part.summary)): at for at, (scan, part) in enumerate(parts)}
        self._named: dict[str, list[int]] = {}
        for at, (_, part) in enumerate(parts):
            if part.summary.name:
                self._named.setdefault(part.summary.name, []).append(at)
        self.ambiguous: set[str] = set()
        self.targets: list[dict[str, list[int]]] = []
        #: By entry, the names of what is surely a function of the project's, and of no file here.
        self.missing: list[set[str]] = []
        callers: list[dict[int, None]] = [{} for _ in parts]
        entries = []
        for at, (scan, part) in enumerate(parts):
            entry = self._linked(scan, part)
            for call in entry.calls:
                callers[call.callee][at] = None
            entries.append(entry)
        self.entries = [each._replace(callers=tuple(found)) for each, found in zip(entries, callers)]

    def _linked(self, scan: Scan, part: Part) -> Entry:
        targets: dict[str, list[int]] = {}
        missing: list[Missing] = []
        nowhere: set[str] = set()
        calls: dict[int, int] = {}
        for call in part.summary.calls:
            if call.name in targets:
                continue
            found = targets[call.name] = self._found(call.name, scan.path)
            line = scan.lines.position(call.start).line if scan.lines else 1
            if len(found) == 1:
                calls.setdefault(found[0], line)
            elif found or "." not in call.name or is_function_prefix(call.name.partition(".")[0]):
                if found:
                    self.ambiguous.add(call.name)
                else:
                    nowhere.add(call.name)
                missing.append(Missing(part.written.get(call.name, call.name), line, tuple(found)))
        self.targets.append(targets)
        self.missing.append(nowhere)
        return part.entry._replace(calls=tuple(map(Call._make, calls.items())), missing=tuple(missing))

    def _found(self, name: str, path: str) -> list[int]:
        """The entries that a call of this name in ``path`` may mean."""
        found = self._graph.find(name, path)
        if found is not None:
            return [self._places[found.path, _key(found.body)]]
        return self._named.get(name, [])

    def edges(self) -> list[list[int]]:
        """By entry, all that it may call."""
        return [[at for found in targets.values() for at in found] for targets in self.targets]


def _key(body: BodySummary) -> tuple[str, int]:
    return body.name, body.start


class _Costs(NamedTuple):
    """The costs of an entry by measure."""

    own: dict[str, Formula]
    total: dict[str, Formula]


def _with_costs(entries: Sequence[Entry], parts: Sequence[Part], links: _Links) -> list[Entry]:
    """The entries with what they cost, those that they call included."""
    found: list[_Costs | None] = [None] * len(entries)
    rounds: set[int] = set()
    edges = links.edges()
    for circle in circles.components(edges):
        recursive = len(circle) > 1 or circle[0] in edges[circle[0]]
        costs = [_costs(parts[at], links, at, found) for at in circle]
        for at, each in zip(circle, costs):
            found[at] = each
        if recursive:
            rounds.update(circle)
            _go_round(entries, sorted(circle), found)
    return [
        _priced(each, costs)._replace(recursive=at in rounds) if costs is not None else each
        for at, (each, costs) in enumerate(zip(entries, found))
    ]


def _costs(part: Part, links: _Links, at: int, found: Sequence[_Costs | None]) -> _Costs:
    """The costs of one entry; what is called in a circle counts nothing yet."""
    targets = links.targets[at]
    missing = links.missing[at]

    def cost_of(name: str, measure: str) -> Formula:
        dearest = _UNKNOWN if name in missing else NOTHING
        for target in targets.get(name, ()):
            costs = found[target]
            dearest = worst(dearest, costs.total[measure]) if costs is not None else dearest
        return dearest

    own = {each: part.program.evaluate(each, lambda _: NOTHING) for each in MEASURES}
    total = {
        each: part.program.evaluate(each, lambda name, each=each: cost_of(name, each))  # type: ignore[misc]
        for each in MEASURES
    }
    return _Costs(own, total)


#: The cost of what stands in no file of the run.
_UNKNOWN = Formula((), True)


def _go_round(entries: Sequence[Entry], circle: Sequence[int], found: list[_Costs | None]) -> None:
    """Functions that call each other: each may run all of them in every round."""
    for measure in MEASURES:
        costs = [each for at in circle if (each := found[at]) is not None]
        together = NOTHING
        for each in costs:
            together = plus(together, each.total[measure])
        if together == NOTHING:
            continue
        again = times(together, f"round of {entries[circle[0]].name}")
        for each in costs:
            each.total[measure] = plus(each.total[measure], again)


def _priced(entry: Entry, costs: _Costs) -> Entry:
    api, mail, sms = (Cost(costs.own[each], costs.total[each]) for each in MEASURES)
    return entry._replace(api=api, mails=mail, sms=sms)


def _duplicates(parts: Sequence[tuple[Scan, Part]], least: int) -> list[Duplicate]:
    found = []
    for cluster in clusters([part.shape for _, part in parts], least):
        places = []
        for at, first, last in cluster.stretches:
            scan, part = parts[at]
            shape = part.shape
            line_of = scan.lines.position if scan.lines else None
            start = line_of(shape.starts[first]).line if line_of else 1
            end = line_of(max(shape.ends[last] - 1, 0)).line if line_of else 1
            whole = last - first + 1 >= _WHOLE * len(shape.signs)
            places.append(Place(at, start, end, whole))
        lines = max(each.last - each.first + 1 for each in places)
        found.append(Duplicate(cluster.size, lines, tuple(places)))
    return found
