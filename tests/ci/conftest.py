"""The ready-made pipelines, and a repository as they expect it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CI = ROOT / "docs" / "ci"


def git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=tester", "-c", "user.email=tester@example.invalid", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The variables of a job: our command on the path, nothing of the machine's CI or git."""
    ours = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "GITHUB_", "CI_")) and name != "CI"
    }
    scripts = os.path.dirname(sys.executable)
    temporary = tmp_path / "runner"
    temporary.mkdir()
    return {
        **ours, "PATH": scripts + os.pathsep + ours["PATH"], "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1", "RUNNER_TEMP": str(temporary), "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }  # fmt: skip


@pytest.fixture
def shop(tmp_path: Path, environment: dict[str, str]) -> Path:
    """A clone with an export, its scripts and what is live, and a branch that changes one script."""
    folder = tmp_path / "shop"
    export = ROOT / "tests/corpus/exports/bakery_2026.ds"
    for name in ("Shop.ds", "live/stage/Shop.ds", "live/production/Shop.ds"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(export, folder / name)
    subprocess.run(
        ["deluge-lint", "extract", "Shop.ds", "scripts/"], cwd=folder, env=environment, check=True, capture_output=True
    )  # fmt: skip
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "everything")
    git(tmp_path, "clone", "--quiet", "--bare", str(folder), str(tmp_path / "origin.git"))
    git(folder, "remote", "add", "origin", str(tmp_path / "origin.git"))
    git(folder, "fetch", "--quiet", "origin")
    git(folder, "checkout", "--quiet", "-b", "work")
    (folder / "scripts" / "functions" / "new.deluge").write_text(
        'lead = Map()\nlead.put("a", 1);\n', encoding="utf-8"
    )
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "a change")
    return folder
