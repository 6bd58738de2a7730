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
from deluge_lint.syntax.tokens import KIND, LEAF, NAME, NUMBER, SOFT, STRING

ROWS = tables.unpack()
RULES = tables.RULES
WIDTH = len(tables.TERMINALS)
ACCEPT, SHIFT_REDUCE = tables.ACCEPT, tables.SHIFT_REDUCE
_UNKNOWN = -1
#: Added to a state in the memos: the value is the first of a list.
_LIST = 2000
_DOT, _LPAR = KIND["DOT"], KIND["LPAR"]
#: Per state, nonterminal (from ``WIDTH`` on) and lookahead: the state after goto and all
#: passing-on rules.  Both memos fill up while parsing.
_GOTOS: list[list[list[int] | None]] = [[None] * (WIDTH + len(tables.NONTERMINALS)) for _ in ROWS]
#: Per state, leaf kind and lookahead: the state after the leaf, 0 when it is no plain leaf.
_LEAVES: list[list[list[int] | None]] = [[None] * (LEAF + 1) for _ in ROWS]
#: The rules that ``run`` writes out itself, by the name of their action.
_FIRST, _APPEND, _APPEND_SECOND, _METHOD, _EXPR_STMT, _ASSIGN = range(1, 7)
_HOT = {
    "first": _FIRST, "append": _APPEND, "append_second": _APPEND_SECOND, "method": _METHOD,
    "expr_stmt": _EXPR_STMT, "assign": _ASSIGN,
}  # fmt: skip


def _prepared(
    length: int, symbol: int, name: str, popped: int
) -> tuple[int, int, slice, slice | None, int, slice]:
    """A rule as ``run`` wants it: nonterminal, hot number, and ready-made slices.

    ``length`` values are taken and one is put back; ``popped`` states go and one comes.
    """
    return (
        symbol, _HOT.get(name, 0), slice(-length, None), slice(1 - length, None) if length > 1 else None,
        popped, slice(1 - popped, None),
    )  # fmt: skip


_REDUCE = [_prepared(length, symbol, name, length) for length, symbol, name in RULES]
_SHIFT_REDUCE = [_prepared(length, symbol, name, length - 1) for length, symbol, name in RULES]
_LEAF_ACTIONS = frozenset({"name", "number", "text", "sq_text", "const"})


def action_for(state: int, kind: int) -> int:
    """The table's entry, with a soft word read as a name where it is no word."""
    found = ROWS[state][kind]
    if not found and kind >= SOFT:
        found = ROWS[state][NAME]
    return found


def settle(state: int, symbol: int, kind: int) -> int:
    """The state after goto on ``symbol`` from ``state``, past all rules that only pass on.

    When one of these begins a list with the value, ``_LIST`` is added to the state.
    """
    target = ROWS[state][symbol]
    wrapped = 0
    while True:
        entry = action_for(target, kind)
        if entry >= 0:
            return target + wrapped
        length, symbol, name = RULES[entry]
        if length != 1 or name != "same" and (name != "first" or wrapped):
            return target + wrapped
        if name == "first":
            wrapped = _LIST
        target = ROWS[state][symbol]


def _states_after_dot() -> list[int]:
    """The states after a dot behind a value, then ``name``, then ``(``: the same for every value."""
    dots = {row[_DOT] for row in ROWS if row[_DOT] > 0 and ROWS[row[_DOT]][NAME] and row[KIND["UI"]] > 0}
    (dot,) = dots
    name = ROWS[dot][NAME]
    return [dot, name, ROWS[name][_LPAR]]


def _leaf_target(state: int, kind: int, following: int) -> int:
    entry = ROWS[state][kind]
    if entry >= SHIFT_REDUCE:
        entry -= SHIFT_REDUCE
    elif (entry := action_for(entry, following)) >= 0:
        return 0
    if RULES[entry][2] not in _LEAF_ACTIONS:
        return 0
    return settle(state, RULES[entry][1], following)


#: The builder's methods in the order of the table's rules.
ACTIONS: list[Callable[[Builder, list[Any], int], Any]] = [getattr(Builder, rule[2]) for rule in RULES]


