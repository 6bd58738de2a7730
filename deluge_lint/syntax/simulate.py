"""Trying a repair without building anything: the driver on states alone."""

from __future__ import annotations

from typing import Any

from deluge_lint.records import NamedTuple
from deluge_lint.syntax import tables
from deluge_lint.syntax.driver import ACTIONS, Stack
from deluge_lint.syntax.lookups import ROWS, RULES, SHIFT_REDUCE, action_for
from deluge_lint.syntax.tokens import END, KIND

_STATEMENT = len(tables.TERMINALS) + tables.NONTERMINALS.index("stmt")
_SEMICOLON = KIND["SEMICOLON"]
#: How many tokens behind the error a repair must make readable to count as perfect.
REACH = 20
#: How much of a deep stack a trial looks at; a trial that needs more fails.
_DEPTH = 400


class Virtual(int):
    """The index of a token that is not there: equal to that of the token before it."""

    __slots__ = ()


class Repair(NamedTuple):
    """Before token ``position``: insert ``inserts``, after leaving out ``deletes`` tokens there.

    ``cost`` is how unlikely a person is to have made that mistake.
    """

    position: int
    inserts: tuple[int, ...]
    deletes: int
    cost: float


def feed(states: list[int], kind: int) -> bool:
    """Read one token on states alone; whether it fits."""
    while True:
        entry = action_for(states[-1], kind)
        if not entry:
            return False
        if 0 < entry < SHIFT_REDUCE:
            states.append(entry)
            return True
        shifted = entry > 0
        if shifted:
            entry -= SHIFT_REDUCE
        length, symbol, _ = RULES[entry]
        length -= shifted
        if length:
            if length >= len(states):
                return False
            del states[-length:]
        target = ROWS[states[-1]][symbol]
        states.append(target)
        if shifted:
            return True
        if target == tables.ACCEPT:
            return kind == END


def feed_value(stack: Stack, kind: int, value: int, last: int) -> bool:
    """Read one token for real, building nodes; ``last`` is the token before it."""
    states, values = stack.states, stack.values
    while True:
        entry = action_for(states[-1], kind)
        if not entry:
            return False
        shifted = entry > 0
        if shifted:
            values.append(value)
            last = value
            if entry < SHIFT_REDUCE:
                states.append(entry)
                return True
            entry -= SHIFT_REDUCE
        length, symbol, _ = RULES[entry]
        built: Any
        if length:
            built = ACTIONS[entry](stack.builder, values[-length:], last)
            del values[-length:]
            if length > shifted:
                del states[shifted - length :]
        else:
            built = ACTIONS[entry](stack.builder, [], last)
        values.append(built)
        states.append(ROWS[states[-1]][symbol])
        if shifted:
            return True
        if states[-1] == tables.ACCEPT:
            return True


def finish_statement(stack: Stack, last: int) -> None:
    """Add the statement on top of the stack, which ends with token ``last``, to its list."""
    states, values = stack.states, stack.values
    while not ROWS[states[-1]][_STATEMENT]:
        entry = action_for(states[-1], _SEMICOLON)
        if entry >= 0 or not RULES[entry][0]:
            return
        length, symbol, _ = RULES[entry]
        built = ACTIONS[entry](stack.builder, values[-length:], last)
        del values[-length:]
        del states[-length:]
        values.append(built)
        states.append(ROWS[states[-1]][symbol])


def statement_depth(states: list[int]) -> int:
    """The depth of the innermost state in which a statement may start."""
    for depth in range(len(states) - 1, -1, -1):
        if ROWS[states[depth]][_STATEMENT]:
            return depth
    return 0


def statement_goto(state: int) -> int:
    """The state after a statement that starts in ``state``."""
    return ROWS[state][_STATEMENT]


def snapshots(states: list[int], kinds: bytes, start: int, stop: int, earliest: int) -> dict[int, list[int]]:
    """The states before each token from ``earliest`` to ``stop``, reading on from ``start``."""
    found: dict[int, list[int]] = {}
    current = states[-_DEPTH:]
    for position in range(start, stop):
        if position >= earliest:
            found[position] = current.copy()
        if not feed(current, kinds[position]):
            return found
    found[stop] = current
    return found


def reach(states: list[int], kinds: bytes, repair: Repair, error: int) -> int:
    """How many tokens from ``error`` on can be read after ``repair``, at most ``REACH``.

    Tokens that the repair leaves out do not count.

    ``states`` are those before ``repair.position``; -1 when the repair itself does not fit.
    """
    current = states.copy()
    for kind in repair.inserts:
        if not feed(current, kind):
            return -1
    position = repair.position + repair.deletes
    if position >= len(kinds):
        return -1
    stop = error + REACH
    while True:
        kind = kinds[position]
        if not feed(current, kind):
            return max(position - max(error, repair.position + repair.deletes), -1)
        if kind == END or position >= stop:
            return REACH
        position += 1
