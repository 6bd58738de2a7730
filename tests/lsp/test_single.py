"""The server without threads and without standard input, as the extension's own Python runs it."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from deluge_lint.lsp.single import Single


@pytest.mark.asyncio
async def test_a_session_of_messages(tmp_path: Path) -> None:
    sent: list[dict[str, Any]] = []
    server = Single(lambda text: sent.append(json.loads(text)))
    uri = (tmp_path / "a.dg").as_uri()

    def say(method: str, params: object, number: int | None = None) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        server.receive(json.dumps({**message, "id": number} if number is not None else message))

    async def until(wanted: str) -> dict[str, Any]:
        for _ in range(400):
            found = [each for each in sent if each.get("method") == wanted or str(each.get("id")) == wanted]
            if found:
                return found[-1]
            await asyncio.sleep(0.01)
        raise AssertionError(sent)

    say("initialize", {"processId": None, "rootUri": tmp_path.as_uri(), "capabilities": {}}, 1)
    assert (await until("1"))["result"]["capabilities"]["hoverProvider"]
    say("initialized", {})
    say("textDocument/didOpen",
        {"textDocument": {"uri": uri, "languageId": "deluge", "version": 1, "text": "info 1 / 0;\n"}})  # fmt: skip
    published = await until("textDocument/publishDiagnostics")
    assert [each["code"] for each in published["params"]["diagnostics"]] == ["division-by-zero"]
    say("shutdown", None, 2)
    await until("2")
