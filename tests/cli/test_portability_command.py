"""``deluge-lint portability`` as a shell sees it: words, formats, exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import deluge_lint.output.portability as formats
from deluge_lint.cli.portability_command import portability
from deluge_lint.output.portability import FORMATS

SCHEMA = json.loads((Path(formats.__file__).parent / "report.schema.json").read_text(encoding="utf-8"))

CRM = 'void automation.sync(Int id)\n{\n\trate = zoho.crm.getOrgVariable("rate");\n\tinfo rate;\n}\n'
PLAIN = "void automation.quiet(Int id)\n{\n\tx = id + 1;\n}\n"


@pytest.fixture
def scripts(project):
    folder = project / "crm"
    folder.mkdir()
    (folder / "quiet.dg").write_text(PLAIN, encoding="utf-8")
    (folder / "bare.dg").write_text("x = 1;\n", encoding="utf-8")
    return folder


def closed(schema):
    """The schema with unknown keys forbidden, so that an undocumented key is a failure."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    strict = {key: closed(value) for key, value in schema.items()}
    return {"additionalProperties": False, **strict} if isinstance(schema.get("properties"), dict) else strict


def test_the_matrix_has_every_function_and_service(run, scripts):
    outcome = run("portability", "crm", "--from", "crm", "--to", "creator,flow", "--exit-zero")
    assert (outcome.code, outcome.err) == (0, "")
    for word in ("automation.quiet", "bare.dg", "creator", "flow", "Zoho Creator", "Zoho Flow"):
        assert word in outcome.out


def test_an_unknown_host_is_no_readiness(run, scripts):
    outcome = run("portability", "crm/bare.dg", "--to", "creator")
    assert outcome.code == 1
    assert "? unknown" in outcome.out
    assert "--from" in outcome.out


def test_json_fits_its_schema(run, scripts):
    outcome = run(
        "portability", "crm", "--from", "crm", "--to", "all", "--output-format", "json", "--exit-zero"
    )
    Draft202012Validator.check_schema(SCHEMA)
    data = json.loads(outcome.out)
    Draft202012Validator(closed(SCHEMA)).validate(data)
    assert [each["name"] for each in data["functions"]] == ["bare.dg", "automation.quiet"]
    assert {each["host"] for each in data["targets"]} >= {"creator", "flow", "desk"}
    assert not Draft202012Validator(SCHEMA).is_valid({**data, "version": 2})


