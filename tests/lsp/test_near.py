"""What may stand at a cursor is told from the piece around it; a lint is never waited for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deluge_lint.lsp import completing
from deluge_lint.lsp.analysis import Analysis
from deluge_lint.lsp.completion import completions
from deluge_lint.lsp.near import change_of, near
from deluge_lint.lsp.project import Project
from tests.lsp.test_sessions import EXPORTS

URI = "file:///scripts/a.dg"
FIRST = 'void shop.first(Map order)\n{\n\tlines = order.get("lines").toList();\n\tinfo lines;\n}\n'
SECOND = "string shop.second(string word)\n{\n\tname = word.trim();\n\treturn name;\n}\n"
TEXT = FIRST + SECOND


def _project(text: str, uri: str = URI) -> Project:
    project = Project()
    project.configure()
    project.put(uri, text, 0)
    project.finished()
    return project


def _labels(analysis: Analysis, offset: int, project: Project) -> list[str]:
    return [each.label for each in completions(analysis, offset, project).items]


@given(st.text("ab\n", max_size=12), st.text("ab\n", max_size=12))
def test_the_change_between_two_texts(old: str, new: str) -> None:
    start, end, fresh = change_of(old, new)
    assert old[:start] + new[start:fresh] + old[end:] == new
    assert start <= end and start <= fresh


def test_the_function_around_the_cursor_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    project = _project(TEXT)
    at = TEXT.index("\treturn name;")
    edited = project.put(URI, f"{TEXT[:at]}\tname.\n{TEXT[at:]}", 1)
    found = near(edited, at + 6)
    assert found is not None and found.text.startswith("string shop.second") and "name.\n" in found.text
    monkeypatch.setattr(Analysis, "_read", lambda self: pytest.fail("the whole text was read"))
    labels = _labels(edited, at + 6, project)
    assert "subString" in labels and "put" not in labels


def test_no_lint_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    project = _project(TEXT)
    at = TEXT.index("\treturn name;")
    edited = project.put(URI, f"{TEXT[:at]}\tsho\n{TEXT[at:]}", 1)
    monkeypatch.setattr(Analysis, "_checked", lambda self: pytest.fail("linted"))
    assert "shop.first" in _labels(edited, at + 4, project)


def test_a_new_function_and_what_two_edits_touch_are_read_anew() -> None:
    project = _project(TEXT)
    text = f"{TEXT}void shop.third()\n{{\n\tvalue = Map();\n\tvalue.\n}}\n"
    edited = project.put(URI, text, 1)
    assert "put" in _labels(edited, text.index("value.\n") + 6, project)
    both = text.replace("word", "text").replace("order", "given")
    edited = project.put(URI, both, 2)
    assert "put" in _labels(edited, both.index("value.\n") + 6, project)


@pytest.mark.parametrize("number", range(len(EXPORTS)))
def test_in_exports_it_is_the_same_as_in_a_fresh_session(number: int) -> None:
    text = EXPORTS[number]
    uri = "file:///exports/a.ds"
    project = _project(text, uri)
    places = [at for at, character in enumerate(text) if character == ";"]
    for version, at in enumerate(places[:: max(1, len(places) // 12)], 1):
        edited = text[: at + 1] + "\ninput." + text[at + 1 :]
        analysis = project.put(uri, edited, version)
        fresh = _project(edited, uri)
        assert _labels(analysis, at + 8, project) == _labels(fresh.open[uri], at + 8, fresh)


def test_only_the_end_of_the_statement_is_missing() -> None:
    assert not completing._read("x = a.", "\ny = 2;", URI, "script").faults
    assert completing._read("x = a.", ") y = 2;", URI, "script").faults
