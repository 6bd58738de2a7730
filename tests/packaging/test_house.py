"""Habits of the house that ruff, mypy and import-linter do not hold."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.registry import registry
from deluge_lint.engine.rule import Rule

ROOT = Path(__file__).resolve().parents[2]
CODE = ("deluge_lint", "rules", "scripts", "benchmarks")
#: Generated, so its size is nobody's habit.
GENERATED = {"deluge_lint/syntax/tables.py", "rules/_index.py"}
#: The hot loop is one function on purpose: a call for each token would double its time.
LONG_FUNCTIONS = {("deluge_lint/syntax/driver.py", "run")}

MAX_FILE, MAX_RULE_FILE, MAX_FUNCTION = 400, 150, 40


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


FILES = sorted(
    path for folder in CODE for path in (ROOT / folder).rglob("*.py") if name_of(path) not in GENERATED
)
PATHS = pytest.mark.parametrize("path", FILES, ids=name_of)


def imported(tree: ast.AST) -> Iterator[str]:
    """The absolute names of the modules that a file imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or ""


@PATHS
def test_files_and_functions_are_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    # a name with an underscore is no rule but what a family of rules shares
    is_rule = name_of(path).startswith("rules/") and not path.name.startswith("_")
    limit = MAX_RULE_FILE if is_rule else MAX_FILE
    assert text.count("\n") <= limit
    long = [
        f"{node.name}: {(node.end_lineno or 0) - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (node.end_lineno or 0) - node.lineno + 1 > MAX_FUNCTION
        and (name_of(path), node.name) not in LONG_FUNCTIONS
    ]
    assert not long


@PATHS
def test_imports_keep_to_their_rooms(path: Path) -> None:
    names = {name.split(".")[0] for name in imported(ast.parse(path.read_text(encoding="utf-8")))}
    place = name_of(path)
    # `rules.x` and `deluge_lint.rules.x` would be two module objects with two sets of classes
    assert not names & {"rules", "grammar"}
    # a benchmark may race against lark
    if not place.startswith(("deluge_lint/syntax/", "benchmarks/")):
        assert "lark" not in names
    if place.startswith(("deluge_lint/", "rules/")) and not place.startswith(
        ("deluge_lint/cli/", "deluge_lint/output/")
    ):
        assert not names & {"click", "rich"}


def test_tests_never_import_bare_rules() -> None:
    for path in (ROOT / "tests").rglob("*.py"):
        names = {name.split(".")[0] for name in imported(ast.parse(path.read_text(encoding="utf-8")))}
        assert not names & {"rules", "grammar"}, path


#: The highest severity that each kind of evidence carries, see docs/policy.md.
CEILINGS = {
    "official": Severity.ERROR,
    "digest": Severity.WARNING,
    "observed": Severity.WARNING,
    "third-party": Severity.INFO,
}


@pytest.mark.parametrize("rule", registry().rules.values(), ids=lambda rule: rule.name)
def test_evidence_decides_severity(rule: type[Rule]) -> None:
    assert all(
        source.url.startswith("https://") or source.url.startswith("http://") for source in rule.sources
    )
    if rule.sources:
        assert rule.severity <= max(CEILINGS[source.evidence] for source in rule.sources)


@PATHS
def test_code_is_finished(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert path.name not in {"utils.py", "helpers.py"}
    assert not re.search(r"\b(TODO|FIXME|XXX)\b|raise NotImplementedError", text)


def test_committed_text_files_end_their_lines_with_newlines_alone() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "*.py", "*.toml", "*.md"], cwd=ROOT, capture_output=True, text=True
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    for name in listed.stdout.split():
        path = ROOT / name
        assert not path.is_file() or b"\r\n" not in path.read_bytes(), name
