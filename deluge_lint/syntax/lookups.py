"""What the parse table answers: the state after a value, past all rules that only pass it on."""

from __future__ import annotations

from deluge_lint.syntax import tables
from deluge_lint.syntax.tokens import KIND, NAME, SOFT

ROWS = tables.rows()
RULES = tables.RULES
WIDTH = len(tables.TERMINALS)
ACCEPT, SHIFT_REDUCE, START = tables.ACCEPT, tables.SHIFT_REDUCE, tables.STARTS["start"]
#: Added to a state in the answers: the value is the first of a list; it goes to the end of the
#: list below it (whose state then comes back); it does so with a comma between the two; a
#: statement begins here.
LIST, LISTED, LISTED_SECOND, STATEMENT = 2000, 4000, 6000, 8000
_DOT, _LPAR, _COMMA = KIND["DOT"], KIND["LPAR"], KIND["COMMA"]
_LEAF_ACTIONS = frozenset({"name", "number", "text", "sq_text", "const"})


def action_for(state: int, kind: int) -> int:
    """The table's entry, with a soft word read as a name where it is no word."""
    found = ROWS[state][kind]
    if not found and kind >= SOFT:
        found = ROWS[state][NAME]
    return found


def settle(state: int, symbol: int, kind: int) -> int:
    """The state after goto on ``symbol`` from ``state``, past all rules that only pass on.

    When one of these begins a list with the value, ``LIST`` is added to the state; when
    the value ends in the list that ``state`` continues, ``LISTED`` or ``LISTED_SECOND``.
    """
    target = ROWS[state][symbol]
    wrapped = 0
    while True:
        entry = action_for(target, kind)
        if entry >= 0:
            return target + wrapped
        length, symbol, name = RULES[entry]
        if not wrapped and name == "append" and _stays(state, kind):
            return state + LISTED
        if not wrapped and name == "append_second" and _stays_behind_comma(state, kind):
            return state + LISTED_SECOND
        if length != 1 or name != "same" and (name != "first" or wrapped):
            return target + wrapped
        if name == "first":
            wrapped = LIST
        target = ROWS[state][symbol]


def _stays(state: int, kind: int) -> bool:
    """Whether a list that has grown is in ``state`` again, as nothing passes it on before ``kind``."""
    entry = action_for(state, kind)
    return entry >= 0 or RULES[entry][0] != 1


def _stays_behind_comma(state: int, kind: int) -> bool:
    """The same for all states of a list that a comma leads from to ``state``."""
    lists = [number for number, row in enumerate(ROWS) if row[_COMMA] == state]
    return bool(lists) and all(_stays(each, kind) for each in lists)


def _states_after_dot() -> list[int]:
    """The states after a dot behind a value, then ``name``, then ``(``: the same for every value."""
    dots = {row[_DOT] for row in ROWS if row[_DOT] > 0 and ROWS[row[_DOT]][NAME] and row[KIND["UI"]] > 0}
    (dot,) = dots
    name = ROWS[dot][NAME]
    return [dot, name, ROWS[name][_LPAR]]


def leaf_target(state: int, kind: int, following: int) -> int:
    """The state after a leaf of ``kind`` before ``following``; 0 where it is no plain leaf."""
    entry = ROWS[state][kind]
    if not kind or entry <= 0:  # the end; or nothing to shift yet
        return 0
    if entry >= SHIFT_REDUCE:
        entry -= SHIFT_REDUCE
    elif (entry := action_for(entry, following)) >= 0:
        return 0
    if RULES[entry][2] not in _LEAF_ACTIONS:
        return 0
    target = settle(state, RULES[entry][1], following)
    return target + STATEMENT if kind == NAME and target < LIST and ROWS[state][SIMPLE] else target


CALL_STATES = _states_after_dot()
SIMPLE = next(symbol for _, symbol, name in RULES if name == "expr_stmt")
POSTFIX = next(symbol for _, symbol, name in RULES if name == "attribute")


def _ends_attribute() -> list[bool]:
    """Per kind: whether it makes an attribute of the ``.name`` before it."""
    entries = [action_for(CALL_STATES[1], kind) for kind in range(WIDTH)]
    return [entry < 0 and RULES[entry][2] == "attribute" for entry in entries]


ENDS_ATTRIBUTE = _ends_attribute()
