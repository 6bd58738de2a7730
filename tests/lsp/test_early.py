"""In a long export the first findings are told before all are there, and old work makes way for new."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from deluge_lint.lsp import analysis, server
from tests.lsp.inprocess import CAPABILITIES, Session
from tests.lsp.test_sessions import EXPORTS

TEXT = EXPORTS[0].replace("\n}\n", "\n}\n", 1)
PULLS = {
    **CAPABILITIES, "textDocument": {"diagnostic": {}},
    "workspace": {**CAPABILITIES["workspace"], "diagnostics": {"refreshSupport": True}},
}  # fmt: skip


def _open(session: Session, uri: str, text: str = TEXT) -> None:
    item = {"uri": uri, "languageId": "deluge", "version": 1, "text": text}
    session.tell("textDocument/didOpen", {"textDocument": item})


def _published(session: Session, uri: str) -> list[int]:
    return [
        len(each["params"]["diagnostics"]) for each in session.said
        if each.get("method") == "textDocument/publishDiagnostics" and each["params"]["uri"] == uri
    ]  # fmt: skip


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis, "_EARLY", 0.0)


@pytest.mark.usefixtures("at_once")
def test_pushed_first_findings_are_a_part_of_all(tmp_path: Path) -> None:
    session = Session(tmp_path)
    uri = (tmp_path / "a.ds").as_uri()
    try:
        _open(session, uri)
        session.settle()
        counts = _published(session, uri)
        assert len(counts) == 2 and 0 < counts[0] < counts[1]
        session.tell("textDocument/didChange", {
            "textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": f"{TEXT}\n"}],
        })  # fmt: skip
        session.settle()
        assert len(_published(session, uri)) == 3, "an edit tells once"
    finally:
        session.end()


@pytest.mark.usefixtures("at_once")
def test_whoever_asks_gets_the_first_and_is_told_to_ask_again(tmp_path: Path) -> None:
    session = Session(tmp_path, PULLS)
    uri = (tmp_path / "a.ds").as_uri()
    asked = {"textDocument": {"uri": uri}}
    try:
        _open(session, uri)
        first = session.ask("textDocument/diagnostic", asked)["items"]
        session.settle()
        assert any(each.get("method") == "workspace/diagnostic/refresh" for each in session.said)
        last = session.ask("textDocument/diagnostic", asked)["items"]
        assert 0 < len(first) <= len(last)
        spans = [(str(each["range"]), each["code"]) for each in last]
        assert all((str(each["range"]), each["code"]) in spans for each in first)
        assert not _published(session, uri)
    finally:
        session.end()


def test_superseded_work_ends_and_keeps_what_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    from deluge_lint.lsp.project import Project

    project = Project()
    project.configure()
    uri = "file:///exports/a.ds"
    old = project.put(uri, TEXT, 1)
    walked: list[Any] = []
    real = analysis.Analysis._pace

    def pace(self: analysis.Analysis, so_far: Any) -> None:
        walked.append(self)
        if len(walked) == 3:
            project.put(uri, TEXT.replace("info ", "info  "), 2)
        real(self, so_far)

    monkeypatch.setattr(analysis.Analysis, "_pace", pace)
    with pytest.raises(analysis.Superseded):
        _ = old.result
    begun = len(walked)
    found = project.finished()[uri]
    fresh = Project()
    fresh.configure()
    fresh.put(uri, project.open[uri].source.text, 2)
    assert found == fresh.finished()[uri]
    assert begun == 3


def test_a_file_on_the_disk_makes_way_for_an_open_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "b.ds").write_text(TEXT)
    monkeypatch.setattr(server, "_LARGE", 10)
    monkeypatch.setattr(server, "_GRACE", 0.0)
    made_way: list[bool] = []
    real = server.DelugeServer._make_way

    def make_way(self: server.DelugeServer, so_far: Any) -> None:
        if not made_way:
            made_way.append(True)
            self._due = True
        real(self, so_far)

    monkeypatch.setattr(server.DelugeServer, "_make_way", make_way)
    session = Session(tmp_path)
    try:
        session.settle()
        assert made_way and str(tmp_path / "b.ds") in session.server.project.closed
    finally:
        session.end()
