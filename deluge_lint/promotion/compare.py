"""Two sides of one application: what was added, removed, changed and renamed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from deluge_lint.diagnostics import Diagnostic
from deluge_lint.engine.fingerprint import Fingerprints
from deluge_lint.promotion.consequences import consequences
from deluge_lint.promotion.model import ADDED, CHANGED, REMOVED, RENAMED, Change, Comparison, Side, Unit
from deluge_lint.promotion.schema_changes import schema_changes

_Key = tuple[str, ...]


def compare(current: Side, candidate: Side) -> Comparison:
    """The changes from ``current`` to ``candidate``, what follows from them, and the findings told apart."""
    schema = list(schema_changes(current, candidate))
    changes = [*code_changes(current, candidate, schema), *schema]
    new, remaining, fixed = _findings(current, candidate)
    found = tuple(consequences(current, candidate, changes))
    return Comparison(tuple(changes), found, tuple(new), tuple(remaining), tuple(fixed))


def code_changes(current: Side, candidate: Side, schema: Iterable[Change] = ()) -> Iterator[Change]:
    """Functions and scripts of events, compared token by token.

    What has come, gone or another name with the whole workflow around it is told by the ``schema``,
    as are the formulas of fields.
    """
    told = {name.lower() for each in schema if each.what == "workflow" and each.act != CHANGED
            for name in (each.name, each.before)}  # fmt: skip
    old, new = _keyed(current.units), _keyed(candidate.units)
    removed = [key for key in old if key not in new]
    added = [key for key in new if key not in old]
    for was, key in _renamed(old, new, removed, added):
        removed.remove(was)
        added.remove(key)
        before, unit = old[was], new[key]
        if not _is_told(unit, told):
            yield Change(RENAMED, unit.what, unit.title, before.title, (), (), unit.place, before.place)
    for key in removed:
        if not _is_told(old[key], told):
            yield Change(REMOVED, old[key].what, old[key].title, old_place=old[key].place)
    for key in added:
        if not _is_told(new[key], told):
            yield Change(ADDED, new[key].what, new[key].title, place=new[key].place)
    for key, unit in new.items():
        if key in old and old[key].code != unit.code and not _is_told(unit, told):
            details = tuple(_differences(old[key], unit))
            yield Change(CHANGED, unit.what, unit.title, "", details, (), unit.place, old[key].place)


def _is_told(unit: Unit, told: set[str]) -> bool:
    formula = unit.what == "expression" and unit.title.startswith("formula of ")
    return formula or (unit.what == "workflow" and unit.key[4] in told)


def _keyed(units: tuple[Unit, ...]) -> dict[tuple[str, ...], Unit]:
    """Units by key; those that share one are told apart by their number in the file."""
    seen: Counter[tuple[str, ...]] = Counter()
    found = {}
    for unit in units:
        seen[unit.key] += 1
        number = seen[unit.key]
        found[(*unit.key, str(number)) if number > 1 else unit.key] = unit
    return found


def _renamed(
    old: Mapping[_Key, Unit], new: Mapping[_Key, Unit], removed: list[_Key], added: list[_Key]
) -> list[tuple[_Key, _Key]]:
    """Pairs with the same code under another name, where there is just one of each."""
    gone = Counter((old[key].what, old[key].body) for key in removed)
    come = {(new[key].what, new[key].body): key for key in added}
    twice = Counter((new[key].what, new[key].body) for key in added)
    return [
        (key, come[each])
        for key in removed
        if gone[each := (old[key].what, old[key].body)] == 1 and twice[each] == 1
    ]


def _differences(before: Unit, after: Unit) -> Iterator[str]:
    """What a changed unit touches now, or no more."""
    if before.parameters != after.parameters:
        yield f"takes {after.parameters} parameters, {before.parameters} before"
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
    return tuple(name for name, _, _ in unit.calls)


_Found = list[tuple[str, Diagnostic]]


def _findings(current: Side, candidate: Side) -> tuple[_Found, _Found, _Found]:
    """New, remaining and fixed findings, by fingerprints that know nothing of places and paths."""
    before = _digests(current)
    stock = Counter(before)
    new, remaining = [], []
    for digest, pair in zip(_digests(candidate), candidate.findings()):
        if stock[digest] > 0:
            stock[digest] -= 1
            remaining.append(pair)
        else:
            new.append(pair)
    fixed = []
    for digest, pair in zip(before, current.findings()):
        if stock[digest] > 0:
            stock[digest] -= 1
            fixed.append(pair)
    return new, remaining, fixed


def _digests(side: Side) -> list[str]:
    prints = Fingerprints(side.exports)
    return [prints.digest(path, found, side.sources.get(path)) for path, found in side.findings()]
