"""``deluge-lint portability --fix`` as a shell sees it, with a rule that has something to fix."""

from __future__ import annotations

import json

import pytest

import deluge_lint.engine.registry as known
from deluge_lint.engine.registry import Registry
from tests.portability.conftest import Wanting


@pytest.fixture(autouse=True)
def wanting(monkeypatch):
    # the scripts below are free names and nothing else, which a rule about arguments would report as well
    others = [each for each in known.registry().rules.values() if each.name != "missing-function-header"]
    monkeypatch.setattr(known, "_loaded", Registry([*others, Wanting]))


@pytest.fixture
def scripts(project):
    folder = project / "crm"
    folder.mkdir()
    (folder / "a.dg").write_text("info needs_fix;\ninfo needs_check;\n", encoding="utf-8")
    (folder / "b.dg").write_text("info needs_rework;\n", encoding="utf-8")
    (folder / "c.dg").write_text("info (;\n", encoding="utf-8")
    return folder


WORDS = ("portability", "crm", "--from", "crm", "--to", "creator")


def test_copies_are_written_and_told(run, scripts, project):
    outcome = run(*WORDS, "--fix", "--output-dir", "lifted")
    assert outcome.code == 1
    assert outcome.err == ""
    lines = outcome.out.splitlines()
    assert lines[0] == "crm/a.dg → lifted/a.dg: wanting-name; left: check 1 place"
    assert lines[1] == "crm/b.dg → lifted/b.dg: nothing to fix; left: rework in 1 place"
    assert lines[2].startswith("no copy of crm/c.dg: has a syntax error")
    assert lines[3] == "2 lifted copies in lifted"
    assert (project / "lifted/a.dg").read_text(encoding="utf-8") == "info fixed;\ninfo needs_check;\n"
    assert (scripts / "a.dg").read_text(encoding="utf-8") == "info needs_fix;\ninfo needs_check;\n"


def test_unsafe_fixes_are_offered(run, scripts):
    (scripts / "a.dg").write_text("info needs_fix_unsafe;\n", encoding="utf-8")
    words = (*WORDS, "--fix", "--output-dir", "lifted", "--overwrite")
    lines = run(*words).out.splitlines()
    assert lines[0] == "crm/a.dg → lifted/a.dg: nothing to fix; left: fix in 1 place"
    assert lines[-1] == "1 more fixable with --unsafe-fixes"
    assert run(*words, "--unsafe-fixes").out.splitlines()[-1] == "2 lifted copies in lifted"


def test_the_exit_code_speaks_of_the_copies(run, scripts):
    for name in ("b.dg", "c.dg"):
        (scripts / name).unlink()
    assert run(*WORDS, "--least", "ready").code == 1
    assert run(*WORDS, "--least", "ready", "--fix", "--output-dir", "lifted").code == 0


def test_programs_get_their_report_alone(run, scripts):
    outcome = run(*WORDS, "--fix", "--output-dir", "lifted", "--output-format", "json")
    assert json.loads(outcome.out)["targets"][0]["counts"]["fixes"] == 1
    assert "2 lifted copies in lifted" in outcome.err


@pytest.mark.parametrize(
    "words, expected",
    [
        (("--fix",), "--fix needs --output-dir"),
        (("--output-dir", "x"), "--output-dir does nothing without --fix"),
        (("--overwrite",), "--overwrite does nothing without --fix"),
        (("--unsafe-fixes",), "--unsafe-fixes does nothing without --fix"),
        (("--fix", "--output-dir", "x", "--to", "flow"), "one service at a time"),
        (("--fix", "--output-dir", "crm"), "where the scripts come from"),
    ],
)
def test_wrong_usage_writes_nothing(run, scripts, project, words, expected):
    outcome = run(*WORDS, *words)
    assert (outcome.code, outcome.out) == (2, "")
    assert expected in outcome.err
    assert sorted(path.name for path in project.iterdir()) == ["crm"]


def test_a_second_run_needs_leave(run, scripts):
    words = (*WORDS, "--fix", "--output-dir", "lifted")
    run(*words)
    assert "--overwrite" in run(*words).err
    assert run(*words, "--overwrite").code == 1


def test_statuses_need_findings_with_their_effort_in_every_format(run, scripts):
    text = run(*WORDS, "--verbose").out
    for words in (
        "needs rework, 1.7 h",
        "`needs_rework` needs rework in Zoho Creator",
        "instead: do <it>",
        "effort 1.7 h",
    ):
        assert words in text
    markdown = run(*WORDS, "--output-format", "markdown").out
    assert "### b.dg: needs rework, 1.7 h" in markdown
    assert r"instead: do \<it\>" in markdown
    rows = run(*WORDS, "--output-format", "csv").out.splitlines()
    assert rows[1].startswith("crm/a.dg,1,a.dg,crm,creator,fixes,fixes,10,0,0,1,1,0,")


def test_explain_tells_the_effort(run):
    outcome = run("explain", "wanting-name")
    assert "1.7 h to rework" in outcome.out
    assert "Effort" not in run("explain", "query-in-loop").out
    rules = json.loads(run("rules", "wanting-name", "--output-format", "json").out)
    assert rules[0]["efforts"]["rework"] == 100


def test_a_new_name_is_not_all_that_a_call_of_what_stays_behind_needs(run, project):
    folder = project / "functions"
    folder.mkdir()
    (folder / "f.dg").write_text("void standalone.f()\n{\n\tstandalone.g();\n}\n", encoding="utf-8")
    words = ("portability", "functions", "--from", "crm", "--to", "creator", "--fix", "--unsafe-fixes")
    line = run(*words, "--output-dir", "alone").out.splitlines()[0]
    assert line.endswith("crm-only-call; left: rework in 1 place")
    (folder / "g.dg").write_text("void standalone.g()\n{\n\tinfo 1;\n}\n", encoding="utf-8")
    line = run(*words, "--output-dir", "both").out.splitlines()[0]
    assert line.endswith("crm-only-call; nothing left to do")
    assert (project / "both/f.dg").read_text(encoding="utf-8") == "void f()\n{\n\tthisapp.g();\n}\n"
