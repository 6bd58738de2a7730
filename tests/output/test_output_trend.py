"""The trend of stored reports and records."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from deluge_lint.__main__ import main
from deluge_lint.engine.results import RunResult
from deluge_lint.output import OutputContext, render
from deluge_lint.output.trend import Point, point_of

SUMMARY = {"errors": 1, "warnings": 2, "infos": 3, "hints": 4}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.dg").write_text("x = 1 / 0;\n")
    return tmp_path


def test_points_are_read_from_reports_and_records() -> None:
    assert point_of({"diagnostics": [], "summary": SUMMARY}, "may") == Point("may", 10)
    record = {
        "made": "2026-05-01T10:00:00+00:00",
        "verdict": "pass",
        "findings": {"new": [{}, {}], "remaining": 3},
    }
    assert point_of(record, "x") == Point("2026-05-01 10:00:00", 5)
    assert point_of({**record, "verdict": "blocked"}, "x") == Point("2026-05-01 10:00:00", 5, True)


@pytest.mark.parametrize(
    "data",
    [
        None, [], {}, "x", {"summary": SUMMARY}, {"diagnostics": [], "summary": {"errors": 1}}, {"findings": []},
        {"made": 1, "findings": {"new": [], "remaining": 1}}, {"made": "x", "findings": {"new": 1, "remaining": 1}},
        {"diagnostics": [], "summary": {**SUMMARY, "hints": True}},
    ],
)  # fmt: skip
def test_other_data_is_no_point(data: object) -> None:
    assert point_of(data, "x") is None


def test_stored_reports_of_our_own_are_points(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["a.dg", "--output-format", "json:1.json", "--no-cache"]) == 1
    assert main(["promote", "a.dg", "--to", "production", "--record", "2.json"]) == 1
    words = ("a.dg", "--no-cache", "--exit-zero", "--trend", "1.json", "--trend", "2.json")
    assert main([*words, "--output-format", "html:page.html"]) == 0
    made = (project / "page.html").read_text(encoding="utf-8")
    count = len(json.loads((project / "1.json").read_text())["diagnostics"])
    assert f"<title>1: {count}</title>" in made and f"<title>this run: {count}</title>" in made
    assert ", blocked</title>" in made
    # a report on the screen has it, too
    assert main([*words, "--output-format", "html", "--quiet"]) == 0
    assert capsys.readouterr().out.count("<circle") == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--trend", "absent.json", "--output-format", "html:p.html"), "absent.json: no such file"),
        (("--trend", "absent*.json", "--output-format", "html:p.html"), "absent*.json: matches no file"),
        (("--trend", "a.dg", "--output-format", "html:p.html"), "a.dg is neither a report"),
        (("--trend", "a.dg"), "ask for one with --output-format html:FILE"),
    ],
)
def test_what_is_no_trend_is_told(
    project: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert main(["a.dg", "--no-cache", *words]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and said in err


def test_a_strange_label_stays_text(
    one: Callable[..., RunResult], context: Callable[..., OutputContext]
) -> None:
    made = context({"a.dg": "x"})
    made.trend = (Point("</title><script>", 0), Point("\u202ex", 0))
    page = "".join(render("html", RunResult(()), made))
    assert "&lt;/title&gt;&lt;script&gt;: 0" in page and "\u202e" not in page
