"""The LALR driver: Lark's table, our loop.

Values are kept beside the states: the index of a token, or what the builder returned.
Five things make it fast.  A leaf (a name or literal) is shifted and reduced in one step;
reductions by rules that only pass a value on, or put it into a list, are skipped by a memo of
gotos that looks one token ahead; attributes and calls with one plain argument are read at one
go, as is a whole statement of a common shape (shapes.py); and no position is computed, since
the last token is always the one before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from deluge_lint.syntax import tables
from deluge_lint.syntax.build import Builder
from deluge_lint.syntax.expressions import Attribute, Binary, MethodCall, Name, Number, Text
from deluge_lint.syntax.lookups import (
    ACCEPT,
    CALL_STATES,
    ENDS_ATTRIBUTE,
    LIST,
    LISTED,
    LISTED_SECOND,
    POSTFIX,
    ROWS,
    RULES,
    SHIFT_REDUCE,
    SIMPLE,
    START,
    STATEMENT,
    WIDTH,
    leaf_target,
    settle,
)
from deluge_lint.syntax.node import Node
from deluge_lint.syntax.operators import BINARY_PRECEDENCE, PLAIN_PRECEDENCE
from deluge_lint.syntax.shapes import LONGEST, Shapes
from deluge_lint.syntax.statements import Assign, Block, ExprStmt
from deluge_lint.syntax.tokens import KIND, LEAF, NAME, NUMBER, SOFT, STRING

_UNKNOWN = -1
_DOT, _LPAR, _RPAR, _COMMA, _SEMICOLON = (
    KIND[each] for each in ("DOT", "LPAR", "RPAR", "COMMA", "SEMICOLON")
)
#: Per state, nonterminal (from ``WIDTH`` on) and lookahead: the state after goto and all
#: passing-on rules.  Both memos fill up while parsing.
_GOTOS: list[list[list[int] | None]] = [[None] * (WIDTH + len(tables.NONTERMINALS)) for _ in ROWS]
#: Per state, leaf kind and lookahead: the state after the leaf, 0 when it is no plain leaf.
_LEAVES: list[list[list[int] | None]] = [[None] * (LEAF + 1) for _ in ROWS]
#: The rules that ``run`` writes out itself, by the name of their action.
_FIRST, _METHOD, _BINARY, _ASSIGN, _EXPR_STMT, _BLOCK, _DONE = range(1, 8)
_HOT = {
    "first": _FIRST, "method": _METHOD, "binary": _BINARY, "assign": _ASSIGN, "expr_stmt": _EXPR_STMT,
    "block": _BLOCK,
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
#: The builder's methods in the order of the table's rules.
ACTIONS: list[Callable[[Builder, list[Any], int], Any]] = [getattr(Builder, rule[2]) for rule in RULES]


class Stack:
    """States and values of a parse under way; the first state has no value."""

    __slots__ = ("builder", "states", "values")

    def __init__(self, builder: Builder, start: int = START) -> None:
        self.builder = builder
        self.states = [start]
        self.values: list[Any] = []


def run(stack: Stack, tokens: list[str], kinds: bytes, position: int) -> int:
    """Read from ``position`` until the end or an error.

    Returns the index of the token that does not fit, or -1 when all is read (the program
    is then the only value).  ``kinds`` ends with the kind of the end, 0, twice.  The
    commonest rules are written out here: calling their methods would take half of the time.
    """
    states, values, builder = stack.states, stack.values, stack.builder
    rows, gotos, leaves, rules, actions = ROWS, _GOTOS, _LEAVES, _REDUCE, ACTIONS
    push_state, push, pop = states.append, values.append, values.pop
    shapes, find = SHAPES, kinds.find
    plain, ends_attribute = PLAIN_PRECEDENCE.get, ENDS_ATTRIBUTE
    new: Callable[[type], Any] = object.__new__  # about half the cost of a call with __init__
    dot_state, call_states = CALL_STATES[0], CALL_STATES
    i = position
    last = i - 1
    kind = kinds[i]
    state = states[-1]
    while True:
        if kind <= LEAF:
            memo = leaves[state][kind]
            if memo is None:
                memo = leaves[state][kind] = [_UNKNOWN] * WIDTH
            following = kinds[i + 1]
            target = memo[following]
            if target < 0:
                target = memo[following] = leaf_target(state, kind, following)
            if target:
                if target >= STATEMENT and (build := shapes[kinds[i : find(_SEMICOLON, i, i + LONGEST) + 1]]):
                    node = build(builder, i)
                    i = node.last
                    following = kinds[i + 1]
                    memo = gotos[state][SIMPLE]
                    if memo is None:
                        memo = gotos[state][SIMPLE] = [_UNKNOWN] * WIDTH
                    target = memo[following]
                    if target < 0:
                        target = memo[following] = settle(state, SIMPLE, following)
                elif kind == NAME:
                    node = new(Name)
                    node.text = tokens[i]
                    node.first = node.last = i
                elif kind == STRING:
                    node = new(Text)
                    node.raw = tokens[i]
                    node.first = node.last = i
                elif kind == NUMBER:
                    node = Number(tokens[i], i, i)
                else:
                    node = builder.leaf(kind, i)
                last = i
                i += 1
                kind = following
                if target < LIST:
                    push(node)
                    push_state(target)
                    state = target
                elif target < LISTED:
                    push([node])
                    state = target - LIST
                    push_state(state)
                elif target < LISTED_SECOND:
                    values[-1].append(node)
                elif target < STATEMENT:
                    pop()
                    values[-1].append(node)
                    states.pop()
                    state = states[-1]
                else:
                    push(node)
                    state = target - STATEMENT
                    push_state(state)
                continue
        entry = rows[state][kind]
        if not entry:
            if kind < SOFT or not (entry := rows[state][NAME]):
                return i
            if entry > 0:
                kind = NAME
                continue
        if entry > 0:
            last = i
            i += 1
            following = kinds[i]
            if entry < SHIFT_REDUCE:
                if entry != dot_state or following != NAME:
                    push(last)
                    push_state(entry)
                    state = entry
                    kind = following
                    continue
                kind = kinds[i + 1]
                if kind == _LPAR:
                    kind = kinds[i + 2]
                    if (kind != STRING and kind != NAME) or kinds[i + 3] != _RPAR:
                        # ".name(" is one token in five: always the same three states
                        push(last)
                        push(i)
                        last = i + 1
                        push(last)
                        states += call_states
                        i += 2
                        state = states[-1]
                        continue
                    # every second call has one plain argument
                    node = new(MethodCall)
                    node.name = tokens[i]
                    i += 2
                    if kind == STRING:
                        value = new(Text)
                        value.raw = tokens[i]
                    else:
                        value = new(Name)
                        value.text = tokens[i]
                    value.first = value.last = i
                    node.args = [value]
                    i += 1
                elif ends_attribute[kind]:
                    node = new(Attribute)
                    node.name = tokens[i]
                else:  # an error, which is found with the name on the stack
                    push(last)
                    push_state(entry)
                    state, kind = entry, following
                    continue
                node.object = value = values[-1]
                node.first = value.first
                node.last = last = i
                values[-1] = node
                i += 1
                kind = kinds[i]
                symbol, hot, popped = POSTFIX, _DONE, 1
            else:
                kind = following
                entry -= SHIFT_REDUCE
                symbol, hot, taken, cut, popped, cut_states = _SHIFT_REDUCE[entry]
                if hot < _METHOD:  # the others have no use for their last token
                    push(last)
        else:
            symbol, hot, taken, cut, popped, cut_states = rules[entry]
        if hot:
            if hot == _DONE:
                pass
            elif hot == _METHOD:
                node = new(MethodCall)
                node.args = pop()
                pop()
                node.name = tokens[pop()]
                pop()
                node.object = value = values[-1]
                node.first = value.first
                node.last = last
                values[-1] = node
            elif hot == _BINARY:
                right = pop()
                number = pop()
                left = values[-1]
                word = tokens[number] if number.__class__ is int else ""
                precedence = plain(word)
                if precedence and (left.__class__ is not Binary or BINARY_PRECEDENCE[left.op] >= precedence):
                    node = new(Binary)
                    node.left = left
                    node.op = word
                    node.right = right
                    node.first = left.first
                    node.last = right.last
                    values[-1] = node
                else:
                    values[-1] = builder.binary([left, number, right], last)
            elif hot == _ASSIGN:
                node = new(Assign)
                node.value = pop()
                node.op = tokens[pop()]
                node.target = value = values[-1]
                node.first = value.first
                node.last = last
                values[-1] = node
            elif hot == _EXPR_STMT:
                node = new(ExprStmt)
                node.value = value = values[-1]
                node.first = value.first
                node.last = last
                values[-1] = node
            elif hot == _BLOCK:
                node = new(Block)
                node.body = pop()
                node.first = values[-1]
                node.last = last
                values[-1] = node
            else:
                values[-1] = [values[-1]]
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
        if target < LIST:
            states[-1] = state = target
            if target == ACCEPT:
                return -1
        elif target < LISTED:
            values[-1] = [values[-1]]
            states[-1] = state = target - LIST
        elif target < LISTED_SECOND:
            value = pop()
            values[-1].append(value)
            states.pop()
        else:
            value = pop()
            pop()
            values[-1].append(value)
            del states[-2:]
            state = states[-1]


def read(words: list[str], kinds: bytes) -> list[Node]:
    """The statements of a text that is right and means one thing; none of any other."""
    builder = Builder(words)
    stack = Stack(builder)
    if run(stack, words, kinds + b"\0\0", 0) >= 0 or builder.faults or builder.drafts:
        return []
    return stack.values[0].body  # type: ignore[no-any-return]


SHAPES = Shapes(read)
