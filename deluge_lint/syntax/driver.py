"""The LALR driver: Lark's table, our loop.

Values are kept beside the states: the index of a token, or what the builder returned.
Three things make it fast.  A leaf (a name or literal) is shifted and reduced in one step;
reductions by rules that only pass a value on are skipped by a memo of gotos that looks one
token ahead; and no position is computed, since the last token is always the one before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from deluge_lint.syntax import tables
from deluge_lint.syntax.build import Builder
from deluge_lint.syntax.expressions import MethodCall, Name, Number, Text
from deluge_lint.syntax.statements import Assign, ExprStmt
from deluge_lint.syntax.tokens import LEAF, NAME, NUMBER, SOFT, STRING

ROWS = tables.unpack()
RULES = tables.RULES
WIDTH = len(tables.TERMINALS)
ACCEPT, SHIFT_REDUCE = tables.ACCEPT, tables.SHIFT_REDUCE
#: Per state: lookahead << 9 | nonterminal → the state after goto and all passing-on rules.
_GOTOS: list[dict[int, int]] = [{} for _ in ROWS]
#: Per state: lookahead << 3 | leaf kind → the state after the leaf, 0 when it is no plain leaf.
_LEAVES: list[dict[int, int]] = [{} for _ in ROWS]
#: The rules that ``run`` writes out itself, by the name of their action.
_FIRST, _APPEND, _APPEND_SECOND, _METHOD, _EXPR_STMT, _ASSIGN = range(1, 7)
_HOT = {
    "first": _FIRST, "append": _APPEND, "append_second": _APPEND_SECOND, "method": _METHOD,
    "expr_stmt": _EXPR_STMT, "assign": _ASSIGN,
}  # fmt: skip
HOT_RULES = [(length, symbol, _HOT.get(name, 0)) for length, symbol, name in RULES]
_LEAF_ACTIONS = frozenset({"name", "number", "text", "sq_text", "const"})


def action_for(state: int, kind: int) -> int:
    """The table's entry, with a soft word read as a name where it is no word."""
    found = ROWS[state][kind]
    if not found and kind >= SOFT:
        found = ROWS[state][NAME]
    return found


def settle(state: int, symbol: int, kind: int) -> int:
    """The state after goto on ``symbol`` from ``state``, past all rules that only pass on."""
    target = ROWS[state][symbol]
    while True:
        entry = action_for(target, kind)
        if entry >= 0:
            return target
        length, symbol, name = RULES[entry]
        if length != 1 or name != "same":
            return target
        target = ROWS[state][symbol]


def _leaf_target(state: int, kind: int, following: int) -> int:
    entry = ROWS[state][kind]
    if entry >= SHIFT_REDUCE:
        entry -= SHIFT_REDUCE
    elif (entry := action_for(entry, following)) >= 0:
        return 0
    if RULES[entry][2] not in _LEAF_ACTIONS:
        return 0
    return settle(state, RULES[entry][1], following)


def actions_of(builder: Builder) -> list[Callable[[list[Any], int], Any]]:
    """The builder's methods in the order of the table's rules."""
    return [getattr(builder, rule[2]) for rule in RULES]


class Stack:
    """States and values of a parse under way; the first state has no value."""

    __slots__ = ("actions", "builder", "states", "values")

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.actions = actions_of(builder)
        self.states = [tables.START]
        self.values: list[Any] = []


def run(stack: Stack, tokens: list[str], kinds: bytes, position: int) -> int:
    """Read from ``position`` until the end or an error.

    Returns the index of the token that does not fit, or -1 when all is read (the program
    is then the only value).  ``kinds`` ends with the kind of the end, 0.  The commonest
    rules are written out here: calling their methods would take half of the time.
    """
    states, values, actions = stack.states, stack.values, stack.actions
    rows, gotos, leaves, rules = ROWS, _GOTOS, _LEAVES, HOT_RULES
    push_state, push = states.append, values.append
    make_name, make_text, make_number, make_method = Name, Text, Number, MethodCall
    i = position
    kind = kinds[i]
    state = states[-1]
    while True:
        entry = rows[state][kind]
        if not entry:
            if kind < SOFT or not (entry := rows[state][NAME]):
                return i
            if entry > 0:
                kind = NAME
        if entry > 0:
            i += 1
            following = kinds[i]
            if kind <= LEAF:
                key = following << 3 | kind
                target = leaves[state].get(key)
                if target is None:
                    target = leaves[state][key] = _leaf_target(state, kind, following)
                if target:
                    last = i - 1
                    if kind == NAME:
                        push(make_name(tokens[last], last, last))
                    elif kind == STRING:
                        push(make_text(tokens[last], last, last))
                    elif kind == NUMBER:
                        push(make_number(tokens[last], last, last))
                    else:
                        push(stack.builder.leaf(kind, last))
                    push_state(target)
                    state = target
                    kind = following
                    continue
            kind = following
            push(i - 1)
            if entry < SHIFT_REDUCE:
                push_state(entry)
                state = entry
                continue
            length, symbol, hot = rules[entry - SHIFT_REDUCE]
            entry -= SHIFT_REDUCE
            popped = length - 1
        else:
            length, symbol, hot = rules[entry]
            popped = length
        # reduce: `length` values, `popped` states
        if hot:
            if hot == _FIRST:
                values[-1] = [values[-1]]
            elif hot == _APPEND:
                value = values.pop()
                values[-1].append(value)
            elif hot == _APPEND_SECOND:
                value = values.pop()
                values.pop()
                values[-1].append(value)
            elif hot == _METHOD:
                value = values[-6]
                values[-6] = make_method(value, tokens[values[-4]], values[-2], value.first, i - 1)
                del values[-5:]
            elif hot == _EXPR_STMT:
                values.pop()
                value = values[-1]
                values[-1] = ExprStmt(value, value.first, i - 1)
            else:
                value = values[-4]
                values[-4] = Assign(value, tokens[values[-3]], values[-2], value.first, i - 1)
                del values[-3:]
        elif length:
            value = actions[entry](values[-length:], i - 1)
            if length > 1:
                del values[1 - length :]
            values[-1] = value
        else:
            push(actions[entry]([], i - 1))
        if popped:
            del states[-popped:]
        state = states[-1]
        key = kind << 9 | symbol
        target = gotos[state].get(key)
        if target is None:
            target = gotos[state][key] = settle(state, symbol, kind)
        push_state(target)
        state = target
        if target == ACCEPT:
            return -1
