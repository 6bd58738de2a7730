"""Parsing a text that has faults: variants of its tokens, recovery, and the best outcome."""

from __future__ import annotations

import re

from deluge_lint.diagnostics import Applicability, Edit, Fix, Related, Span
from deluge_lint.records import NamedTuple
from deluge_lint.source import SourceFile
from deluge_lint.syntax import tokens as t
from deluge_lint.syntax.block_tasks import InvokeApi, InvokeUrl
from deluge_lint.syntax.borrowed import borrowed
from deluge_lint.syntax.braces import NONE_OPEN, Braces, indentation_repairs
from deluge_lint.syntax.build import Builder
from deluge_lint.syntax.driver import Stack, run
from deluge_lint.syntax.goals import SCRIPT, Goal
from deluge_lint.syntax.lexer import keywords_settled, tokenize
from deluge_lint.syntax.messages import fault_of, shown
from deluge_lint.syntax.node import Node
from deluge_lint.syntax.recovery import MOST_FAULTS, Recovery
from deluge_lint.syntax.statements import Assign, Block, ErrorStmt, Program
from deluge_lint.syntax.tree import AFTER_TASK, Fault, Tree

_LOST_TRY = "expected `{` after `try`"
#: Kinds of tokens that may be wrong by themselves.
_ODD = frozenset((t.BAD, t.UNCLOSED, t.UNCLOSED_COMMENT, t.HASH_COMMENT, *t.OF_PAGES))
_LINE_END = re.compile(r"[\r\n]")


class Variant(NamedTuple):
    """One reading of the text: its tokens, and the faults that the reading supposes."""

    tokens: list[str]
    kinds: bytearray
    supposed: tuple[Braces, ...] = ()


def parse_broken(source: SourceFile, goal: Goal = SCRIPT) -> Tree:
    """Parse a text that the fast way refused."""
    text = source.text
    base = _variant(text, line_bound=False)
    best = _read(source, base, goal)
    if best.faults and '"' in text and _spans_lines(best):
        bound = _variant(text, line_bound=True)
        other = _read(source, bound, goal)
        if _better(other, best) is other:
            best, base = other, bound
    if best.faults and not goal.fragment:
        for repairs in indentation_repairs(best):
            copy = Variant(base.tokens.copy(), base.kinds.copy())
            best = _better(_read(source, _with_braces(copy, repairs), goal), best)
    return best


def _better(one: Tree, other: Tree) -> Tree:
    """The reading with fewer faults; the first when they have as many."""
    return other if len(other.faults) < len(one.faults) else one


def _spans_lines(tree: Tree) -> bool:
    """Whether a text literal runs over a line end, or one has no end."""
    return t.UNCLOSED in tree.all_kinds or any(
        kind == t.STRING and "\n" in text for text, kind in zip(tree.tokens, tree.kinds)
    )


def _variant(text: str, *, line_bound: bool) -> Variant:
    all_tokens, all_kinds, _, _ = tokenize(text, line_bound=line_bound)
    return Variant(all_tokens, bytearray(all_kinds))


def _with_braces(variant: Variant, repairs: tuple[Braces, ...]) -> Variant:
    tokens, kinds = variant.tokens, variant.kinds
    for repair in sorted(repairs, key=lambda r: -r.place):
        if repair.missing:
            tokens.insert(repair.place, "")
            kinds.insert(repair.place, t.KIND["RBRACE"])
        else:
            kinds[repair.place] = t.SKIPPED
    return Variant(tokens, kinds, repairs)


def _read(source: SourceFile, variant: Variant, goal: Goal) -> Tree:
    all_kinds = bytes(variant.kinds)
    readable = bytearray(all_kinds)
    for index, kind in enumerate(all_kinds):
        if kind == t.BAD or kind in t.OF_PAGES and not goal.page:
            readable[index] = t.SKIPPED
        elif kind == t.UNCLOSED:
            readable[index] = t.STRING
    keep = bytes(readable).translate(t.SIGNIFICANT)
    tokens = [text for text, kept in zip(variant.tokens, keep) if kept]
    kinds = keywords_settled(bytes(readable).translate(None, t.TRIVIA))
    builder = Builder(tokens)
    stack = Stack(builder, goal.start)
    ended = kinds + b"\0"
    recovery = Recovery(stack, tokens, ended, _line_starts(variant.tokens, keep), goal)
    position = 0
    mends = 0
    twice_ended = ended + b"\0"
    while position < len(ended) and mends <= 2 * len(ended):
        wrong = run(stack, tokens, twice_ended, position)
        if wrong < 0:
            break
        mends += 1  # two at one token are enough to get past it; the bound only makes sure
        position = recovery.mend(wrong)
    root = stack.values[0] if stack.values else None
    if not isinstance(root, Program):
        root = _rescued(stack, len(tokens), goal)
    tree = Tree(
        source, root, variant.tokens, bytes(readable), tokens, kinds, [], builder.drafts, t.SIGNIFICANT
    )
    for node in tree.by_class.get(Assign, ()):
        if node.op[-1:] != "=":
            node.op = "="  # recovery put the sign in
    _collect(tree, variant, all_kinds, recovery, builder)
    return tree


