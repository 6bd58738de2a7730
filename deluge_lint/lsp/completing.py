"""What may stand at a cursor: the tree is read once more with a word put there."""

from __future__ import annotations

from deluge_lint.documents.script import Script
from deluge_lint.lsp.analysis import Analysis, Part
from deluge_lint.records import NamedTuple
from deluge_lint.source import SourceFile
from deluge_lint.syntax import nodes as n
from deluge_lint.syntax import parse

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
    part = analysis.part_at(offset)
    if part is None:
        return None
    script, text = part.script, part.script.source.text
    here = part.local(offset)
    if any(each.span.start < here <= each.span.end for each in script.tree.comments):
        return None
    start = here
    quoted = _in_text(text, here)
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    end = here
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    marked = text[:start] + MARK + text[end:]
    source = SourceFile(marked, analysis.path)
    made = Script(parse(source), script.host, script.placement, script.kind, script.trigger, script.schema)
    inner = Part(made, analysis.settings)
    token = _token(inner, start)
    if token < 0:
        return None
    place = script.placement.offset
    return Spot(inner, inner.node_of(token), text[start:here], place(start), place(end), quoted)


def _token(part: Part, start: int) -> int:
    """The token with the mark."""
    tree = part.script.tree
    for at, word in enumerate(tree.tokens):
        if MARK in word and tree.offsets[at] <= start < tree.offsets[at] + len(word):
            return at
    return -1


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
