"""Nothing that is built or installed stands in the repository."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILT = ("vscode-extension/bundled/", "vscode-extension/dist/", "vscode-extension/.e2e/", "dist/", "build/")


def test_what_is_ignored_is_not_committed() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("no checkout of git")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    names = listed.stdout.splitlines()
    assert [name for name in names if name.startswith(BUILT) or "node_modules/" in name] == []
