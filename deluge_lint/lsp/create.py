"""A server with all its features, and the life of its session."""

from __future__ import annotations

from importlib import import_module

from lsprotocol import types

from deluge_lint.lsp import texts
from deluge_lint.lsp.project import folders_of, path_of, uri_of
from deluge_lint.lsp.server import DelugeServer

#: Modules with features; each has ``register(server)``.
FEATURES = (
    "actions", "commands", "completion", "folding", "formatting", "hierarchy", "hints", "hover", "lens",
    "links", "navigation", "pull", "rename", "selection", "signatures", "symbols", "tokens",
)  # fmt: skip

#: Files whose change means new settings for everything.
_SETTINGS = (".toml", ".json")


def create(*, threads: bool = True) -> DelugeServer:
    """A server with all its features; without ``threads`` all work is done in its event loop."""
    server = DelugeServer(threads=threads)
    _session(server)
    _documents(server)
    _workspace(server)
    for name in FEATURES:
        import_module(f"deluge_lint.lsp.{name}").register(server)
    return server


def _session(server: DelugeServer) -> None:
    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        roots = [each.uri for each in params.workspace_folders or ()]
        if not roots and params.root_uri:
            roots = [params.root_uri]
        server.project.folders = folders_of(roots)
        given = params.initialization_options
        server.options = dict(given) if isinstance(given, dict) else {}

    @server.feature(types.INITIALIZED)
    def initialized(params: types.InitializedParams) -> None:
        server.project.encoding = server.workspace.position_encoding or types.PositionEncodingKind.Utf16
        _watch(server)
        server.reconfigure()

    @server.feature(types.SHUTDOWN)
    def shutdown(params: None) -> None:
        server.stop()


def _documents(server: DelugeServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        server.take(document.uri, document.text, document.version)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        document = params.text_document
        before = server.project.open.get(document.uri)
        if before is not None:
            text = texts.changed(before.source, params.content_changes, server.project.encoding)
            server.take(document.uri, text, document.version)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.forget(params.text_document.uri)


def _workspace(server: DelugeServer) -> None:
    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def configured(params: types.DidChangeConfigurationParams) -> None:
        given = params.settings
        if isinstance(given, dict):
            server.reconfigure(given.get("deluge-lint") or given)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(params: types.DidChangeWatchedFilesParams) -> None:
        paths = [path_of(change.uri) for change in params.changes]
        if any(path.endswith(_SETTINGS) for path in paths):
            server.reconfigure()
        else:
            server.reread(paths)

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders(params: types.DidChangeWorkspaceFoldersParams) -> None:
        gone = {path_of(each.uri) for each in params.event.removed}
        kept = [path for path in server.project.folders if path not in gone]
        added = [path_of(each.uri) for each in params.event.added]
        server.project.folders = folders_of(uri_of(path) for path in (*kept, *added))
        server.reconfigure()


def _watch(server: DelugeServer) -> None:
    """Ask the client to tell of changed scripts and configurations, if it can."""
    workspace = server.client_capabilities.workspace
    can = workspace.did_change_watched_files if workspace else None
    if can is None or not can.dynamic_registration:
        return
    patterns = (
        # VS Code knows no `{.,}`: an empty choice of its globs matches nothing
        "**/*.{deluge,dg,ds,zml}", "**/deluge-lint.toml", "**/.deluge-lint.toml", "**/pyproject.toml",
        "**/deluge-map.json",
        "**/{functions,modules}/*/*.metadata.json", "**/modules/*/fields/*.json",
    )  # fmt: skip
    watchers = [types.FileSystemWatcher(pattern) for pattern in patterns]
    registration = types.Registration(
        "deluge-lint-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
        types.DidChangeWatchedFilesRegistrationOptions(watchers),
    )  # fmt: skip
    server.client_register_capability(types.RegistrationParams([registration]))
