"""A folder with files, and rules of our own to configure."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from deluge_lint.config.model import Overrides
from deluge_lint.config.settings import Settings
from deluge_lint.diagnostics import Severity
from deluge_lint.engine.registry import Registry
from deluge_lint.engine.rule import Rule

DOC = "A rule.\n\n## What it finds\nA thing.\n\n## Why it matters\nIt does.\n"


def rule(name, code, category="correctness", **members):
    defaults = {
        "__doc__": DOC,
        "name": name,
        "code": code,
        "category": category,
        "severity": Severity.WARNING,
    }
    return type("Sample", (Rule,), {**defaults, **members})


REGISTRY = Registry(
    [
        rule("broken-code", "TST001", "syntax", preset="draft", severity=Severity.ERROR),
        rule("odd-condition", "TST101"),
        rule("odd-loop", "TST102", options={"max_depth": 3, "ratio": 0.5, "names": ("a",), "strict": False}),
        rule("call-in-loop", "TST201", "limits"),
        rule("left-info", "TST901", "style", preset="production-gate", severity=Severity.INFO),
        rule("long-name", "TST902", "style", preset="off"),
        rule("brand-new", "TST903", "style", preview=True),
    ]
)


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, without configuration around it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def write(project):
    def writer(name: str, text: str = "") -> Path:
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
        return path

    return writer


@pytest.fixture
def make():
    """Settings over our own rules; keywords are the overrides."""

    def maker(**overrides) -> Settings:
        return Settings(Overrides(**overrides), registry=lambda: REGISTRY)

    return maker


@pytest.fixture
def active(make):
    """The names of the rules that run on a file."""

    def names(path: str = "a.deluge", **overrides) -> list[str]:
        return [each.name for each in make(**overrides).settings_for(path).rules]

    return names
