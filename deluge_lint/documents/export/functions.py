"""The functions of an application: one block each, so that a broken one does not harm its neighbours."""

from __future__ import annotations

import re

from deluge_lint.documents.export.blocks import Block
from deluge_lint.documents.export.code import Ends, balanced

_SPACE = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_HEADER = re.compile(r"(?P<type>[A-Za-z][\w:]*)\s+(?P<name>[A-Za-z_][\w.]*)\s*\(")
_LANGUAGE = re.compile(r"([A-Za-z][\w.]*)\s*\{")
_SECTION = re.compile(
    r"(?:workflow|share_settings|customize|connections|datasources|web|phone|tablet|translation)"
    r"[ \t]*\r?\n[ \t]*\{"
)
_NEXT = re.compile(
    r"^[ \t]*(?!else\b|return\b|in\b)[A-Za-z][\w:]*[ \t]+[A-Za-z_][\w.]*[ \t]*\([^\n]*\)[ \t]*\r?\n[ \t]*\{"
    rf"|^[ \t]*{_SECTION.pattern}",
    re.MULTILINE,
)
_LONGEST_HEADER = 5_000


def holds_functions(text: str, at: int) -> bool:
    """Whether a block whose content begins at ``at`` holds functions, and not workflows called so."""
    at = _space(text, at)
    return at == len(text) or text[at] == "}" or bool(_HEADER.match(text, at) or _LANGUAGE.match(text, at))


def functions(text: str, block: Block, ends: Ends) -> int:
    """Read the block of functions that begins at ``block.opened``; the offset of its end.

    Newer exports put the functions of each language into a block of its own: those of Deluge are read,
    others are left alone.
    """
    at = _space(text, block.opened + 1)
    language = _LANGUAGE.match(text, at)
    if language is None:
        return _all(text, block, at, ends)
    while language is not None:
        inner = Block("{", language[1], language.start(), language.end() - 1, block)
        block.children.append(inner)
        if language[1].lower() == "deluge":
            inner.closed = _all(text, inner, _space(text, language.end()), ends)
        else:
            inner.closed, _ = ends.of(inner.opened)
        at = _space(text, inner.closed + 1)
        language = _LANGUAGE.match(text, at) if not _SECTION.match(text, at) else None
    return at if text[at : at + 1] == "}" else max(at - 1, block.opened)


def _all(text: str, block: Block, at: int, ends: Ends) -> int:
    while at < len(text) and text[at] != "}":
        header = _HEADER.match(text, at)
        found = _one(text, header, block, ends) if header is not None else None
        if found is not None:
            block.children.append(found)
            at = _space(text, found.closed + 1)
            continue
        if _SECTION.match(text, at):
            return at - 1
        beginning = _NEXT.search(text, at + 1)
        if beginning is None:
            return len(text)
        at = _space(text, beginning.start())
        if not _HEADER.match(text, at):
            return at - 1
    return at


def _one(text: str, header: re.Match[str], block: Block, ends: Ends) -> Block | None:
    closed = balanced(text, header.end() - 1, min(len(text), header.end() + _LONGEST_HEADER))
    opened = _space(text, closed + 1) if closed >= 0 else -1
    if opened < 0 or text[opened : opened + 1] != "{":
        return None
    function = Block("{", text[header.start() : closed + 1], header.start(), opened, block)
    function.role = "function"
    function.closed, _ = ends.of(opened)
    return function


def _space(text: str, at: int) -> int:
    """The offset behind spaces and comments."""
    found = _SPACE.match(text, at)
    return found.end() if found is not None else at
