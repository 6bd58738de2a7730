"""Syntax faults in the words of somebody who writes Deluge, with the place of the mend."""

from __future__ import annotations

import re

from deluge_lint.diagnostics import Applicability, Edit, Fix, Related, Span
from deluge_lint.syntax.recovery import Mended
from deluge_lint.syntax.simulate import Repair
from deluge_lint.syntax.tokens import COMMENT, END, KIND, NAME, NUMBER, STRING, TERMINALS
from deluge_lint.syntax.tree import Fault, Tree

_SHOWN = {
    "SEMICOLON": ";", "RPAR": ")", "RSQB": "]", "RBRACE": "}", "LPAR": "(", "LSQB": "[", "LBRACE": "{",
    "COMMA": ",", "COLON": ":", "DOT": ".", "ASSIGN": "=", "IN": "in", "EACH": "each",
}  # fmt: skip
_WORDS = {"IF": "`else` or `if`", "TRY": "`try`", "INVOKE": "`invokeurl`"}
_OPENER = {")": "(", "]": "[", "}": "{"}
_STATEMENTS = {
    "RETURN": "`return`", "INFO": "`info`", "ALERT": "`alert`", "THROW": "`throw`", "BREAK": "`break`",
    "CONTINUE": "`continue`", "CANCEL": "`cancel`", "DELETE": "`delete from`", "COMMAND": "this command",
    "RELOAD": "`reload`", "SUCCESS": "`success message`",
}  # fmt: skip
_THIS = {"statement": "this statement", "value": "this value", "criteria": "these criteria"}
_JOINING = {
    "statement": "join values with `+`, end a statement with `;`", "value": "join values with `+`",
    "criteria": "join conditions with `&&` or `||`",
}  # fmt: skip
_LONGEST = 24
_FILL_IN = r"<<?[A-Za-z_][\w -]*>>?"
_LONGEST_FILL_IN = 80
_WORDLIKE = frozenset((NAME, NUMBER, STRING))
_OPERATORS = frozenset(
    KIND[k] for k in ("BINARY_OP", "PLUS", "MINUS", "ASSIGN", "AUGMENTED", "IN", "WORD_OP")
)


def shown(text: str) -> str:
    """A token's text for a message: one line, not too long."""
    line = text.split("\n", 1)[0].strip()
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def fault_of(tree: Tree, mended: Mended) -> Fault:
    """The fault that a repair stands for."""
    repair = mended.repair
    better = _inner_quote(tree, mended) or _placeholder(tree, mended)
    if better is not None:
        return better
    if repair is None:
        return _unreadable(tree, mended)
    if repair.deletes and repair.inserts:
        return _instead(tree, repair)
    if repair.deletes:
        return _unexpected(tree, mended, repair)
    return _missing(tree, mended, repair)


def _inner_quote(tree: Tree, mended: Mended) -> Fault | None:
    """The fault of a quote inside of a text: what follows stands right behind the text."""
    position = mended.repair.position if mended.repair is not None else mended.error
    for index in (position, position + 1, position - 1, mended.error):
        if not 0 < index < len(tree.tokens):
            continue
        kinds = tree.kinds[index - 1], tree.kinds[index]
        end = tree.token_span(index - 1).end
        if STRING not in kinds or end != tree.offsets[index] or not _WORDLIKE.issuperset(kinds):
            continue
        help = 'write `\\"` for a quote inside of a text, or join values with `+`'
        if kinds[0] == STRING:
            message = f'the text ends at this `"`, and `{shown(tree.tokens[index])}` does not fit behind it'
            return Fault("inner-quote", message, Span(end - 1, end), help)
        return Fault(
            "inner-quote", "a text starts at this `\"`, and no operator stands before it",
            Span(end, end + 1), help,
        )  # fmt: skip
    return None