def _rescued(stack: Stack, count: int, goal: Goal) -> Program:
    if goal.fragment:
        return Program([ErrorStmt(Block([], 0, count - 1), 0, count - 1)], 0, count - 1)
    found = [value for value in stack.values if isinstance(value, Node)]
    return Program(found, 0, count - 1)


def _line_starts(all_tokens: list[str], keep: bytes) -> frozenset[int]:
    """The significant tokens that are the first on their line."""
    found: set[int] = {0}
    index, fresh = 0, True
    for text, kept in zip(all_tokens, keep):
        if kept:
            if fresh:
                found.add(index)
            fresh = False
            index += 1
        elif not fresh and _LINE_END.search(text):
            fresh = True
    found.add(index)
    return frozenset(found)


def _collect(tree: Tree, variant: Variant, kinds: bytes, recovery: Recovery, builder: Builder) -> None:
    faults = [*_lexical(tree, variant, kinds, recovery.goal), *_supposed(tree, variant)]
    # a token that is wrong by itself is the cause of what does not fit around it
    causes = [_cause(fault, tree.source.text) for fault in faults]
    for mended in recovery.faults[:MOST_FAULTS]:
        fault = borrowed(tree, mended.start, mended.error) or fault_of(tree, mended)
        if fault.kind == "missing-semicolon" and _ends_task(fault, tree):
            fault = fault._replace(kind=AFTER_TASK)
        if not any(first <= fault.span.start <= last for first, last in causes):
            faults.append(fault)
    position = tree.source.lines.position
    lines = {position(fault.span.start).line for fault in faults} if builder.faults else set()
    for kind, first, last in builder.faults:
        span = tree.token_span(first, last)
        line = position(span.start).line
        if line not in lines:
            lines.add(line)
            words = shown(tree.tokens[first]), shown(tree.tokens[last])
            message = f"expected `=`, `.` or an operator between `{words[0]}` and `{words[1]}`"
            if words[0].lower() == "try":
                message = _LOST_TRY
            faults.append(borrowed(tree, first, last) or Fault(kind, message, span))
    faults.sort(key=lambda fault: fault.span)
    tree.faults = [_opened(fault, tree) for fault in _causes_alone(faults, tree.source.text)]
    tree.faults.sort(key=lambda fault: fault.span)


def _ends_task(fault: Fault, tree: Tree) -> bool:
    """Whether a `;` is missing behind the `]` of a call to the web."""
    place = fault.span.start
    calls = [*tree.by_class.get(InvokeUrl, ()), *tree.by_class.get(InvokeApi, ())]
    return any(tree.token_span(call.last).end == place for call in calls)


def _causes_alone(faults: list[Fault], text: str) -> list[Fault]:
    """``faults`` without what follows from another: the braces of a block whose ``{`` was lost."""
    lost, tries = 0, 0
    found: list[Fault] = []
    for fault in faults:
        if fault.kind == "quote":
            start, end = _cause(fault, text)
            _drop_characters(found, start)
            lost += text[start:end].rstrip().endswith("{")
        elif fault.message == _LOST_TRY:
            lost, tries = lost + 1, tries + 1
        elif fault.kind == "foreign":
            lost += 1
        elif lost and text[fault.span.start : fault.span.end] == "}":
            lost -= 1
            continue
        elif tries and text[fault.span.start : fault.span.end].lower() == "catch":
            tries -= 1
            continue
        found.append(fault)
    return found


def _drop_characters(found: list[Fault], start: int) -> None:
    """Leave out odd characters from ``start`` on; an earlier quote of the line has done so before itself."""
    kept: list[Fault] = []
    while found and found[-1].span.start >= start and found[-1].kind != "quote":
        each = found.pop()
        if each.kind != "character":
            kept.append(each)
    found += reversed(kept)


