"""The start of the command: the version, the help, and what is imported on the way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deluge_lint import __file__ as package
from deluge_lint import __version__
from deluge_lint.cli.check_command import SECTIONS, check
from deluge_lint.cli.commands import COMMANDS
from deluge_lint.engine.registry import registry

#: Where `deluge_lint` can be imported from, installed or not.
ROOT = Path(package).parent.parent


def modules_after(code: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after ``code``."""
    script = f"import sys\n{code}\nsys.stderr.write(' '.join(sys.modules))"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stderr.split())


@pytest.mark.parametrize("word", ["--version", "-V"])
def test_version(run, word):
    assert run(word) == (0, f"deluge-lint {__version__}\n", "")


def test_version_loads_nothing():
    loaded = modules_after("from deluge_lint.__main__ import main; main(['--version'])")
    assert not loaded & {"click", "rich", "lark", "typing", "re", "deluge_lint.engine"}


def test_linting_a_file_loads_nothing_it_does_not_use(tmp_path):
    script = tmp_path / "clean.dg"
    script.write_text('greeting = "hello";\ninfo greeting;\n', encoding="utf-8")
    # git may have written a rule after the index of the rules, which is current all the same
    os.utime(ROOT / "rules" / "_index.py")
    loaded = modules_after(f"from deluge_lint.__main__ import main; main(['--isolated', {str(script)!r}])")
    assert "deluge_lint.engine.runner" in loaded
    heavy = {"click", "rich", "lark", "dataclasses", "inspect", "pathlib", "importlib.metadata", "shutil"}
    assert not loaded & heavy
    idle = {
        card.module
        for card in registry().cards.values()
        if not card.concludes and not {"Program", "Assign", "Info", "Name", "Text"}.intersection(card.handles)
    }
    assert len(idle) > 10
    assert not loaded & idle


def test_help_names_every_command_without_importing_them():
    loaded = modules_after("from deluge_lint.__main__ import main; main(['--help'])")
    assert "deluge_lint.cli.app" in loaded
    assert not loaded & {"deluge_lint.cli.explain_command", "deluge_lint.cli.init_command", "rich", "lark"}


def test_help_shows_commands_and_options(run):
    outcome = run("--help")
    assert outcome.code == 0
    for word in (
        *COMMANDS,
        "--select",
        "--stdin-filename",
        "--output-format",
        "Exit codes",
        "--version",
        "-h, --help",
    ):
        assert word in outcome.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run, command):
    outcome = run(command, "--help")
    assert (outcome.code, outcome.err) == (0, "")
    assert f"deluge-lint {command}" in outcome.out


def test_help_of_check_has_every_option():
    shown = {name for names in SECTIONS.values() for name in names}
    assert shown - {"help"} == {param.name for param in check.params} - {"paths"}


@pytest.mark.parametrize(
    "words, expected",
    [
        (("--selct", "x"), "--select"),
        (("--output-format", "sarf"), "did you mean `sarif`?"),
        (("--output-format", "json:"), "names no file"),
        (("--jobs", "0"), "--jobs"),
        (("rules", "--output-format", "xml"), "xml"),
        (("completion", "tcsh"), "tcsh"),
        (("explain",), "NAME"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(run, words, expected):
    outcome = run(*words)
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.startswith("deluge-lint: ")
    assert outcome.err.count("\n") == 1
    assert expected in outcome.err


@pytest.mark.parametrize("shell, word", [("bash", "complete -o"), ("zsh", "#compdef"), ("fish", "complete ")])
def test_completion_scripts(run, shell, word):
    outcome = run("completion", shell)
    assert outcome.code == 0
    assert word in outcome.out
    assert "_DELUGE_LINT_COMPLETE" in outcome.out


def complete(run, monkeypatch, *typed: str) -> list[str]:
    """The candidates that bash gets for the last of the typed words."""
    monkeypatch.setenv("_DELUGE_LINT_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", " ".join(["deluge-lint", *typed]))
    monkeypatch.setenv("COMP_CWORD", str(len(typed)))
    return run().out.split()


def test_first_word_completes_to_commands_and_files(run, monkeypatch):
    assert complete(run, monkeypatch, "exp") == ["plain,explain", "file,exp"]


def test_options_complete_without_a_command_word(run, monkeypatch):
    assert "plain,--select" in complete(run, monkeypatch, "--sel")
    assert "plain,--unsafe-fixes" in complete(run, monkeypatch, "scripts", "--uns")


def test_rule_names_complete(run, monkeypatch):
    assert complete(run, monkeypatch, "explain", "unused-s") == ["plain,unused-suppression"]
    found = complete(run, monkeypatch, "--ignore", "all,unused-s")
    assert found == ["plain,all,unused-suppression"]


@pytest.mark.parametrize(
    ("before", "reached"), [("", False), ("import atexit; atexit.register(print, 'end')", True)]
)
def test_the_process_ends_at_once_unless_somebody_waits_for_its_end(tmp_path, before, reached):
    (tmp_path / "broken.dg").write_text("info 1", encoding="utf-8")
    code = (
        f"import sys; {before}\n"
        "sys.argv = ['deluge-lint', '--isolated', 'broken.dg']\n"
        "from deluge_lint.__main__ import main\n"
        "code = main()\n"
        "print('after')\n"
        "sys.exit(code)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment,
        check=False,
    )
    assert done.returncode == 1
    assert "broken.dg:1" in done.stdout
    assert done.stdout.endswith("after\nend\n") is reached
    assert done.stderr == ""