def _placeholder(tree: Tree, mended: Mended) -> Fault | None:
    """The fault of ``<name of the folder>``, which a guide leaves to its reader to fill in."""
    position = mended.repair.position if mended.repair is not None else mended.error
    for index in (position, mended.error, position - 1, mended.error - 1):
        if not 0 <= index < len(tree.tokens) or tree.tokens[index] != "<":
            continue
        start = tree.offsets[index]
        found = re.match(_FILL_IN, tree.source.text[start : start + _LONGEST_FILL_IN])
        if found is not None:
            span = Span(start, start + found.end())
            message = f"`{shown(found[0])}` is a placeholder"
            return Fault("unexpected", message, span, "write the value that it stands for")
    return None


def _end_of(tree: Tree, token: int) -> Span:
    """The empty place right behind a token (the start of the text for none)."""
    end = tree.token_span(token).end if token >= 0 else 0
    return Span(end, end)


def _missing(tree: Tree, mended: Mended, repair: Repair) -> Fault:
    kind = TERMINALS[repair.inserts[0]]
    before = repair.position - 1
    if kind in _WORDS:
        span = tree.token_span(min(repair.position, len(tree.tokens) - 1))
        what = "`if (`" if len(repair.inserts) == 2 else _WORDS[kind]
        return Fault("missing", f"expected {what} before `{shown(tree.source.slice(span))}`", span)
    place = _end_of(tree, before)
    if kind == "NAME":
        return _missing_value(tree, repair.position, place)
    if kind == "PLUS":
        word = shown(tree.tokens[repair.position])
        operator = "an operator, `,` or `;`" if mended.what == "statement" else "an operator"
        return Fault(
            "missing-operator", f"expected {operator} before `{word}`", tree.token_span(repair.position),
            _JOINING[mended.what],
        )  # fmt: skip
    mark = _SHOWN[kind]
    fix = Fix(f"Insert `{mark}`", [Edit(place, mark)], Applicability.SUGGESTION)
    if kind == "SEMICOLON":
        fix = fix._replace(applicability=Applicability.SAFE) if _ends_line(tree, repair.position) else fix
        return Fault("missing-semicolon", f"expected `;` after {_construct(tree, mended)}", place, fix=fix)
    if mark in _OPENER:
        return _unclosed(tree, mended, mark, place, fix)
    if mark == "(" and before >= 0 and TERMINALS[tree.kinds[before]] == "IF":
        fix = _both_parens(tree, repair.position, place) or fix
    previous = shown(tree.tokens[before]) if before >= 0 else ""
    before_text = f" after `{previous}`" if previous and previous != mark else ""
    return Fault("missing", f"expected `{mark}`{before_text}", place, fix=fix)


def _bare_condition(tree: Tree, position: int) -> Fault:
    """The fault of an `if` whose condition starts at token ``position`` without a parenthesis."""
    place = _end_of(tree, position - 1)
    return Fault("missing", "expected `(` after `if`", place, fix=_both_parens(tree, position, place))


def _both_parens(tree: Tree, position: int, place: Span) -> Fix | None:
    """The fix of a condition without parentheses: it reaches to its block or to the end of its line."""
    at, depth = position, 0
    line = tree.source.lines.position(place.start).line
    while at < len(tree.tokens) and tree.source.lines.position(tree.offsets[at]).line == line:
        kind = TERMINALS[tree.kinds[at]]
        if not depth and kind in ("LBRACE", "RPAR", "SEMICOLON"):
            break
        depth += (kind == "LPAR") - (kind == "RPAR")
        at += 1
    ends_well = at == len(tree.tokens) or tree.tokens[at] not in (")", ";")
    start = Span(place.start, tree.offsets[position])
    if at == position or not ends_well or tree.source.slice(start).strip():
        return None
    edits = [Edit(start, "("), Edit(_end_of(tree, at - 1), ")")]
    return Fix("Put `(` and `)` around the condition", edits, Applicability.SUGGESTION)


