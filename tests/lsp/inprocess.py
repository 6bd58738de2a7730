"""A client in the same process: messages pass as JSON, and nothing waits for a pipe."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from deluge_lint.lsp.create import create

_LINE_END = re.compile(r"\r\n|\r|\n")

#: What the client says it can: it watches files and shows progress; diagnostics are pushed to it.
CAPABILITIES: dict[str, Any] = {
    "workspace": {
        "didChangeWatchedFiles": {"dynamicRegistration": True}, "workspaceEdit": {"documentChanges": True},
    },
    "window": {"workDoneProgress": True},
    "general": {"positionEncodings": ["utf-16"]},
}  # fmt: skip

#: What the server may answer to a request besides a result: the sentence of a refusal, cancelled.
REFUSED, CANCELLED = -32602, -32800


class _Errors(logging.Handler):
    """Keeps what is logged as an error, without the refusals that a client is told anyway."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        if kind != "JsonRpcInvalidParams":
            self.lines.append(logging.Formatter().format(record))


class Session:
    """A server with a folder, and what it has said: ``published`` by URI, ``answers`` by number.

    ``said`` holds all messages of the server, in order.  It must be ended.
    """

    def __init__(self, folder: Path, capabilities: dict[str, Any] = CAPABILITIES) -> None:
        self.loop = asyncio.new_event_loop()
        self.server = create()
        self.server.protocol.set_writer(self, include_headers=False)
        self.published: dict[str, list[Any]] = {}
        self.answers: dict[int, dict[str, Any]] = {}
        self.said: list[dict[str, Any]] = []
        self._asked = 0
        self._errors = _Errors()
        logging.getLogger().addHandler(self._errors)
        folders = [{"uri": folder.as_uri(), "name": "scripts"}]
        given = {
            "processId": None,
            "rootUri": None,
            "capabilities": capabilities,
            "workspaceFolders": folders,
        }
        self.ask("initialize", given)
        self.tell("initialized", {})
        self.settle()

    # -- what the protocol writes to --------------------------------------------------------

    def write(self, data: bytes) -> None:
        message = json.loads(data)
        self.said.append(message)
        if "method" not in message:
            self.answers[message["id"]] = message
        elif "id" in message:
            result = {"applied": True} if message["method"] == "workspace/applyEdit" else None
            self.loop.call_soon(self._take, {"jsonrpc": "2.0", "id": message["id"], "result": result})
        elif message["method"] == "textDocument/publishDiagnostics":
            self.published[message["params"]["uri"]] = message["params"]["diagnostics"]

    def close(self) -> None:
        """The protocol closes what it writes to."""

    # -- what a client does -------------------------------------------------------------------

    def tell(self, method: str, params: Any) -> None:
        """Send a notification; the server has taken it in when this comes back, no more."""
        self._send([{"jsonrpc": "2.0", "method": method, "params": params}])

    def start(self, method: str, params: Any) -> int:
        """Send a request and do not wait; its number."""
        self._asked += 1
        self._send([{"jsonrpc": "2.0", "id": self._asked, "method": method, "params": params}])
        return self._asked

    def ask(self, method: str, params: Any) -> Any:
        """Send a request and wait; its result, ``None`` where the server refuses with a sentence."""
        return self.answer(self.start(method, params))

    def answer(self, number: int) -> Any:
        """Wait for the answer to a request."""
        self._wait(lambda: number in self.answers)
        message = self.answers[number]
        if "error" in message:
            assert message["error"]["code"] in (REFUSED, CANCELLED), message
            assert "Traceback" not in message["error"]["message"], message
            return None
        return message["result"]

    def settle(self) -> None:
        """Wait until all is linted and answered; raises AssertionError for an error that was logged."""
        self.loop.run_until_complete(asyncio.wait_for(self.server.settled(), 60))
        self._wait(lambda: len(self.answers) == self._asked)
        self.check()

    def check(self) -> None:
        """Raise AssertionError for an error that the server has logged."""
        assert not self._errors.lines, "\n".join(self._errors.lines)

    def end(self) -> None:
        """Shut the server down, however it is."""
        try:
            self.ask("shutdown", None)
        finally:
            logging.getLogger().removeHandler(self._errors)
            self.server.protocol.writer = None
            self.server.stop()
            self.loop.close()

    def _wait(self, done: Any, seconds: float = 60) -> None:
        async def wait() -> None:
            while not done():
                await asyncio.sleep(0.001)

        if not done():
            self.loop.run_until_complete(asyncio.wait_for(wait(), seconds))

    def _send(self, messages: Iterable[dict[str, Any]]) -> None:
        async def send() -> None:
            for message in messages:
                self._take(message)

        self.loop.run_until_complete(send())

    def _take(self, message: dict[str, Any]) -> None:
        protocol = self.server.protocol
        read = json.loads(json.dumps(message), object_hook=protocol.structure_message)
        protocol.handle_message(read)


def position(text: str, offset: int) -> dict[str, int]:
    """An offset as line and UTF-16 column, counted anew here: the server must not be its own judge."""
    lines = _LINE_END.split(text[:offset])
    return {"line": len(lines) - 1, "character": len(lines[-1].encode("utf-16-le", "surrogatepass")) // 2}
