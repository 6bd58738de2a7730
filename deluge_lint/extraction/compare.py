"""Whether a tree and an export still agree, script by script."""

from __future__ import annotations

from collections.abc import Iterator

from deluge_lint.documents.extracted import SCHEMA_NAME, Placed
from deluge_lint.documents.script import Island
from deluge_lint.extraction.folder import Folder
from deluge_lint.extraction.layout import plain
from deluge_lint.extraction.pieces import Piece, Pieces, digest_of
from deluge_lint.extraction.plan import VALUES_NAME, texts_beside
from deluge_lint.records import NamedTuple
from deluge_lint.source import SourceFile
from deluge_lint.syntax import Tree, parse, parse_page

SAME = "same"
TREE = "changed in the tree"
EXPORT = "changed in the export"
BOTH = "changed in both"
PLACE = "runs under another condition or event in the export"
MISSING = "deleted from the tree"
NEW = "new in the export"
GONE = "gone from the export"
UNKNOWN = "in the tree alone"
STALE = "not up to date"
#: In the order in which they are told.
STATES = (BOTH, TREE, EXPORT, PLACE, MISSING, NEW, GONE, UNKNOWN, STALE, SAME)


class Compared(NamedTuple):
    """One script: its state, and what export and tree have of it.

    ``alike`` says that both texts mean the same, token by token and comment by comment: what differs is
    the layout.
    """

    path: str
    state: str
    piece: Piece | None = None
    file: SourceFile | None = None
    alike: bool = False


def compared(pieces: Pieces, folder: Folder) -> list[Compared]:
    """Every script of both sides, by path."""
    known = {one.path: one for one in folder.map.scripts} if folder.map is not None else {}
    found = {one.placed.path: one for one in pieces.scripts}
    made = [_one(path, known.get(path), found.get(path), folder) for path in sorted({*known, *found})]
    made += [Compared(path, UNKNOWN) for path in folder.scripts() if path not in known and path not in found]
    return made


def stale(pieces: Pieces, folder: Folder) -> Iterator[Compared]:
    """The files beside the scripts that say other things than the export."""
    for path, text in texts_beside(pieces).items():
        file = folder.file(path)
        if (file.text if file is not None else "") != text and path in (SCHEMA_NAME, VALUES_NAME):
            yield Compared(path, STALE, file=file)


def _one(path: str, known: Placed | None, piece: Piece | None, folder: Folder) -> Compared:
    file = folder.file(path)
    if piece is None:
        return Compared(path, GONE, file=file)
    if known is None and file is None:
        return Compared(path, NEW, piece)
    if file is None:
        return Compared(path, MISSING, piece)
    here, there = digest_of(file.text), piece.placed.digest
    if here == there:
        placed = known if known is not None else piece.placed
        elsewhere = placed._replace(digest=there) != piece.placed
        return Compared(path, PLACE if elsewhere else SAME, piece, file, True)
    before = known.digest if known is not None else ""
    state = EXPORT if here == before else TREE if there == before else BOTH
    return Compared(path, state, piece, file, alike(piece.island, piece.text, file.text))


def alike(island: Island, left: str, right: str) -> bool:
    """Whether two texts of one place are the same but for their layout; not known of broken ones."""
    one, other = parsed(island, left), parsed(island, right)
    return not one.faults and not other.faults and _meaning(one) == _meaning(other)


def parsed(island: Island, text: str) -> Tree:
    """A text parsed as the script of this place is."""
    return (parse_page if island.host.context == "page" else parse)(SourceFile(text))


def _meaning(tree: Tree) -> tuple[list[str], list[str]]:
    return tree.tokens, ["\n".join(map(str.strip, plain(one.text).split("\n"))) for one in tree.comments]
