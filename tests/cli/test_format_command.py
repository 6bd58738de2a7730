"""``deluge-lint format`` in a folder, for standard input, and where there is nothing to format."""

from __future__ import annotations

WRITTEN = "if (a) { info 1; }\n"
PRINTED = "if(a)\n{\n\tinfo 1;\n}\n"


def test_files_are_rewritten_once(run, project):
    (project / "a.dg").write_text(WRITTEN)
    (project / "b.dg").write_text(PRINTED)
    done = run("format")
    assert (done.code, done.out) == (0, "")
    assert "1 file formatted, 1 as they should be" in done.err
    assert (project / "a.dg").read_text() == PRINTED
    assert "0 files formatted, 2 as they should be" in run("format", ".").err


def test_check_and_diff_write_nothing(run, project):
    (project / "a.dg").write_text(WRITTEN)
    checked = run("format", "--check")
    assert (checked.code, checked.out) == (1, "would be formatted: a.dg\n")
    shown = run("format", "--diff", "a.dg")
    assert shown.code == 1 and "+if(a)" in shown.out and "-if (a) { info 1; }" in shown.out
    assert (project / "a.dg").read_text() == WRITTEN
    (project / "a.dg").write_text(PRINTED)
    assert run("format", "--check").code == 0


def test_a_broken_script_is_left_alone(run, project):
    (project / "a.dg").write_text("if(a\n")
    (project / "b.dg").write_text(WRITTEN)
    done = run("format")
    assert done.code == 2
    assert "a.dg:" in done.err and "not formatted" in done.err
    assert (project / "a.dg").read_text() == "if(a\n"
    assert (project / "b.dg").read_text() == PRINTED


def test_other_files_are_left_out(run, project):
    (project / "page.dg").write_text("<html><%= x %></html>\n")
    done = run("format", "page.dg")
    assert done.code == 0 and "left out" in done.err
    assert (project / "page.dg").read_text() == "<html><%= x %></html>\n"


def test_line_ends_marks_and_encodings_stay(run, project):
    data = b"\xff\xfe" + 'if (a) { info "é"; }\r\n'.encode("utf-16-le")
    (project / "a.dg").write_bytes(data)
    run("format")
    written = (project / "a.dg").read_bytes()
    assert written.decode("utf-16") == 'if(a)\r\n{\r\n\tinfo "é";\r\n}\r\n'


def test_standard_input(run):
    for text, wanted, code in ((WRITTEN, PRINTED, 0), ("if(a\n", "if(a\n", 2)):
        done = run("format", "-", stdin=text)
        assert (done.code, done.out) == (code, wanted)


def test_wrong_combinations(run, project):
    assert run("format", "--stdin-filename", "x").code == 2
    assert run("format", "-", "a.dg").code == 2
    assert run("format", "nothing.dg").code == 2
