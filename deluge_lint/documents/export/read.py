"""From the text of an export to its islands, its schema and its faults."""

from __future__ import annotations

from deluge_lint.documents.export import schema_of, workflows
from deluge_lint.documents.export.attributes import unquoted
from deluge_lint.documents.export.islands import islands
from deluge_lint.documents.export.scan import scan
from deluge_lint.documents.script import Island
from deluge_lint.records import NamedTuple
from deluge_lint.schema.model import Schema
from deluge_lint.syntax import Fault


class Export(NamedTuple):
    """What an export holds."""

    islands: tuple[Island, ...]
    faults: tuple[Fault, ...]
    schema: Schema


def read(text: str) -> Export:
    """Read an export; one that is broken is read as far as can be, see ``faults``.

    The schema is that of the first application of the file.
    """
    structure = scan(text)
    found: list[Island] = []
    for application in structure.applications:
        found += islands(text, application)
    schema = Schema("creator", complete=not structure.faults)
    if structure.applications:
        first = structure.applications[0]
        name = first.head[first.head.find('"') :]
        schema = Schema(
            "creator", unquoted(name), tuple(schema_of.forms(text, first)),
            tuple(schema_of.reports(text, first)), tuple(schema_of.pages(text, first)),
            tuple(workflows.workflows(text, first)), (), tuple(schema_of.connections(text, first)),
            complete=not structure.faults,
        )  # fmt: skip
    return Export(tuple(found), tuple(structure.faults), schema)
