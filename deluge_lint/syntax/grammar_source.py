"""The grammar as Lark sees it: used to build the tables and as the referee in tests.

Nothing on the way of a lint run imports this module, because it imports Lark.
"""

from __future__ import annotations

from importlib import resources
from typing import Any

from lark import Lark
from lark.lexer import Token as LarkToken
from lark.parsers.lalr_analysis import Shift
from lark.tree import Tree as LarkTree

from deluge_lint.records import NamedTuple
from deluge_lint.syntax import build
from deluge_lint.syntax.tokens import TERMINALS

#: Both are resolved as "shift"; grammar/README.md says why each is right.
DELIBERATE_CONFLICTS = frozenset(
    {("COMMA", "postfix: postfix SORT BY sort_keys"), ("DOT", "sort_key: sort_name")}
)

#: What a text may be parsed as.
STARTS = ("start", "value", "criteria")

#: Entries from here on shift and at once reduce by a rule, numbered from the start of ``RULES``.
SHIFT_REDUCE = 1000


class Table(NamedTuple):
    """An LALR table with states and rules numbered for the driver.

    ``starts`` gives the first state for each of :data:`STARTS`; all are done in the state ``accept``.
    """

    starts: dict[str, int]
    accept: int
    terminals: list[str]
    nonterminals: list[str]
    rules: list[tuple[int, int, str]]
    rows: list[list[int]]


def grammar_text() -> str:
    """The text of grammar/deluge.lark."""
    return resources.files("deluge_lint.grammar").joinpath("deluge.lark").read_text(encoding="utf-8")


def lark_parser(**options: Any) -> Lark:
    """Lark's own parser for the grammar, with every token kept in the tree."""
    return Lark(
        grammar_text(), parser="lalr", lexer="contextual", keep_all_tokens=True,
        maybe_placeholders=False, start=list(STARTS), **options,
    )  # fmt: skip


def compile_table() -> Table:
    """Compute the table with Lark and renumber it.

    State 0 stands for an error, so Lark's states are shifted by one.
    """
    parser = lark_parser()
    parse_table: Any = parser.parser.parser._parse_table
    terminals = list(TERMINALS)
    known = {t.name for t in parser.terminals} - {"COMMENT", "SPACE"} | {"$END"}
    if known != set(terminals):
        raise ValueError(f"tokens.py and deluge.lark disagree about {sorted(known ^ set(terminals))}")
    rules = sorted(parser.rules, key=lambda rule: (rule.origin.name, rule.order))
    nonterminals = sorted({rule.origin.name for rule in rules})
    column = {name: i for i, name in enumerate([*terminals, *nonterminals])}
    order = {rule: i for i, rule in enumerate(rules)}
    number = _numbered(parse_table, list(column))
    rows = [[0] * len(column) for _ in range(max(number.values()) + 1)]
    ends = set(parse_table.end_states.values())
    for state, position in number.items():
        if state in ends:
            continue
        for symbol, (action, argument) in parse_table.states[state].items():
            entry = number[argument] if action is Shift else order[argument] - len(rules)
            rows[position][column[symbol]] = entry
    _join_shift_and_reduce(rows, len(terminals), len(rules))
    return Table(
        {name: number[parse_table.start_states[name]] for name in STARTS},
        number[parse_table.end_states[STARTS[0]]],
        terminals,
        nonterminals,
        [(len(r.expansion), column[r.origin.name], _action(r)) for r in rules],
        rows,
    )


def _join_shift_and_reduce(rows: list[list[int]], width: int, rule_count: int) -> None:
    """Where a shift leads to a state that can only reduce by one rule, let the entry say that rule."""
    only: dict[int, int] = {}
    for state, row in enumerate(rows):
        found = {entry for entry in row[:width] if entry}
        if len(found) == 1 and (entry := found.pop()) < 0:
            only[state] = entry
    for row in rows:
        for kind in range(1, width):
            if row[kind] > 0 and row[kind] in only:
                row[kind] = SHIFT_REDUCE + rule_count + only[row[kind]]


def _numbered(parse_table: Any, symbols: list[str]) -> dict[int, int]:
    """Lark's states in the order in which they are reached, so that the file is the same each time."""
    pending = [parse_table.start_states[name] for name in STARTS]
    # nothing follows the ends: to the driver they are one
    ends = [parse_table.end_states[name] for name in STARTS]
    number: dict[int, int] = {}
    free = 1
    for state in pending:
        if state in number:
            continue
        if state in ends:
            number.update(dict.fromkeys(ends, free))
        else:
            number[state] = free
            actions = parse_table.states[state]
            pending += [actions[s][1] for s in symbols if s in actions and actions[s][0] is Shift]
        free += 1
    return number


def _action(rule: Any) -> str:
    if rule.alias:
        return str(rule.alias)
    if len(rule.expansion) != 1:
        raise ValueError(f"the rule {rule} needs an alias")
    return "same"


def referee(parser: Lark, text: str, start: str = STARTS[0]) -> tuple[Any, list[str]]:
    """The program that Lark's lexer and parser give, and its tokens.

    The nodes are built by the same actions as the driver's, so that only the lexer and the
    parser are compared.  Raises ``lark.UnexpectedInput`` where Lark refuses the text.
    """
    root = parser.parse(text, start=start)
    found = sorted(root.scan_values(lambda value: isinstance(value, LarkToken)), key=_position)
    numbers = {_position(token): index for index, token in enumerate(found)}
    words = [str(token) for token in found]
    return _built(root, numbers, build.Builder(words)), words


def _position(token: LarkToken) -> int:
    return token.start_pos or 0


def _built(root: LarkTree[LarkToken], numbers: dict[int, int], builder: build.Builder) -> Any:
    done: dict[int, Any] = {}
    last: dict[int, int] = {}
    for tree in root.iter_subtrees():
        values: list[Any] = []
        end = -1
        for child in tree.children:
            if isinstance(child, LarkToken):
                end = numbers[_position(child)]
                values.append(end)
            else:
                values.append(done[id(child)])
                end = max(end, last[id(child)])
        done[id(tree)] = getattr(builder, _action_name(tree))(values, end)
        last[id(tree)] = end
    return done[id(root)]


def _action_name(tree: LarkTree[LarkToken]) -> str:
    """The alias of the rule; rules without one only pass their value on."""
    name = str(tree.data)
    return name if hasattr(build.Builder, name) else "same"
