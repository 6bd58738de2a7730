"""``--changed-since`` in real repositories of git."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deluge_lint.cli.since import parse
from deluge_lint.engine.changed import ALL

#: One finding a function, on its second statement: the answer is never looked at.
FUNCTION = 'void automation.{name}()\n{{\n\tinfo "{name}";\n\tanswer = zoho.crm.getRecordById("Leads",{number});\n}}\n'
OLD = FUNCTION.format(name="first", number=1) + FUNCTION.format(name="second", number=2)
RULES = ("--select", "unused-variable", "--isolated", "--no-cache", "--fail-on", "info")


def git(*words, folder="."):
    who = ("-c", "user.name=tester", "-c", "user.email=tester@example.invalid", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *who, *words], cwd=folder, check=True, capture_output=True, text=True, encoding="utf-8"
    )
    return done.stdout.strip()


def commit(message="work", folder="."):
    git("add", "--all", folder=folder)
    git("commit", "--quiet", "--allow-empty", "--message", message, folder=folder)
    return git("rev-parse", "HEAD", folder=folder)


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def repository(project):
    """Two scripts with two findings each, committed."""
    git("init", "--quiet", "--initial-branch=main")
    (project / "a.dg").write_text(OLD, encoding="utf-8")
    (project / "b.dg").write_text(OLD.replace("automation.", "automation.b_"), encoding="utf-8")
    commit("old")
    return project


def places(run, *words, rev="main", rules=RULES):
    """``path:line`` of what is shown, and the exit code."""
    outcome = run("--changed-since", rev, *rules, "--output-format", "json", *words)
    assert outcome.err == ""
    found = json.loads(outcome.out)["diagnostics"]
    return [f"{each['path']}:{each['range']['start']['line']}" for each in found], outcome.code


def test_nothing_changed_is_clean(run, repository):
    assert run(*RULES).code == 1
    assert places(run) == ([], 0)
    outcome = run("--changed-since", "main", *RULES)
    assert outcome.out == "No findings in 2 files\n4 findings elsewhere not shown: nothing changed there\n"


@pytest.mark.parametrize("state", ["unstaged", "staged", "committed"])
def test_changed_lines_count_whatever_their_state(run, repository, state):
    text = OLD.replace('"Leads",2', '"Leads",20')
    (repository / "a.dg").write_text(text, encoding="utf-8")
    base = git("rev-parse", "HEAD")
    if state != "unstaged":
        git("add", "--all")
    if state == "committed":
        commit()
    assert places(run, rev=base) == (["a.dg:9"], 1)


def test_a_change_beside_a_finding_does_not_count(run, repository):
    (repository / "a.dg").write_text(OLD.replace('info "second"', 'info "2"'), encoding="utf-8")
    assert places(run) == ([], 0)


def test_lines_that_moved_have_not_changed(run, repository):
    (repository / "a.dg").write_text("// a note\n\n" + OLD, encoding="utf-8")
    assert places(run) == ([], 0)


def test_new_files_count_whole(run, repository):
    (repository / "new.dg").write_text(OLD, encoding="utf-8")
    assert places(run) == (["new.dg:4", "new.dg:9"], 1)
    git("add", "--all")
    assert places(run) == (["new.dg:4", "new.dg:9"], 1)
    (repository / ".gitignore").write_text("new.dg\n", encoding="utf-8")
    git("rm", "--cached", "--quiet", "new.dg")
    assert places(run, "new.dg") == (["new.dg:4", "new.dg:9"], 1)


def test_renamed_files_count_where_they_changed(run, repository):
    git("mv", "a.dg", "c.dg")
    assert places(run) == ([], 0)
    (repository / "c.dg").write_text(OLD.replace('"Leads",1', '"Leads",10'), encoding="utf-8")
    assert places(run) == (["c.dg:4"], 1)


def test_a_branch_is_compared_with_what_it_began_from(run, repository):
    git("checkout", "--quiet", "-b", "work")
    (repository / "a.dg").write_text(OLD.replace('"Leads",1', '"Leads",10'), encoding="utf-8")
    commit()
    git("checkout", "--quiet", "main")
    (repository / "b.dg").write_text("// main moved on\n", encoding="utf-8")
    commit()
    git("checkout", "--quiet", "work")
    assert places(run) == (["a.dg:4"], 1)


def test_histories_without_an_ancestor_are_compared_as_they_are(run, repository):
    git("checkout", "--quiet", "--orphan", "other")
    (repository / "a.dg").write_text(OLD.replace('"Leads",1', '"Leads",10'), encoding="utf-8")
    commit()
    assert places(run) == (["a.dg:4"], 1)


def test_odd_names_and_settings_of_git(run, repository):
    names = ["with blank.dg", "prüf.dg", "b b/x.dg"]
    if os.name != "nt":
        names += ['quo"te.dg', "tab\there.dg"]
    for name in names:
        path = repository / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(OLD, encoding="utf-8")
    base = commit()
    for name in names:
        (repository / name).write_text(OLD.replace('"Leads",2', '"Leads",20'), encoding="utf-8")
    for setting in (
        "diff.noprefix", "diff.mnemonicPrefix", "diff.relative", "core.quotePath", "color.ui=always",
        "diff.renames=false", "diff.interHunkContext=50", "diff.external=false", "diff.context=9",
    ):  # fmt: skip
        name, _, value = setting.partition("=")
        git("config", name, value or "true")
    assert places(run, rev=base) == (sorted(f"{name}:9" for name in names), 1)


def test_lines_that_look_like_a_diff(run, repository):
    text = "/*\n-- a/b.dg\n++ b/b.dg\n@@ -1,9 +1,9 @@\n*/\n"
    (repository / "a.dg").write_text(text + OLD, encoding="utf-8")
    commit()
    (repository / "a.dg").write_text(
        "/*\n++ b/b.dg\n*/\n" + OLD.replace('"Leads",2', '"Leads",20'), encoding="utf-8"
    )
    assert places(run, rev="HEAD") == (["a.dg:12"], 1)


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_other_line_ends(run, repository, newline):
    (repository / "a.dg").write_bytes(OLD.replace("\n", newline).encode())
    base = commit()
    (repository / "a.dg").write_bytes(OLD.replace('"Leads",2', '"Leads",20').replace("\n", newline).encode())
    # a file without LF is one line to git
    assert places(run, rev=base)[0] == (["a.dg:9"] if newline == "\r\n" else ["a.dg:4", "a.dg:9"])


def test_what_git_takes_for_binary_counts_whole(run, repository):
    (repository / "a.dg").write_bytes(b"\xff\xfe" + OLD.encode("utf-16-le"))
    (repository / "b b.dg").write_bytes(b"\xff\xfe" + OLD.encode("utf-16-le"))
    base = commit()
    assert places(run, rev=base) == ([], 0)
    for name in ("a.dg", "b b.dg"):
        (repository / name).write_bytes(b"\xff\xfe" + OLD.replace("first", "one").encode("utf-16-le"))
    assert places(run, rev=base) == (["a.dg:4", "a.dg:9", "b b.dg:4", "b b.dg:9"], 1)


def test_pointers_of_lfs_are_not_compared_by_lines():
    diff = (
        b"diff --git a/app.ds b/app.ds\n--- a/app.ds\n+++ b/app.ds\n@@ -2,2 +2,2 @@\n"
        b"-oid sha256:11\n-size 1\n+oid sha256:22\n+size 2\n"
    )
    assert parse(diff) == {"app.ds": ALL}


LONG = ("--select", "too-complex", "--isolated", "--no-cache", "--fail-on", "info")


@pytest.mark.parametrize("header", ["void automation.long()\n{\n", ""])
def test_findings_about_a_function_count_when_any_of_it_changed(run, repository, header):
    body = "".join(f"if(a == {number})\n{{\n\tinfo {number};\n}}\n" for number in range(70))
    end = "}\n" if header else ""
    other = "void automation.other()\n{\n\tinfo 1;\n}\n" if header else ""
    (repository / "a.dg").write_text(header + body + end + other, encoding="utf-8")
    base = commit()
    assert places(run, rev=base, rules=LONG) == ([], 0)
    if header:
        (repository / "a.dg").write_text(header + body + end + other.replace("1", "2"), encoding="utf-8")
        assert places(run, rev=base, rules=LONG) == ([], 0)
    changed = body.replace("info 40;", "info 41;")
    (repository / "a.dg").write_text(header + changed + end + other, encoding="utf-8")
    assert places(run, rev=base, rules=LONG) == (["a.dg:1"], 1)
    fewer = body.replace("\tinfo 40;\n", "")
    (repository / "a.dg").write_text(header + fewer + end + other, encoding="utf-8")
    assert places(run, rev=base, rules=LONG) == (["a.dg:1"], 1)


def test_a_function_that_lost_its_return(run, repository):
    rules = ("--select", "missing-return", "--isolated", "--no-cache")
    text = 'int automation.count()\n{\n\tinfo "x";\n\treturn 1;\n}\n' + OLD
    (repository / "a.dg").write_text(text, encoding="utf-8")
    base = commit()
    (repository / "a.dg").write_text(text.replace("\treturn 1;\n", ""), encoding="utf-8")
    assert places(run, rev=base, rules=rules) == (["a.dg:1"], 1)


def test_a_bracket_that_is_gone_counts_wherever_it_is_told(run, repository):
    rules = ("--select", "syntax-error", "--isolated", "--no-cache")
    (repository / "a.dg").write_text(OLD.replace("{", "", 1), encoding="utf-8")
    found, code = places(run, rules=rules)
    assert code == 1 and all(each.startswith("a.dg:") for each in found)
    commit()
    assert places(run, rules=rules) == ([], 0)


def test_what_explains_a_finding_counts(run, repository):
    """The call is old; that it is in a loop is new."""
    rules = ("--select", "external-call-in-loop", "--isolated", "--no-cache")
    call = 'answer = zoho.crm.getRecordById("Leads",id);\ninfo answer;\n'
    (repository / "a.dg").write_text("if(ids != null)\n{\n" + call + "}\n", encoding="utf-8")
    base = commit()
    (repository / "a.dg").write_text("for each id in ids\n{\n" + call + "}\n", encoding="utf-8")
    assert places(run, rev=base, rules=rules) == (["a.dg:3"], 1)


def test_other_files_of_the_project_still_count(run, repository):
    """The caller alone changed; the header that it is judged by is in a file that nobody touched."""
    rules = ("--select", "own-argument-count", "--isolated", "--no-cache")
    (repository / "a.dg").write_text("void automation.one(int a)\n{\n\tinfo a;\n}\n", encoding="utf-8")
    (repository / "b.dg").write_text("void automation.two()\n{\n\tautomation.one(1);\n}\n", encoding="utf-8")
    base = commit()
    (repository / "b.dg").write_text(
        "void automation.two()\n{\n\tautomation.one(1,2);\n}\n", encoding="utf-8"
    )
    assert places(run, rev=base, rules=rules) == (["b.dg:3"], 1)


def test_inside_an_export(run, repository):
    export = Path(__file__).parent.parent / "corpus/exports/bakery_2026.ds"
    text = export.read_text(encoding="utf-8")
    (repository / "app.ds").write_text(text, encoding="utf-8")
    base = commit()
    rules = ("--isolated", "--no-cache", "--preset", "production-gate", "--fail-on", "hint")
    whole = json.loads(run("app.ds", *rules, "--output-format", "json").out)["diagnostics"]
    lines = {each["range"]["start"]["line"] for each in whole}
    assert len(lines) > 3
    assert places(run, "app.ds", rev=base, rules=rules) == ([], 0)
    line = sorted(lines)[len(lines) // 2]
    changed = text.split("\n")
    changed[line - 1] += " "
    (repository / "app.ds").write_text("\n".join(changed), encoding="utf-8")
    found, code = places(run, "app.ds", rev=base, rules=rules)
    assert code == 1 and f"app.ds:{line}" in found and len(found) < len(whole)


def test_baselines_and_other_reports_follow(run, repository):
    (repository / "a.dg").write_text(OLD.replace('"Leads",2', '"Leads",20'), encoding="utf-8")
    run("baseline", "write", "b.dg", "--isolated", "--baseline", "known.json")
    words = ("--changed-since", "main", *RULES, "--baseline", "known.json")
    outcome = run(*words, "--output-format", "sarif")
    (result,) = json.loads(outcome.out)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 9
    assert "1 finding elsewhere not shown" in run(*words, "--output-format", "markdown").out


def test_from_a_folder_below_and_for_a_repository_elsewhere(run, repository, monkeypatch):
    (repository / "sub").mkdir()
    (repository / "sub" / "new.dg").write_text(OLD, encoding="utf-8")
    monkeypatch.chdir(repository / "sub")
    assert places(run) == (["new.dg:4", "new.dg:9"], 1)
    monkeypatch.chdir(repository.parent)
    monkeypatch.setenv("GIT_DIR", str(repository.parent / "nowhere"))  # as a hook would have it
    found, _ = places(run, "project")
    assert found == ["project/sub/new.dg:4", "project/sub/new.dg:9"]


def refused(run, *words):
    outcome = run(*words, *RULES)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.count("\n") == 1
    return outcome.err


@pytest.mark.parametrize(
    "rev", ["nothing", "-x", "--output=x", "0" * 40, "main:a.dg", "main..main", "a b", "é"]
)
def test_unknown_revisions(run, repository, rev):
    assert f"git knows no revision `{rev}`" in refused(run, f"--changed-since={rev}")
    assert sorted(path.name for path in repository.iterdir()) == [".git", "a.dg", "b.dg"]


def test_an_empty_revision_is_no_leave_to_show_all(run, repository):
    assert "empty" in refused(run, "--changed-since", "")


def test_a_shallow_clone_is_told(run, repository, tmp_path):
    base = git("rev-parse", "HEAD")
    commit("second")
    git("clone", "--quiet", "--depth=1", repository.as_uri(), str(tmp_path / "clone"))
    assert "shallow" in refused(run, "--changed-since", base, str(tmp_path / "clone"))


def test_no_repository(run, project):
    (project / "a.dg").write_text(OLD, encoding="utf-8")
    assert "no git repository" in refused(run, "--changed-since", "main")


def test_no_git(run, repository, monkeypatch):
    monkeypatch.setenv("PATH", str(repository))
    assert "not installed" in refused(run, "--changed-since", "main")


def test_a_repository_without_a_commit(run, project):
    git("init", "--quiet", "--initial-branch=main")
    (project / "a.dg").write_text(OLD, encoding="utf-8")
    assert "no revision" in refused(run, "--changed-since", "main")


@pytest.mark.parametrize("words", [("--fix",), ("--diff",), ("-",)])
def test_contradictions(run, repository, words):
    assert "--changed-since" in refused(run, "--changed-since", "main", *words)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    old=st.lists(st.sampled_from(["a", "b", "c", "-- a/x", "++ b/x", "@@ -1 +1 @@", ""]), max_size=12),
    new=st.lists(st.sampled_from(["a", "b", "d", "-- a/x", "++ b/x", "@@ -1 +1 @@", ""]), max_size=12),
    ended=st.booleans(),
)
def test_what_is_not_marked_was_there_before(repository, old, new, ended):
    """The lines outside of the marked ones are lines of the old text, in their order."""
    path = repository / "x.txt"
    end = "\n" if ended else ""
    path.write_text("\n".join([*old, "z"]), encoding="utf-8")
    commit()
    path.write_text("\n".join([*new, "y"]) + end, encoding="utf-8")
    diff = git("diff", "--unified=0", "HEAD")
    changes = parse(diff.encode())["x.txt"]
    marked = {line for first, count in changes.lines for line in range(first, first + count)}
    assert len(new) + 1 in marked
    left = [line for number, line in enumerate([*new, "y"], 1) if number not in marked]
    before = iter([*old, "z"])
    assert all(line in before for line in left)


def test_a_repository_of_somebody_else(run, repository, monkeypatch):
    """As in a container with a mounted project; what git says of it is passed on."""
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert "git says: detected dubious ownership" in refused(run, "--changed-since", "main")


def test_a_changed_header_shows_the_calls_that_it_breaks(run, repository):
    rules = ("--select", "own-argument-count", "--isolated", "--no-cache")
    header = "void automation.one({})\n{{\n\tinfo 1;\n}}\n"
    (repository / "a.dg").write_text(header.format("int a"), encoding="utf-8")
    (repository / "b.dg").write_text("void automation.two()\n{\n\tautomation.one(1);\n}\n", encoding="utf-8")
    base = commit()
    assert places(run, rev=base, rules=rules) == ([], 0)
    (repository / "a.dg").write_text(header.format("int a, int b"), encoding="utf-8")
    assert places(run, rev=base, rules=rules) == (["b.dg:3"], 1)
