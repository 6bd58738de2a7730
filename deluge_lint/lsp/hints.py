"""Inlay hints: the type of a variable where it is first assigned.  Off unless the client asks."""

from __future__ import annotations

from lsprotocol import types

from deluge_lint.diagnostics import Span
from deluge_lint.lsp.analysis import Analysis
from deluge_lint.lsp.server import DelugeServer
from deluge_lint.syntax import nodes as n

OPTION = "typeHints"


def register(server: DelugeServer) -> None:
    """Answer ``textDocument/inlayHint``."""

    @server.answers(types.TEXT_DOCUMENT_INLAY_HINT)
    def hint(params: types.InlayHintParams) -> list[types.InlayHint] | None:
        analysis = server.analysis(params.text_document.uri)
        if analysis is None or not server.options.get(OPTION):
            return None
        return hints(analysis, analysis.positions.span(params.range))


def hints(analysis: Analysis, within: Span) -> list[types.InlayHint]:
    """The known types of the variables that are first assigned within a span."""
    found = []
    for part in analysis.parts():
        seen: set[tuple[int, str]] = set()
        for node in part.model.of(n.Assign):
            if not isinstance(node.target, n.Name):
                continue
            key = (id(part.model.body_of(node)), node.target.text)
            if key in seen:
                continue
            seen.add(key)
            span = part.span(node.target)
            known = part.model.type_of(node.value)
            if known.known and known.kind != "null" and within.start <= span.end <= within.end:
                place = analysis.positions.position(span.end)
                found.append(types.InlayHint(place, f": {known}", kind=types.InlayHintKind.Type))
    return found
