"""A client that keeps to nothing: the server answers or refuses, logs no error and goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.lsp.inprocess import CAPABILITIES, Session
from tests.lsp.test_sessions import AT, WHOLE, WITHIN, asked

TEXT = 'void shop.say(string word)\n{\n\tinfo "😀é" + word; // 😀\n}\ninfo 1 / 0;\n'
FAR = 2**31 - 1

#: Positions that no text of ours has.
PLACES = [(0, FAR), (FAR, 0), (FAR, FAR), (2, 9), (4, 999)]

URIS = [
    "file:///nowhere/at/all.dg", "untitled:Untitled-9", "git:/a.dg?%7B%22ref%22%3A%22%22%7D", "", "file://",
    "file:///%00.dg", "file:///a%zz.dg", "http://[::1/a.dg", "vscode-notebook-cell:/a.ipynb#W0", "file:///" + "x" * 5000,
]  # fmt: skip


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = Session(tmp_path)
    yield made
    made.end()


def _open(session: Session, uri: str, text: str = TEXT, version: int = 1) -> None:
    item = {"uri": uri, "languageId": "deluge", "version": version, "text": text}
    session.tell("textDocument/didOpen", {"textDocument": item})


def _change(session: Session, uri: str, changes: list[dict[str, Any]], version: int = 2) -> None:
    document = {"uri": uri, "version": version}
    session.tell("textDocument/didChange", {"textDocument": document, "contentChanges": changes})


def _goes_on(session: Session, folder: Path) -> None:
    """The session is as good as new: a document gets its diagnostics, and nothing was logged."""
    uri = (folder / "good.dg").as_uri()
    _open(session, uri, "info 1 / 0;\n")
    session.settle()
    assert [each["code"] for each in session.published[uri]] == ["division-by-zero"]


@pytest.mark.parametrize("place", PLACES)
def test_positions_outside_of_the_text(session: Session, tmp_path: Path, place: tuple[int, int]) -> None:
    uri = (tmp_path / "a.dg").as_uri()
    _open(session, uri)
    here = {"line": place[0], "character": place[1]}
    for feature in (*AT, *WITHIN):
        params = asked(feature, uri, TEXT, 0, 0)
        params |= {"position": here} if "position" in params else {}
        params |= {"positions": [here]} if "positions" in params else {}
        params |= {"range": {"start": here, "end": here}} if "range" in params else {}
        session.ask(f"textDocument/{feature}", params)
    backwards = {"start": here, "end": {"line": 0, "character": 0}}
    session.ask("textDocument/codeAction", {**asked("codeAction", uri, TEXT, 0, 0), "range": backwards})
    _change(session, uri, [{"range": {"start": here, "end": here}, "text": "x"}])
    _change(session, uri, [{"range": backwards, "text": "y"}], 3)
    _goes_on(session, tmp_path)


@pytest.mark.parametrize("uri", URIS)
def test_documents_that_nobody_opened(session: Session, tmp_path: Path, uri: str) -> None:
    for feature in (*AT, *WITHIN, *WHOLE):
        session.ask(f"textDocument/{feature}", asked(feature, uri, TEXT, 3, 9))
    _change(session, uri, [{"text": "info 1;"}])
    session.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    session.tell("textDocument/didSave", {"textDocument": {"uri": uri}})
    session.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri, "type": 1}]})
    for command in ("fixAll", "portabilityReport", "explainRuleText", "no-such-command"):
        session.ask("workspace/executeCommand", {"command": f"deluge-lint.{command}", "arguments": [uri]})
    _goes_on(session, tmp_path)


@pytest.mark.parametrize("uri", URIS)
def test_documents_of_any_name(session: Session, tmp_path: Path, uri: str) -> None:
    _open(session, uri)
    _change(session, uri, [{"text": TEXT + TEXT}])
    session.settle()
    for feature in (*AT, *WITHIN, *WHOLE):
        session.ask(f"textDocument/{feature}", asked(feature, uri, TEXT, 3, 9))
    session.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    _goes_on(session, tmp_path)


def test_opened_twice_closed_twice_and_versions_that_go_back(session: Session, tmp_path: Path) -> None:
    uri = (tmp_path / "a.dg").as_uri()
    _open(session, uri, version=7)
    _open(session, uri, "info 2;\n", version=3)
    _change(session, uri, [{"text": "x = 1 / 0;\ninfo x;\n"}], 1)
    _change(session, uri, [], 1)
    session.settle()
    assert [each["code"] for each in session.published[uri]] == ["division-by-zero"]
    for _ in range(2):
        session.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    session.settle()
    assert session.published[uri] == []
    _goes_on(session, tmp_path)


@pytest.mark.parametrize(
    ("encoding", "column"), [("utf-8", 14), ("utf-16", 11), ("utf-32", 10)], ids=["utf-8", "utf-16", "utf-32"]
)
def test_columns_behind_characters_of_several_units(tmp_path: Path, encoding: str, column: int) -> None:
    session = Session(tmp_path, {**CAPABILITIES, "general": {"positionEncodings": [encoding]}})
    uri = (tmp_path / "a.dg").as_uri()
    try:
        _open(session, uri, 'x = "😀é"; y = 1;\ninfo x; info y;\n')
        here = {"line": 0, "character": column}
        found = session.ask(
            "textDocument/documentHighlight", {"textDocument": {"uri": uri}, "position": here}
        )
        assert found[0]["range"] == {"start": here, "end": {"line": 0, "character": column + 1}}
        _change(
            session,
            uri,
            [{"range": {"start": here, "end": {"line": 0, "character": column + 1}}, "text": "z"}],
        )
        assert session.server.project.open[uri].source.text.startswith('x = "😀é"; z = 1;')
        # in the middle of a character
        middle = {"line": 0, "character": 6}
        _change(session, uri, [{"range": {"start": middle, "end": middle}, "text": "+"}], 3)
        session.settle()
    finally:
        session.end()


def test_huge_lines(session: Session, tmp_path: Path) -> None:
    uri = (tmp_path / "a.dg").as_uri()
    text = 'info "' + "😀x" * 100_000 + '";'
    _open(session, uri, text)
    end = {"line": 0, "character": 250_000}
    for feature in AT:
        params = asked(feature, uri, "", 0, 0)
        session.ask(
            f"textDocument/{feature}", {**params, **({"position": end} if "position" in params else {})}
        )
    _change(session, uri, [{"range": {"start": end, "end": end}, "text": "y"}])
    session.settle()
    _goes_on(session, tmp_path)


@pytest.mark.parametrize(
    "options", [None, [], "x", 7, {"deluge-lint": None}, {"deluge-lint": {"host": {"a": 1}}}]
)
def test_settings_of_any_shape(session: Session, tmp_path: Path, options: Any) -> None:
    session.tell("workspace/didChangeConfiguration", {"settings": options})
    _goes_on(session, tmp_path)
