"""From the text of an export to its islands, its schema and its faults."""

from __future__ import annotations

from deluge_lint.documents.export import schema_of, workflows
from deluge_lint.documents.export.attributes import unquoted
from deluge_lint.documents.export.blocks import Block
from deluge_lint.documents.export.events import Event, events
from deluge_lint.documents.export.islands import islands
from deluge_lint.documents.export.mentions import mentions
from deluge_lint.documents.export.roles import roles
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
    schema = Schema("creator")
    faults = list(structure.faults)
    for application in structure.applications:
        happens = list(events(text, application))
        found += islands(text, application, happens, faults)
        if not schema.name:
            schema = _schema(text, application, happens, not structure.faults)
    return Export(tuple(found), tuple(faults), schema)


def _schema(text: str, application: Block, happens: list[Event], complete: bool) -> Schema:
    head = application.head
    # a form that is cut off or swallowed its neighbour shows fewer fields, or others, than it has
    forms = tuple(form._replace(complete=complete) for form in schema_of.forms(text, application))
    pages = tuple(schema_of.pages(text, application))
    connections = tuple(schema_of.connections(text, application))
    return Schema(
        "creator", unquoted(head[head.find('"') :]), forms, tuple(schema_of.reports(text, application)),
        pages, tuple(workflows.workflows(text, happens)), tuple(roles(text, application)), connections,
        mentions(text, application, forms, pages, connections), complete,
    )  # fmt: skip
