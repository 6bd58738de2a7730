"""Finding the files of a run."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from deluge_lint.config.model import Overrides
from deluge_lint.config.settings import Settings
from deluge_lint.engine.discovery import SettingsError, discover

links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """Make files in the current folder; returns a function."""
    monkeypatch.chdir(tmp_path)

    def make(*names: str, text: str = "info 1;\n") -> Path:
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return make


def find(*paths: str, **overrides):
    return discover(paths, Settings(Overrides(**overrides)).files_in)


def shown(files) -> list[str]:
    return [file.replace(os.sep, "/") for file in files]


def test_a_folder_is_searched_in_order_without_foreign_and_hidden_things(tree):
    tree(
        "b.dg",
        "a.deluge",
        "sub/deep/c.DS",
        "sub/d.txt",
        ".git/e.dg",
        ".venv/f.dg",
        "node_modules/x/g.dg",
        ".h.dg",
    )
    found = find(".")
    assert shown(found.files) == ["a.deluge", "b.dg", "sub/deep/c.DS"]
    assert (found.broken, found.problems) == ((), ())


def test_names_keep_the_way_the_path_was_given(tree):
    base = tree("sub/a.dg")
    assert shown(find("sub").files) == ["sub/a.dg"]
    assert shown(find("./sub/").files) == ["sub/a.dg"]
    assert find(str(base)).files == (str(base / "sub" / "a.dg"),)


def test_a_named_file_is_linted_whatever_it_is_called(tree):
    tree("notes.txt", "ignored/a.dg", ".gitignore", text="ignored/\n")
    assert shown(find("notes.txt", "ignored/a.dg").files) == ["ignored/a.dg", "notes.txt"]


def test_files_come_once(tree):
    base = tree("sub/a.dg")
    assert shown(find("sub", "sub/a.dg", ".", "./sub/../sub/a.dg").files) == ["sub/a.dg"]
    assert len(find("sub", str(base / "sub")).files) == 1


def test_globs_are_expanded_for_shells_that_do_not(tree):
    tree("x/a.dg", "x/b.txt", "x/y/c.dg", "[z].dg")
    assert shown(find("x/*.txt").files) == ["x/b.txt"]
    assert shown(find("x/**/*.dg").files) == ["x/a.dg", "x/y/c.dg"]
    assert shown(find("[z].dg").files) == ["[z].dg"]
    assert [(each.path, each.problem) for each in find("x/*.js").broken] == [("x/*.js", "matches no file")]


def test_missing_paths_and_folders_without_scripts_are_told_and_the_rest_is_found(tree):
    tree("a.dg", "empty/readme.md")
    found = find("no.dg", "a.dg", "empty")
    assert found.files == ("a.dg",)
    assert [(each.path, each.problem) for each in found.broken] == [
        ("empty", "no scripts in this folder"),
        ("no.dg", "no such file or folder"),
    ]


def test_a_folder_without_scripts_tells_of_deluge_in_files_of_other_types(tree):
    tree("pulled/a.txt", "pulled/b/c.txt", text='lead = zoho.crm.getRecordById("Leads",id);\n')
    tree("pulled/page.ts", text="for each  lead in leads\n{\n\tinfo lead;\n}\n")
    tree("pulled/widget.js", text="const lead = await load();\nexport default lead;\n")
    tree("pulled/notes.md", text="# Notes\n\nNothing here.\n")
    tree("pulled/node_modules/a.txt")
    (each,) = find("pulled").broken
    assert each.problem == (
        "no scripts in this folder; 3 files of other types hold Deluge: "
        'name them in deluge-lint.toml with `files = ["*.txt", "*.ts"]`'
    )
    tree("pulled/one.deluge")
    assert find("pulled").broken == ()


@links
def test_broken_links_and_loops_are_told_once(tree):
    base = tree("a.dg", "sub/b.dg")
    (base / "gone.dg").symlink_to("nowhere.dg")
    (base / "self.dg").symlink_to("self.dg")
    (base / "sub" / "up").symlink_to(base, target_is_directory=True)
    (base / "other.txt").symlink_to("nowhere")
    found = find(".")
    assert shown(found.files) == ["a.dg", "sub/b.dg"]
    problems = {each.path.replace(os.sep, "/"): each.problem for each in found.broken}
    assert set(problems) == {"gone.dg", "self.dg", "sub/up"}
    assert problems["gone.dg"] == "a broken link: what it points to does not exist"
    assert problems["self.dg"].startswith("a broken link: ")
    assert problems["sub/up"] == "a link to a folder around it, not followed"
    assert find("sub/up/sub/up/a.dg").files
    assert shown(find("sub").files) == ["sub/b.dg"]


@links
def test_links_are_followed_and_a_file_goes_by_its_own_name(tree):
    base = tree("real/z.dg", "one.dg")
    (base / "alias").symlink_to("real", target_is_directory=True)
    (base / "again").symlink_to("real", target_is_directory=True)
    (base / "a-link.dg").symlink_to("one.dg")
    assert shown(find(".").files) == ["one.dg", "real/z.dg"]
    assert shown(find("a-link.dg").files) == ["a-link.dg"]
    assert shown(find("alias").files) == ["alias/z.dg"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_folder_is_told(tree):
    base = tree("a.dg", "locked/b.dg")
    (base / "locked").chmod(0)
    try:
        found = find(".")
    finally:
        (base / "locked").chmod(0o755)
    assert found.files == ("a.dg",)
    assert [(each.path, each.problem) for each in found.broken] == [
        ("locked", "cannot be searched: permission denied")
    ]


def test_gitignore_of_each_folder_counts(tree):
    base = tree("a.dg", "gen/b.dg", "sub/c.dg", "sub/keep.dg", "sub/tmp/d.dg")
    (base / ".gitignore").write_text("gen/\n*.tmp\nc.dg\n/sub/tmp\n")
    (base / "sub" / ".gitignore").write_text("!c.dg\nkeep.dg\n")
    assert shown(find(".").files) == ["a.dg", "sub/c.dg"]
    (base / "deluge-lint.toml").write_text("respect-gitignore = false\n")
    assert len(find(".").files) == 5


def test_gitignore_of_the_repository_counts_from_inside(tree):
    base = tree("sub/a.dg", "sub/gen/b.dg", ".git/config")
    (base / ".gitignore").write_text("gen\n")
    assert shown(find("sub").files) == ["sub/a.dg"]
    # Whoever names an excluded folder wants it linted.
    assert shown(find("sub/gen").files) == ["sub/gen/b.dg"]


def test_configured_patterns_of_the_nearest_folder(tree):
    base = tree("a.dg", "b.txt", "sub/c.dg", "sub/d.js", "sub/old/e.js")
    (base / "sub" / "deluge-lint.toml").write_text("files = ['*.js']\nexclude = ['old']\n")
    assert shown(find(".").files) == ["a.dg", "sub/d.js"]


def test_a_broken_configuration_hides_its_folder_alone(tree):
    base = tree("a.dg", "sub/b.dg", "sub/deep/c.dg")
    (base / "sub" / "deluge-lint.toml").write_text("x = 1\n")
    found = find(".", "sub")
    assert found.files == ("a.dg",)
    (problem,) = found.problems
    assert problem.replace(os.sep, "/").startswith("sub/deluge-lint.toml:1: unknown setting `x`")


def test_any_rules_will_do():
    def refuse(folder):
        raise SettingsError("no")

    assert discover(["."], refuse).problems == ("no",)
