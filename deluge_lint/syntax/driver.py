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
from deluge_lint.syntax.expressions import Name, Number, Text
from deluge_lint.syntax.tokens import LEAF, NAME, NUMBER, SOFT, STRING

ROWS = tables.unpack()
RULES = tables.RULES
WIDTH = len(tables.TERMINALS)
#: Per state: lookahead << 9 | nonterminal → the state after goto and all passing-on rules.
_GOTOS: list[dict[int, int]] = [{} for _ in ROWS]
#: Per state: lookahead << 3 | leaf kind → the state after the leaf, 0 when it is no plain leaf.
_LEAVES: list[dict[int, int]] = [{} for _ in ROWS]
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
    entry = action_for(ROWS[state][kind], following)
    if entry >= 0 or RULES[entry][2] not in _LEAF_ACTIONS:
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
    is then the only value).  ``kinds`` ends with the kind of the end, 0.
    """
    states, values, actions = stack.states, stack.values, stack.actions
    rows, gotos, leaves, rules = ROWS, _GOTOS, _LEAVES, RULES
    push_state, push = states.append, values.append
    accept = tables.ACCEPT
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
                    text = tokens[i - 1]
                    if kind == NAME:
                        push(Name(text, i - 1, i - 1))
                    elif kind == STRING:
                        push(Text(text, i - 1, i - 1))
                    elif kind == NUMBER:
                        push(Number(text, i - 1, i - 1))
                    else:
                        push(stack.builder.leaf(kind, i - 1))
                    push_state(target)
                    state = target
                    kind = following
                    continue
            push(i - 1)
            push_state(entry)
            state = entry
            kind = following
            continue
        length, symbol, _ = rules[entry]
        if length:
            value = actions[entry](values[-length:], i - 1)
            del values[-length:]
            del states[-length:]
        else:
            value = actions[entry]([], i - 1)
        state = states[-1]
        key = kind << 9 | symbol
        target = gotos[state].get(key)
        if target is None:
            target = gotos[state][key] = settle(state, symbol, kind)
        push(value)
        push_state(target)
        state = target
        if target == accept:
            return -1
