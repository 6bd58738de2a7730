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
from deluge_lint.syntax.operators import BINARY_PRECEDENCE, PLAIN_PRECEDENCE
from deluge_lint.syntax.shapes import LONGEST, Shapes
from deluge_lint.syntax.statements import Assign, Block, ExprStmt
from deluge_lint.syntax.tokens import KIND, LEAF, NAME, NUMBER, SOFT, STRING

ROWS = tables.unpack()
RULES = tables.RULES
WIDTH = len(tables.TERMINALS)
ACCEPT, SHIFT_REDUCE, START = tables.ACCEPT, tables.SHIFT_REDUCE, tables.STARTS["start"]
_UNKNOWN = -1
#: Added to a state in the memos: the value is the first of a list; it goes to the end of the
#: list below it (whose state then comes back); it does so with a comma between the two; a
#: statement begins here.
_LIST, _LISTED, _LISTED_SECOND, _STATEMENT = 2000, 4000, 6000, 8000
_DOT, _LPAR, _RPAR, _COMMA, _SEMICOLON = (
    KIND[each] for each in ("DOT", "LPAR", "RPAR", "COMMA", "SEMICOLON")
)
#: Per state, nonterminal (from ``WIDTH`` on) and lookahead: the state after goto and all
#: passing-on rules.  Both memos fill up while parsing.
_GOTOS: list[list[list[int] | None]] = [[None] * (WIDTH + len(tables.NONTERMINALS)) for _ in ROWS]
#: Per state, leaf kind and lookahead: the state after the leaf, 0 when it is no plain leaf.
_LEAVES: list[list[list[int] | None]] = [[None] * (LEAF + 1) for _ in ROWS]
SHAPES = Shapes()
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
_LEAF_ACTIONS = frozenset({"name", "number", "text", "sq_text", "const"})


def action_for(state: int, kind: int) -> int:
    """The table's entry, with a soft word read as a name where it is no word."""
    found = ROWS[state][kind]
    if not found and kind >= SOFT:
        found = ROWS[state][NAME]
    return found


def settle(state: int, symbol: int, kind: int) -> int:
    """The state after goto on ``symbol`` from ``state``, past all rules that only pass on.

    When one of these begins a list with the value, ``_LIST`` is added to the state; when
    the value ends in the list that ``state`` continues, ``_LISTED`` or ``_LISTED_SECOND``.
    """
    target = ROWS[state][symbol]
    wrapped = 0
    while True:
        entry = action_for(target, kind)
        if entry >= 0:
            return target + wrapped
        length, symbol, name = RULES[entry]
        if not wrapped and name == "append" and _stays(state, kind):
            return state + _LISTED
        if not wrapped and name == "append_second" and _stays_behind_comma(state, kind):
            return state + _LISTED_SECOND
        if length != 1 or name != "same" and (name != "first" or wrapped):
            return target + wrapped
        if name == "first":
            wrapped = _LIST
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


def _leaf_target(state: int, kind: int, following: int) -> int:
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
    return target + _STATEMENT if kind == NAME and target < _LIST and ROWS[state][_SIMPLE] else target


#: The builder's methods in the order of the table's rules.
ACTIONS: list[Callable[[Builder, list[Any], int], Any]] = [getattr(Builder, rule[2]) for rule in RULES]


_CALL_STATES = _states_after_dot()
_SIMPLE = next(symbol for _, symbol, name in RULES if name == "expr_stmt")
_POSTFIX = next(symbol for _, symbol, name in RULES if name == "attribute")


def _ends_attribute() -> list[bool]:
    """Per kind: whether it makes an attribute of the ``.name`` before it."""
    entries = [action_for(_CALL_STATES[1], kind) for kind in range(WIDTH)]
    return [entry < 0 and RULES[entry][2] == "attribute" for entry in entries]


_ENDS_ATTRIBUTE = _ends_attribute()


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
    plain, ends_attribute = PLAIN_PRECEDENCE.get, _ENDS_ATTRIBUTE
    new: Callable[[type], Any] = object.__new__  # about half the cost of a call with __init__
    dot_state, call_states = _CALL_STATES[0], _CALL_STATES
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
                target = memo[following] = _leaf_target(state, kind, following)
            if target:
                if target >= _STATEMENT and (
                    build := shapes[kinds[i : find(_SEMICOLON, i, i + LONGEST) + 1]]
                ):
                    node = build(builder, i)
                    i = node.last
                    following = kinds[i + 1]
                    memo = gotos[state][_SIMPLE]
                    if memo is None:
                        memo = gotos[state][_SIMPLE] = [_UNKNOWN] * WIDTH
                    target = memo[following]
                    if target < 0:
                        target = memo[following] = settle(state, _SIMPLE, following)
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
                if target < _LIST:
                    push(node)
                    push_state(target)
                    state = target
                elif target < _LISTED:
                    push([node])
                    state = target - _LIST
                    push_state(state)
                elif target < _LISTED_SECOND:
                    values[-1].append(node)
                elif target < _STATEMENT:
                    pop()
                    values[-1].append(node)
                    states.pop()
                    state = states[-1]
                else:
                    push(node)
                    state = target - _STATEMENT
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
                symbol, hot, popped = _POSTFIX, _DONE, 1
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
        if target < _LIST:
            states[-1] = state = target
            if target == ACCEPT:
                return -1
        elif target < _LISTED:
            values[-1] = [values[-1]]
            states[-1] = state = target - _LIST
        elif target < _LISTED_SECOND:
            value = pop()
            values[-1].append(value)
            states.pop()
        else:
            value = pop()
            pop()
            values[-1].append(value)
            del states[-2:]
            state = states[-1]