_CALL_STATES = _states_after_dot()


class Stack:
    """States and values of a parse under way; the first state has no value."""

    __slots__ = ("builder", "states", "values")

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.states = [tables.START]
        self.values: list[Any] = []


def run(stack: Stack, tokens: list[str], kinds: bytes, position: int) -> int:
    """Read from ``position`` until the end or an error.

    Returns the index of the token that does not fit, or -1 when all is read (the program
    is then the only value).  ``kinds`` ends with the kind of the end, 0.  The commonest
    rules are written out here: calling their methods would take half of the time.
    """
    states, values, builder = stack.states, stack.values, stack.builder
    rows, gotos, leaves, rules, actions = ROWS, _GOTOS, _LEAVES, _REDUCE, ACTIONS
    push_state, push = states.append, values.append
    new: Callable[[type], Any] = object.__new__  # about half the cost of a call with __init__
    dot_state, *call_states = _CALL_STATES
    i = position
    last = i - 1
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
            last = i
            i += 1
            following = kinds[i]
            if kind <= LEAF:
                memo = leaves[state][kind]
                if memo is None:
                    memo = leaves[state][kind] = [_UNKNOWN] * WIDTH
                target = memo[following]
                if target < 0:
                    target = memo[following] = _leaf_target(state, kind, following)
                if target:
                    if kind == NAME:
                        node = new(Name)
                        node.text = tokens[last]
                        node.first = node.last = last
                        push(node)
                    elif kind == STRING:
                        node = new(Text)
                        node.raw = tokens[last]
                        node.first = node.last = last
                        push(node)
                    elif kind == NUMBER:
                        push(Number(tokens[last], last, last))
                    else:
                        push(builder.leaf(kind, last))
                    if target >= _LIST:
                        target -= _LIST
                        values[-1] = [values[-1]]
                    push_state(target)
                    state = target
                    kind = following
                    continue
            if entry < SHIFT_REDUCE:
                push(last)
                push_state(entry)
                if entry == dot_state and following == NAME and kinds[i + 1] == _LPAR:
                    # ".name(" is one token in five: always the same three states
                    push(i)
                    last = i + 1
                    push(last)
                    states += call_states
                    i += 2
                    state = states[-1]
                    kind = kinds[i]
                    continue
                state = entry
                kind = following
                continue
            kind = following
            entry -= SHIFT_REDUCE
            symbol, hot, taken, cut, popped, cut_states = _SHIFT_REDUCE[entry]
            if hot < _METHOD:  # the others have no use for their last token
                push(last)
        else:
            symbol, hot, taken, cut, popped, cut_states = rules[entry]
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
                node = new(MethodCall)
                node.args = values.pop()
                values.pop()
                node.name = tokens[values.pop()]
                values.pop()
                node.object = value = values[-1]
                node.first = value.first
                node.last = last
                values[-1] = node
            elif hot == _EXPR_STMT:
                node = new(ExprStmt)
                node.value = value = values[-1]
                node.first = value.first
                node.last = last
                values[-1] = node
            else:
                node = new(Assign)
                node.value = values.pop()
                node.op = tokens[values.pop()]
                node.target = value = values[-1]
                node.first = value.first
                node.last = last
                values[-1] = node
        elif cut is not None:
            value = actions[entry](builder, values[taken], last)
            del values[cut]
            values[-1] = value
        elif taken.start:
            values[-1] = actions[entry](builder, [values[-1]], last)
        else:
            push(actions[entry](builder, [], last))
        if popped > 1:
            del states[cut_states]
            state = states[-2]
        elif popped:
            state = states[-2]
        else:
            state = states[-1]
            push_state(0)
        memo = gotos[state][symbol]
        if memo is None:
            memo = gotos[state][symbol] = [_UNKNOWN] * WIDTH
        target = memo[kind]
        if target < 0:
            target = memo[kind] = settle(state, symbol, kind)
        if target >= _LIST:
            target -= _LIST
            values[-1] = [values[-1]]
        states[-1] = state = target
        if target == ACCEPT:
            return -1
