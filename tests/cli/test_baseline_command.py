"""``deluge-lint baseline`` and ``--baseline``: known findings are silent, new ones are not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deluge_lint.__main__ import main

LOOP = 'for each  lead in leads\n{\n\tinfo zoho.crm.getRecordById("Leads",lead);\n}\n'
DIVISION = "info count / 0;\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deluge-lint.toml").write_text('baseline = "known.json"\n')
    (tmp_path / "a.dg").write_text(LOOP)
    (tmp_path / "b.dg").write_text("info 1;\n")
    return tmp_path


def run(*words: str) -> int:
    return main([*words])


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_known_findings_are_silent(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("baseline", "write") == 0
    assert lines(capsys) == ["known.json: 1 finding in 1 file"]
    assert run(".") == 0
    assert "1 known finding of the baseline not shown" in capsys.readouterr().out
    (project / "a.dg").write_text("// moved\n\n" + LOOP + DIVISION)
    assert run(".", "--output-format", "concise") == 1
    (only,) = lines(capsys)
    assert "division-by-zero" in only
    assert run(".", "--no-baseline", "--output-format", "concise") == 1
    assert len(lines(capsys)) == 2


def test_a_second_of_the_kind_is_new(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("baseline", "write")
    (project / "a.dg").write_text(LOOP + LOOP)
    lines(capsys)
    assert run(".", "--output-format", "concise") == 1
    assert len(lines(capsys)) == 1


def test_a_copy_is_new_and_a_move_is_not(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("baseline", "write")
    (project / "b.dg").write_text(LOOP)
    lines(capsys)
    assert run(".", "--output-format", "concise") == 1
    assert lines(capsys)[0].startswith("b.dg:3")
    assert run("b.dg", "--output-format", "concise") == 1, "a part of the project is judged like the whole"
    (project / "a.dg").unlink()
    assert run(".") == 0


def test_update_drops_what_is_gone(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "b.dg").write_text(DIVISION)
    run("baseline", "write")
    (project / "b.dg").write_text("info 1;\n")
    lines(capsys)
    assert run(".") == 0
    assert "1 of the baseline is gone: deluge-lint baseline update" in capsys.readouterr().out
    assert run("baseline", "update", "a.dg") == 0
    assert lines(capsys) == ["known.json: 0 gone, 0 taken in, 2 left"]
    assert run("baseline", "update", "--check") == 1
    assert run("baseline", "update") == 0
    assert len(json.loads((project / "known.json").read_text())["findings"]) == 1
    lines(capsys)
    assert run("baseline", "update", "--check") == 0


def test_update_grows_only_when_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("baseline", "write")
    before = (project / "known.json").read_text()
    (project / "b.dg").write_text(DIVISION)
    assert run("baseline", "update") == 0
    assert (project / "known.json").read_text() == before
    lines(capsys)
    assert run("baseline", "update", "--accept-new") == 0
    assert lines(capsys)[0].startswith("new: b.dg: [DLG150] division-by-zero")
    assert run(".") == 0


def test_write_does_not_replace(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("baseline", "write")
    assert run("baseline", "write") == 2
    assert "is there already" in capsys.readouterr().err
    assert run("baseline", "write", "--overwrite") == 0


def test_show(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("baseline", "write")
    lines(capsys)
    assert run("baseline", "show") == 0
    shown = lines(capsys)
    assert shown[0].startswith("a.dg: [DLG201] external-call-in-loop")
    assert shown[-1] == "known.json: 1 finding"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("{", "line 1: not JSON"),
        ("[]", "no list `findings`"),
        ('{"version": 9, "findings": []}', "version 9"),
        ('{"version": 1, "findings": [{"path": "a"}]}', "entry 1"),
        ('{"version": 1, "findings": [{"path": "a", "code": "D", "name": "n", "fingerprint": "f", "times": 0}]}',
         "entry 1"),
        ("[" * 100_000, "nested too deeply"),
    ],
)  # fmt: skip
def test_broken_baselines(project: Path, capsys: pytest.CaptureFixture[str], text: str, word: str) -> None:
    (project / "known.json").write_text(text)
    assert run(".") == 2
    error = capsys.readouterr().err
    assert word in error and "known.json" in error and len(error.splitlines()) == 1


def test_a_missing_baseline_is_no_pass(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(".") == 2
    assert "baseline write" in capsys.readouterr().err


def test_sarif_tells_them_apart(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("baseline", "write")
    (project / "b.dg").write_text(DIVISION)
    lines(capsys)
    run(".", "--output-format", "sarif")
    results = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    states = {each["ruleId"]: (each["baselineState"], "suppressions" in each) for each in results}
    assert states == {"DLG150": ("new", False), "DLG201": ("unchanged", True)}


def test_standard_input_knows_it_too(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    run("baseline", "write")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LOOP.encode())))
    assert run("-", "--stdin-filename", "a.dg") == 0


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("deluge-lint.toml", 'preset = "recommended"\n', '`baseline = "old.json"` into deluge-lint.toml, or'),
        ("pyproject.toml", "[tool.deluge-lint]\npreview = true\n", '`baseline = "old.json"` under [tool.deluge-lint] into pyproject'),
        ("other.txt", "", '`baseline = "old.json"` into deluge-lint.toml, or give `--baseline old.json`'),
    ],
)  # fmt: skip
def test_how_to_name_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    file: str, text: str, said: str,
) -> None:  # fmt: skip
    (tmp_path / "deluge-lint.toml").unlink()
    (tmp_path / file).write_text(text)
    (tmp_path / "a.dg").write_text(LOOP)
    assert run("baseline", "write", "--baseline", "old.json") == 0
    told = lines(capsys)
    assert len(told) == 2 and said in told[1]
    assert run("baseline", "write", "--baseline", "new.json", "--isolated") == 0
    assert lines(capsys)[1] == "No run uses it yet: give `--baseline new.json`"
