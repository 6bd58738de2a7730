"""Facts that change along a way, kept only where they change.

There is one current state, changed in place; a branch takes back what it has changed before the
next one begins, so that the cost follows the changes and not the product of points and facts.
Of each fact it is noted from which token on which value holds: that is where readers look it up.
"""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_left, bisect_right
from typing import Generic, TypeVar

Value = TypeVar("Value")
_NEVER = 1 << 60


class Guard(Generic[Value]):
    """A ``try`` around the current place: by fact, what an error on the way may leave."""

    __slots__ = ("pending", "seen")

    def __init__(self) -> None:
        self.seen: dict[str, Value] = {}
        #: What has changed, and is seen as soon as anything begins that may fail.
        self.pending: set[str] = set()


class History(Generic[Value]):
    """The values of facts by token; ``start`` is what holds at the beginning, ``nothing`` what
    holds of facts that nobody has set.
    """

    def __init__(self, start: dict[str, Value], nothing: Value) -> None:
        self._start = start
        self._nothing = nothing
        self.now = dict(start)
        #: By fact, the tokens from which on a value holds, and these values.
        self._notes: dict[str, tuple[list[int], list[Value]]] = {}
        #: What was noted when, for a loop that takes its turn back.
        self._trail: list[tuple[list[int], list[Value]]] = []
        #: From token to token, what is never reached.
        self._dead: list[tuple[int, int]] = []
        self._alive = True
        #: By branch around the current place, what the facts that it has changed were before.
        self._frames: list[dict[str, Value]] = [{}]
        self._guards: list[Guard[Value] | None] = [None]

    def at(self, fact: str, token: int) -> Value | None:
        """What ``fact`` is where the statement or test with ``token`` begins; ``None`` where
        that never is."""
        if self._dead:
            place = bisect_right(self._dead, (token, _NEVER)) - 1
            if place >= 0 and token <= self._dead[place][1]:
                return None
        noted = self._notes.get(fact)
        if noted is not None:
            place = bisect_right(noted[0], token)
            if place:
                return noted[1][place - 1]
        return self._start.get(fact, self._nothing)

    @abstractmethod
    def join(self, old: Value, new: Value) -> Value:
        """What holds where two ways meet; only ever loses knowledge."""

    def put(self, fact: str, value: Value, after: int) -> None:
        """From token ``after`` on ``fact`` has another value."""
        old = self.now.get(fact, self._nothing)
        if value is old or value == old:
            return
        self._frames[-1].setdefault(fact, old)
        self.now[fact] = value
        self.note(fact, value, after)
        guard = self._guards[-1]
        if guard is not None:
            guard.pending.add(fact)

    def glimpse(self, fact: str, value: Value) -> None:
        """An error inside of the current statement may leave ``fact`` with this value."""
        guard = self._guards[-1]
        if guard is not None:
            guard.seen[fact] = self.join(guard.seen.get(fact, value), value)

    def see(self) -> None:
        """Something begins that may fail: an error finds what has changed until now."""
        guard = self._guards[-1]
        if guard is not None and guard.pending:
            for fact in guard.pending:
                self.glimpse(fact, self.now.get(fact, self._nothing))
            guard.pending.clear()

    # -- the current state ----------------------------------------------------------

    def open(self, changes: dict[str, Value], token: int) -> None:
        """Begin a branch with these changes."""
        self._frames.append({})
        self.change(changes, token)

    def change(self, changes: dict[str, Value], token: int) -> None:
        """From ``token`` on these facts have other values."""
        for fact, value in changes.items():
            self.put(fact, value, token)

    def changed(self, depth: int) -> dict[str, Value]:
        """What the branches from ``depth`` inwards have changed."""
        get, nothing = self.now.get, self._nothing
        return {fact: get(fact, nothing) for frame in self._frames[depth:] for fact in frame}

    def close(self, token: int) -> dict[str, Value] | None:
        """End a branch and take back its changes, which are returned if its end is ever reached."""
        now, nothing = self.now, self._nothing
        outcome = {}
        for fact, before in self._frames.pop().items():
            outcome[fact] = now.get(fact, nothing)
            now[fact] = before
            self.note(fact, before, token)
        alive, self._alive = self._alive, True
        return outcome if alive else None

    def meet(self, outcomes: list[dict[str, Value] | None], token: int) -> None:
        """Go on with what all these ways have in common."""
        living = [each for each in outcomes if each is not None]
        self._alive = bool(living)
        if not living:
            return
        get, nothing = self.now.get, self._nothing
        first, rest = living[0], living[1:]
        for fact in {fact: None for each in living for fact in each}:
            before = get(fact, nothing)
            met = first.get(fact, before)
            for each in rest:
                met = self.join(met, each.get(fact, before))
            self.put(fact, met, token)

    def note(self, fact: str, value: Value, token: int) -> None:
        """Tell readers that ``value`` holds from ``token`` on."""
        noted = self._notes.get(fact)
        if noted is None:
            noted = self._notes[fact] = ([], [])
        tokens, values = noted
        if tokens and tokens[-1] > token:
            place = bisect_right(tokens, token)
            tokens.insert(place, token)
            values.insert(place, value)
        else:
            tokens.append(token)
            values.append(value)
        self._trail.append(noted)

    def take_back(self, mark: int, first: int) -> None:
        """Forget what a turn has noted from token ``first`` on."""
        for tokens, values in self._trail[mark:]:
            place = bisect_left(tokens, first)
            del tokens[place:], values[place:]
        del self._trail[mark:]
        del self._dead[bisect_left(self._dead, (first,)) :]

    def lose(self, outcome: dict[str, Value], token: int) -> bool:
        """Let a way meet the current one from ``token`` on; whether that has changed anything."""
        changed = False
        for fact, value in outcome.items():
            old = self.now.get(fact, self._nothing)
            met = self.join(old, value)
            if met != old:
                self.put(fact, met, token)
                changed = True
        return changed
