"""What was found in the pieces of a file, kept for its next version: an edit changes one of thousands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from deluge_lint.diagnostics import Span
from deluge_lint.documents.placement import Shifted
from deluge_lint.documents.read import Document
from deluge_lint.documents.script import Island, Script
from deluge_lint.engine.crash import INTERNAL
from deluge_lint.engine.gathered import Gathered
from deluge_lint.engine.placing import placed, placed_summary
from deluge_lint.engine.results import FileSettings

_Walk = Callable[[Script, Gathered], None]


class Mark(int):
    """An offset of the file, told from other numbers in what rules record."""

    __slots__ = ()


class Marked(Shifted):
    """A piece of the file, character by character, whose offsets are marked."""

    __slots__ = ()

    def offset(self, at: int) -> int:
        return Mark(self.start + at)

    def span(self, span: Span) -> Span:
        return Span(Mark(self.start + span.start), Mark(self.start + span.end))


class Kept:
    """The findings of the pieces of one version of a file.

    A piece gives the same again where its text, its place in the application and all that stands
    around the pieces are the same; only offsets move.
    """

    __slots__ = ("_state",)

    def __init__(self) -> None:
        #: What stands around the pieces, the settings and what was found by piece: replaced as one, since
        #: two versions may be linted at a time.
        self._state: tuple[str, FileSettings | None, dict[tuple[Any, ...], tuple[int, Gathered]]]
        self._state = "", None, {}

    def gather(
        self, document: Document, settings: FileSettings, gathered: Gathered, walk: _Walk,
        pace: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        """Walk the pieces that are new, and add what all of them give to ``gathered``.

        ``pace`` is called behind each piece that was walked; when it raises, what has been found until
        then is kept.
        """
        frame = _frame(document)
        old = self._state[2] if self._state[:2] == (frame, settings) else {}
        new: dict[tuple[Any, ...], tuple[int, Gathered]] = {}
        crashed = gathered.facts.setdefault(INTERNAL[1], [])
        left = old
        try:
            for island in document.islands:
                key, start = _key(island), island.placement.offset(0)
                known = (old.get(key) or new.get(key)) if key is not None else None
                found = known or (start, self._walked(document, island, settings, gathered, walk))
                if key is not None:
                    new[key] = found
                _add(gathered, found[1], start - found[0])
                if known is None and pace is not None:
                    pace()
            left = {}
        finally:
            # a rule that has crashed was not asked about the rest
            self._state = frame, settings, {} if crashed else left | new

    def _walked(
        self, document: Document, island: Island, settings: FileSettings, gathered: Gathered, walk: _Walk
    ) -> Gathered:
        part = Gathered(settings)
        part.rules, part.facts[INTERNAL[1]] = gathered.rules, gathered.facts[INTERNAL[1]]
        script = document.script_of(island)
        if _key(island) is not None:
            script = script._replace(placement=Marked(island.placement.offset(0)))
        walk(script, part)
        return part


def _key(island: Island) -> tuple[Any, ...] | None:
    """What the findings of a piece depend on; ``None`` where they are not kept."""
    if type(island.placement) is not Shifted or _directed(island.text.lower()):
        return None
    return island.kind, island.text, island.host, island.trigger


def _directed(text: str) -> bool:
    """Whether there may be a directive: what it covers is found anew."""
    return "deluge" in text and "lint" in text


def _frame(document: Document) -> str:
    """What stands around the scripts of a file."""
    text, at, pieces = document.source.text, 0, []
    for island in document.islands:
        start = island.placement.offset(0)
        if island.kind == "script" and type(island.placement) is Shifted and start >= at:
            pieces.append(text[at:start])
            at = start + len(island.text)
    pieces.append(text[at:])
    return "\0".join(pieces)


def _add(gathered: Gathered, part: Gathered, by: int) -> None:
    """Add what a piece has given, moved by so many characters."""
    there = Shifted(by)
    gathered.faults += part.faults
    gathered.crashes += part.crashes
    gathered.diagnostics += [placed(each, there) for each in part.diagnostics] if by else part.diagnostics
    for name, facts in part.facts.items():
        if name == INTERNAL[1]:
            continue
        moved = facts
        if by:
            summary = name == "summary"
            moved = [placed_summary(each, there) if summary else _moved(each, by) for each in facts]
        gathered.facts.setdefault(name, []).extend(moved)


def _moved(fact: Any, by: int) -> Any:
    """A fact with its marked offsets moved; a rule's facts are a few levels deep at most."""
    if isinstance(fact, Mark):
        return Mark(fact + by)
    if isinstance(fact, list):
        return [_moved(each, by) for each in fact]
    if isinstance(fact, dict):
        return {name: _moved(each, by) for name, each in fact.items()}
    if isinstance(fact, tuple):
        moved = [_moved(each, by) for each in fact]
        return type(fact)(*moved) if hasattr(fact, "_fields") else tuple(moved)
    return fact
