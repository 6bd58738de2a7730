"""Lifted copies: what is changed in them, where they go, and what is never written over."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from deluge_lint.diagnostics import Applicability
from deluge_lint.documents.script import Host
from deluge_lint.portability.copies import MANIFEST, Refused, plan, write
from deluge_lint.portability.lifting import lift
from deluge_lint.portability.report import draw_up
from deluge_lint.portability.scan import scan

CREATOR = Host("creator", "", "stated")
CRM = Host("crm", "", "stated")


@pytest.fixture
def scripts(tmp_path, monkeypatch):
    """A writer of files into the folder `scripts` of an empty project."""
    monkeypatch.chdir(tmp_path)

    def writer(name, content):
        path = Path("scripts", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return writer


@pytest.fixture
def lifted(settings_for, rules):
    """The copies of files at Creator."""

    def lifter(*paths, level=Applicability.SAFE):
        from deluge_lint.portability import scan as module

        scans = []
        for path in paths:
            source = module.read_text(Path(path).read_bytes(), path)
            scans.append(module.scan_source(source, settings_for((CREATOR,)), CRM, rules))
        return lift(scans, CREATOR, level, registry=rules)

    return lifter


def text_of(lifted):
    (copy,) = lifted.copies
    return copy.text


def test_only_findings_of_the_target_are_fixed(scripts, lifted):
    path = scripts("a.dg", "info needs_fix;\ninfo own_fix;\ninfo needs_fix_b;\n")
    found = lifted(path)
    assert text_of(found) == "info fixed;\ninfo own_fix;\ninfo fixed_b;\n"
    assert found.copies[0].applied == (("wanting-name", "Rename it"),) * 2


def test_unsafe_fixes_are_asked_for(scripts, lifted):
    path = scripts("a.dg", "info needs_fix_unsafe;\n")
    assert text_of(lifted(path)) == "info needs_fix_unsafe;\n"
    assert text_of(lifted(path, level=Applicability.UNSAFE)) == "info fixed_unsafe;\n"


def test_what_is_accepted_stays(scripts, lifted):
    text = "// deluge-lint: ignore[wanting-name] stays\ninfo needs_fix;\n"
    assert text_of(lifted(scripts("a.dg", text))) == text


def needs_left(lifted, rules):
    (function,) = draw_up(lifted.scans, (CREATOR,), CRM, registry=rules).functions
    return [each.need for each in function.verdicts["creator"].issues]


def test_what_is_left_is_reported(scripts, lifted, rules):
    path = scripts("a.dg", "info needs_fix;\ninfo needs_fix_unsafe;\ninfo needs_block;\ninfo needs_check;\n")
    assert needs_left(lifted(path), rules) == ["fix", "block", "check"]
    assert needs_left(lifted(path, level=Applicability.UNSAFE), rules) == ["block", "check"]


def test_a_fix_does_not_hide_what_it_does_not_mend(scripts, lifted, rules):
    # the rule asks for the check only while its fix is still to be made
    path = scripts("a.dg", "info needs_fix_hides;\ninfo hidden_rework;\n")
    assert needs_left(lifted(path), rules) == ["rework"]


def test_a_comment_that_states_the_host_states_the_new_one(scripts, lifted):
    path = scripts("a.dg", "// deluge-lint: host=crm.automation\ninfo needs_fix;\n")
    assert text_of(lifted(path)) == "// deluge-lint: host=creator\ninfo fixed;\n"


def test_faulty_and_foreign_files_have_no_copy(scripts, lifted):
    found = lifted(
        scripts("a.dg", "info (;\n"),
        scripts("b.dg", "# Title\n\n```\ncode\n```\n"),
        scripts("c.dg", "// deluge-lint: host=creator\ninfo 1;\n"),
        scripts("d.dg", "x = 1;\n"),
    )
    assert [os.path.basename(each.source.path) for each in found.copies] == ["d.dg"]
    assert [each.text.partition(" at ")[0] for each in found.left_out] == [
        "has a syntax error", "Markdown without blocks of Deluge", "runs in creator, not in crm",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data, expected",
    [
        (b"x = 1;\r\ninfo needs_fix;\r\n", b"x = 1;\r\ninfo fixed;\r\n"),
        (b"\xef\xbb\xbfinfo needs_fix;", b"\xef\xbb\xbfinfo fixed;"),
        ("\ufeffinfo needs_fix;\n".encode("utf-16-le"), "\ufeffinfo fixed;\n".encode("utf-16-le")),
    ],
)
def test_bytes_around_the_fix_stay(scripts, lifted, data, expected):
    path = scripts("deep/er/a.dg", data)
    found = lifted(path)
    write(plan(found.copies, "lifted", ["scripts"], "creator"), "crm", "creator", {path: {"check": 1}})
    assert Path("lifted/deep/er/a.dg").read_bytes() == expected
    assert Path(path).read_bytes() == data


def test_the_list_of_copies(scripts, lifted):
    path = scripts("a.dg", "info needs_fix;\n")
    write(plan(lifted(path).copies, "lifted", [path], "creator"), "crm", "creator", {path: {"block": 2}})
    document = json.loads(Path("lifted", MANIFEST).read_text(encoding="utf-8"))
    assert (document["version"], document["from"], document["to"]) == (1, "crm", "creator")
    assert document["files"]["a.dg"]["applied"] == [{"rule": "wanting-name", "fix": "Rename it"}]
    assert document["files"]["a.dg"]["left"] == {"block": 2}
    assert sorted(os.listdir("lifted")) == ["a.dg", MANIFEST]


def test_only_earlier_copies_are_replaced_and_only_on_demand(scripts, lifted):
    path = scripts("a.dg", "info needs_fix;\n")
    copies = lifted(path).copies
    write(plan(copies, "lifted", ["scripts"], "creator"), "crm", "creator", {})
    with pytest.raises(Refused, match="--overwrite"):
        plan(copies, "lifted", ["scripts"], "creator")
    plan(copies, "lifted", ["scripts"], "creator", overwrite=True)
    Path("lifted/a.dg").write_text("mine\n", encoding="utf-8")
    with pytest.raises(Refused, match="changed since it was lifted"):
        plan(copies, "lifted", ["scripts"], "creator", overwrite=True)


def test_a_strangers_file_is_never_replaced(scripts, lifted):
    copies = lifted(scripts("a.dg", "info 1;\n")).copies
    Path("lifted").mkdir()
    Path("lifted/a.dg").write_text("mine\n", encoding="utf-8")
    with pytest.raises(Refused, match="no lifted copy"):
        plan(copies, "lifted", ["scripts"], "creator", overwrite=True)


@pytest.mark.parametrize(
    "content, words",
    [
        ("{", "no list of lifted copies"),
        ('{"version": 1, "to": "creator", "files": {"a": {}}}', "no list of lifted copies"),
        ('{"version": 1, "to": "flow", "files": {}}', "copies lifted to flow"),
    ],
)
def test_a_list_that_cannot_be_trusted_stops_everything(scripts, lifted, content, words):
    copies = lifted(scripts("a.dg", "info 1;\n")).copies
    Path("lifted").mkdir()
    Path("lifted", MANIFEST).write_text(content, encoding="utf-8")
    with pytest.raises(Refused, match=words):
        plan(copies, "lifted", ["scripts"], "creator", overwrite=True)


@pytest.mark.parametrize("folder", ["scripts", "scripts/lifted", ".", "link"])
def test_scripts_and_copies_never_share_a_folder(scripts, lifted, folder):
    copies = lifted(scripts("a.dg", "info 1;\n")).copies
    os.symlink("scripts", "link")
    with pytest.raises(Refused, match=r"scripts come from|beside their scripts"):
        plan(copies, folder, ["scripts"], "creator")


def test_a_link_inside_the_folder_leads_nowhere(scripts, lifted, tmp_path):
    copies = lifted(scripts("deep/a.dg", "info 1;\n")).copies
    Path("lifted").mkdir()
    Path("elsewhere").mkdir()
    os.symlink(tmp_path / "elsewhere", "lifted/deep")
    with pytest.raises(Refused, match="leads out of"):
        plan(copies, "lifted", ["scripts"], "creator")


def test_the_tree_below_what_the_paths_share_is_kept(scripts, lifted):
    paths = [scripts("one/a.dg", "info 1;\n"), scripts("two/a.dg", "info 1;\n")]
    copies = lifted(*paths).copies
    assert [each.name for each in plan(copies, "lifted", ["scripts"], "creator").files] == [
        "one/a.dg",
        "two/a.dg",
    ]
    assert [each.name for each in plan(copies, "lifted", paths, "creator").files] == ["one/a.dg", "two/a.dg"]
    (one,) = plan(copies[:1], "lifted", paths[:1], "creator").files
    assert one.name == "a.dg"


def test_a_file_that_vanishes_has_no_copy(scripts, settings_for, rules):
    path = scripts("a.dg", "info 1;\n")
    seen = scan(path, settings_for((CREATOR,)), CRM)
    os.remove(path)
    found = lift([seen], CREATOR, Applicability.SAFE, registry=rules)
    assert not found.copies
    assert "no such file" in found.left_out[0].text
