"""The catalogue's data is in order, and the check would notice if it were not."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from typing import Any

import pytest

from deluge_lint.catalog import builtins, check, foreign, index, load, portability, services, tasks


def test_the_data_is_in_order() -> None:
    assert check.problems() == []


@pytest.mark.parametrize("name", sorted(index.INDEXES))
def test_indexes_are_what_the_data_gives(name: str) -> None:
    with open(index.path(name), encoding="utf-8") as file:
        assert file.read() == index.text(name)


def test_every_index_row_reads_back_as_its_entry() -> None:
    for entry in load.entries("tasks"):
        task = tasks.find(entry["name"].upper())
        assert task is not None
        assert (task.name, task.kind, task.source) == (entry["name"], entry["kind"], entry["source"])
        assert [one.name for one in task.parameters] == [one["name"] for one in entry["parameters"]]
        assert task.connection.hosts == entry["connection"].get("hosts", {})
        assert task.connection.position == entry["connection"]["position"]
    for entry in load.entries("builtins"):
        groups = {one.group for one in builtins.find(entry["name"].lower())}
        assert entry["group"] in groups


def test_every_draft_of_the_parser_has_advice() -> None:
    kinds = (
        "while do-while for for-in switch ternary increment declaration function elseif finally new "
        "strict-equality word-operator"
    )
    for kind in kinds.split():
        word = foreign.draft(kind)
        assert word is not None and word.deluge, kind


def test_examples_of_foreign_words_are_deluge() -> None:
    from deluge_lint.source import SourceFile
    from deluge_lint.syntax import parse

    for entry in load.entries("foreign_words"):
        tree = parse(SourceFile(entry.get("example", "")))
        assert (tree.faults, tree.drafts) == ([], []), entry["example"]


def _spoiled(monkeypatch: pytest.MonkeyPatch, name: str, change: object) -> list[str]:
    document = copy.deepcopy(load.load(name))
    assert callable(change)
    change(document)
    monkeypatch.setitem(load._loaded, name, document)
    services._services.clear()
    portability._by_name.clear()
    try:
        return check.problems()
    finally:
        services._services.clear()
        portability._by_name.clear()


def _entry(document: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in document["entries"] if one["name"] == name)


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        ("deprecations", lambda d: d["entries"][0].pop("source"), "source"),
        ("deprecations", lambda d: d["entries"][0].update(evidence="hearsay"), "hearsay"),
        ("deprecations", lambda d: d["entries"][0].update(replacement="nothing.known"), "nothing.known"),
        ("limits", lambda d: d["entries"].append(d["entries"][0]), "2 times"),
        ("limits", lambda d: d["entries"][0].update(host="crm.nowhere"), "crm.nowhere"),
        ("statements", lambda d: d["entries"][0].update(services={"only": ["crmm"]}), "crmm"),
        ("tasks", lambda d: d["entries"][0].update(bulk_alternative="zoho.no.such"), "zoho.no.such"),
        ("tasks", lambda d: d["entries"][0]["connection"].update(position=40), "behind its last parameter"),
        ("tasks", lambda d: d["entries"].pop(), "tasks.index is out of date"),
        ("names_that_do_not_exist", lambda d: d["entries"][0].update(name="zoho.crm.getRecords"), "exists"),
        ("keywords", lambda d: d["entries"][0].update(colour="red"), "colour"),
        ("field_types", lambda d: _entry(d, "formula").pop("proof"), "0 sources say why assign"),
        ("field_types", lambda d: _entry(d, "formula").pop("assign"), "1 sources say why assign"),
        ("portability", lambda d: d["entries"].append(d["entries"][0]), "2 times"),
        ("portability", lambda d: d["entries"][0].update(need="luck"), "luck"),
        ("portability", lambda d: d["entries"][0].update(targets={"only": ["crmm"]}), "crmm"),
        ("portability", lambda d: d["entries"][0].update(instead="use `zoho.no.such`"), "zoho.no.such"),
        ("portability", lambda d: d["entries"][0].update(name="zoho.crm.fly"), "zoho.crm.fly is no task"),
        ("portability", lambda d: d["entries"].remove(_entry(d, "zoho.fsm.")), "becomes in creator"),
    ],
)
def test_the_check_notices(monkeypatch: pytest.MonkeyPatch, name: str, change: object, says: str) -> None:
    assert any(says in problem for problem in _spoiled(monkeypatch, name, change))


def test_a_file_that_nobody_checks_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "DOCUMENTS", tuple(each for each in check.DOCUMENTS if each != "tasks"))
    assert "tasks.json is not checked" in check.problems()


def test_the_command_says_that_all_is_well() -> None:
    done = subprocess.run([sys.executable, "-m", "deluge_lint.catalog"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "tasks" in done.stdout


def test_a_check_without_the_validator_says_so_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from deluge_lint.cli.app import run_app

    monkeypatch.setitem(sys.modules, "jsonschema", None)
    assert run_app(["catalog", "--check"]) == 0
    outcome = capsys.readouterr()
    assert outcome.out == "the catalogue is in order\n"
    assert outcome.err == "deluge-lint: the schemas were not checked: that takes `pip install jsonschema`\n"


def test_no_entry_counts_other_peoples_code() -> None:
    for name in (*check.DOCUMENTS, *index.INDEXES):
        text = json.dumps(load.load(name))
        for word in ("code_hits", "observed_in", "repos", "github.com"):
            assert word not in text, (name, word)


def test_every_data_file_has_a_schema() -> None:
    names = {f"{name}.schema.json" for name in (*check.DOCUMENTS, "common")}
    assert set(os.listdir(os.path.join(load.DATA, "schema"))) == names