def test_the_documented_json_fits_the_schema():
    page = Path(formats.__file__).parents[3] / "docs" / "reference" / "portability.md"
    if not page.exists():
        pytest.skip("not a checkout")
    block = re.search(r"```json\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
    assert block
    Draft202012Validator(closed(SCHEMA)).validate(json.loads(block[1]))


def test_what_runs_elsewhere_is_left_out(run, scripts):
    outcome = run("portability", "crm", "--from", "desk", "--to", "creator", "--exit-zero")
    assert "crm/quiet.dg: left out: runs in crm.automation, not in desk" in outcome.out


@pytest.mark.parametrize(
    "words, expected",
    [
        (("--from", "crm"), "--to creator"),
        (("--to", "creater"), "did you mean `creator`?"),
        (("--from", "crn", "--to", "creator"), "--from: there is no host `crn`"),
        (("--from", "crm", "--to", "crm"), "nothing to lift"),
        (("--to", "creator", "--ignore", "portability"), "leaves no portability rule"),
        (("--to", "creator", "--ignore", "nonsense-rule"), "--ignore: there is no rule"),
        (("--to", "creator", "--output-format", "pdf"), "pdf"),
        (("--to", "creator", "--output-file", "crm/quiet.dg"), "one of the files"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(run, scripts, words, expected):
    outcome = run("portability", "crm", *words)
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.count("\n") == 1
    assert expected in outcome.err


def test_a_path_that_does_not_exist_is_a_problem(run, scripts):
    outcome = run("portability", "crm", "gone", "--from", "crm", "--to", "creator")
    assert outcome.code == 2
    assert "gone: no such file" in outcome.err
    assert "automation.quiet" in outcome.out


def test_nothing_to_report_on_is_one_line(run):
    for path, words in (("gone", "no such file or folder"), ("-", "not standard input")):
        outcome = run("portability", path, "--to", "creator")
        assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
        assert words in outcome.err


def test_a_long_matrix_leaves_out_what_is_ready(run, scripts):
    for number in range(70):
        (scripts / f"more{number}.dg").write_text("x = 1;\n", encoding="utf-8")
    (scripts / "bad.dg").write_text("info (;\n", encoding="utf-8")
    (scripts / "quiet.dg").unlink()
    words = ("portability", "crm", "--from", "crm", "--to", "creator", "--exit-zero")
    short, long = run(*words).out, run(*words, "-v").out
    assert "bad.dg" in short and "more7.dg" not in short
    assert "71 functions ready everywhere; --verbose lists them too" in short
    assert "more7.dg" in long


def test_equal_names_are_told_apart(run, scripts):
    for folder in ("one", "two"):
        (scripts / folder).mkdir()
        (scripts / folder / "same.dg").write_text("x = 1;\n", encoding="utf-8")
    outcome = run("portability", "crm", "--from", "crm", "--to", "creator", "--exit-zero")
    assert "one/same.dg" in outcome.out and "two/same.dg" in outcome.out


def test_a_guess_that_from_overrules_is_told(run, scripts):
    (scripts / "form.dg").write_text("input.Name = 1;\n", encoding="utf-8")
    outcome = run("portability", "crm/form.dg", "--from", "desk", "--to", "flow", "--exit-zero")
    assert "looks like a script of creator.form, counted as one of desk" in outcome.out


def test_a_crash_exits_with_3(run, scripts, monkeypatch):
    from deluge_lint.engine import registry as known
    from tests.portability.conftest import Crashing

    everything = known.Registry([*known.registry().rules.values(), Crashing])
    monkeypatch.setattr(known, "_loaded", everything)
    (scripts / "bare.dg").write_text("info crash;\n", encoding="utf-8")
    outcome = run("portability", "crm", "--from", "crm", "--to", "creator", "--exit-zero")
    assert outcome.code == 3
    assert "? unknown" in outcome.out


def test_targets_come_from_the_configuration(run, scripts, project):
    (project / "deluge-lint.toml").write_text('targets = ["flow"]\n', encoding="utf-8")
    outcome = run("portability", "crm", "--from", "crm", "--exit-zero")
    assert "to Zoho Flow" in outcome.out


def test_presets_and_ignores_hide_nothing(run, scripts, project):
    config = 'ignore = ["portability"]\n[per-path-ignores]\n"crm/bare.dg" = ["all"]\n'
    (project / "deluge-lint.toml").write_text(config, encoding="utf-8")
    outcome = run("portability", "crm", "--from", "crm", "--to", "creator", "--output-format", "json")
    assert outcome.code == 1
    data = json.loads(outcome.out)
    statuses = {each["name"]: each["verdicts"]["creator"]["status"] for each in data["functions"]}
    assert statuses["bare.dg"] == "unknown"
    assert statuses["automation.quiet"] != "unknown"
    assert data["notes"][0]["path"] == "crm/bare.dg"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_written_to_a_file(run, scripts, project, name):
    words = (
        "--from",
        "crm",
        "--to",
        "creator",
        "--exit-zero",
        "--output-format",
        name,
        "--output-file",
        "report",
    )
    outcome = run("portability", "crm", *words)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    assert "quiet" in (project / "report").read_text(encoding="utf-8")


def test_hosts_complete(run, monkeypatch):
    def candidates(*typed):
        monkeypatch.setenv("_DELUGE_LINT_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_WORDS", " ".join(["deluge-lint", *typed]))
        monkeypatch.setenv("COMP_CWORD", str(len(typed)))
        return run().out.split()

    assert candidates("portability", "--to", "creator,fl") == ["plain,creator,flow"]
    assert "plain,all" in candidates("portability", "--to", "a")
    assert "plain,crm.automation" in candidates("portability", "--from", "crm.au")


def test_every_option_has_help():
    assert all(option.help for option in portability.params if option.param_type_name == "option")


def test_narrow_and_wide_terminals(run, scripts, monkeypatch):
    import deluge_lint.cli.portability as command
    from deluge_lint.output.context import OutputContext

    for width in (40, 80, 120, 200):
        monkeypatch.setattr(
            command, "screen_context", lambda *_, width=width, **__: OutputContext(width=width)
        )
        outcome = run("portability", "crm", "--from", "crm", "--to", "all", "--exit-zero")
        rows = outcome.out.split("\n\n")[1].split("\n")
        assert max(map(len, rows)) <= max(width, 54)


def test_colours_follow_the_switch(run, scripts):
    words = ("portability", "crm", "--from", "crm", "--to", "creator", "--exit-zero")
    assert "\x1b[" in run(*words, "--color").out
    assert "\x1b[" not in run(*words, "--color=never").out


@pytest.mark.parametrize(
    "name, calls, origin, to, with_it, alone",
    [
        ("standalone.g", "standalone.g(1)", "crm", "creator", ("fix", 2, "lifted along"), ("rework", 15)),
        ("ns.g", "thisapp.ns.g(1)", "creator", "crm", ("fix", 2, "lifted along"), ("rework", 15)),
        # no page says how functions of Desk call each other
        ("standalone.g", "standalone.g(1)", "crm", "desk", ("rework", 15, "move"), ("rework", 15)),
    ],
)
def test_a_call_of_what_is_lifted_along_is_only_written_anew(
    run, project, name, calls, origin, to, with_it, alone
):  # fmt: skip
    (project / "f.dg").write_text(f"void ns.f(int id)\n{{\n\t{calls};\n}}\n", encoding="utf-8")
    (project / "g.dg").write_text(f"void {name}(int id)\n{{\n\tinfo id;\n}}\n", encoding="utf-8")

    def issue(*paths):
        outcome = run(
            "portability", *paths, "--from", origin, "--to", to, "--output-format", "json", "--exit-zero"
        )
        issues = json.loads(outcome.out)["functions"][0]["verdicts"][to]["issues"]
        return next(each for each in issues if each["line"] == 3)

    found = issue("f.dg", "g.dg")
    assert (found["need"], found["minutes"]) == with_it[:2]
    assert with_it[2] in found["help"]
    found = issue("f.dg")
    assert (found["need"], found["minutes"]) == alone
