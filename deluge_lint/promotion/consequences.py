"""What follows from changes: scripts that use what is gone, and doors that were shut before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deluge_lint.promotion.model import CHANGED, REMOVED, RENAMED, Change, Consequence, Side

#: Kinds of consequences, those that break things first.
BROKEN, STALE, DATA, CALL, ADDRESS, CONNECTION, ID, ACCESS = (
    "uses-what-is-gone", "uses-what-has-changed", "data-at-risk", "new-external-call", "new-address",
    "new-connection", "new-id", "permission-widened",
)  # fmt: skip


def consequences(current: Side, candidate: Side, changes: Iterable[Change]) -> Iterator[Consequence]:
    """Everything that follows, with its place on the side where it shows."""
    listed = list(changes)
    yield from _calls_of_gone(candidate, listed)
    yield from _calls_of_changed(current, candidate)
    yield from _uses(candidate, listed)
    gone = {each.name for each in listed if each.what == "connection" and each.act == REMOVED}
    for unit in candidate.units:
        for name in sorted(gone.intersection(unit.connections)):
            yield Consequence(BROKEN, f"{unit.title} uses the connection `{name}`, which is gone", unit.place)
    for change in listed:
        kind = ACCESS if change.what in ("role", "connection") else DATA
        for risk in change.risks:
            yield Consequence(
                kind, f"{change.what} `{change.name}`: {risk}", change.place or change.old_place
            )
    yield from _new_doors(current, candidate)


def _calls_of_gone(candidate: Side, changes: list[Change]) -> Iterator[Consequence]:
    """Calls of functions that are no more, or that go by another name now."""
    there = {unit.key[1] for unit in candidate.units if unit.what == "function"}
    gone = {}
    for change in changes:
        if change.what == "function" and change.act in (REMOVED, RENAMED):
            name = change.before if change.act == RENAMED else change.name
            key = name.lower().removeprefix("thisapp.")
            if key not in there:
                gone[key] = (name, change.name if change.act == RENAMED else "")
    for unit in candidate.units:
        for called, span, _ in unit.calls:
            if called in gone:
                name, now = gone[called]
                told = f", which is `{now}` now" if now else ", which is gone"
                place = candidate.place(unit.place.path, span)
                yield Consequence(BROKEN, f"{unit.title} calls `{name}`{told}", place)


def _calls_of_changed(current: Side, candidate: Side) -> Iterator[Consequence]:
    """Calls of functions that take another number of arguments than they did."""
    before = {unit.key[1]: unit.parameters for unit in current.units if unit.what == "function"}
    now = {unit.key[1]: unit.parameters for unit in candidate.units if unit.what == "function"}
    for unit in candidate.units:
        for called, span, arguments in unit.calls:
            takes = now.get(called)
            if takes is not None and takes != before.get(called, takes) and takes != arguments:
                told = f"with {arguments} arguments, and it takes {takes} now"
                place = candidate.place(unit.place.path, span)
                yield Consequence(BROKEN, f"{unit.title} calls `{called}` {told}", place)


def _uses(candidate: Side, changes: list[Change]) -> Iterator[Consequence]:
    """Scripts of the candidate that name forms and fields which are gone or of another type."""
    kinds = ("form", "module", "field")
    gone = {each.name.lower() for each in changes if each.act == REMOVED and each.what in kinds}
    fields = [each for each in changes if each.act == CHANGED and each.what == "field"]
    other = {each.name.lower(): each for each in fields if any(map(_is_felt, each.details))}
    told = set()
    for use in candidate.uses:
        name = f"{use.form}.{use.field}" if use.field else use.form
        if (name, use.unit, use.place.path) in told:
            continue
        if name.lower() in gone or use.form.lower() in gone:
            told.add((name, use.unit, use.place.path))
            yield Consequence(BROKEN, f"{use.unit} uses `{name}`, which is gone", use.place)
        elif name.lower() in other:
            told.add((name, use.unit, use.place.path))
            details = ", ".join(filter(_is_felt, other[name.lower()].details))
            yield Consequence(STALE, f"{use.unit} uses `{name}`, which has changed ({details})", use.place)


def _is_felt(detail: str) -> bool:
    """Whether a script that uses a field may feel this difference."""
    gone = detail.startswith("choice") and detail.endswith("removed")
    return gone or detail.startswith(("type:", "leads", "holds"))


def _new_doors(current: Side, candidate: Side) -> Iterator[Consequence]:
    """Calls, addresses and connections that nothing of the current side has."""
    for kind, attribute, word in (
        (CALL, "outside", "calls"),
        (ADDRESS, "addresses", "names the address"),
        (CONNECTION, "connections", "uses the connection"),
        (ID, "ids", "names the id"),
    ):
        known = {each for unit in current.units for each in getattr(unit, attribute)}
        for unit in candidate.units:
            for each in getattr(unit, attribute):
                if each not in known:
                    known.add(each)
                    message = f"{unit.title} {word} `{each}`, new to the application"
                    yield Consequence(kind, message, unit.place)
