"""Documents that no script is: the server stays, and answers everything about them."""

from __future__ import annotations

from pathlib import Path

import pytest

from deluge_lint.engine.reading import DEFAULT_LIMIT
from tests.lsp.inprocess import Session
from tests.lsp.test_sessions import AT, UNTITLED, WHOLE, WITHIN, asked

TEXTS = {
    "nested blocks": "if(a)\n{\n" * 2000 + "}\n" * 2000,
    "nested parentheses": "x = " + "(" * 5000 + "1" + ")" * 5000 + ";\n",
    "binary": bytes(range(256)).decode("latin-1") * 40,
    "one long line": "x = 1;" * 5000,
    "too large": "info 1;\n" * (DEFAULT_LIMIT // 8 + 1),
    "empty": "",
}


@pytest.mark.parametrize("kind", TEXTS)
def test_every_request_is_answered(kind: str, tmp_path: Path) -> None:
    text = TEXTS[kind]
    session = Session(tmp_path)
    try:
        item = {"uri": UNTITLED, "languageId": "deluge", "version": 1, "text": text}
        session.tell("textDocument/didOpen", {"textDocument": item})
        session.settle()
        at = min(len(text) // 3, 20_000)
        for feature in (*AT, *WITHIN, *WHOLE):
            session.ask(
                f"textDocument/{feature}", asked(feature, UNTITLED, text, at, min(len(text), at + 30))
            )
        session.settle()
        warned = [each for each in session.said if each.get("method") == "window/showMessage"]
        assert len(warned) == (kind == "too large")
    finally:
        session.end()


def test_progress_of_the_scan_and_cancelled_requests(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.dg").write_text("info 1;\n")
    session = Session(tmp_path)
    try:
        told = [
            each["params"]["value"]["kind"] for each in session.said if each.get("method") == "$/progress"
        ]
        assert told[0] == "begin" and told[-1] == "end" and "report" in told
        item = {"uri": UNTITLED, "languageId": "deluge", "version": 1, "text": "info 1;\n" * 2000}
        session.tell("textDocument/didOpen", {"textDocument": item})
        numbers = [
            session.start("textDocument/completion", asked("completion", UNTITLED, "", 0, 0))
            for _ in range(9)
        ]
        for number in numbers:
            session.tell("$/cancelRequest", {"id": number})
        session.settle()
        codes = [session.answers[number].get("error", {}).get("code") for number in numbers]
        assert codes[-1] == -32800
    finally:
        session.end()
