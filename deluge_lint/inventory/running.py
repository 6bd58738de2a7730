"""Who runs a function: an event, another function, the application's configuration, or nobody here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from deluge_lint.inventory.model import Entry, Use
from deluge_lint.inventory.survey import Scan
from deluge_lint.schema.in_use import key_of
from deluge_lint.schema.model import Schema

_NOBODY = "nothing here calls it"
_CIRCLE = "only functions that call each other call it"
_IDLE = "only functions that nothing runs call it"
_SEVERAL = "several functions have this name, and it is called"


class Runners:
    """What runs the entries of a run; ``ambiguous`` are names that are called and that several have."""

    def __init__(self, scans: Sequence[Scan], entries: Sequence[Entry], ambiguous: Iterable[str]) -> None:
        self._entries = entries
        self._ambiguous = frozenset(ambiguous)
        self._named = frozenset(_key(name) for scan in scans for name in (*scan.named, *_named(scan.schema)))
        #: The files that are whole applications: what nobody calls there, nobody calls.
        self._whole = {scan.path: _in_use(scan.schema) for scan in scans if scan.complete}

    def told(self) -> list[Entry]:
        """The entries with their use, and why where nobody runs them."""
        uses = [self._own(at, each) for at, each in enumerate(self._entries)]
        run = self._reached([at for at, (use, _) in enumerate(uses) if use is not Use.UNUSED])
        found = []
        for at, (entry, (use, why)) in enumerate(zip(self._entries, uses)):
            if use is Use.UNUSED and at in run and entry.path not in self._whole:
                use, why = Use.CALLED, ""
            elif use is Use.UNUSED:
                why = self._why(at)
                use = Use.UNUSED if entry.path in self._whole else Use.OUTSIDE
            found.append(entry._replace(use=use, why=why))
        return found

    def _own(self, at: int, entry: Entry) -> tuple[Use, str]:
        """What runs an entry besides its callers; ``UNUSED`` for nothing."""
        key = _key(entry.name)
        if entry.kind != "function":
            return Use.EVENT, ""
        if entry.path in self._whole:
            return self._in_application(at, entry)
        if key in self._named:
            return Use.CONFIGURED, ""
        if key in self._ambiguous:
            return Use.CALLED, _SEVERAL
        if not any(each != at for each in entry.callers):
            return Use.OUTSIDE, _NOBODY
        return Use.UNUSED, ""

    def _in_application(self, at: int, entry: Entry) -> tuple[Use, str]:
        """The same in a whole application, of which the schema tells what is in use."""
        space, _, name = _key(entry.name).rpartition(".")
        if key_of(space, name) not in self._whole[entry.path]:
            return Use.UNUSED, ""
        called = any(each != at for each in entry.callers)
        return (Use.CALLED if called and _key(entry.name) not in self._named else Use.CONFIGURED), ""

    def _reached(self, roots: list[int]) -> set[int]:
        found = set(roots)
        while roots:
            for call in self._entries[roots.pop()].calls:
                if call.callee not in found:
                    found.add(call.callee)
                    roots.append(call.callee)
        return found

    def _why(self, at: int) -> str:
        others = [each for each in self._entries[at].callers if each != at]
        if not others:
            return _NOBODY
        return _IDLE if self._entries[at].path in self._whole else _CIRCLE


def _named(schema: Schema) -> Iterable[str]:
    """The functions that the workflows of an application run without a script."""
    for workflow in schema.workflows:
        yield from workflow.calls


def _in_use(schema: Schema) -> frozenset[str]:
    return frozenset(one.name.lower() for one in schema.mentions if one.kind == "function")


def _key(name: str) -> str:
    return name.lower().removeprefix("thisapp.")
