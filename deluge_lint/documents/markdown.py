"""Deluge in Markdown: fenced blocks that say so.

A fence is read as CommonMark has it, but at any depth of lists and quotes.  A block whose fence names
another language, or none, is nobody's business; nor is one that says Deluge and holds something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deluge_lint.documents import hosts
from deluge_lint.documents.pieces import Piece, Pieces
from deluge_lint.documents.placement import WHOLE, Placement, Shifted
from deluge_lint.documents.script import NO_TRIGGER, Host, Island
from deluge_lint.documents.sniff import sniff
from deluge_lint.records import NamedTuple
from deluge_lint.source import SourceFile
from deluge_lint.syntax import Tree, parse, parse_criteria, parse_expression
from deluge_lint.syntax import nodes as n

#: What a fence of Deluge is called, in lower case.
TAGS = frozenset(("deluge", "dg", "zoho", "zoho-deluge"))
_OPENING = re.compile(
    r"^(?P<quote>(?:[ \t]*>)*)[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<mark>`{3,}(?=[^`\r\n]*\r?$)|~{3,})"
    r"[ \t]*\{?[ \t]*\.?(?P<tag>[\w.+#-]*)[^\r\n]*\r?$",
    re.MULTILINE,
)
#: With a fault on every so manieth line a block is prose.
_DENSE = 3
_QUOTE = re.compile(r"(?:[ \t]*>)+ ?")
#: Where somebody leaves out code, or a name that the reader is to fill in.
_LEFT_OUT = re.compile(r"\.\.\.|…|\$\{|\.\{\w+\}|<[A-Za-z_ ]+>")
#: The comments of those who show how not to write.
_MISTAKE = re.compile(r"[❌✗✖🚫]|\W*(?:wrong|bad|incorrect|avoid|do not|don't|never)\b", re.IGNORECASE)
#: What goes on with a statement that another block began.
_CONTINUES = frozenset(("else", "catch"))
#: A head whose block stands further down in what the excerpt was taken from.
_HEAD_AT_END = re.compile(
    r"[ \t]*(?:\}?[ \t]*else[ \t]+)?(?:if[ \t]*\(.*\)|else|try|for[ \t]+each[ \t].*[ \t]in[ \t][^;{}]*)\Z"
)
_TEXTS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)


class _Fence(NamedTuple):
    """A fenced block: from ``start`` to ``end`` is what it holds."""

    tag: str
    quoted: bool
    start: int
    end: int


def read_markdown(text: str, stated_host: Host | None = None) -> tuple[Island, ...]:
    """The blocks of Deluge in a text, as islands."""
    found: list[Island] = []
    for fence in _fences(text):
        if fence.tag.lower() in TAGS:
            found += _islands(text, fence, stated_host)
    return tuple(found)


def _fences(text: str) -> Iterator[_Fence]:
    at = 0
    while opening := _OPENING.search(text, at):
        mark = opening["mark"]
        start = min(opening.end() + 1, len(text))
        closing = re.compile(rf"^[ \t>]*{re.escape(mark)}{re.escape(mark[0])}*[ \t]*\r?$", re.MULTILINE)
        closed = closing.search(text, start)
        end = closed.start() if closed else len(text)
        yield _Fence(opening["tag"], bool(opening["quote"]), start, end)
        at = closed.end() if closed else len(text)


def _islands(text: str, fence: _Fence, stated_host: Host | None) -> Iterator[Island]:
    code, placement = text[fence.start : fence.end], _placement(text, fence)
    if isinstance(placement, Pieces):
        code = "".join(text[each.place : each.place + each.length] for each in placement.pieces)
    kind = sniff(code).kind
    if kind == "page":
        from deluge_lint.documents.pages import page_islands

        host = stated_host if stated_host is not None and stated_host.service else hosts.PAGE
        for island in page_islands(code, placement, host, NO_TRIGGER):
            yield island._replace(fragment=True)
    elif kind == "script" and code.strip():
        script = _script(code, placement, stated_host)
        if script is not None:
            yield script


def _placement(text: str, fence: _Fence) -> Placement:
    if not fence.quoted or fence.start == fence.end:
        return Shifted(fence.start)
    pieces: list[Piece] = []
    length, at = 0, fence.start
    for line in text[fence.start : fence.end].splitlines(keepends=True):
        quote = _QUOTE.match(line)
        skipped = quote.end() if quote is not None else 0
        pieces.append(Piece(length, at + skipped, len(line) - skipped))
        length += len(line) - skipped
        at += len(line)
    return Pieces(WHOLE, pieces)


def _script(code: str, placement: Placement, stated_host: Host | None) -> Island | None:
    """A block as what it can be read as: statements, or else a value or criteria alone.

    ``None`` for one that is not meant to be run: it shows mistakes, or an outline.
    """
    source = SourceFile(code)
    tree = parse(source)
    if any(_MISTAKE.match(comment.text.lstrip("/* \t")) for comment in tree.comments):
        return None
    kind = "script"
    if tree.faults:
        others = (("expression", parse_expression), ("criteria", parse_criteria))
        kind = next((name for name, read in others if not read(source).faults), kind)
        if kind == "script" and _is_outline(tree):
            return None
    try:
        host = hosts.detect(tree, stated_host)
    except hosts.UnknownHost:
        host = hosts.UNKNOWN
    return Island(kind, code, placement, host, NO_TRIGGER, _is_fragment(tree))


def _is_outline(tree: Tree) -> bool:
    """Whether what cannot be read was never meant to be run.

    Code is left out, or the block begins or ends within another one; values are listed, with what
    they give in comments; or it is prose.
    """
    text = tree.source.text
    code = _TEXTS.sub("", text)
    if _LEFT_OUT.search(code) or ";" not in code or tree.tokens.count("{") != tree.tokens.count("}"):
        return True
    if _HEAD_AT_END.match(code.rstrip().rpartition("\n")[2]):
        return True
    first = tree.tokens[0].lower() if tree.tokens else ""
    if first in _CONTINUES:
        return True
    ends = [
        text[fault.span.end :].lstrip(" \t")
        for fault in tree.faults
        if fault.kind.startswith("missing-semicolon")
    ]
    if len(ends) == len(tree.faults) and all(end.startswith("//") for end in ends):
        return True
    lines = sum(bool(line.strip()) for line in code.splitlines())
    odd = sum(not fault.kind.startswith("missing-semicolon") for fault in tree.faults)
    return odd > 1 and odd * _DENSE >= lines


def _is_fragment(tree: Tree) -> bool:
    """Whether something may stand around it: it is no whole function, or leaves something out."""
    body = tree.root.body
    if tree.faults or not body or not all(isinstance(each, n.Function) for each in body):
        return True
    return any(_LEFT_OUT.search(comment.text) for comment in tree.comments)
