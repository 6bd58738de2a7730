"""``check`` from the outside: paths, reports, exit codes, bad input."""

from __future__ import annotations

import json
import os

import pytest

from deluge_lint.engine.registry import registry

CLEAN = 'lead = Map();\nlead.put("Company", "Zylker");\n'
BROKEN = 'lead = Map()\nlead.put("Company", "Zylker");\n'


def write(folder, **files):
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def test_clean(run, project):
    write(project, a_dg=CLEAN)
    outcome = run("a.dg")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == "No findings in 1 file\n"


@pytest.mark.parametrize(
    "words", [(), (".",), ("check",), ("check", "."), ("a.dg", "sub"), ("*.dg", "**/b.dg")]
)
def test_ways_to_name_the_files(run, project, words):
    write(project, a_dg=BROKEN, sub__b_dg=BROKEN)
    outcome = run(*words)
    assert outcome.code == 1
    assert "--> a.dg:1:" in outcome.out
    assert "--> sub/b.dg:1:" in outcome.out
    assert "in 2 files" in outcome.out


@pytest.mark.parametrize(
    "words",
    [
        ("a.dg",),
        ("check", "a.dg"),
        ("a.dg", "sub"),
        (),
        ("-q", "a.dg"),
        ("a.dg", "--quiet", "--no-cache"),
        ("--exit-zero", "."),
        ("--isolated", "a.dg"),
        ("nothing.dg",),
    ],
)
def test_the_short_way_and_click_agree(run, project, monkeypatch, words):
    write(project, a_dg=BROKEN, sub__b_dg=CLEAN)
    fast = run(*words)
    monkeypatch.setattr("deluge_lint.cli.fast.plain_request", lambda words: None)
    assert run(*words) == fast


def test_select_ignore_and_threshold(run, project):
    write(project, a_dg=BROKEN)
    assert run("--ignore", "syntax-error", ".").code == 0
    assert run("--select", "DLG901,DLG902", ".").code == 0
    assert run("--select", "DLG0", ".").code == 1
    assert run("--exit-zero", ".").code == 0


def test_unknown_rule_on_the_command_line(run, project):
    write(project, a_dg=CLEAN)
    outcome = run("--select", "sintax-error", ".")
    assert (outcome.code, outcome.out) == (2, "")
    assert "syntax-error" in outcome.err
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize(
    "words, part",
    [
        (("--unsafe-fixes", "."), "--fix or --diff"),
        (("--fix", "--diff", "."), "give one of them"),
        (("--diff", "--output-format", "json", "."), "no report"),
        (("--config", "x.toml", "--isolated", "."), "give one of them"),
        (("-", "a.dg"), "together with other paths"),
        (("--stdin-filename", "x.dg", "."), "needs `-`"),
    ],
)
def test_contradictions(run, words, part):
    outcome = run(*words)
    assert (outcome.code, outcome.out) == (2, "")
    assert part in outcome.err


BAD_FILES = {"binary_dg": b"\x89PNG\r\n\x1a\n\0\0", "other_dg": b'a = "caf\xe9\x02";\n'}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_that_was_named_is_exit_2(run, project, name):
    write(project, a_dg=CLEAN, **{name: BAD_FILES[name]})
    path = name.replace("_", ".")
    outcome = run(path, "a.dg")
    assert outcome.code == 2
    assert outcome.err.startswith(f"deluge-lint: {path}: ")
    assert outcome.err.count("\n") == 1
    assert "in 1 file" in outcome.out


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_in_a_folder_hides_nothing(run, project, name):
    write(project, a_dg=CLEAN, **{name: BAD_FILES[name]})
    outcome = run(".")
    assert outcome.code == 0
    assert name.replace("_", ".") in outcome.err
    write(project, a_dg=BROKEN)
    assert run(".").code == 1


def test_missing_path(run, project):
    write(project, a_dg=BROKEN)
    outcome = run("a.dg", "b.dg")
    assert outcome.code == 2
    assert outcome.err.startswith("deluge-lint: b.dg: ")
    assert "syntax-error" in outcome.out


