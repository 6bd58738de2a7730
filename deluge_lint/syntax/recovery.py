"""What happens where a token does not fit: find the likeliest mistake, mend it, go on.

Repairs within the statement at hand are tried on states alone; the cheapest one that lets
the parser read on for some tokens is taken.  When none does, the statement is given up: it
becomes an ``ErrorStmt`` and parsing goes on behind it.  Each statement has at most one fault.
"""

from __future__ import annotations

from deluge_lint.syntax import nodes as n
from deluge_lint.syntax.driver import Stack
from deluge_lint.syntax.goals import SCRIPT, Goal
from deluge_lint.syntax.node import Node
from deluge_lint.syntax.simulate import (
    REACH,
    Repair,
    Virtual,
    feed,
    feed_value,
    finish_statement,
    reach,
    snapshots,
    statement_depth,
    statement_goto,
)  # fmt: skip
from deluge_lint.syntax.tokens import END, KIND, NAME, WORDS

#: More faults than this in one file are not told apart any more.
MOST_FAULTS = 50
_LONGEST_STATEMENT = 2000

_SEMICOLON, _RPAR, _RSQB, _RBRACE = (KIND[k] for k in ("SEMICOLON", "RPAR", "RSQB", "RBRACE"))
_STRING, _OUTPUT_END = KIND["STRING"], KIND["OUTPUT_END"]
_LPAR, _LSQB, _LBRACE = KIND["LPAR"], KIND["LSQB"], KIND["LBRACE"]
_SIGNS = frozenset((_SEMICOLON, KIND["PLUS"]))
_BEFORE_KEYS = frozenset((_LBRACE, KIND["COMMA"]))
_OPENERS = {_LPAR: _RPAR, _LSQB: _RSQB, _LBRACE: _RBRACE}
_CLOSERS = frozenset(_OPENERS.values())
_OPERATORS = frozenset(KIND[k] for k in ("BINARY_OP", "PLUS", "MINUS", "ASSIGN", "AUGMENTED"))
# what may be missing, and how unlikely it is that a person left it out
_INSERTS = (
    ((_RPAR,), 1.0), ((_RSQB,), 1.0), ((_SEMICOLON,), 1.6), ((KIND["COMMA"],), 1.4), ((_LPAR,), 1.4),
    ((NAME,), 1.9), ((KIND["PLUS"],), 1.9), ((KIND["ASSIGN"],), 1.8), ((_LBRACE,), 1.7), ((_LSQB,), 1.7),
    ((KIND["COLON"],), 1.8), ((KIND["DOT"],), 1.8), ((KIND["IN"],), 2.0), ((KIND["IF"],), 1.8),
    ((_RBRACE,), 1.7),
    ((_RPAR, _RPAR), 2.2), ((_RPAR, _SEMICOLON), 2.2), ((KIND["EACH"],), 2.0), ((_RSQB, _SEMICOLON), 2.2),
    ((_RBRACE, _SEMICOLON), 2.4), ((_RBRACE, _RPAR), 2.4),
)  # fmt: skip
_IF = KIND["IF"]
# words that the lexer takes for names because the mark behind them is missing
_BEFORE_MARKS = {
    **{word: (KIND[kind], _LSQB) for word, kind in WORDS.items() if kind in ("INVOKE", "TASK")},
    "try": (KIND["TRY"], _LBRACE), "catch": (KIND["CATCH"], _LBRACE), "while": (KIND["WHILE"], _LPAR),
}  # fmt: skip
_END_CLOSERS = (
    (_RPAR,), (_RSQB,), (_RBRACE,), (_SEMICOLON,), (NAME, _RPAR), (NAME, _RSQB), (NAME, _RBRACE),
    (NAME, _SEMICOLON), (_RBRACE, _SEMICOLON),
)  # fmt: skip
_STATEMENT_WORDS = frozenset(
    KIND[k]
    for k in (
        "OUTPUT",
        "IF",
        "FOR",
        "TRY",
        "RETURN",
        "BREAK",
        "CONTINUE",
        "INFO",
        "ALERT",
        "CANCEL",
        "DELETE",
        "THROW",
    )
)


class Mended:
    """One fault with its repair: what the messages are made of.

    ``what`` is what could not be read to its end: a ``statement``, a ``value`` or ``criteria``.
    """

    __slots__ = ("error", "repair", "start", "stop", "what")

    def __init__(
        self, error: int, start: int, repair: Repair | None, stop: int, what: str = "statement"
    ) -> None:
        self.what = what
        self.error = error
        self.start = start
        self.repair = repair
        self.stop = stop


