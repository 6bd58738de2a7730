"""Whoever types all day long finds the server as small as in the morning."""

from __future__ import annotations

import gc
from collections import Counter
from pathlib import Path
from typing import Any

from tests.lsp.inprocess import Session
from tests.lsp.test_sessions import asked

TEXT = "void shop.say(int times)\n{\n\tinfo 1 / 0;\n}\n"


def _objects() -> Counter[type[Any]]:
    gc.collect()
    return Counter(map(type, gc.get_objects()))


def _one_day(session: Session, uri: str) -> None:
    for number in range(10):
        item = {"uri": uri, "languageId": "deluge", "version": 1, "text": TEXT}
        session.tell("textDocument/didOpen", {"textDocument": item})
        for version in range(2, 6):
            document = {"uri": uri, "version": version}
            text = TEXT + "x" * (number + version)
            session.tell(
                "textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]}
            )
            session.ask("textDocument/completion", asked("completion", uri, text, len(text), len(text)))
        session.settle()
        session.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    session.settle()


def test_edits_leave_nothing_behind(tmp_path: Path) -> None:
    session = Session(tmp_path)
    uri = (tmp_path / "a.dg").as_uri()
    try:
        _one_day(session, uri)
        before = _objects()
        _one_day(session, uri)
        _one_day(session, uri)
        session.said.clear()
        session.answers.update({number: {} for number in session.answers})
        more = _objects() - before
        del more[dict]  # the answers of this client
        assert sum(more.values()) < 60, more.most_common(9)
    finally:
        session.end()
