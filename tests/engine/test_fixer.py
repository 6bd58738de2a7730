"""Fixes settle, never make a text parse worse, and are written all or nothing."""

import os
import stat

import pytest

from deluge_lint.diagnostics import Applicability, Edit, Span
from deluge_lint.engine.fixer import MAX_PASSES, WriteRefused, apply_edits, diff, fix_source, write_atomically
from deluge_lint.engine.rule import handles
from deluge_lint.source import SourceFile, decode
from deluge_lint.syntax import nodes as n


def fix(lint, text, level=Applicability.SAFE):
    return fix_source(SourceFile(text), lint.settings(), level, registry=lint.registry)


def renaming(make_rule, old, new, name, code, level=Applicability.SAFE):
    @handles(n.Name)
    def check(self, node, ctx):
        if node.text == old:
            ctx.report(node, f"the name `{old}`").fix(f"Write {new}", ctx.replace(node, new), level)

    return make_rule(name, code, check=check)


def test_all_fixes_are_applied_and_the_result_is_linted_anew(lint):
    outcome = fix(lint, "bad = bad + 1;\ninfo bad;")
    assert outcome.text == "good = good + 1;\ninfo good;"
    assert outcome.applied == (("no-bad", "Rename it"),) * 3
    assert outcome.rolled_back == ()
    assert outcome.unsettled == ()
    assert [each.name for each in outcome.remaining.diagnostics] == ["no-info"]


@pytest.mark.parametrize("level", list(Applicability))
def test_only_fixes_of_the_level_are_applied(linter, make_rule, level):
    lint = linter(renaming(make_rule, "a", "b", "rename", "TST401", Applicability.UNSAFE))
    expected = "a = 1;" if level is Applicability.SAFE else "b = 1;"
    assert fix(lint, "a = 1;", level).text == expected


def test_one_rule_may_continue_the_work_of_another(linter, make_rule):
    lint = linter(
        renaming(make_rule, "a", "b", "one", "TST401"), renaming(make_rule, "b", "c", "two", "TST402")
    )
    outcome = fix(lint, "a = 1;")
    assert outcome.text == "c = 1;"
    assert outcome.applied == (("one", "Write b"), ("two", "Write c"))


def test_rules_that_undo_each_other_are_stopped_and_named(linter, make_rule):
    lint = linter(
        renaming(make_rule, "a", "b", "one", "TST401"), renaming(make_rule, "b", "a", "two", "TST402")
    )
    outcome = fix(lint, "a = 1;")
    assert len(outcome.applied) == MAX_PASSES
    assert outcome.unsettled == ("one",)


def test_overlapping_fixes_wait_for_the_next_pass(linter, make_rule):
    @handles(n.Binary)
    def check(self, node, ctx):
        ctx.report(node, "a sum").fix(
            "Take the left side", ctx.replace(node, ctx.text(node.left)), Applicability.SAFE
        )

    outcome = fix(linter(make_rule("no-sum", "TST403", check=check)), "x = a + b + c;")
    assert outcome.text == "x = a;"


def test_a_fix_that_breaks_the_text_is_rolled_back_alone(linter, lint, make_rule):
    @handles(n.Number)
    def check(self, node, ctx):
        new = ") + (" if node.text == "13" else "7"
        if node.text != "7":
            ctx.report(node, f"the number {node.text}").fix(
                "Change the number", ctx.replace(node, new), Applicability.SAFE
            )

    both = linter(make_rule("no-number", "TST404", check=check), lint.registry.rules["no-bad"])
    outcome = fix(both, "a = 1;\nb = 13;\nbad = 2;\nc = 13;\nd = 3;\n")
    assert outcome.text == "a = 7;\nb = 13;\ngood = 7;\nc = 13;\nd = 7;\n"
    assert set(outcome.rolled_back) == {("no-number", "Change the number")}
    assert sorted(name for name, _ in outcome.applied) == ["no-bad", "no-number", "no-number", "no-number"]


def test_the_search_for_the_fix_that_breaks_is_bounded(linter, make_rule, monkeypatch):
    from deluge_lint.engine import fixer

    @handles(n.Number)
    def check(self, node, ctx):
        new = "x" if node.text == "0" else ") + ("
        ctx.report(node, f"the number {node.text}").fix(
            "Change it", ctx.replace(node, new), Applicability.SAFE
        )

    lint = linter(make_rule("no-number", "TST404", check=check))
    text = "".join(f"a = {number};\n" for number in range(64))
    assert fix(lint, text).text == text.replace("a = 0;", "a = x;")
    monkeypatch.setattr(fixer, "MAX_TRIALS", 3)
    outcome = fix(lint, text)
    assert outcome.text == text
    assert outcome.rolled_back


