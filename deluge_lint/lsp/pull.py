"""Diagnostics that the client asks for."""

from __future__ import annotations

from lsprotocol import types

from deluge_lint.lsp.diagnostics import SOURCE, shown
from deluge_lint.lsp.server import DelugeServer


def register(server: DelugeServer) -> None:
    """Answer ``textDocument/diagnostic``."""

    options = types.DiagnosticOptions(
        inter_file_dependencies=True, workspace_diagnostics=False, identifier=SOURCE
    )

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)
    async def pull(
        params: types.DocumentDiagnosticParams,
    ) -> types.RelatedFullDocumentDiagnosticReport:  # fmt: skip
        uri = params.text_document.uri
        await server.told(uri)  # where that is not all, the client is told to ask again
        analysis = server.project.open.get(uri)
        if analysis is None:
            return types.RelatedFullDocumentDiagnosticReport(items=[])
        found = server.found.get(uri, ())
        return types.RelatedFullDocumentDiagnosticReport(items=shown(analysis, found, server.project))
