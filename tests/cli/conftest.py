"""Run the command in this process, the way a shell would."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from deluge_lint.__main__ import main


class Outcome(NamedTuple):
    """What a shell sees of a command."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]

_SEEN_BY_US = (
    "CI", "COLUMNS", "DELUGE_LINT_DEBUG", "FORCE_COLOR", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "NO_COLOR",
    "_DELUGE_LINT_COMPLETE",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder of its own, and nothing of the machine's that would change the output."""
    for name in _SEEN_BY_US:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    home = tmp_path / "project"
    home.mkdir()
    monkeypatch.chdir(home)


@pytest.fixture
def project() -> Path:
    """The folder that the command runs in."""
    return Path.cwd()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line; ``stdin`` is what is piped into it."""

    def runner(*words: str, stdin: str = "") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        capsys.readouterr()
        code = main(list(words))
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return runner
