"""``--shard`` and ``deluge-lint merge``: a run on several machines is the run on one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deluge_lint.engine import project as engine
from deluge_lint.engine.shards import Share, files_of, share_of
from deluge_lint.output import FORMATS

ROOT = str(Path(__file__).resolve().parents[2])

CONFIG = """
baseline = "known.json"

[per-path-ignores]
"old/*" = ["hardcoded-record-id"]
"""
ID = "4876876000000333001"
FILES = {
    "mail.dg": 'void automation.tell(string who)\n{\n\tinfo invokeurl [url : "https://example.com/" + who];\n}\n',
    # the call in the loop reaches out only in another file
    "loop.dg": "void automation.all(list rows)\n{\n\tfor each row in rows\n\t{\n\t\tautomation.tell(row);\n\t}\n}\n",
    "arguments.dg": 'void automation.one()\n{\n\tautomation.tell("a", 2);\n}\n',
    "quiet.dg": 'void automation.two()\n{\n\tautomation.tell("a", 2); // deluge-lint: ignore[own-argument-count] tried\n}\n',
    "idle.dg": 'void automation.three()\n{\n\tautomation.tell("a"); // deluge-lint: ignore[own-argument-count] old\n}\n',
    "id.dg": f'x = zoho.crm.getRecordById("Leads",{ID});\ninfo x;\n',
    "second.dg": f'x = zoho.crm.getRecordById("Leads",{ID});\ninfo x;\n',
    "old/third.dg": f'x = zoho.crm.getRecordById("Leads",{ID});\ninfo x;\n',
    "fixed.dg": "info 1;\n",
    "broken.dg": "if(\n",
    "page.dg": "document.getElementById('x');\nconst a = () => 1;\n",
    "empty.dg": "",
}


@pytest.fixture
def scripts(project):
    for name, text in FILES.items():
        path = project / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (project / "bytes.dg").write_bytes(b"info 1;\xff\xfe\x00")
    known = [
        ("id.dg", "DLG501", "hardcoded-record-id", "0" * 16),
        ("fixed.dg", "DLG130", "division-by-zero", "1" * 16),
    ]
    entries = [dict(zip(("path", "code", "name", "fingerprint"), each)) for each in known]
    (project / "known.json").write_text(json.dumps({"version": 1, "findings": entries}))
    (project / "deluge-lint.toml").write_text(CONFIG)
    return project


def parts(run, count, *words, folder="parts"):
    """Lint all shares, and give the files of the parts."""
    Path(folder).mkdir(exist_ok=True)
    names = [os.path.join(folder, f"{number}.json") for number in range(1, count + 1)]
    for number, name in enumerate(names, 1):
        outcome = run("--shard", f"{number}/{count}", "--output-file", name, "--quiet", *(words or (".",)))
        assert (outcome.code, outcome.out) == (0, ""), outcome.err
    return names


@pytest.mark.parametrize("count", [1, 3, 8, 20])
def test_the_outcome_is_that_of_one_machine(run, scripts, count):
    names = parts(run, count)
    for form in FORMATS if count == 3 else ("text", "sarif"):
        whole = run(".", "--output-format", form)
        assert whole.code == 1
        assert run("merge", *reversed(names), "--output-format", form) == whole, form


def test_it_is_so_with_a_baseline_that_knows_findings_of_all_kinds(run, scripts):
    (scripts / "deluge-lint.toml").write_text(CONFIG.replace("known.json", "all.json"))
    assert run("baseline", "write").code == 0
    data = json.loads((scripts / "all.json").read_text())
    assert {"hardcoded-record-id", "unused-suppression", "own-argument-count"} <= {
        each["name"] for each in data["findings"]
    }
    # one is gone, one is not known
    data["findings"] = [each for each in data["findings"] if each["path"] != "arguments.dg"]
    data["findings"].append({**data["findings"][0], "fingerprint": "2" * 16})
    (scripts / "all.json").write_text(json.dumps(data))
    names = parts(run, 4)
    for words in (
        (),
        ("--no-baseline",),
        ("--no-inline",),
        ("--exit-zero",),
        ("--fail-on", "error"),
        ("--statistics",),
    ):
        whole = run(".", *words)
        assert run("merge", *names, *words) == whole, words
    assert "own-argument-count" in run("merge", *names).out


def test_options_of_the_shards_hold_after_the_merge(run, scripts):
    words = ("old", "id.dg", "idle.dg", "--select", "hardcoded-record-id,own-argument-count", "--exit-zero")
    names = parts(run, 2, *words)
    assert run("merge", *names, "--output-format", "json") == run(*words, "--output-format", "json")


def test_rules_over_the_project_are_asked_once_and_no_file_is_linted_again(run, scripts, monkeypatch):
    names = parts(run, 3)
    linted = []
    monkeypatch.setattr(engine, "check_one", lambda *words: linted.append(words[0]))
    outcome = run("merge", *names, "--output-format", "json")
    assert linted == []
    found = [each["name"] for each in json.loads(outcome.out)["diagnostics"]]
    assert {"own-argument-count", "external-call-in-loop", "unused-suppression"} <= set(found)


def test_what_does_not_travel_is_linted_where_it_is_merged(run, scripts, monkeypatch):
    whole = run(".", "--output-format", "json")
    names = parts(run, 2)
    from deluge_lint.engine import shards

    data = Path(names[0]).read_text()
    part = shards.read(data)
    kept = {path: (key, None) for path, (key, _) in part.results.items()}
    Path(names[0]).write_text(shards.write(part._replace(results=kept)))
    assert run("merge", *names, "--output-format", "json") == whole


def test_machines_have_other_folders_and_hashes(run, scripts, tmp_path):
    """Real processes, each with its own seed, in copies of the checkout."""
    whole = run(".", "--output-format", "sarif").out
    names = []
    for number in (1, 2, 3):
        copy = tmp_path / f"machine{number}"
        shutil.copytree(scripts, copy)
        name = str(tmp_path / f"{number}.json")
        command = [sys.executable, "-m", "deluge_lint", "--shard", f"{number}/3", "--output-file", name]
        environment = {**os.environ, "PYTHONPATH": ROOT, "PYTHONHASHSEED": str(number)}
        assert subprocess.run(command, cwd=copy, env=environment, check=False).returncode == 0
        names.append(name)
    assert run("merge", *names, "--output-format", "sarif").out == whole


def refused(run, *words):
    outcome = run("merge", *words)
    assert (outcome.code, outcome.out) == (2, "")
    (line,) = outcome.err.splitlines()
    return line.removeprefix("deluge-lint: ")


def test_never_a_pass_without_all_parts_of_one_run(run, scripts):
    names = parts(run, 3)
    for at in range(3):
        rest = names[:at] + names[at + 1 :]
        assert refused(run, *rest) == f"shard {at + 1} of 3 is missing"
    assert refused(run, names[0]) == "shards 2, 3 of 3 are missing"
    shutil.copy(names[1], "again.json")
    assert refused(run, *names, "again.json") == f"{names[1]} and again.json are both 2/3"
    other = parts(run, 2, folder="two")
    assert "another split" in refused(run, names[0], other[1])
    strict = parts(run, 3, ".", "--select", "limits", folder="strict")
    assert "other options" in refused(run, names[0], strict[1], strict[2])
    assert run("merge").code == 2
    assert refused(run, *names[:2], "absent.json") == "absent.json: no such file"
    assert refused(run, "absent*.json") == "absent*.json: matches no file"
    assert run("merge", "parts/*.json", "--output-format", "json") == run(".", "--output-format", "json")


def test_never_a_pass_with_a_damaged_part(run, scripts):
    names = parts(run, 2)
    text = Path(names[1]).read_text()
    for broken in ("", "{}", "[]", text[: len(text) // 2], text.replace('.dg"', '.dh"'), text + "x", "\x00"):
        Path(names[1]).write_text(broken)
        assert refused(run, *names).startswith(f"{names[1]}: ")
    Path(names[1]).write_text(text.replace('"deluge-lint-shard": 1', '"deluge-lint-shard": 9'))
    assert "version 9" in refused(run, *names)
    Path(names[1]).write_text(text.replace('"exit_zero": false', '"exit_zero": true'))
    assert "was changed since" in refused(run, *names)
    Path(names[1]).write_bytes(b"\xff\xfe")
    assert "not UTF-8" in refused(run, *names)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("baseline", 1),
        ("jobs", "2"),
        ("paths", [1]),
        ("exit_zero", "x"),
        ("changed_since", False),
        ("fix", True),
    ],
)
def test_options_that_mean_nothing_are_refused(run, scripts, option, value):
    from deluge_lint.engine import shards

    (name,) = parts(run, 1)
    part = shards.read(Path(name).read_text())
    Path(name).write_text(shards.write(part._replace(options={**part.options, option: value})))
    assert refused(run, name) == f"the parts have an option that means nothing here: {option}"


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "id.dg").write_text("info 2;\n"),
        lambda folder: (folder / "id.dg").unlink(),
        lambda folder: (folder / "more.dg").write_text("info 2;\n"),
        lambda folder: (folder / "bytes.dg").write_text("info 2;\n"),
        lambda folder: (folder / "deluge-lint.toml").write_text('preset = "draft"\n'),
    ],
    ids=["edited", "gone", "new", "mended", "configuration"],
)
def test_never_a_pass_on_other_files(run, scripts, change):
    names = parts(run, 2)
    change(scripts)
    assert "same files" in refused(run, *names)


def test_parts_of_another_version_are_not_merged(run, scripts, monkeypatch):
    names = parts(run, 2)
    monkeypatch.setattr("deluge_lint.engine.keys.__version__", "0.0.0")
    assert "another version" in refused(run, *names)


def test_a_part_goes_to_the_screen_and_is_no_script(run, scripts):
    outcome = run("--shard", "1/1", ".")
    assert (outcome.code, outcome.err) == (0, run(".", "--exit-zero").err)
    Path("one.json").write_text(outcome.out)
    assert run("merge", "one.json") == run(".")
    assert run("--shard", "1/1", ".", "--output-format", "json").out == outcome.out
    told = run("--shard", "1/2", ".", "--output-format", "json:half.json")
    assert told.out == "" and "deluge-lint: half.json: " in told.err
    assert "one of the linted files" in run("--shard", "1/1", ".", "--output-file", "id.dg").err
    assert (scripts / "id.dg").read_text() == FILES["id.dg"]


@pytest.mark.parametrize(
    "words",
    [
        ("--shard", "0/3"), ("--shard", "4/3"), ("--shard", "2"), ("--shard", "a/b"), ("--shard", "1/0"),
        ("--shard", "1/2", "--fix"), ("--shard", "1/2", "--diff"), ("--shard", "1/2", "-"),
        ("--shard", "1/2", "--statistics"), ("--shard", "1/2", "--output-format", "sarif"),
        ("--shard", "1/2", "--output-format", "json:a.json", "--output-file", "b.json"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_one_line(run, scripts, words):
    outcome = run(*words)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)


def test_a_path_that_is_missing_fails_every_shard_and_the_merge(run, scripts):
    for number in (1, 2):
        outcome = run("--shard", f"{number}/2", "--output-file", f"{number}.json", "absent", "id.dg", "-q")
        assert outcome.code == 2 and "absent: no such file" in outcome.err
    assert run("merge", "1.json", "2.json") == run("absent", "id.dg")


@given(st.lists(st.text("\x00ab", min_size=1), unique=True), st.integers(1, 9))
def test_shares_hold_every_file_once(names, of):
    shares = [files_of(Share(number, of), reversed(names)) for number in range(1, of + 1)]
    assert sorted(each for share in shares for each in share) == sorted(names)
    assert max(map(len, shares)) - min(map(len, shares)) <= 1, "files of one size"
    assert shares == [files_of(Share(number, of), names) for number in range(1, of + 1)]


def test_shares_are_about_as_large(project):
    for number in range(40):
        (project / f"{number}.dg").write_text("x" * (number * number))
    names = [f"{number}.dg" for number in range(40)]
    loads = [sum(os.path.getsize(each) for each in files_of(Share(at, 4), names)) for at in (1, 2, 3, 4)]
    assert max(loads) < 1.05 * min(loads)


@pytest.mark.parametrize("text", ["", "2", "2/", "/8", "9/8", "0/8", "-1/8", "2/8/1", " 2/8", "2/8\n", "٢/8"])
def test_a_share_is_two_numbers(text):
    assert share_of(text) is None
    assert share_of("2/8") == Share(2, 8)
