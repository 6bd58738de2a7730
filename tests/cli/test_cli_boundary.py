"""Whatever happens inside, a shell sees an exit code and at most one line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deluge_lint import __file__ as package
from deluge_lint.cli.boundary import guarded
from deluge_lint.cli.errors import CommandError

ROOT = Path(package).parent.parent


def ends_with(error: BaseException) -> int:
    def action() -> int:
        raise error

    return guarded(action)


def test_command_error(capsys):
    assert ends_with(CommandError("this cannot be")) == 2
    assert capsys.readouterr().err == "deluge-lint: this cannot be\n"


def test_ctrl_c(capsys):
    assert ends_with(KeyboardInterrupt()) == 130
    assert capsys.readouterr().err == "deluge-lint: interrupted\n"


def test_unexpected_error_is_one_line_that_says_how_to_report_it(capsys):
    assert ends_with(ValueError("odd\nmany lines")) == 3
    error = capsys.readouterr().err
    assert error.startswith("deluge-lint: internal error: ValueError: odd (")
    assert "/issues" in error
    assert error.count("\n") == 1


def test_traceback_on_demand(capsys, monkeypatch):
    monkeypatch.setenv("DELUGE_LINT_DEBUG", "1")
    assert ends_with(ValueError("odd")) == 3
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_no_line_of_ours_carries_an_escape_sequence(capsys):
    ends_with(CommandError("no \x1b[31mred"))
    assert "\x1b" not in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGPIPE; a closed pipe is another error there")
def test_a_reader_that_goes_away_is_no_event():
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        command = [sys.executable, "-m", "deluge_lint", "rules"]
        done = subprocess.run(command, stdout=pipe, stderr=subprocess.PIPE, cwd=ROOT, text=True)
    assert (done.returncode, done.stderr) == (141, "")


def test_a_deleted_folder_is_one_line(monkeypatch, capsys):
    from deluge_lint.cli.boundary import run

    def gone():
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr("os.getcwd", gone)
    assert run(["rules"]) == 2
    assert capsys.readouterr().err == "deluge-lint: the current folder does not exist any more\n"
