"""The checkout, and what is built from it once for all packaging tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a wheel and a source distribution, built from a copy of the checkout.

    A copy, because other tests must not see half-written files and the builder leaves none.
    The copy holds a planted file of secrets and a compiled file, which must not travel.
    """
    copy = tmp_path_factory.mktemp("checkout") / "deluge-lint"
    unwanted = shutil.ignore_patterns(
        ".git", ".venv", "__pycache__", ".*_cache", ".hypothesis", "node_modules", "dist"
    )
    shutil.copytree(ROOT, copy, ignore=unwanted)
    (copy / "rules" / "security").mkdir(exist_ok=True)
    (copy / "rules" / "security" / "planted.env").write_text("SECRET=1\n")
    (copy / "grammar" / "__pycache__").mkdir()
    (copy / "grammar" / "__pycache__" / "planted.pyc").write_bytes(b"")
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(out), "-t", "wheel", "-t", "sdist"],
        cwd=copy, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return out


@pytest.fixture(scope="session")
def installed_python(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a new environment that holds the wheel and nothing else."""
    folder = tmp_path_factory.mktemp("fresh") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    (wheel,) = built.glob("*.whl")
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--no-deps",
        "--no-index",
        "-q",
    ]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True, text=True)
    return python


@pytest.fixture(scope="session")
def dependencies() -> dict[str, str]:
    """An environment in which the new interpreter borrows our dependencies, not our checkout.

    Files that end in .pth count only in the interpreter's own site-packages, so an editable
    install of this checkout is not borrowed.
    """
    paths = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sorted(paths)), "PYTHONSAFEPATH": "1"}