def test_nothing_is_summed_up_where_nothing_was_linted(run, project):
    assert run("b.dg") == (2, "", "deluge-lint: b.dg: no such file or folder\n")


def test_misspelt_command_names_the_command(run):
    outcome = run("explian")
    assert outcome.code == 2
    assert "did you mean the command `explain`?" in outcome.err


def test_a_mistyped_command_lints_nothing(run, project):
    write(project, a_dg="info 1")
    outcome = run("chekc", ".")
    assert (outcome.code, outcome.out) == (2, "")
    assert "did you mean the command `check`?" in outcome.err


def test_empty_file_and_folder_without_scripts(run, project):
    write(project, empty_dg="", docs__a_txt="x")
    assert run("empty.dg").code == 0
    outcome = run("docs")
    assert outcome.code == 2, "a gate that checks nothing must not look green"
    assert "docs" in outcome.err
    assert outcome.err.count("\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege on Windows")
def test_broken_link(run, project):
    (project / "gone.dg").symlink_to("nowhere.dg")
    write(project, a_dg=CLEAN)
    outcome = run("gone.dg", "a.dg")
    assert outcome.code == 2
    assert "gone.dg: " in outcome.err
    assert run(".").code == 0


def test_deep_nesting_and_a_long_line(run, project):
    write(
        project,
        deep_dg="x = " + "(" * 10_000 + "1" + ")" * 10_000 + ";\n",
        long_dg="x = " + "1 + " * 50_000 + "1;\n",
    )
    outcome = run("--select", "all", "--exit-zero", ".")
    assert outcome.code == 0
    assert "internal error" not in outcome.err


def test_formats_to_files_come_on_top(run, project):
    write(project, a_dg=BROKEN)
    outcome = run("--output-format", "json:report.json", "--output-format", "sarif:report.sarif", ".")
    assert "--> a.dg:1:" in outcome.out
    assert json.loads((project / "report.json").read_text())
    assert json.loads((project / "report.sarif").read_text())["version"] == "2.1.0"


def test_output_file_replaces_the_screen(run, project):
    write(project, a_dg=BROKEN)
    outcome = run("--output-file", "report.txt", "--color=always", ".")
    assert (outcome.code, outcome.out) == (1, "")
    report = (project / "report.txt").read_text()
    assert "--> a.dg:1:" in report
    assert "\x1b" not in report


def test_json_on_the_screen_is_nothing_else(run, project):
    write(project, a_dg=BROKEN)
    assert json.loads(run("--output-format", "json", ".").out)


def test_github_annotates_by_itself(run, project, monkeypatch):
    write(project, a_dg=BROKEN)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    outcome = run(".")
    assert "--> a.dg:1:" in outcome.out
    assert "::error file=a.dg,line=1," in outcome.out


def test_statistics(run, project):
    write(project, a_dg=BROKEN)
    outcome = run("--statistics", ".")
    assert outcome.code == 1
    assert "-->" not in outcome.out
    assert any(line.split()[:3] == ["1", "DLG001", "syntax-error"] for line in outcome.out.splitlines())


def test_quiet_has_no_summary(run, project):
    write(project, a_dg=BROKEN, b_dg=CLEAN)
    assert run("--quiet", "b.dg").out == ""
    assert "Found" not in run("--quiet", "a.dg").out


def test_verbose_tells_on_standard_error(run, project):
    write(project, a_dg=BROKEN)
    outcome = run("--verbose", ".")
    assert "1 file" in outcome.err
    assert outcome.out == run(".").out


def test_colour_on_demand(run, project):
    write(project, a_dg=BROKEN)
    assert "\x1b[" in run("--color", ".").out
    assert "\x1b[" not in run(".").out


def test_no_inline_is_an_audit(run, project):
    write(project, a_dg="// deluge-lint: ignore-file[syntax-error] a test\n" + BROKEN)
    assert run(".").code == 0
    outcome = run("--no-inline", ".")
    assert outcome.code == 1
    assert "syntax-error" in outcome.out


