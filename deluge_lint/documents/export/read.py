"""From the text of an export to its islands, its schema and its faults."""

from __future__ import annotations

from collections.abc import Iterator

from deluge_lint.diagnostics import Span
from deluge_lint.documents.export import schema_of, workflows
from deluge_lint.documents.export.attributes import unquoted
from deluge_lint.documents.export.blocks import Block
from deluge_lint.documents.export.events import Event, events
from deluge_lint.documents.export.islands import islands
from deluge_lint.documents.export.mentions import mentions
from deluge_lint.documents.export.roles import roles
from deluge_lint.documents.export.scan import scan
from deluge_lint.documents.pieces import Pieces
from deluge_lint.documents.script import Island
from deluge_lint.records import NamedTuple
from deluge_lint.schema.model import Mention, Schema
from deluge_lint.syntax import Fault


class Export(NamedTuple):
    """What an export holds."""

    islands: tuple[Island, ...]
    faults: tuple[Fault, ...]
    schema: Schema


def read(text: str) -> Export:
    """Read an export; one that is broken is read as far as can be, see ``faults``.

    Of an application that stands there twice the first one tells the schema; several applications have none
    in common.
    """
    structure = scan(text)
    found: list[Island] = []
    schema = Schema("creator")
    faults = [*structure.faults, *_several(structure.applications)]
    names = {_name(each) for each in structure.applications}
    for application in structure.applications:
        happens = list(events(text, application))
        found += islands(text, application, happens, faults)
        if application is structure.applications[0] and len(names) == 1:
            schema = _schema(text, application, happens, not faults)
    for application in structure.applications:
        application.close()
    return Export(tuple(found), tuple(faults), schema)


def mentions_outside(text: str, export: Export) -> tuple[Mention, ...]:
    """What is mentioned outside of the scripts: in reports, layouts, menus, conditions, pages."""
    scripts = [
        each.placement.span(Span(0, len(each.text)))
        for each in export.islands
        if each.kind == "script" and not isinstance(each.placement, Pieces)
    ]
    schema = export.schema
    applications = scan(text).applications
    if not applications:
        return ()
    return mentions(text, applications[0], schema.forms, schema.pages, schema.connections, scripts)


def _name(application: Block) -> str:
    return unquoted(application.head[application.head.find('"') :])


def _several(applications: list[Block]) -> Iterator[Fault]:
    """What is to be said of each application behind the first."""
    first = _name(applications[0]) if applications else ""
    alike = all(_name(each) == first for each in applications)
    for each in applications[1:]:
        if alike:
            message = (
                f"the application `{first[:30]}` stands here again; only the forms of its first copy count"
            )
            help = "delete one of the copies: the file was probably pasted twice"
        else:
            message = f"a second application, `{_name(each)[:30]}`, begins here; the forms of neither count"
            help = "give each application a file of its own: scripts are checked against its forms"
        yield Fault("unexpected", message, each.span, help)


def _schema(text: str, application: Block, happens: list[Event], complete: bool) -> Schema:
    # a form that is cut off or swallowed its neighbour shows fewer fields, or others, than it has
    forms = tuple(form._replace(complete=complete) for form in schema_of.forms(text, application))
    pages = tuple(schema_of.pages(text, application))
    connections = tuple(schema_of.connections(text, application))
    return Schema(
        "creator", _name(application), forms, tuple(schema_of.reports(text, application)),
        pages, tuple(workflows.workflows(text, happens)), tuple(roles(text, application)), connections,
        mentions(text, application, forms, pages, connections), complete,
    )  # fmt: skip
