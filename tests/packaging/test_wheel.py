"""What is built installs anywhere and holds exactly what the checkout holds."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest

from deluge_lint import __version__

WHEEL_TOPS = {"deluge_lint", f"deluge_lint-{__version__}.dist-info"}


def names_of(built: Path) -> set[str]:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def python_files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.py")}


def test_the_wheel_owns_one_top_level_name(built: Path) -> None:
    assert {name.split("/")[0] for name in names_of(built)} == WHEEL_TOPS


def test_every_rule_and_the_grammar_travel(built: Path, root: Path) -> None:
    names = names_of(built)
    rules = {f"deluge_lint/rules/{name}" for name in python_files(root / "rules")}
    assert rules == {name for name in names if name.startswith("deluge_lint/rules/")}
    assert "deluge_lint/grammar/deluge.lark" in names


def test_every_module_and_data_file_travels(built: Path, root: Path) -> None:
    names = names_of(built)
    for path in (root / "deluge_lint").rglob("*"):
        if path.is_file() and path.suffix in {".py", ".json", ".lark", ".typed", ".toml"}:
            assert path.relative_to(root).as_posix() in names


def test_nothing_unwanted_travels(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = names_of(built) | set(archive.getnames())
    assert not [name for name in names if name.endswith((".env", ".pyc")) or "__pycache__" in name]


def test_the_source_distribution_can_be_tested(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {"pyproject.toml", "Makefile", "LICENSE", "README.md", "scripts/build_docs.py"}
    assert wanted <= names
    assert "tests/packaging/test_wheel.py" in names


def test_metadata(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read(f"deluge_lint-{__version__}.dist-info/METADATA").decode()
        scripts = archive.read(f"deluge_lint-{__version__}.dist-info/entry_points.txt").decode()
    metadata = HeaderParser().parsestr(text)
    assert metadata["Version"] == __version__
    assert metadata["Requires-Python"] == ">=3.10"
    assert metadata["License-Expression"] == "MIT"
    assert "deluge-lint = deluge_lint.__main__:main" in scripts


def test_the_version_needs_no_dependency(installed_python: Path, tmp_path: Path) -> None:
    words = [str(installed_python), "-I", "-m", "deluge_lint", "--version"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == f"deluge-lint {__version__}\n"


def test_the_installed_rules_are_the_files(
    installed_python: Path, dependencies: dict[str, str], root: Path, tmp_path: Path
) -> None:
    words = [str(installed_python), "-m", "deluge_lint", "rules", "--output-format", "json"]
    done = subprocess.run(words, cwd=tmp_path, env=dependencies, capture_output=True, text=True, check=True)
    listed = {rule["name"] for rule in json.loads(done.stdout)}
    files = {path.stem for path in (root / "rules").rglob("*.py") if path.stem[0] != "_"}
    assert listed
    assert {name.replace("-", "_") for name in listed} == files


def test_the_installed_command_lints(
    installed_python: Path, dependencies: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "broken.deluge").write_text("x = ;\ny = (1;\n")
    command = installed_python.with_name("deluge-lint")
    done = subprocess.run(
        [str(command), "broken.deluge", "--output-format", "json"],
        cwd=tmp_path, env=dependencies, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "syntax-error" in done.stdout


def test_the_installed_package_does_not_reach_into_the_checkout(
    installed_python: Path, root: Path, tmp_path: Path
) -> None:
    program = (
        "import deluge_lint, deluge_lint.rules as r, deluge_lint.grammar as g; print(r.__file__, g.__file__)"
    )
    done = subprocess.run(
        [str(installed_python), "-I", "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert str(root) not in done.stdout
    assert done.stdout.count("site-packages") == 2


def test_the_bare_checkout_runs(root: Path, tmp_path: Path) -> None:
    program = (
        f"import sys; sys.path.insert(0, {str(root)!r})\n"
        "import deluge_lint.rules as r, deluge_lint.grammar as g\n"
        "print(r.__file__); print(g.__file__)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [str(root / "rules/__init__.py"), str(root / "grammar/__init__.py")]


@pytest.mark.parametrize("heavy", ["click", "rich", "lark", "pygls", "importlib.metadata", "dataclasses"])
def test_the_version_imports_nothing_heavy(heavy: str) -> None:
    program = (
        "import sys\n"
        "from deluge_lint.__main__ import main\n"
        "main(['--version'])\n"
        f"sys.exit({heavy!r} in sys.modules)"
    )
    # -S keeps the .pth files of other packages from importing things before we do
    words = [sys.executable, "-S", "-c", program]
    done = subprocess.run(words, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("deluge-lint ")
    assert done.returncode == 0, f"--version imports {heavy}"


def test_a_lint_run_never_imports_lark(root: Path, tmp_path: Path) -> None:
    script = tmp_path / "a.deluge"
    script.write_text("x = (1;\n")
    program = (
        "import sys\n"
        f"sys.path.insert(0, {str(root)!r})\n"
        "from deluge_lint.__main__ import main\n"
        f"code = main([{str(script)!r}, '--no-cache'])\n"
        "print('CODE', code, 'LARK', 'lark' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "CODE 1 LARK False"
