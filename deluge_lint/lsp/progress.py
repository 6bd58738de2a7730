"""How far the scan of the folders has come, for clients that show such things."""

from __future__ import annotations

from uuid import uuid4

from lsprotocol import types
from pygls.lsp.server import LanguageServer


class Scan:
    """One scan at a time; a new one ends the one before."""

    def __init__(self, server: LanguageServer) -> None:
        self._server = server
        self._token = ""
        self._total = 0
        self._shown = -1

    def begin(self, total: int) -> None:
        """So many files are to be read; nothing is shown until the client has agreed."""
        self.end()
        window = self._server.client_capabilities.window
        if not total or window is None or not window.work_done_progress:
            return
        token = self._token = uuid4().hex
        self._total = total
        progress = self._server.work_done_progress

        def created(_: object) -> None:
            if self._token == token:
                self._shown = 0
                progress.begin(token, types.WorkDoneProgressBegin("deluge-lint", percentage=0))

        progress.create(token, created)

    def report(self, left: int) -> None:
        """So many files are left."""
        done = 100 * (self._total - left) // (self._total or 1)
        if self._shown >= 0 and done >= self._shown + 5:
            self._shown = done
            message = f"{self._total - left} of {self._total} files"
            report = types.WorkDoneProgressReport(message=message, percentage=done)
            self._server.work_done_progress.report(self._token, report)

    def end(self) -> None:
        """All is read, or the scan is over for another reason."""
        if self._shown >= 0:
            self._server.work_done_progress.end(self._token, types.WorkDoneProgressEnd())
        self._token, self._shown = "", -1
