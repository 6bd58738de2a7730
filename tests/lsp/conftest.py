"""A client that talks to the server as an editor does."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

COMMAND = [sys.executable, "-m", "deluge_lint", "server"]


class Editor:
    """A client with a folder: opens and changes documents and waits for what the server says."""

    def __init__(self, client: LanguageClient, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self._versions: dict[str, int] = {}

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    async def open(self, name: str, text: str) -> list[types.Diagnostic]:
        """Open a document and wait for its diagnostics."""
        uri = self.uri(name)
        self._versions[uri] = 1
        self.client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "deluge", 1, text))
        )
        return await self.diagnostics(name)

    async def change(
        self, name: str, text: str, range: types.Range | None = None
    ) -> list[types.Diagnostic]:  # fmt: skip
        """Replace a range, or everything, and wait for the diagnostics of the new version."""
        uri = self.uri(name)
        self._versions[uri] += 1
        change: types.TextDocumentContentChangeEvent = types.TextDocumentContentChangeWholeDocument(text)
        if range is not None:
            change = types.TextDocumentContentChangePartial(range, text)
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self._versions[uri], uri), [change]
            )
        )
        return await self.diagnostics(name)

    def close(self, name: str) -> None:
        uri = self.uri(name)
        self.client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
        )

    async def diagnostics(self, name: str) -> list[types.Diagnostic]:
        """What the server says of the present version."""
        report = await self.client.text_document_diagnostic_async(
            types.DocumentDiagnosticParams(types.TextDocumentIdentifier(self.uri(name)))
        )
        return list(report.items)

    async def published(self, uri: str, wanted: int | None = None) -> list[types.Diagnostic]:
        """Wait until diagnostics are pushed for a document (``wanted`` of them)."""
        for _ in range(400):
            found = self.client.diagnostics.get(uri)
            if found is not None and (wanted is None or len(found) == wanted):
                return list(found)
            await asyncio.sleep(0.025)
        raise AssertionError(f"no diagnostics for {uri}: {self.client.diagnostics}")

    def document(self, name: str) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri(name))


def names(found: list[types.Diagnostic]) -> list[str]:
    """The names of the rules that reported."""
    return sorted(str(each.code) for each in found)


async def session(client: LanguageClient, folder: Path, **options: object) -> None:
    """Begin a session in ``folder``."""
    await client.initialize_session(
        types.InitializeParams(
            capabilities=client_capabilities("visual-studio-code"),
            workspace_folders=[types.WorkspaceFolder(folder.as_uri(), "scripts")],
            initialization_options=options or None,
        )
    )


@pytest_lsp.fixture(config=ClientServerConfig(server_command=COMMAND))
async def client(lsp_client: LanguageClient, tmp_path: Path) -> AsyncIterator[None]:
    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(params: types.RegistrationParams) -> None:
        """An editor would watch files from now on."""

    await session(lsp_client, tmp_path)
    yield
    await lsp_client.shutdown_session()


@pytest.fixture
def editor(client: LanguageClient, tmp_path: Path) -> Editor:
    return Editor(client, tmp_path)
