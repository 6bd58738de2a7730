"""Two sides of one application: what was added, removed, changed and renamed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from deluge_lint.diagnostics import Diagnostic
from deluge_lint.engine.fingerprint import Fingerprints
from deluge_lint.promotion.consequences import consequences
from deluge_lint.promotion.model import ADDED, CHANGED, REMOVED, RENAMED, Change, Comparison, Side, Unit
from deluge_lint.promotion.schema_changes import schema_changes


def compare(current: Side, candidate: Side) -> Comparison:
    """The changes from ``current`` to ``candidate``, what follows from them, and the findings told apart."""
    changes = [*code_changes(current, candidate), *schema_changes(current, candidate)]
    new, remaining, fixed = _findings(current, candidate)
    found = tuple(consequences(current, candidate, changes))
    return Comparison(tuple(changes), found, tuple(new), tuple(remaining), tuple(fixed))


def code_changes(current: Side, candidate: Side) -> Iterator[Change]:
    """Functions and scripts of events, compared token by token."""
    old, new = _keyed(current.units), _keyed(candidate.units)
    removed = [key for key in old if key not in new]
    added = [key for key in new if key not in old]
    for before, after in _renamed([old[key] for key in removed], [new[key] for key in added]):
        removed.remove(next(key for key in removed if old[key] is before))
        added.remove(next(key for key in added if new[key] is after))
        yield Change(RENAMED, after.what, after.title, before.title, (), (), after.place, before.place)
    for key in removed:
        unit = old[key]
        yield Change(REMOVED, unit.what, unit.title, old_place=unit.place)
    for key in added:
        unit = new[key]
        yield Change(ADDED, unit.what, unit.title, place=unit.place)
    for key, unit in new.items():
        before = old.get(key)  # type: ignore[assignment]
        if before is not None and before.code != unit.code:
            details = tuple(_differences(before, unit))
            yield Change(CHANGED, unit.what, unit.title, "", details, (), unit.place, before.place)


def _keyed(units: tuple[Unit, ...]) -> dict[tuple[str, ...], Unit]:
    """Units by key; those that share one are told apart by their number in the file."""
    seen: Counter[tuple[str, ...]] = Counter()
    found = {}
    for unit in units:
        seen[unit.key] += 1
        number = seen[unit.key]
        found[(*unit.key, str(number)) if number > 1 else unit.key] = unit
    return found


def _renamed(removed: list[Unit], added: list[Unit]) -> list[tuple[Unit, Unit]]:
    """Pairs with the same code under another name, where there is just one of each."""
    pairs = []
    bodies = Counter(unit.body for unit in removed)
    again = Counter(unit.body for unit in added)
    for before in removed:
        if bodies[before.body] != 1 or again[before.body] != 1:
            continue
        after = next(unit for unit in added if unit.body == before.body)
        if after.what == before.what:
            pairs.append((before, after))
    return pairs


def _differences(before: Unit, after: Unit) -> Iterator[str]:
    """What a changed unit touches now, or no more."""
    for words, old, new in (
        ("calls {} outside", before.outside, after.outside),
        ("names the address {}", before.addresses, after.addresses),
        ("uses the connection {}", before.connections, after.connections),
        ("calls the function {}", _names(before), _names(after)),
    ):
        for each in sorted({*new} - {*old}):
            yield "now " + words.format(f"`{each}`")
        for each in sorted({*old} - {*new}):
            yield "no longer " + words.format(f"`{each}`")


def _names(unit: Unit) -> tuple[str, ...]:
    return tuple(name for name, _ in unit.calls)


_Found = list[tuple[str, Diagnostic]]


def _findings(current: Side, candidate: Side) -> tuple[_Found, _Found, _Found]:
    """New, remaining and fixed findings, by fingerprints that know nothing of places and paths."""
    stock = Counter(_digests(current))
    new, remaining = [], []
    for digest, pair in zip(_digests(candidate), candidate.findings()):
        if stock[digest] > 0:
            stock[digest] -= 1
            remaining.append(pair)
        else:
            new.append(pair)
    fixed = []
    for digest, pair in zip(_digests(current), current.findings()):
        if stock[digest] > 0:
            stock[digest] -= 1
            fixed.append(pair)
    return new, remaining, fixed


def _digests(side: Side) -> list[str]:
    prints = Fingerprints()
    return [prints.digest(path, found, side.sources.get(path)) for path, found in side.findings()]
