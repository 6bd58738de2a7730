"""What an extraction writes and deletes, and what stands in its way."""

from __future__ import annotations

import json
from collections.abc import Iterator

from deluge_lint.documents.extracted import MAP_NAME, SCHEMA_NAME, map_text
from deluge_lint.extraction.folder import Folder
from deluge_lint.extraction.pieces import Pieces, digest_of, values_of
from deluge_lint.records import NamedTuple
from deluge_lint.schema.plain import to_plain

VALUES_NAME = "expressions.json"
_MOST = 10


class Plan(NamedTuple):
    """``write`` maps the paths of files to their texts, ``new`` are those that were not there.

    ``remove`` are the files of scripts that are gone, ``kept`` such files that somebody edited;
    ``obstacles`` are lines about files that would be lost.  ``same`` counts scripts that stay as they are.
    """

    write: dict[str, str]
    new: frozenset[str]
    remove: tuple[str, ...]
    kept: tuple[str, ...]
    obstacles: tuple[str, ...]
    same: int


def plan_of(pieces: Pieces, folder: Folder) -> Plan:
    """What there is to do so that a folder holds an export."""
    known = {one.path: one.digest for one in folder.map.scripts} if folder.map is not None else {}
    obstacles = list(_strangers(folder)) if folder.map is None else []
    write: dict[str, str] = {}
    same = 0
    for piece in pieces.scripts:
        path = piece.placed.path
        file = folder.file(path)
        if file is not None:
            here = digest_of(file.text)
            if here == piece.placed.digest:
                same += 1
                continue
            if folder.map is not None and here != known.get(path):
                why = "edited since it was extracted" if path in known else "not written by `extract`"
                obstacles.append(f"{path}: {why}")
        write[path] = piece.text
    found = {piece.placed.path for piece in pieces.scripts}
    gone = {path: file for path in known if path not in found and (file := folder.file(path)) is not None}
    kept = tuple(path for path, file in gone.items() if digest_of(file.text) != known[path])
    for path, text in texts_beside(pieces).items():
        file = folder.file(path)
        if file is None or file.text != text:
            write[path] = text
    new = frozenset(path for path in write if folder.file(path) is None)
    remove = tuple(path for path in gone if path not in kept)
    return Plan(write, new, remove, kept, tuple(obstacles), same)


def _strangers(folder: Folder) -> Iterator[str]:
    """What stands in a folder that nothing was extracted to."""
    entries = folder.entries()
    for name in entries[:_MOST]:
        yield f"{name}: not written by `extract`"
    if len(entries) > _MOST:
        yield f"and {len(entries) - _MOST} more"


def texts_beside(pieces: Pieces) -> dict[str, str]:
    """The files beside the scripts, the map last: what it tells of is there when it is."""
    values = sorted(values_of(pieces), key=lambda one: tuple(one.get(name, "") for name in _ORDER))
    return {
        SCHEMA_NAME: _json(to_plain(pieces.schema)),
        VALUES_NAME: _json(values),
        MAP_NAME: map_text(pieces.map),
    }


_ORDER = ("of", "form", "workflow", "kind", "text")


def _json(data: object) -> str:
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def carry_out(plan: Plan, folder: Folder) -> None:
    """Delete and write; raises :class:`~deluge_lint.extraction.folder.FolderError`."""
    # first, so that a file that is named anew in other cases is not deleted where cases do not count
    folder.remove(plan.remove)
    for path, text in plan.write.items():
        folder.write(path, text)
