"""``--fix`` and ``--diff``: what is written, what is shown, and nothing else."""

from __future__ import annotations

import os

BROKEN = 'lead = Map()\nlead.put("Company", "Zylker");\n'
MENDED = 'lead = Map();\nlead.put("Company", "Zylker");\n'
#: No safe mend: nobody knows what was meant.
HOPELESS = "lead = ;\n"


def test_fix_writes_and_tells(run, project):
    (project / "a.dg").write_text(BROKEN)
    (project / "b.dg").write_text(MENDED)
    outcome = run("--fix", ".")
    assert outcome.code == 0
    assert outcome.out == "fixed a.dg: syntax-error\nNo findings in 2 files\n"
    assert (project / "a.dg").read_text() == MENDED
    assert (project / "b.dg").read_text() == MENDED


def test_fix_keeps_line_ends_byte_order_mark_and_mode(run, project):
    path = project / "a.dg"
    path.write_bytes(b"\xef\xbb\xbf" + BROKEN.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    assert run("--fix", "a.dg").code == 0
    assert path.read_bytes() == b"\xef\xbb\xbf" + MENDED.replace("\n", "\r\n").encode()
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o640


def test_what_cannot_be_fixed_is_reported(run, project):
    (project / "a.dg").write_text(HOPELESS)
    outcome = run("--fix", ".")
    assert outcome.code == 1
    assert "fixed" not in outcome.out
    assert (project / "a.dg").read_text() == HOPELESS


def test_a_read_only_file_stays(run, project, monkeypatch):
    path = project / "a.dg"
    path.write_text(BROKEN)
    # Not by the mode bits: whoever runs this may be root.
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    outcome = run("--fix", ".")
    assert outcome.code == 2
    assert "read-only" in outcome.err
    assert path.read_text() == BROKEN


def test_machine_formats_stay_clean(run, project):
    (project / "a.dg").write_text(BROKEN)
    outcome = run("--fix", "--output-format", "json", ".")
    assert outcome.out.startswith("{")
    assert outcome.err == "fixed a.dg: syntax-error\n"


def test_diff_shows_and_changes_nothing(run, project):
    (project / "a.dg").write_text(BROKEN)
    outcome = run("--diff", ".")
    assert outcome.code == 1
    assert outcome.out.splitlines()[:2] == ["--- a/a.dg", "+++ b/a.dg"]
    assert "-lead = Map()\n+lead = Map();\n" in outcome.out
    assert outcome.err == "deluge-lint: 1 file would be changed\n"
    assert (project / "a.dg").read_text() == BROKEN


def test_diff_without_changes(run, project):
    (project / "a.dg").write_text(HOPELESS)
    assert run("--diff", ".") == (0, "", "deluge-lint: nothing to change\n")


def test_fix_of_standard_input(run):
    outcome = run("--fix", "-", stdin=BROKEN + HOPELESS)
    assert outcome.out == MENDED + HOPELESS
    assert outcome.code == 1
    assert "--> <stdin>:3:" in outcome.err


def test_fix_of_clean_standard_input(run):
    outcome = run("--fix", "--quiet", "-", stdin=MENDED)
    assert outcome == (0, MENDED, "")


def test_diff_of_standard_input(run):
    outcome = run("--diff", "-", "--stdin-filename", "crm/a.dg", stdin=BROKEN)
    assert outcome.code == 1
    assert outcome.out.startswith("--- a/crm/a.dg\n")


def test_linting_writes_nothing(run, project, monkeypatch):
    (project / "a.dg").write_text(BROKEN)
    monkeypatch.setenv("HOME", str(project / "home"))
    before = (project / "a.dg").stat().st_mtime_ns
    run("--no-cache", ".")
    run("--no-cache", "--diff", ".")
    assert sorted(path.name for path in project.iterdir()) == ["a.dg"]
    assert (project / "a.dg").stat().st_mtime_ns == before