def test_a_rule_that_crashes_is_exit_3(run, project, monkeypatch):
    def explode(*_):
        raise ZeroDivisionError("odd")

    rule = next(rule for rule in registry().rules.values() if rule.handlers and rule.preset != "off")
    method = next(iter(rule.handlers.values()))[0]
    monkeypatch.setattr(rule, method, explode)
    monkeypatch.setattr(rule, "handlers", dict.fromkeys(rule.handlers, (method,)))
    write(project, a_dg=CLEAN + EVERYTHING)
    outcome = run("--no-cache", "--jobs", "1", "--select", f"internal-error,{rule.name}", ".")
    assert outcome.code == 3
    assert f"rule `{rule.name}` stopped with ZeroDivisionError" in outcome.out


#: Statements of many kinds, so that any rule has a node to look at.
EVERYTHING = """\
for each lead in leads
{
    if(a && b || c)
    {
        info zoho.crm.getRecordById("Leads", lead.get("id")).get("Name");
    }
}
try
{
    x = {"a": 1, "a": 2};
}
catch (e)
{
}
return x;
"""


def test_stdin(run):
    outcome = run("-", stdin=BROKEN)
    assert outcome.code == 1
    assert "--> <stdin>:1:" in outcome.out
    assert "lead = Map()" in outcome.out


def test_stdin_with_a_name(run):
    outcome = run("-", "--stdin-filename", "crm/a.dg", "--output-format", "concise", stdin=BROKEN)
    assert outcome.out.startswith("crm/a.dg:1:")


def test_stdin_of_an_export_may_be_ten_times_as_large(run, project):
    (project / "deluge-lint.toml").write_text("max-file-size = 20\n")
    assert run("-", stdin='application "Shop"\n{\n}\n').code == 0
    assert "the limit is 200 bytes" in run("-", stdin='application "Shop"\n{\n}\n' + "\n" * 200).err
    assert "the limit is 20 bytes" in run("-", stdin='applause = "Shop"; info applause;').err


def test_stdin_that_is_no_text(run):
    outcome = run("-", stdin="a\0b")
    assert outcome.code == 2
    assert outcome.err.startswith("deluge-lint: <stdin>: not a text file")


def test_nothing_is_taken_for_the_mended_script(run):
    for option in ("--fix", "--diff"):
        outcome = run(option, "-", stdin="a\0b")
        assert (outcome.code, outcome.out) == (2, "")


def test_an_unreadable_file_hides_nothing(run, project, monkeypatch):
    write(project, a_dg=BROKEN, locked_dg=CLEAN)
    real = open

    def refusing(file, *rest, **options):
        if str(file).endswith("locked.dg"):
            raise PermissionError(13, "Permission denied", str(file))
        return real(file, *rest, **options)

    # Neither `open` nor the access bits let us in, whoever runs this.
    monkeypatch.setattr("builtins.open", refusing)
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    outcome = run("--color=never", "a.dg", "locked.dg")
    assert (outcome.code, outcome.err) == (2, "deluge-lint: locked.dg: cannot be read: permission denied\n")
    assert "--> a.dg:1:" in outcome.out


def test_a_report_never_takes_the_place_of_a_script(run, project):
    write(project, a_dg="info 1;", b_dg="info 2;")
    for words in (["--output-file", "b.dg"], ["--output-format", "json:b.dg"]):
        outcome = run("a.dg", "b.dg", *words)
        assert outcome.code == 2
        assert "is one of the linted files" in outcome.err
        assert (project / "b.dg").read_text(encoding="utf-8") == "info 2;"


@pytest.mark.skipif(not os.path.exists("/dev/null"), reason="devices are files here only on Unix")
def test_a_report_does_not_replace_a_device(run, project):
    write(project, a_dg="info 1;")
    link = project / "sink"
    link.symlink_to("/dev/null")
    assert run("a.dg", "--output-file", "sink").code == 0
    assert link.is_symlink()
