"""The scripts of an export with their places in a tree, and the values beside them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from deluge_lint.documents.export.read import Export, mentions_outside
from deluge_lint.documents.extracted import Placed, TreeMap
from deluge_lint.documents.placement import Escaped
from deluge_lint.documents.read import Document, read_script
from deluge_lint.documents.script import Island
from deluge_lint.extraction.layout import newline_of, plain, readable
from deluge_lint.extraction.names import Parts, paths, word
from deluge_lint.records import NamedTuple
from deluge_lint.schema.model import Schema
from deluge_lint.source import SourceFile

ENDING = ".deluge"
_HEADER = re.compile(r"[\w:]+\s+([\w.]+)\s*\(")
_HEAD = re.compile(r"\s*/\*.*?\*/\s*", re.DOTALL)
#: Folders of scripts that belong to no form, by the context of their host, and the event that goes
#: without saying there.
_FOLDERS = {
    "schedule": "schedules", "approval": "approvals", "batch_workflow": "batch_workflows",
    "blueprint": "blueprints", "payment": "payments",
}  # fmt: skip
_ONLY_EVENT = "on_start"


class NoExport(Exception):
    """The file is no whole export of one application; the message says in one line why."""


class Piece(NamedTuple):
    """One script: its entry in the map, its island, and what its file holds."""

    placed: Placed
    island: Island
    text: str


class Pieces(NamedTuple):
    """An export in pieces; ``values`` are single values and criteria, ``map`` what is written of it.

    ``schema`` tells the forms, reports and pages; of what is mentioned only what stands outside of the
    scripts, whose files tell the rest.
    """

    document: Document
    scripts: tuple[Piece, ...]
    values: tuple[Island, ...]
    schema: Schema

    @property
    def map(self) -> TreeMap:
        """The map of the tree."""
        text = self.document.source.text
        head = _HEAD.match(text)
        # the head has the date of the export
        digest = digest_of(text[head.end() if head is not None else 0 :])
        return TreeMap(self.schema.name, digest, tuple(one.placed for one in self.scripts))


def pieces_of(source: SourceFile) -> Pieces:
    """Take an export apart; raises :class:`NoExport`."""
    document = read_script(source)
    if document.kind != "export":
        what = document.note or "a script"
        raise NoExport(f"{source.path}: not an export of a Creator application but {what}")
    if document.faults:
        first = min(document.faults, key=lambda fault: fault.span)
        line = source.lines.position(first.span.start).line
        raise NoExport(f"{source.path}:{line}: not a whole export of one application: {first.message}")
    scripts = [each for each in document.islands if each.kind == "script"]
    values = tuple(each for each in document.islands if each.kind != "script")
    conditions = _conditions(document.islands)
    parts = _numbered([_parts(island) for island in scripts])
    path_of = paths(parts, ENDING)
    made = [
        _piece(island, path_of[mine], "/".join(mine), conditions[at], source.newline)
        for at, (island, mine) in enumerate(zip(scripts, parts))
    ]
    export = Export(document.islands, document.faults, document.schema)
    schema = document.schema._replace(mentions=mentions_outside(source.text, export))
    return Pieces(document, tuple(made), values, schema)


def _piece(island: Island, path: str, identity: str, condition: str, newline: str) -> Piece:
    text = readable(island.text, newline_for(island, newline))
    placed = Placed(path, identity, island.host, island.trigger, digest_of(text), condition)
    return Piece(placed, island, text)


def newline_for(island: Island, default: str) -> str:
    """The line end that new lines of a script get."""
    return newline_of(island.text, "\n" if isinstance(island.placement, Escaped) else default)


def digest_of(text: str) -> str:
    """What tells a script from another one: the layout around it and its line ends do not count."""
    return hashlib.sha256(plain(text).encode("utf-8", "surrogatepass")).hexdigest()


def _conditions(islands: tuple[Island, ...]) -> list[str]:
    """For each script the condition of its actions, empty for none."""
    found: list[str] = []
    last: Island | None = None
    for island in islands:
        if island.kind == "criteria":
            last = island
        elif island.kind == "script":
            mine = last is not None and last.trigger == island.trigger and last.host == island.host
            found.append(" ".join(last.text.split()) if last is not None and mine else "")
            last = None
    return found


def _numbered(wanted: list[Parts]) -> list[Parts]:
    """The second script of one event of one workflow is its ``-2``, in the order of the export."""
    seen: dict[Parts, int] = {}
    numbered: list[Parts] = []
    for parts in wanted:
        seen[parts] = count = seen.get(parts, 0) + 1
        numbered.append((*parts[:-1], f"{parts[-1]}-{count}") if count > 1 else parts)
    return numbered


def _parts(island: Island) -> Parts:
    """The folders and the name of a script, in words of Creator."""
    context = island.host.context
    if context == "function":
        return _function(island)
    trigger = island.trigger
    workflow = [word(trigger.workflow)] if trigger.workflow else []
    if context == "page":
        return ("pages", workflow[0] if workflow else "page")
    event = _event(island)
    if context.partition(".")[0] == "form":
        fields = dict.fromkeys(name for name in (trigger.subform, trigger.field) if name)
        names = [event or "script", *map(word, fields), *workflow]
        return ("forms", word(trigger.form or "no form"), ".".join(names))
    names = [*workflow, *([event] if event and event != _ONLY_EVENT else [])] or ["script"]
    if context == "report_action":
        return ("report_actions", word(trigger.form or "no form"), ".".join(names))
    return (_FOLDERS.get(context, "others"), ".".join(names))


def _function(island: Island) -> Parts:
    found = _HEADER.match(island.text)
    names = (found[1] if found is not None else "function").split(".")
    return ("functions", *map(word, filter(None, names)))


def _event(island: Island) -> str:
    """The event, as the context of the host or the words of the export name it."""
    event = island.host.context.partition(".")[2]
    words = island.trigger.event or island.trigger.title.partition(" of ")[0].partition(" in ")[0]
    return event or "_".join(re.findall(r"\w+", words))


def values_of(pieces: Pieces) -> Iterator[dict[str, str]]:
    """The single values and criteria, with what they belong to."""
    for island in pieces.values:
        trigger = island.trigger
        said = {
            "of": trigger.title, "form": trigger.form, "workflow": trigger.workflow, "kind": island.kind,
            "text": plain(island.text),
        }  # fmt: skip
        yield {name: value for name, value in said.items() if value}
