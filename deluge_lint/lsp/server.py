"""The server: it keeps the documents, and lints what has changed in a thread of its own."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from deluge_lint import __version__
from deluge_lint.config.model import Overrides
from deluge_lint.diagnostics import Diagnostic
from deluge_lint.engine.discovery import SettingsError
from deluge_lint.engine.results import FileResult
from deluge_lint.lsp.analysis import Analysis, Superseded
from deluge_lint.lsp.diagnostics import of_config, shown
from deluge_lint.lsp.progress import Scan
from deluge_lint.lsp.project import Project, path_of, size_of, uri_of
from deluge_lint.lsp.texts import DelugeProtocol

log = logging.getLogger(__name__)

#: Characters from which on a file takes so long to lint that others are waited for, so many seconds.
_LARGE, _GRACE = 200_000, 0.2

T = TypeVar("T")
_Handler = TypeVar("_Handler", bound=Callable[[Any], Any])

#: Options of the client, under these names in its settings, and the overrides that they become.
OPTIONS = {
    "preset": "preset", "preview": "preview", "select": "select", "extendSelect": "extend_select",
    "ignore": "ignore", "host": "host", "targets": "targets", "config": "config",
}  # fmt: skip


class DelugeServer(LanguageServer):
    """A session with one client."""

    def __init__(self, *, threads: bool = True) -> None:
        super().__init__(
            "deluge-lint", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Incremental,
            protocol_cls=DelugeProtocol,
        )  # fmt: skip
        self.project = Project()
        self.options: dict[str, Any] = {}
        self._worker = ThreadPoolExecutor(1, "deluge-lint") if threads else None
        self._reader = ThreadPoolExecutor(1, "deluge-lint-requests") if threads else None
        self._due = False
        self._running: asyncio.Task[None] | None = None
        self._waiting: list[str] = []
        self._scan = Scan(self)
        self._published: dict[str, tuple[int | None, list[types.Diagnostic]]] = {}
        #: The findings of the open documents as last computed, by URI.
        self.found: dict[str, tuple[Diagnostic, ...]] = {}
        #: Those of which only the first findings are known yet, and who waits for such.
        self._early: set[str] = set()
        self._news: asyncio.Future[None] | None = None

    # -- access for features ------------------------------------------------------------

    def answers(self, method: str, options: Any = None) -> Callable[[_Handler], _Handler]:
        """Register a handler of a request that runs in a thread of its own, one after the other.

        So a request never keeps the session from taking in edits, and a client that cancels one is
        answered at once; one that has not begun is not run at all.
        """

        def register(handler: _Handler) -> _Handler:
            async def answer(params: Any) -> Any:
                try:
                    return await self._aside(self._reader, handler, params)
                except Superseded:  # the client has another text by now, and asks again about that
                    return None

            self.feature(method, options)(answer)
            return handler

        return register

    def analysis(self, uri: str) -> Analysis | None:
        """The current version of an open document, else what is on the disk."""
        return self.project.open.get(uri) or self.project.analysis_of(path_of(uri))

    @property
    def pulls(self) -> bool:
        """Whether the client asks for diagnostics, and can be told to ask again."""
        capabilities = self.client_capabilities
        text, workspace = capabilities.text_document, capabilities.workspace
        if text is None or text.diagnostic is None or workspace is None:
            return False
        return bool(workspace.diagnostics and workspace.diagnostics.refresh_support)

    # -- documents ------------------------------------------------------------------------

    def take(self, uri: str, text: str, version: int | None) -> None:
        """Take in the text of a document as the client has it."""
        opens = uri not in self.project.open
        found = self.project.put(uri, text, version)
        self._early.discard(uri)
        if uri not in self._published and uri not in self.found:
            found.early = partial(self._tell_early, asyncio.get_running_loop(), found)
        if opens and found.too_large:
            self.window_show_message(
                types.ShowMessageParams(
                    types.MessageType.Warning, f"deluge-lint: {found.path}: {found.too_large}"
                )
            )
        self.lint()

    def forget(self, uri: str) -> None:
        """A document was closed: its diagnostics go, the file counts again."""
        self._published.pop(uri, None)
        self.publish(uri, None, [])
        self.project.close(uri)
        self.lint()

    def reconfigure(self, settings: dict[str, Any] | None = None) -> None:
        """Take in settings of the client, or read changed configurations anew."""
        if settings is not None:
            self.options = settings
        try:
            self.project.configure(overrides_of(self.options))
        except SettingsError as error:
            self.window_show_message(
                types.ShowMessageParams(types.MessageType.Error, f"deluge-lint: {error}")
            )
            self.project.configure(Overrides())
        self.scan()

    # -- linting ----------------------------------------------------------------------------

    def scan(self) -> None:
        """Read the scripts of the folders in the background, then lint."""
        self._waiting = [*self.project.files()] if self.project.folders else []
        self._scan.begin(len(self._waiting))
        self.lint()

    def reread(self, paths: list[str]) -> None:
        """Files have changed on the disk; those that are open do not count."""
        opened = {each.path for each in self.project.open.values()}
        self._waiting += [path for path in paths if path not in opened]
        self.lint()

    def stop(self) -> None:
        """Begin nothing more."""
        self._waiting = []
        for each in (self._worker, self._reader):
            if each is not None:
                each.shutdown(wait=False, cancel_futures=True)

    def lint(self) -> None:
        """Lint soon; work on versions that have been superseded is not published."""
        self._due = True
        if self._running is None or self._running.done():
            self._running = asyncio.ensure_future(self._work())

    async def settled(self) -> None:
        """Wait until nothing is left to lint (for tests and for requests that need all findings)."""
        while self._running is not None and not self._running.done():
            await asyncio.shield(self._running)

    async def told(self, uri: str) -> None:
        """Wait until all is linted, or the first findings in a large document are known."""
        while self._running is not None and not self._running.done() and uri not in self._early:
            if self._news is None or self._news.done():
                self._news = asyncio.get_running_loop().create_future()
            await asyncio.wait({self._running, self._news}, return_when=asyncio.FIRST_COMPLETED)

    def _tell_early(self, loop: asyncio.AbstractEventLoop, analysis: Analysis, result: FileResult) -> None:
        """Hand on the first findings of a document, which are known in the thread that lints."""
        found = self.project.first(analysis, result)
        if self._worker is None:
            self._take_early(analysis, found)
        else:
            loop.call_soon_threadsafe(self._take_early, analysis, found)

    def _take_early(self, analysis: Analysis, found: tuple[Diagnostic, ...]) -> None:
        uri = analysis.uri
        if analysis.superseded or uri in self.found or self.project.open.get(uri) is not analysis:
            return
        self._early.add(uri)
        self.found = {**self.found, uri: found}
        if not self.pulls:
            self.publish(uri, analysis.version, shown(analysis, found, self.project))
        if self._news is not None and not self._news.done():
            self._news.set_result(None)

    async def _work(self) -> None:
        while self._due or self._waiting:
            if self._due:
                self._due = False
                versions = {uri: each.version for uri, each in self.project.open.items()}
                found = await self._aside(self._worker, self._finished)
                if found is not None and not self._due:
                    self.found = found
                    self._early.clear()
                    self._publish_all(found, versions)
                continue
            path = self._waiting.pop()
            if size_of(path) > _LARGE and not self._due:
                await asyncio.sleep(_GRACE)  # it may be the very one that is about to be opened
            if self._due:
                self._waiting.insert(0, path)
                continue
            if not self._is_open(path) and not await self._aside(self._worker, self._read, path):
                self._waiting.insert(0, path)
                continue
            self._due = self._due or not self._waiting
            self._scan.report(len(self._waiting))
            if not self._waiting:
                self._scan.end()

    async def aside(self, work: Callable[..., T], *given: Any) -> T:
        """Do work that only reads apart from the session, as the handlers of requests do."""
        return await self._aside(self._reader, work, *given)

    async def _aside(self, thread: ThreadPoolExecutor | None, work: Callable[..., T], *given: Any) -> T:
        """Do work in the thread for it; where there are none, let what is waiting go first."""
        if thread is not None:
            return await asyncio.get_running_loop().run_in_executor(thread, work, *given)
        await asyncio.sleep(0)
        return work(*given)

    def _finished(self) -> dict[str, tuple[Diagnostic, ...]] | None:
        try:
            return self.project.finished()
        except Superseded:  # lint() was called for what came
            return None
        except Exception:
            log.exception("cannot lint")
            return None

    def _is_open(self, path: str) -> bool:
        return any(each.path == path for each in self.project.open.values())

    def _read(self, path: str) -> bool:
        """Lint a file that nobody looks at; false when it had to make way for one that somebody does."""
        try:
            self.project.read(path, self._make_way)
        except Superseded:
            return False
        except Exception:
            log.exception("cannot lint %s", path)
        return True

    def _make_way(self, so_far: object) -> None:
        if self._due:
            raise Superseded

    def _publish_all(self, found: dict[str, tuple[Diagnostic, ...]], versions: dict[str, int | None]) -> None:
        if self.pulls:
            self.workspace_diagnostic_refresh(None)
        for uri, findings in ({} if self.pulls else found).items():
            analysis = self.project.open.get(uri)
            if analysis is None or analysis.version != versions.get(uri):
                continue
            self.publish(uri, analysis.version, shown(analysis, findings, self.project))
        for problem in self.project.problems.values():
            if problem.path:
                self.publish(uri_of(problem.path), None, [of_config(problem)])
            else:
                self.window_log_message(types.LogMessageParams(types.MessageType.Error, problem.message))
        broken = {uri_of(problem.path) for problem in self.project.problems.values() if problem.path}
        for uri in [uri for uri in self._published if uri not in self.project.open and uri not in broken]:
            self.publish(uri, None, [])
            del self._published[uri]

    def publish(self, uri: str, version: int | None, diagnostics: list[types.Diagnostic]) -> None:
        """Send the diagnostics of a document, unless the client has the same already."""
        if self._published.get(uri) == (version, diagnostics):
            return
        self._published[uri] = (version, diagnostics)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics, version))


def overrides_of(options: dict[str, Any]) -> Overrides:
    """The settings of a client as overrides; what is empty or of another kind is left alone."""
    fields: dict[str, Any] = {}
    for name, field in OPTIONS.items():
        value = options.get(name)
        wanted = getattr(Overrides(), field)
        if isinstance(wanted, tuple) and isinstance(value, (list, tuple)):
            fields[field] = tuple(str(each) for each in value)
        elif value and type(value) is type(wanted):
            fields[field] = value
    return Overrides(**fields)