def test_a_fix_that_changes_nothing_ends(linter, make_rule):
    outcome = fix(linter(renaming(make_rule, "a", "a", "same", "TST405")), "a = 1;")
    assert outcome.text == "a = 1;"
    assert outcome.applied == ()


def test_inserted_lines_take_the_newline_style_of_the_file():
    edits = [Edit(Span(0, 0), "a;\nb;\r\n")]
    assert apply_edits(SourceFile("x;\r\ny;"), edits) == "a;\r\nb;\r\nx;\r\ny;"
    assert apply_edits(SourceFile("x;\ny;"), [Edit(Span(0, 0), "a;\n")]) == "a;\nx;\ny;"


def test_fixing_twice_changes_nothing_more(lint):
    once = fix(lint, "bad = bad;\ninfo bad;").text
    assert fix(lint, once).text == once


def test_without_its_project_a_file_keeps_suppressions_of_concluding_rules(linter, make_rule):
    lint = linter(make_rule("whole", "TST406", conclude=lambda self, project: []))
    text = "// deluge-lint: ignore[whole] other files need it\nx = 1;"
    assert fix(lint, text).text == text
    alone = fix_source(
        SourceFile(text), lint.settings(), Applicability.SAFE, registry=lint.registry, others=[]
    )
    assert alone.text == "x = 1;"


def test_a_file_that_is_no_script_is_left_alone(lint):
    text = '<html>\n<body onload="go()"></body>\n</html>\n'
    assert fix(lint, text).text == text


def read(path):
    return decode(path.read_bytes(), str(path))


@pytest.mark.parametrize("data", [b"a;\r\n", b"\xef\xbb\xbfa;\n", "\ufeffä;\n".encode("utf-16-le")])
def test_writing_keeps_encoding_mark_and_mode(tmp_path, data):
    path = tmp_path / "a.dg"
    path.write_bytes(data)
    path.chmod(0o640)
    source = read(path)
    write_atomically(str(path), source, source.text.replace(";", " ;"))
    back = read(path)
    assert (back.text, back.encoding, back.bom) == (
        source.text.replace(";", " ;"),
        source.encoding,
        source.bom,
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["a.dg"]


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path):
    path = tmp_path / "a.dg"
    path.write_text("a;")
    source = read(path)
    path.write_text("b;")
    with pytest.raises(WriteRefused, match="has changed since it was read"):
        write_atomically(str(path), source, "c;")
    assert path.read_text() == "b;"
    assert os.listdir(tmp_path) == ["a.dg"]


def test_a_symbolic_link_stays_and_its_target_is_written(tmp_path):
    target, link = tmp_path / "real" / "a.dg", tmp_path / "link.dg"
    target.parent.mkdir()
    target.write_text("a;")
    link.symlink_to(target)
    write_atomically(str(link), read(link), "b;")
    assert link.is_symlink()
    assert target.read_text() == "b;"
    assert os.listdir(target.parent) == ["a.dg"]


def test_a_file_that_must_not_be_written_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "a.dg"
    path.write_text("a;")
    source = read(path)
    monkeypatch.setattr(os, "access", lambda *_: False)  # the tests may run as root
    with pytest.raises(WriteRefused, match="read-only"):
        write_atomically(str(path), source, "b;")
    assert path.read_text() == "a;"


def test_a_failing_write_leaves_file_and_folder_as_they_were(tmp_path, monkeypatch):
    path = tmp_path / "a.dg"
    path.write_text("a;")
    source = read(path)

    def fail(*_):
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="no space left"):
        write_atomically(str(path), source, "b;")
    assert path.read_text() == "a;"
    assert os.listdir(tmp_path) == ["a.dg"]


def test_diff():
    source = SourceFile("a;\nb;\nc;", "x/a.dg")
    assert diff(source, source.text) == ""
    assert diff(source, "a;\nB;\nc;") == (
        "--- a/x/a.dg\n+++ b/x/a.dg\n@@ -1,3 +1,3 @@\n a;\n-b;\n+B;\n c;\n\\ No newline at end of file\n"
    )