class Recovery:
    """Mends one parse; ``faults`` tells what was found, in order."""

    __slots__ = (
        "faults", "goal", "kinds", "last_error", "last_start", "line_starts", "opened", "stack", "tokens",
    )  # fmt: skip

    def __init__(
        self, stack: Stack, tokens: list[str], kinds: bytes, line_starts: frozenset[int], goal: Goal = SCRIPT
    ) -> None:
        self.goal = goal
        self.stack = stack
        self.tokens = tokens
        self.kinds = kinds
        self.line_starts = line_starts
        self.faults: list[Mended] = []
        self.last_start = -1
        self.last_error = -9
        #: Whether a ``{`` was put in, so that a ``}`` is missing by our own doing.
        self.opened = False

    def mend(self, error: int) -> int:
        """Mend the stack where token ``error`` does not fit; returns where to read on.

        That is behind the end where a value or criteria are given up: no second one can follow.
        """
        finish_statement(self.stack, error - 1)
        states = self.stack.states
        depth = statement_depth(states)
        start = error if depth == len(states) - 1 else _first_token(self.stack.values[depth], error)
        fresh = start != self.last_start and error > self.last_error + 1
        repair = None
        if len(self.faults) < MOST_FAULTS and error - start < _LONGEST_STATEMENT:
            repair = self._best(states[: depth + 1], start, error)
        before = (self.last_start, self.last_error)
        self.last_start, self.last_error = start, error
        given_up = repair is None or (before[0] == start and before[1] == error)
        if given_up and self.goal.fragment:
            if not self.faults:
                self.faults.append(Mended(error, start, None, error, self.goal.what))
            return len(self.kinds)
        if repair is None and self.kinds[error] == END:
            return self._close_all(error, start, fresh)
        if repair is None or (before[0] == start and before[1] == error):
            stop = self._give_up(depth, start, error)
            if fresh or not self.faults:
                self.faults.append(Mended(error, start, None, stop))
            return stop
        if fresh or not self.faults:
            self.faults.append(Mended(error, start, repair, error, self.goal.what))
        return self._apply(repair, depth, start)

    # ------------------------------------------------------------ choosing

    def _best(self, base: list[int], start: int, error: int) -> Repair | None:
        states = snapshots(base, self.kinds, start, error, max(start, error - 40))
        ends_line = error in self.line_starts or self.kinds[error] in (END, _RBRACE)
        half_task = self._half_task(error)
        within = self._semicolon_in_brackets(start, error)
        if within and within not in states:
            states.update(snapshots(base, self.kinds, start, within, within))
        if ends_line and not half_task and self.kinds[error] not in _OPENERS:
            # the commonest mistake of all: when a ";" fits at the end of the line, it is that
            semicolon = Repair(error, (_SEMICOLON,), 0, 0.4)
            if error in states and reach(states[error], self.kinds, semicolon, error) > 1:
                return semicolon
        best: Repair | None = None
        best_score = 0.0
        for repair in self._candidates(start, error):
            before = states.get(repair.position)
            if before is None:
                continue
            read = reach(before, self.kinds, repair, error)
            if read < 3:
                continue
            score = read - repair.cost * 3 + (6 if read >= REACH else 0)
            if read >= 0 and (best is None or score > best_score):
                best, best_score = repair, score
        if best is not None and best_score < -1.5:
            return None
        return best

    def _candidates(self, start: int, error: int) -> list[Repair]:
        found: list[Repair] = []
        ends_line = error in self.line_starts or self.kinds[error] in (END, _RBRACE)
        for position in range(error, max(start, error - 3) - 1, -1):
            far = 0.35 * (error - position)
            ends = (position == error and ends_line) or position in self.line_starts
            for inserts, cost in _INSERTS:
                found.append(Repair(position, inserts, 0, self._cost(position, inserts, cost, ends) + far))
            if position < len(self.kinds) - 1:
                twice = 0.7 if self._stands_twice(position) else 0.0
                found.append(Repair(position, (), 1, 1.5 + far - twice))
                found.append(Repair(position, (), 2, 2.6 + far))
                kind = self.kinds[position]
                swaps = (
                    [k for k in _CLOSERS if k != kind]
                    if kind in _CLOSERS
                    else [NAME, _SEMICOLON, KIND["DOT"], KIND["IN"]]
                )
                found += [
                    Repair(position, (swap,), 1, 2.3 + far) for swap in (*swaps, KIND["COMMA"], KIND["PLUS"])
                ]
        for position in range(error - 4, max(start, error - 40) - 1, -1):
            far = 1.05 + 0.02 * (error - position)
            found.append(Repair(position, (), 1, 1.6 + far - (0.9 if self._stands_twice(position) else 0.0)))
            if position in self.line_starts:
                found.append(Repair(position, (_SEMICOLON,), 0, 0.6 + far))
                found.append(Repair(position, (_RPAR, _SEMICOLON), 0, 1.6 + far))
            found += self._closing(position, far)
        found += self._words(start, error)
        for count in range(1, 5):
            found.append(Repair(start, (_RBRACE,) * count, 0, 1.2 + 0.3 * count))
        return found

    def _cost(self, position: int, inserts: tuple[int, ...], cost: float, ends: bool) -> float:
        """How unlikely it is that these were left out here; ``ends`` where a statement may end."""
        line = position in self.line_starts
        if inserts[-1] == _SEMICOLON and ends:
            return cost if self._half_task(position) else cost - 1.2
        if line and inserts == (_LBRACE,):
            return cost - 0.5
        if line and inserts[0] in (_RPAR, _RSQB):
            return cost - 0.2
        if inserts[0] in _SIGNS and self._beside_text(position):
            # no statement starts with a text: a sign between it and its neighbour is missing
            return cost + (1.2 if inserts[0] == _SEMICOLON else -1.0)
        if inserts == (NAME,) and position and self.kinds[position - 1] in _OPERATORS:
            return 1.3  # "a = b + ;": the value is missing, the operator is meant
        return cost

    def _beside_text(self, position: int) -> bool:
        """Whether a value is joined to a text here, which is no key and no argument by itself."""
        if position < 2:
            return False
        before, previous, kind = self.kinds[position - 2 : position + 1]
        return kind == _STRING or (previous == _STRING and before not in _BEFORE_KEYS)

    def _half_task(self, position: int) -> bool:
        """Whether a word stands before a token that must be followed by a mark."""
        return position > 0 and self.tokens[position - 1].lower() in _BEFORE_MARKS

    def _stands_twice(self, position: int) -> bool:
        text = self.tokens[position]
        return text in self.tokens[max(position - 1, 0) : position] + self.tokens[position + 1 : position + 2]

    def _semicolon_in_brackets(self, start: int, error: int) -> int:
        """The first ``;`` within the brackets of a block task, else 0; mostly a ``]`` is missing there."""
        within = max(self.kinds.find(_SEMICOLON, start, error), 0)
        open_ = self.kinds.count(_LSQB, start, within) > self.kinds.count(_RSQB, start, within)
        return within if open_ else 0

    def _before_catch(self, start: int) -> bool:
        """Whether the block that opens at ``start`` is followed by ``catch``."""
        depth = 0
        for position in range(start, len(self.kinds) - 1):
            depth += (self.kinds[position] == _LBRACE) - (self.kinds[position] == _RBRACE)
            if not depth:
                return self.kinds[position + 1] == KIND["CATCH"]
        return False

    def _words(self, start: int, error: int) -> list[Repair]:
        """Words that are missing, or are none because the mark behind them is."""
        found: list[Repair] = []
        for position in range(max(start, error - 40), error):
            kind = self.kinds[position]
            if kind == NAME:
                word = _BEFORE_MARKS.get(self.tokens[position].lower())
                if word:
                    found.append(Repair(position, word, 1, 1.2))
            elif kind == _LSQB and position > start:
                found.append(Repair(position, (KIND["INVOKE"],), 0, 1.7))
        within = self._semicolon_in_brackets(start, error)
        if within:
            found.append(Repair(within, (_RSQB,), 0, 0.3))
        found.append(Repair(start, (_IF, _LPAR), 0, 2.0))
        if self.kinds[start] == _LPAR:
            found.append(Repair(start, (_IF,), 0, 1.4))
        elif self.kinds[start] == _LBRACE and not (start and self.kinds[start - 1] == _LBRACE):
            head = (KIND["TRY"],) if self._before_catch(start) else (_IF, _LPAR, NAME, _RPAR)
            found.append(Repair(start, head, 0, 1.4))
        elif start + 1 < len(self.kinds) and self.kinds[start + 1] == _LPAR:
            found.append(Repair(start, (_IF,), 1, 1.6))
        return found

    def _closing(self, position: int, far: float) -> list[Repair]:
        """A bracket that could have been closed before an earlier token."""
        if self.kinds[position] == _SEMICOLON or position in self.line_starts:
            return [Repair(position, (_RSQB,), 0, 0.8 + far), Repair(position, (_RPAR,), 0, 0.9 + far),
                    Repair(position, (_RSQB, _SEMICOLON), 0, 1.3 + far)]  # fmt: skip
        return []

    # ------------------------------------------------------------ mending

    def _apply(self, repair: Repair, depth: int, start: int) -> int:
        self._rewind(depth, start)
        for position in range(start, repair.position):
            feed_value(self.stack, self.kinds[position], position, position - 1)
        value = Virtual(repair.position if repair.deletes else max(repair.position - 1, 0))
        for kind in repair.inserts:
            feed_value(self.stack, kind, value, repair.position - 1)
        self.opened = self.opened or _LBRACE in repair.inserts
        return repair.position + repair.deletes

    def _rewind(self, depth: int, start: int) -> None:
        del self.stack.states[depth + 1 :]
        del self.stack.values[depth:]
        drafts = self.stack.builder.drafts
        drafts[:] = [draft for draft in drafts if draft.first < start]

    def _give_up(self, depth: int, start: int, error: int) -> int:
        """Leave out the statement; returns where the next one starts."""
        kept = [value for value in self.stack.values[depth:] if isinstance(value, n.Stmt)]
        self._rewind(depth, start)
        stop = self._resume_at(error)
        stop = max(stop, start + 1, error if start < error else error + 1)
        stop = min(stop, len(self.kinds) - 1)
        body = n.Block(list[n.Stmt](kept), start, stop - 1)
        self._push_statement(n.ErrorStmt(body, start, stop - 1))
        if self.kinds[stop] == _LBRACE and stop != error + 1 or self._opens_block(stop):
            # the head of a block could not be read, its body can: as that of an "if"
            for kind in (KIND["IF"], _LPAR, NAME, _RPAR):
                feed_value(self.stack, kind, Virtual(stop), stop)
        return stop

    def _opens_block(self, stop: int) -> bool:
        return self.kinds[stop] == _LBRACE

    def _push_statement(self, node: Node) -> None:
        self.stack.values.append(node)
        self.stack.states.append(statement_goto(self.stack.states[-1]))
        finish_statement(self.stack, node.last)

    def _resume_at(self, error: int) -> int:
        """Behind the next ``;``, or at a brace or a line that starts with a statement word."""
        depth = 0
        for position in range(error, len(self.kinds) - 1):
            kind = self.kinds[position]
            if kind == _OUTPUT_END or kind == _SEMICOLON and depth <= 0:
                return position + 1
            if kind in (_LPAR, _LSQB):
                depth += 1
            elif kind in (_RPAR, _RSQB):
                depth -= 1
            elif kind in (_LBRACE, _RBRACE):
                if depth <= 0 or position in self.line_starts:
                    return position
                depth += 1 if kind == _LBRACE else -1
            elif position > error and kind in _STATEMENT_WORDS and position in self.line_starts:
                return position
        return len(self.kinds) - 1

    def _close_all(self, error: int, start: int, fresh: bool) -> int:
        """At the end of the text: close what is open, as one fault."""
        if (fresh or not self.faults) and not self.opened:
            self.faults.append(Mended(error, start, Repair(error, (_RBRACE,), 0, 0.0), error))
        for _ in range(len(self.stack.states)):
            if feed(self.stack.states[-50:], END):  # a program that can end is not deep
                break
            finish_statement(self.stack, error - 1)
            at_start = bool(statement_goto(self.stack.states[-1]))  # where a ";" would help for ever
            for kinds in _END_CLOSERS:
                if at_start and kinds[0] == _SEMICOLON:
                    continue
                trial = self.stack.states[-50:]
                if all(feed(trial, kind) for kind in kinds):
                    for kind in kinds:
                        feed_value(self.stack, kind, Virtual(max(error - 1, 0)), error - 1)
                    break
            else:
                depth = statement_depth(self.stack.states)
                first = (
                    error
                    if depth == len(self.stack.states) - 1
                    else _first_token(self.stack.values[depth], error)
                )
                self._rewind(depth, first)
                if first < error:
                    self._push_statement(n.ErrorStmt(n.Block([], first, error - 1), first, error - 1))
        return error


def _first_token(value: object, otherwise: int) -> int:
    if isinstance(value, int):
        return int(value)
    if isinstance(value, Node):
        return value.first
    if isinstance(value, list) and value:
        return _first_token(value[0], otherwise)
    return otherwise
