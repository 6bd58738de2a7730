"""The two pre-commit hooks, run by pre-commit itself from a clone of this checkout.

Making their environment takes most of the time (pip installs the package and what it
needs), so both hooks run once, together, and the tests look at the outcome.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = (
    "deluge_lint",
    "rules",
    "grammar",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    ".pre-commit-hooks.yaml",
)

#: `;` is missing, which is reported and has a safe fix.
BROKEN = 'lead = Map()\nlead.put("Company", "Zylker");\n'
MENDED = 'lead = Map();\nlead.put("Company", "Zylker");\n'


class Hooks(NamedTuple):
    """What pre-commit printed, and the folder it ran in."""

    code: int
    output: str
    project: Path


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=tester", "-c", "user.email=tester@example.invalid")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def repository(folder: Path) -> Path:
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "everything")
    return folder


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Hooks:
    clone = tmp_path_factory.mktemp("clone")
    for name in SHIPPED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, clone / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, clone / name)
    project = tmp_path_factory.mktemp("project")
    (project / "sync.dg").write_text(BROKEN, encoding="utf-8")
    (project / "notes.txt").write_text("Not Deluge at all (\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pre_commit",
        "try-repo",
        str(repository(clone)),
        "--all-files",
        "--color=never",
    ]
    # Git tells its hooks about the repository they run in, which is not the one here.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment["PRE_COMMIT_HOME"] = str(tmp_path_factory.mktemp("environment"))
    done = subprocess.run(
        command, cwd=repository(project), env=environment, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600,
    )  # fmt: skip
    return Hooks(done.returncode, done.stdout, project)


def test_the_first_hook_reports(hooks: Hooks) -> None:
    assert hooks.code == 1, hooks.output
    report, _, _ = hooks.output.partition("deluge-lint --fix")
    assert "- hook id: deluge-lint\n- exit code: 1" in report, hooks.output
    assert "sync.dg:1:" in report
    assert "syntax-error" in report
    assert "notes.txt" not in hooks.output


def test_the_second_hook_mends(hooks: Hooks) -> None:
    _, _, report = hooks.output.partition("deluge-lint --fix")
    assert "- files were modified by this hook" in report, hooks.output
    assert (hooks.project / "sync.dg").read_text(encoding="utf-8") == MENDED
