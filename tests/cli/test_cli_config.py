"""``init`` and ``config``, and what a configuration does to a run."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from deluge_lint.config.model import KEYS

BROKEN = 'lead = Map()\nlead.put("Company", "Zylker");\n'
CLEAN = 'lead = Map();\nlead.put("Company", "Zylker");\n'


def test_init_writes_settings_that_change_nothing(run, project):
    before = json.loads(run("config", "--output-format", "json").out)
    assert run("init").code == 0
    after = json.loads(run("config", "--output-format", "json").out)
    assert after["file"] == "deluge-lint.toml"
    assert after["settings"] == before["settings"]
    text = (project / "deluge-lint.toml").read_text()
    assert all(line.startswith("#") or not line for line in text.splitlines())
    for key in KEYS:
        assert re.search(rf"^#(\[?){key}\b", text, re.MULTILINE), key


def test_every_setting_of_init_is_valid_once_uncommented(run, project):
    run("init")
    (project / "zoho-facts.toml").touch()  # the example of `catalog` names it
    path = project / "deluge-lint.toml"
    lines = path.read_text().splitlines()
    # "# " starts prose, "#" alone a setting.
    path.write_text("\n".join(line[1:] if re.match(r"#[^ ]", line) else line for line in lines))
    outcome = run("config", "--output-format", "json")
    assert (outcome.code, outcome.err) == (0, "")
    stated = [key for key, each in json.loads(outcome.out)["settings"].items() if each["origin"] != "default"]
    assert set(stated) == set(KEYS) - {"severity", "rules"}


def test_init_refuses_to_overwrite(run, project):
    path = project / "deluge-lint.toml"
    path.write_text('preset = "draft"\n')
    outcome = run("init")
    assert (outcome.code, outcome.out) == (2, "")
    assert "--force" in outcome.err
    assert path.read_text() == 'preset = "draft"\n'
    assert run("init", "--force").code == 0
    assert path.read_text().startswith("# Settings")


def test_init_in_a_folder(run, project):
    (project / "crm").mkdir()
    assert run("init", "crm").code == 0
    assert (project / "crm" / "deluge-lint.toml").is_file()
    assert run("init", "nowhere").code == 2


def test_config_names_the_origin_of_each_value(run, project):
    (project / "deluge-lint.toml").write_text('fail-on = "error"\nignore = ["syntax-error"]\n')
    outcome = run("config", "a.dg")
    assert outcome.code == 0
    lines = [" ".join(line.split()) for line in outcome.out.splitlines()]
    assert 'fail-on = "error" # deluge-lint.toml:1' in lines
    assert 'preset = "recommended" # default' in lines
    assert "DLG001 syntax-error off # ignore syntax-error (deluge-lint.toml:2)" in lines
    assert "DLG912 leftover-info off # not in preset recommended" in lines


def test_config_as_json(run, project):
    (project / "deluge-lint.toml").write_text('[hosts]\n"crm/**" = "crm"\n')
    found = json.loads(run("config", "crm/a.dg", "--output-format", "json").out)
    assert found["settings"]["host"] == {"value": "crm", "origin": "deluge-lint.toml:2"}
    assert found["rules"]["syntax-error"]["severity"] == "error"


def test_broken_configuration_is_one_line_with_its_place(run, project):
    (project / "deluge-lint.toml").write_text('preset = "draft"\nignroe = ["style"]\n')
    (project / "a.dg").write_text(CLEAN)
    for words in ((), ("a.dg",), ("config",), ("config", "a.dg"), ("-",)):
        outcome = run(*words, stdin=CLEAN)
        assert outcome.code == 2, words
        assert outcome.err.startswith("deluge-lint: deluge-lint.toml:2: "), words
        assert "`ignore`" in outcome.err
        assert outcome.err.count("\n") == 1, words


def test_files_beside_a_broken_configuration_are_still_linted(run, project):
    for name in ("good", "bad"):
        (project / name).mkdir()
        (project / name / "a.dg").write_text(BROKEN)
    (project / "bad" / "deluge-lint.toml").write_text("preset = \n")
    outcome = run(".")
    assert outcome.code == 2
    assert "--> good/a.dg:1:" in outcome.out
    assert "bad/deluge-lint.toml:1: not valid TOML" in outcome.err


def test_command_line_beats_the_configuration(run, project):
    (project / "deluge-lint.toml").write_text('ignore = ["syntax-error"]\n')
    (project / "a.dg").write_text(BROKEN)
    assert run(".").code == 0
    assert run("--isolated", ".").code == 1
    assert run("--select", "syntax-error", ".").code == 1


def test_threshold(run, project):
    (project / "a.dg").write_text(CLEAN)
    (project / "deluge-lint.toml").write_text('[severity]\nsyntax-error = "info"\n')
    (project / "a.dg").write_text(BROKEN)
    assert run(".").code == 0
    assert run("--fail-on", "info", ".").code == 1


@pytest.mark.parametrize(
    "words, part",
    [
        (("--config", "nowhere.toml", "."), "nowhere.toml"),
        (("--host", "crn", "."), "`crm`"),
        (("--preset", "draft,", "."), "draft"),
        (("--ignore", "styel", "."), "`style`"),
        (("config", "--config", "nowhere.toml"), "nowhere.toml"),
    ],
)
def test_words_that_mean_nothing(run, project, words, part):
    (project / "a.dg").write_text(CLEAN)
    outcome = run(*words)
    assert (outcome.code, outcome.out) == (2, "")
    assert part in outcome.err
    assert outcome.err.count("\n") == 1


def test_size_limit(run, project):
    (project / "deluge-lint.toml").write_text("max-file-size = 20\n")
    (project / "a.dg").write_text(CLEAN)
    outcome = run("a.dg")
    assert outcome.code == 2
    assert outcome.err.startswith("deluge-lint: a.dg: too large")
    assert run(".").code == 0
    outcome = run("-", stdin=CLEAN)
    assert outcome.code == 2
    assert "too large" in outcome.err


@pytest.mark.parametrize(
    ("text", "host", "origin"),
    [
        ("void automation.a()\n{\n\tinfo 1;\n}\n", "crm.automation", "certain: the header of a function"),
        ("// deluge-lint: host=desk\ninfo 1;\n", "desk", "stated: a comment in the file"),
        ("input.Name = 1;\n", "creator.form", "guessed: names and statements in use"),
        ("info 1;\n", "", "unknown: nothing in the file tells it"),
    ],
)
def test_the_host_of_a_file_is_shown_with_what_told_it(run, tmp_path, monkeypatch, text, host, origin):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.dg").write_text(text)
    found = json.loads(run("config", "a.dg", "--isolated", "--output-format", "json").out)
    assert found["settings"]["host"] == {"value": host, "origin": origin}


TREE = Path(__file__).parent.parent / "corpus" / "trees" / "crm"


def test_what_a_tree_tells_is_shown_with_its_files(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(TREE, tmp_path, dirs_exist_ok=True)
    script = "src/functions/markBearing/Mark Bearing.deluge"
    found = json.loads(run("config", script, "--output-format", "json").out)
    metadata = os.path.join("src", "functions", "markBearing", "Mark Bearing.metadata.json")
    assert found["settings"]["host"] == {"value": "crm.automation", "origin": f"certain: {metadata}"}
    origin = "a tree pulled from Zoho CRM: src"
    size = "3 modules (all of them) with 28 fields"
    assert found["known"]["schema"] == {"value": size, "origin": origin}
    assert found["known"]["functions"] == {"value": 2, "origin": origin}
    assert f"schema    = {json.dumps(size)}  # {origin}" in run("config", script).out
    assert json.loads(run("config", ".", "--output-format", "json").out)["known"] == {
        "schema": {"value": "nothing known", "origin": "default"}
    }


def test_a_comment_in_the_file_goes_before_the_tree(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(TREE, tmp_path, dirs_exist_ok=True)
    script = tmp_path / "src/functions/markBearing/Mark Bearing.deluge"
    script.write_text("// deluge-lint: host=crm.button\ninfo 1;\n", encoding="utf-8")
    found = json.loads(run("config", str(script), "--output-format", "json").out)
    assert found["settings"]["host"] == {"value": "crm.button", "origin": "stated: a comment in the file"}


def test_a_broken_file_of_a_tree_is_told_and_the_scripts_are_linted(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(TREE, tmp_path, dirs_exist_ok=True)
    (tmp_path / "src/modules/Orchards/fields/Stage.json").write_text("{\n", encoding="utf-8")
    path = os.path.join("src", "modules", "Orchards", "fields", "Stage.json")
    line = f"deluge-lint: {path}:2: not valid JSON: expecting property name enclosed in double quotes\n"
    outcome = run(".")
    assert outcome.code == 2
    assert outcome.err == line
    assert "3 files" in outcome.out
    outcome = run("-", "--stdin-filename", "src/functions/new/New.deluge", stdin="info 1;\n")
    assert (outcome.code, outcome.err) == (2, line)


def test_what_a_tree_tells_leads_to_findings(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(TREE, tmp_path, dirs_exist_ok=True)
    script = tmp_path / "src/functions/markBearing/Mark Bearing.deluge"
    text = script.read_text(encoding="utf-8")
    assert run(".", "--preview").code == 0
    script.write_text(
        text.replace('"Stage"', '"State"').replace('("Orchards"', '("Orchard"', 1), encoding="utf-8"
    )
    outcome = run(".", "--preview", "--output-format", "concise")
    assert [line.split(": ")[1].split()[0] for line in outcome.out.splitlines() if "DLG85" in line]
    assert "DLG850" in outcome.out and "DLG851" in outcome.out