def _missing_value(tree: Tree, position: int, place: Span) -> Fault:
    previous = tree.tokens[position - 1] if position else ""
    if position and tree.kinds[position - 1] in _OPERATORS:
        if previous == "=" and tree.tokens[position : position + 1] == [">"]:
            span = tree.token_span(position - 1, position)
            return Fault("foreign", "`=>` starts no function in Deluge", span, "loop with `for each`")
        return Fault("missing-value", f"expected a value after `{shown(previous)}`", place)
    following = f" before `{shown(tree.tokens[position])}`" if position < len(tree.tokens) else ""
    return Fault("missing-value", f"expected a name or value{following}", place)


def _unclosed(tree: Tree, mended: Mended, mark: str, place: Span, fix: Fix) -> Fault:
    position = mended.repair.position if mended.repair else mended.error
    opener = _matching_opener(tree, mark, position)
    if opener is None and mark == "}" and position >= len(tree.tokens):
        return _cut_off(tree, position, place)
    related: tuple[Related, ...] = ()
    if opener is not None:
        related = (Related(tree.token_span(opener), f"this `{_OPENER[mark]}` is not closed"),)
    of_block = mark == "}" and mended.what == "statement"
    if of_block and opener is not None and position >= len(tree.tokens):
        return Fault("unclosed", "expected `}`: this block is never closed", place, "", related, fix)
    return Fault("unclosed", f"expected `{mark}`", place, "", related, fix)


def _cut_off(tree: Tree, position: int, place: Span) -> Fault:
    """The fault of a text that ends within a statement, with no block open."""
    previous = shown(tree.tokens[position - 1])
    if tree.kinds[position - 1] not in _WORDLIKE and previous not in _OPENER:
        return Fault("missing-value", f"expected a name or value after `{previous}`", place)
    open_marks = ((_matching_opener(tree, mark, position), mark) for mark in (")", "]"))
    index, mark = max((-1 if index is None else index, mark) for index, mark in open_marks)
    if index < 0:
        return Fault("unclosed", f"the script ends within this statement, after `{previous}`", place)
    related = (Related(tree.token_span(index), f"this `{_OPENER[mark]}` is not closed"),)
    fix = Fix(f"Insert `{mark}`", [Edit(place, mark)], Applicability.SUGGESTION)
    return Fault("unclosed", f"expected `{mark}` after `{previous}`", place, "", related, fix)


def _matching_opener(tree: Tree, mark: str, position: int) -> int | None:
    depth = 0
    opener = _OPENER[mark]
    for index in range(min(position, len(tree.tokens)) - 1, -1, -1):
        text = tree.tokens[index]
        if text == mark:
            depth += 1
        elif text == opener:
            if not depth:
                return index
            depth -= 1
    return None


def _ends_line(tree: Tree, position: int) -> bool:
    """Whether only white space and a line end, or a comment, stand before token ``position``."""
    start = tree.token_span(position - 1).end
    stop = tree.offsets[position] if position < len(tree.tokens) else len(tree.source.text)
    between = tree.source.text[start:stop]
    return "\n" in between or "\r" in between or not between.strip() and position >= len(tree.tokens)


def _construct(tree: Tree, mended: Mended) -> str:
    """What the statement that lacks its ``;`` is called."""
    start, stop = mended.start, mended.repair.position if mended.repair else mended.error
    first = TERMINALS[tree.kinds[start]] if start < len(tree.kinds) else "$END"
    if first in _STATEMENTS:
        return _STATEMENTS[first]
    depth = 0
    for kind in tree.kinds[start:stop]:
        name = TERMINALS[kind]
        depth += (name in ("LPAR", "LSQB", "LBRACE")) - (name in ("RPAR", "RSQB", "RBRACE"))
        if not depth and name in ("ASSIGN", "AUGMENTED"):
            return "this assignment"
    if stop > start and tree.tokens[stop - 1] == ")":
        return "this call"
    return "this statement"


