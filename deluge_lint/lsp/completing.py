"""What may stand at a cursor: the tree is read once more with a word put there."""

from __future__ import annotations

from bisect import bisect_right

from deluge_lint.documents.script import Script
from deluge_lint.lsp.analysis import Analysis, Part, local
from deluge_lint.lsp.near import near
from deluge_lint.records import NamedTuple
from deluge_lint.source import SourceFile
from deluge_lint.syntax import Tree, parse, parse_sound
from deluge_lint.syntax import nodes as n

#: A word that no script has.
MARK = "deluge_lint_here"


class Spot(NamedTuple):
    """The place of a cursor.

    ``part`` is the script with :data:`MARK` in place of the word that is being written, ``node`` the
    node with the mark, ``prefix`` what of the word is there already; ``start`` and ``end`` are the
    offsets of that word in the file.  ``quoted`` says that the cursor stands inside of a text.
    """

    part: Part
    node: n.Node
    prefix: str
    start: int
    end: int
    quoted: bool


def spot_at(analysis: Analysis, offset: int) -> Spot | None:
    """The place of a cursor at an offset of the file; ``None`` in comments and outside of scripts."""
    piece = near(analysis, offset)
    if piece is None:
        return None
    text, place = piece.text, piece.placement
    start = here = local(place, len(text), offset)
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    end = here
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    tree = _read(text[:start], text[end:], analysis.path, piece.about.kind)
    token = bisect_right(tree.offsets, start, 0, len(tree.tokens)) - 1
    if token < 0 or MARK not in tree.tokens[token]:
        return None  # in a comment
    about = piece.about
    schema = about.schema if isinstance(about, Script) else analysis.known.document.schema
    inner = Part(Script(tree, about.host, place, about.kind, about.trigger, schema), analysis.settings)
    quoted = _in_text(text, here)
    return Spot(inner, inner.node_of(token), text[start:here], place.offset(start), place.offset(end), quoted)


def _read(before: str, after: str, path: str, kind: str) -> Tree:
    """The text with the mark; where only the end of the statement is not yet there, it is put in.

    Mending a text costs several times as much as reading it.
    """
    tree: Tree | None = None
    line = after.partition("\n")[0]
    for more in ("", ";") if kind == "script" and not line.strip() else ("",):
        tree = tree or parse_sound(SourceFile(f"{before}{MARK}{more}{after}", path))
    return tree or parse(SourceFile(f"{before}{MARK}{after}", path))


def _in_text(text: str, offset: int) -> bool:
    """Whether an offset stands inside of a double-quoted text that begins on its line."""
    line = text.rfind("\n", 0, offset) + 1
    inside, at = False, line
    while at < offset:
        if text[at] == "\\" and inside:
            at += 1
        elif text[at] == '"':
            inside = not inside
        elif not inside and text.startswith("//", at):
            return False
        at += 1
    return inside
