"""What docs/reference/plugins.md shows works as it stands: the package, its rule, its tests, the tree."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

SCRIPT = 'sendmail [ from :zoho.adminuserid to :"a@acme.example" subject :"x" message :"y" ];\n'


def blocks(root: Path) -> dict[str, list[str]]:
    """The blocks of the page by language, in order."""
    page = (root / "docs/reference/plugins.md").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for language, text in re.findall(r"^```(\w+)\n(.*?)^```", page, re.DOTALL | re.MULTILINE):
        found.setdefault(language, []).append(text)
    return found


@pytest.fixture
def package(root: Path, tmp_path: Path) -> Path:
    """The package of the page, as an installer would leave it on the path."""
    shown = blocks(root)
    rule, tests = shown["python"]
    module = tmp_path / "acme_deluge"
    module.mkdir()
    (module / "__init__.py").touch()
    (module / "mail_from_admin.py").write_text(rule, encoding="utf-8")
    (tmp_path / "test_acme.py").write_text(tests, encoding="utf-8")
    (tmp_path / "a.deluge").write_text(SCRIPT, encoding="utf-8")
    points = tomllib.loads(shown["toml"][0])["project"]["entry-points"]
    info = tmp_path / "acme_deluge-1.0.dist-info"
    info.mkdir()
    lines = [
        f"[{group}]\n{key} = {target}\n" for group, all_ in points.items() for key, target in all_.items()
    ]
    (info / "entry_points.txt").write_text("".join(lines), encoding="utf-8")
    return tmp_path


def run(folder: Path, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    from deluge_lint import __file__ as ours

    path = os.pathsep.join((str(folder), str(Path(ours).parents[1])))
    return subprocess.run(
        [sys.executable, "-m", *words], cwd=folder, env={**os.environ, "PYTHONPATH": path}, input=stdin,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_rule_of_the_page_runs(package: Path) -> None:
    done = run(
        package, "deluge_lint", "a.deluge", "--select", "ACME", "--output-format", "concise", "--no-cache"
    )
    line = "a.deluge:1:18: warning[ACME001] mail-from-admin this mail comes from the administrator\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, line, "")
    assert "mail-from-admin" in run(package, "deluge_lint", "rules").stdout
    assert "A mail that the administrator sends" in run(package, "deluge_lint", "explain", "ACME001").stdout


def test_the_tests_of_the_page_pass(package: Path) -> None:
    done = run(package, "pytest", "-q", "-p", "no:cacheprovider", "test_acme.py")
    assert done.returncode == 0, done.stdout
    assert "3 passed" in done.stdout


def test_the_tree_of_the_page_is_what_is_printed(root: Path, package: Path) -> None:
    command, _, tree = blocks(root)["text"][0].partition("\n")
    script = command.partition("'")[2].rpartition("'")[0]
    assert run(package, "deluge_lint", "tree", stdin=f"{script}\n").stdout == tree