def _unexpected(tree: Tree, mended: Mended, repair: Repair) -> Fault:
    first, last = repair.position, repair.position + repair.deletes - 1
    span = tree.token_span(first, min(last, len(tree.tokens) - 1))
    text = tree.tokens[first]
    word = shown(tree.source.slice(span))
    fix = Fix(f"Remove `{word}`", [Edit(span, "")], Applicability.SUGGESTION)
    if text == "}" and mended.what == "statement":
        return Fault("unexpected", "unexpected `}`: no block is open here", span, "", (), fix)
    if text in _OPENER:
        return Fault(
            "unexpected", f"unexpected `{text}`: no `{_OPENER[text]}` is open here", span, "", (), fix
        )
    kind = TERMINALS[tree.kinds[first]]
    if kind == "ELSE":
        return Fault("unexpected", "`else` has no `if` before it", span)
    if kind == "CATCH":
        return Fault("unexpected", "`catch` has no `try` before it", span)
    if kind == "IF" and last > first and tree.tokens[last] != "(":
        return _bare_condition(tree, last)
    if first and tree.tokens[first - 1] == text:
        return Fault("unexpected", f"`{word}` stands here twice", span, "", (), fix)
    return Fault("unexpected", f"unexpected `{word}`", span, "", (), fix)


def _instead(tree: Tree, repair: Repair) -> Fault:
    span = tree.token_span(repair.position, repair.position + repair.deletes - 1)
    word = shown(tree.source.slice(span))
    kind = TERMINALS[repair.inserts[0]]
    if kind == "IF":
        return Fault("unexpected", f"expected `if` instead of `{word}`", span)
    if kind in ("TRY", "CATCH", "WHILE"):
        mark = _SHOWN[TERMINALS[repair.inserts[1]]]
        return Fault("missing", f"expected `{mark}` after `{word}`", _end_of(tree, repair.position))
    if kind in ("INVOKE", "TASK"):
        place = _end_of(tree, repair.position)
        fix = Fix("Insert `[`", [Edit(place, " [")], Applicability.SUGGESTION)
        return Fault("missing", f"expected `[` after `{word}`", place, "", (), fix)
    if repair.inserts[0] == NAME:
        return Fault("unexpected", f"expected a name or value instead of `{word}`", span)
    if kind == "PLUS":
        return Fault("unexpected", f"expected an operator instead of `{word}`", span)
    mark = _SHOWN[kind]
    fix = Fix(f"Write `{mark}` instead", [Edit(span, mark)], Applicability.SUGGESTION)
    return Fault("unexpected", f"expected `{mark}` instead of `{word}`", span, "", (), fix)


def _unreadable(tree: Tree, mended: Mended) -> Fault:
    error = mended.error
    if error >= len(tree.tokens) or tree.kinds[error] == END:
        last = len(tree.tokens) - 1
        whole = "the script ends in the middle of a statement"
        if mended.what != "statement":
            whole = f"{_THIS[mended.what]} {'end' if mended.what == 'criteria' else 'ends'} too early"
        return Fault("unexpected", whole, _end_of(tree, last))
    word = shown(tree.tokens[error])
    kind = TERMINALS[tree.kinds[error]]
    span = tree.token_span(error)
    if kind == "ELSE":
        return Fault("unexpected", "`else` has no `if` before it", span)
    if kind == "CATCH":
        return Fault("unexpected", "`catch` has no `try` before it", span)
    if tree.source.text.startswith(("...", "…"), span.start):
        dots = Span(span.start, span.start + (3 if word == "." else 1))
        return Fault("unexpected", "`...` is no code", dots, "write `// ...` where code is left out")
    if mended.start < error and TERMINALS[tree.kinds[error - 1]] == "IF":
        return _bare_condition(tree, error)
    if mended.start < error:
        return Fault("unexpected", f"cannot read {_THIS[mended.what]}: `{word}` does not fit here", span)
    starts = "criteria cannot" if mended.what == "criteria" else f"no {mended.what} can"
    return Fault("unexpected", f"{starts} start with `{word}`", span)


def comment_in(tree: Tree) -> bool:
    """Whether the text has a comment at all."""
    return COMMENT in tree.all_kinds
