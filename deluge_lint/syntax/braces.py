"""Where a brace is missing or too many, as far as the indentation tells."""

from __future__ import annotations

from deluge_lint.records import NamedTuple
from deluge_lint.syntax.tokens import COMMENT, KIND, SPACE
from deluge_lint.syntax.tree import Tree

#: The ``opener`` of a brace that closes nothing at all.
NONE_OPEN = -2
_LBRACE, _RBRACE = KIND["LBRACE"], KIND["RBRACE"]
_Row = tuple[int, int, int, int, bool, int]


class Braces(NamedTuple):
    """A brace that is missing before, or too many at, the index ``place`` of all tokens.

    ``offset`` is where to point, ``opener`` the offset of the ``{`` concerned, -1 or ``NONE_OPEN``.
    """

    place: int
    missing: bool
    offset: int
    opener: int


def indentation_repairs(tree: Tree) -> list[tuple[Braces, ...]]:
    """Repairs worth trying, the first place where braces and indentation part company."""
    balance = tree.kinds.count(_LBRACE) - tree.kinds.count(_RBRACE)
    found: list[tuple[Braces, ...]] = []
    rows = _scan(tree)
    missing, extra = _first_missing(rows), _first_extra(rows)
    if balance >= 0 and missing is not None:
        found.append((missing,))
    if balance <= 0 and extra is not None:
        found.append((extra,))
    return found


def _scan(tree: Tree) -> list[_Row]:
    """(index, kind, offset, indent of its line, first on its line, end of the token before)."""
    rows = []
    offset, indent, first, end = 0, 0, True, 0
    for index, (text, kind) in enumerate(zip(tree.all_tokens, tree.all_kinds)):
        if kind == SPACE:
            if "\n" in text or "\r" in text or offset == 0:
                tail = text.replace("\r", "\n").rpartition("\n")[2]
                indent, first = len(tail.expandtabs(4)), True
        elif kind < SPACE or kind == COMMENT:
            if kind != COMMENT:
                rows.append((index, kind, offset, indent, first, end))
                end = offset + len(text)
            first = False
        offset += len(text)
    return rows


def _first_missing(rows: list[_Row]) -> Braces | None:
    """A line that stands no deeper than the line of a block that is still open."""
    open_: list[tuple[int, int]] = []  # (indent of the opener's line, its offset)
    for index, kind, offset, indent, first, end in rows:
        if first and open_ and kind != _RBRACE and kind != _LBRACE and indent <= open_[-1][0]:
            return Braces(index, True, end, open_[-1][1])
        if kind == _LBRACE:
            open_.append((indent, offset))
        elif kind == _RBRACE:
            if first and len(open_) > 1 and indent < open_[-1][0]:
                return Braces(index, True, end, open_[-1][1])
            if open_:
                open_.pop()
    return None


def _first_extra(rows: list[_Row]) -> Braces | None:
    """A ``}`` that stands deeper than the line of the block it closes, or closes none."""
    open_: list[int] = []
    for index, kind, offset, indent, first, _ in rows:
        if kind == _LBRACE:
            open_.append(indent)
        elif kind == _RBRACE:
            if not open_:
                return Braces(index, False, offset, NONE_OPEN)
            if first and indent > open_[-1]:
                return Braces(index, False, offset, -1)
            open_.pop()
    return None
