"""Where a name is defined, where it is used, and its other places in the document."""

from __future__ import annotations

from lsprotocol import types

from deluge_lint.diagnostics import Span
from deluge_lint.lsp.analysis import Analysis
from deluge_lint.lsp.project import Project, uri_of
from deluge_lint.lsp.server import DelugeServer
from deluge_lint.lsp.targets import OwnFunction, Place, Variable, definition, places, target_at

_READ, _WRITE = types.DocumentHighlightKind.Read, types.DocumentHighlightKind.Write


def register(server: DelugeServer) -> None:
    """Answer the requests of navigation."""

    @server.answers(types.TEXT_DOCUMENT_DEFINITION)
    def define(params: types.DefinitionParams) -> list[types.Location] | None:
        analysis = server.analysis(params.text_document.uri)
        if analysis is None:
            return None
        return definitions(analysis, analysis.positions.offset(params.position), server.project)

    @server.answers(types.TEXT_DOCUMENT_REFERENCES)
    def refer(params: types.ReferenceParams) -> list[types.Location] | None:
        analysis = server.analysis(params.text_document.uri)
        if analysis is None:
            return None
        found = all_places(analysis, analysis.positions.offset(params.position), server.project)
        headers = params.context.include_declaration
        return [location(each) for each in found if headers or not _declares(each, found)]

    @server.answers(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def highlight(params: types.DocumentHighlightParams) -> list[types.DocumentHighlight] | None:
        analysis = server.analysis(params.text_document.uri)
        if analysis is None:
            return None
        found = all_places(analysis, analysis.positions.offset(params.position), server.project)
        return [
            types.DocumentHighlight(analysis.positions.range(each.span), _WRITE if each.writes else _READ)
            for each in found
            if each.analysis.uri == analysis.uri
        ]


def all_places(analysis: Analysis, offset: int, project: Project) -> list[Place]:
    """Every place of what stands at an offset, in order of files and places, each once."""
    target = target_at(analysis, offset)
    if target is None:
        return []
    found: dict[tuple[str, Span], Place] = {}
    for each in places(target, analysis, project):
        key = (each.analysis.path, each.span)
        old = found.get(key)
        if old is None or each.writes:
            found[key] = each
    return [found[key] for key in sorted(found)]


def _declares(place: Place, found: list[Place]) -> bool:
    """Whether a place is where the name is made: a header, or the first assignment."""
    first = next((each for each in found if each.writes), None)
    return place is first


def location(place: Place) -> types.Location:
    """A place as the protocol has it."""
    return types.Location(place.analysis.uri, place.analysis.positions.range(place.span))


def definitions(analysis: Analysis, offset: int, project: Project) -> list[types.Location]:
    """Where the function or variable at an offset comes from."""
    target = target_at(analysis, offset)
    if isinstance(target, OwnFunction):
        found = definition(target.key, project, analysis.path)
        where = project.analysis_of(found.path) if found is not None else None
        if found is None or where is None:
            return []
        range = where.positions.range(Span(found.body.start, found.body.end))
        return [types.Location(uri_of(found.path) if where is not analysis else analysis.uri, range)]
    if isinstance(target, Variable):
        first = [each for each in places(target, analysis, project) if each.writes]
        first.sort(key=lambda each: each.span)
        return [location(each) for each in first[:1]]
    return []
