"""Colour, reports and progress as the streams and the environment ask for them."""

from __future__ import annotations

import io
import sys

import pytest

from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.params import with_bare_color
from deluge_lint.cli.progress import ProgressBar
from deluge_lint.cli.reports import planned, write_file
from deluge_lint.cli.request import Report, Request
from deluge_lint.cli.terminal import screen_context, shows_progress, wants_colour

GITHUB = {"GITHUB_ACTIONS": "true"}


@pytest.mark.parametrize(
    "choice, terminal, environment, expected",
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"TERM": "dumb"}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", False, {"FORCE_COLOR": "1"}, True),
        ("auto", False, {"FORCE_COLOR": "0"}, False),
        ("auto", False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("always", False, {"NO_COLOR": "1"}, True),
        ("never", True, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour(choice, terminal, environment, expected):
    assert wants_colour(choice, terminal, environment) is expected


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_links_only_where_a_person_can_click(monkeypatch):
    assert screen_context("auto", stream=Terminal()).hyperlinks
    assert not screen_context("always", stream=io.StringIO()).hyperlinks
    monkeypatch.setenv("CI", "true")
    assert not screen_context("auto", stream=Terminal()).hyperlinks


def test_closed_stream_is_no_terminal():
    stream = Terminal()
    stream.close()
    stream.isatty = io.StringIO.isatty.__get__(stream)  # type: ignore[method-assign]
    assert not screen_context("auto", stream=stream).terminal


def test_progress_only_at_a_terminal(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert shows_progress(quiet=False)
    assert not shows_progress(quiet=True)
    monkeypatch.setenv("CI", "1")
    assert not shows_progress(quiet=False)


def test_short_runs_show_no_bar(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    with ProgressBar(patience=3600) as bar:
        bar(1, 2)
        bar(2, 2)
    assert sys.stderr.getvalue() == ""


def test_long_runs_show_a_bar(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    with ProgressBar(patience=0) as bar:
        bar(1, 40)
        bar(40, 40)
    assert "Linting" in sys.stderr.getvalue()
    assert "40/40" in sys.stderr.getvalue()


@pytest.mark.parametrize(
    "asked, environment, expected",
    [
        (Request(), {}, [Report("text")]),
        (Request(), GITHUB, [Report("text"), Report("github")]),
        (
            Request(),
            {**GITHUB, "GITHUB_STEP_SUMMARY": "s"},
            [Report("text"), Report("github"), Report("markdown", "s", True)],
        ),
        (Request(), {"GITHUB_STEP_SUMMARY": "s"}, [Report("text")]),
        (Request(reports=(Report("text"),)), GITHUB, [Report("text")]),
        (Request(reports=(Report("json"),)), {}, [Report("json")]),
        (Request(reports=(Report("sarif", "a"),)), {}, [Report("text"), Report("sarif", "a")]),
        (
            Request(reports=(Report("sarif", "a"), Report("concise"))),
            {},
            [Report("concise"), Report("sarif", "a")],
        ),
        (Request(output_file="out"), GITHUB, [Report("text", "out")]),
        (Request(output_file="out", reports=(Report("json"),)), {}, [Report("json", "out")]),
        (Request(statistics=True), {}, [Report("statistics")]),
        (Request(reports=(Report("auto", "a"),)), {}, [Report("text"), Report("text", "a")]),
    ],
)
def test_planned_reports(asked, environment, expected):
    assert planned(asked, environment) == expected


@pytest.mark.parametrize(
    "asked, part",
    [
        (Request(reports=(Report("json"), Report("text"))), "two reports for the screen"),
        (
            Request(reports=(Report("json", "a"), Report("text", "./a"))),
            "two reports would be written to ./a",
        ),
        (Request(reports=(Report("json", "a"),), output_file="a"), "two reports would be written to a"),
        (Request(statistics=True, reports=(Report("sarif"),)), "cannot be written as sarif"),
    ],
)
def test_reports_that_cannot_be_meant(asked, part):
    with pytest.raises(CommandError, match=part):
        planned(asked, {})


def test_report_is_written_all_or_nothing(project):
    def chunks():
        yield "new"
        raise RuntimeError

    target = project / "report.txt"
    target.write_text("old")
    with pytest.raises(RuntimeError):
        write_file("report.txt", chunks())
    assert target.read_text() == "old"
    assert [path.name for path in project.iterdir()] == ["report.txt"]
    write_file("report.txt", ["é", "\n"])
    assert target.read_bytes() == b"\xc3\xa9\n"


def test_report_into_a_missing_folder(project):
    with pytest.raises(CommandError, match=r"^missing/report\.txt: cannot be written: no such file"):
        write_file("missing/report.txt", ["text"])


@pytest.mark.parametrize(
    "given, meant",
    [
        (["--color", "a.dg"], ["--color=always", "a.dg"]),
        (["--color", "never", "a.dg"], ["--color", "never", "a.dg"]),
        (["a.dg", "--color"], ["a.dg", "--color=always"]),
        (["--color=auto"], ["--color=auto"]),
    ],
)
def test_color_without_a_value(given, meant):
    assert with_bare_color(given) == meant


def test_the_summary_of_a_step_is_added_to(run, project, monkeypatch):
    (project / "a.dg").write_text("info count / 0;\n")
    (project / "summary.md").write_text("before\n")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(project / "summary.md"))
    assert run("a.dg").code == 1
    text = (project / "summary.md").read_text(encoding="utf-8")
    assert text.startswith("before\n## deluge-lint: ") and "division-by-zero" in text
