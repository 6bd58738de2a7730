"""Edited scripts of a tree, put back into their export."""

from __future__ import annotations

from deluge_lint.diagnostics import Edit, Span
from deluge_lint.documents.placement import Escaped
from deluge_lint.documents.read import read_script
from deluge_lint.documents.script import Island
from deluge_lint.extraction.compare import BOTH, GONE, MISSING, TREE, UNKNOWN, Compared, parsed
from deluge_lint.extraction.layout import laid_out
from deluge_lint.extraction.pieces import Piece, Pieces, newline_for
from deluge_lint.records import NamedTuple
from deluge_lint.source import SourceFile

_OUTSIDE = {
    MISSING: "deleted from the tree; its script stays in the export",
    UNKNOWN: "not in the map, so that it has no place in the export",
    GONE: "not in the export any more",
}


#: Each script is tried by itself, which takes as long as reading the export.
_MOST_TRIED = 50


class PutBack(NamedTuple):
    """``text`` is the new export, ``changed`` the scripts that are new in it.

    ``refused`` and ``notes`` are (path, line of the file or 0, why): with anything refused, nothing may be
    written; what is noted stays out of the export.
    """

    text: str
    changed: tuple[Compared, ...] = ()
    refused: tuple[tuple[str, int, str], ...] = ()
    notes: tuple[tuple[str, int, str], ...] = ()


def put_back(pieces: Pieces, scripts: list[Compared]) -> PutBack:
    """The export with the scripts that were edited in the tree; every other character stays."""
    source = pieces.document.source
    edits: list[Edit] = []
    expected = {id(island): island.text for island in pieces.document.islands}
    changed: list[Compared] = []
    refused: list[tuple[str, int, str]] = []
    for each in scripts:
        if each.state == BOTH:
            why = "changed in the tree and in the export; extract the export anew and join both changes"
            refused.append((each.path, 0, why))
        if each.state != TREE or each.piece is None or each.file is None:
            continue
        worse = _worse(each.piece, each.file)
        if worse is not None:
            refused.append((each.path, *worse))
            continue
        island = each.piece.island
        text = laid_out(island.text, each.file.text, newline_for(island, source.newline))
        edit = island.placement.edit(_difference(island, text))
        if edit is None:
            refused.append((each.path, 0, "changes more than one piece of its page; edit it in Creator"))
            continue
        expected[id(island)] = text
        edits.append(edit)
        changed.append(each)
    made = _edited(source.text, edits)
    if edits and not refused and not _reads(made, source, [expected[id(one)] for one in _all(pieces)]):
        why = "with this script the export no longer comes apart as before: check its brackets and texts"
        refused += [(each.path, 0, why) for each in _culprits(pieces, changed, source, expected)]
    notes = tuple((each.path, 0, _OUTSIDE[each.state]) for each in scripts if each.state in _OUTSIDE)
    return PutBack(made, tuple(changed), tuple(refused), notes)


def _all(pieces: Pieces) -> tuple[Island, ...]:
    return pieces.document.islands


def _worse(piece: Piece, file: SourceFile) -> tuple[int, str] | None:
    """The line and the message of the first syntax error, if the edited script has more of them."""
    faults = parsed(piece.island, file.text).faults
    if not faults or len(faults) <= len(parsed(piece.island, piece.text).faults):
        return None
    first = min(faults, key=lambda fault: fault.span)
    return file.lines.position(first.span.start).line, f"has a syntax error: {first.message}"


def _difference(island: Island, text: str) -> Edit:
    """The smallest edit of one piece that makes it ``text``."""
    old = island.text
    start, most = 0, min(len(old), len(text))
    while start < most and old[start] == text[start]:
        start += 1
    if isinstance(island.placement, Escaped):
        # a backslash that stands for itself would make an escape with what follows it now
        while start and old[start - 1] == "\\":
            start -= 1
    end = 0
    while end < most - start and old[-1 - end] == text[-1 - end]:
        end += 1
    return Edit(Span(start, len(old) - end), text[start : len(text) - end])


def _edited(text: str, edits: list[Edit]) -> str:
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda each: each.span):
        parts += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join([*parts, text[at:]])


def _reads(text: str, source: SourceFile, expected: list[str]) -> bool:
    """Whether an export comes apart into these texts."""
    document = read_script(SourceFile(text, source.path))
    return not document.faults and [one.text for one in document.islands] == expected


def _culprits(
    pieces: Pieces, changed: list[Compared], source: SourceFile, expected: dict[int, str]
) -> list[Compared]:
    """The scripts that an export does not hold by themselves; all where it is their company."""
    found = []
    if len(changed) > _MOST_TRIED:
        return changed
    for each in changed:
        if each.piece is None:
            continue
        island = each.piece.island
        texts = [expected[id(one)] if one is island else one.text for one in _all(pieces)]
        edit = island.placement.edit(_difference(island, expected[id(island)]))
        if edit is not None and not _reads(_edited(source.text, [edit]), source, texts):
            found.append(each)
    return found or changed