def _opened(fault: Fault, tree: Tree) -> Fault:
    """``fault``, or that of a missing ``{`` where a body without braces stands before a ``}`` too many."""
    place = fault.span
    if fault.kind != "unexpected" or tree.source.slice(place) != "}":
        return fault
    bodies = [each for each in tree.drafts if each.kind == "braceless-body"]
    before = [each for each in bodies if tree.token_span(each.last).end <= place.start]
    if not before:
        return fault
    tree.drafts.remove(before[-1])
    start = tree.token_span(before[-1].first).start
    fix = Fix("Insert `{`", [Edit(Span(start, start), "{ ")], Applicability.SUGGESTION)
    message = "expected `{`: a `}` further down closes this block"
    return Fault("missing", message, Span(start, start), "", (Related(place, "closed here"),), fix)


def _lexical(tree: Tree, variant: Variant, kinds: bytes, goal: Goal) -> list[Fault]:
    """Faults of single tokens: odd characters, quotes and comments without an end."""
    found: list[Fault] = []
    offset = 0
    for text, kind in zip(variant.tokens, kinds):
        start, offset = offset, offset + len(text)
        if kind not in _ODD:
            continue
        span = Span(start, offset)
        if kind == t.BAD:
            last = found[-1] if found else None
            if last and last.kind == "character" and not tree.source.text[last.span.end : span.start].strip():
                found[-1] = found[-1]._replace(span=Span(found[-1].span.start, span.end))
                continue
            if text == "`" and _closes_backtick(found, span, tree.source.text):
                continue
            name = f"`{text}`" if text.isprintable() and text != "`" else f"U+{ord(text):04X}"
            message = f"unexpected character {name}"
            found.append(Fault("character", message, span))
        elif kind == t.UNCLOSED:
            end = Span(span.end, span.end)
            fix = Fix('Insert `"`', [Edit(end, '"')], Applicability.SUGGESTION)
            related = (Related(Span(span.start, span.start + 1), "the text starts here"),)
            found.append(Fault("quote", 'expected `"`: this text is not closed', end, "", related, fix))
        elif kind in t.OF_PAGES and not goal.page:
            found.append(Fault("character", f"`{text}` belongs into a page, not into a script", span))
        elif kind == t.UNCLOSED_COMMENT:
            message = "this comment is never closed with `*/`"
            found.append(Fault("comment", message, Span(span.start, span.start + 2)))
        elif kind == t.HASH_COMMENT:
            place = Span(span.start, span.start + len(text) - len(text.lstrip("#")))
            fix = Fix("Write `//`", [Edit(place, "//")], Applicability.SAFE)
            found.append(Fault("comment", "`#` starts no comment in Deluge: write `//`", place, "", (), fix))
    return found


def _closes_backtick(found: list[Fault], span: Span, text: str) -> bool:
    """Make one fault of two backticks on a line, where an earlier one is open."""
    line = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start))
    at = len(found) - 1
    while at >= 0 and found[at].span.start > line and text[found[at].span.start] != "`":
        at -= 1
    if at < 0 or found[at].span.start <= line or found[at].span.end - found[at].span.start > 1:
        return False
    start = found[at].span.start
    inner = text[start + 1 : span.start]
    del found[at + 1 :]
    edits = [Edit(Span(start, start + 1), '"'), Edit(span, '"')]
    fix = None if '"' in inner else Fix('Write `"`', edits, Applicability.SUGGESTION)
    message = 'a text stands between `"` in Deluge, not between backticks'
    help = "join values with `+`" if "${" in inner else ""
    found[at] = Fault("character", message, Span(start, span.end), help, (), fix)
    return True


def _cause(fault: Fault, text: str) -> tuple[int, int]:
    """The text that a lexical fault is about: of a quote its whole line, where every text is turned round."""
    if fault.kind != "quote":
        return fault.span.start - 1, fault.span.end
    start = fault.related[0].span.start
    return max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1, fault.span.end


def _supposed(tree: Tree, variant: Variant) -> list[Fault]:
    """The faults of the braces that this reading put in or left out."""
    found = []
    for repair in variant.supposed:
        place = Span(repair.offset, repair.offset + (0 if repair.missing else 1))
        related = (Related(Span(repair.opener, repair.opener + 1), "this `{` is not closed"),)
        if repair.missing:
            message = "expected `}`: by its indentation the block ends here"
            found.append(Fault("unclosed", message, place, "", related if repair.opener >= 0 else ()))
        else:
            why = (
                "no block is open here"
                if repair.opener == NONE_OPEN
                else "by its indentation it closes no block"
            )
            message = f"unexpected `}}`: {why}"
            found.append(Fault("unexpected", message, place))
    return found
