"""The server where there are neither threads nor standard input: inside of an editor's own process.

Messages come and go as JSON texts; everything runs in the one event loop that there is.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from deluge_lint.lsp.light import load_types

load_types()  # before anybody else imports them

from deluge_lint.lsp.create import create  # noqa: E402


class _Writer:
    """Hands each message to whoever carries it to the client."""

    def __init__(self, send: Callable[[str], object]) -> None:
        self._send = send

    def write(self, data: bytes) -> None:
        """One whole message."""
        self._send(data.decode("utf-8"))

    def close(self) -> None:
        """There is nothing to close."""


class Single:
    """A server that is given messages by :meth:`receive` and answers through ``send``."""

    def __init__(self, send: Callable[[str], object]) -> None:
        self._server = create(threads=False)
        self._server.protocol.set_writer(_Writer(send), include_headers=False)

    def receive(self, text: str) -> None:
        """Take in one message of the client."""
        protocol = self._server.protocol
        protocol.handle_message(json.loads(text, object_hook=protocol.structure_message))
