"""Small rules and shortcuts for the tests of the engine."""

from __future__ import annotations

import pytest

from deluge_lint.diagnostics import Applicability, Edit, Severity, Span
from deluge_lint.engine.registry import Registry, registry
from deluge_lint.engine.results import ActiveRule, FileSettings
from deluge_lint.engine.rule import Rule, handles
from deluge_lint.engine.runner import check_source, finish
from deluge_lint.source import SourceFile
from deluge_lint.syntax import nodes as n

DOC = "A rule.\n\n## What it finds\nA thing.\n\n## Why it matters\nIt does.\n"


def rule_class(name="no-info", code="TST101", **members):
    """A rule class with sound metadata; ``members`` override or add."""
    defaults = {
        "__doc__": DOC,
        "code": code,
        "name": name,
        "category": "patterns",
        "severity": Severity.WARNING,
    }
    return type("Sample", (Rule,), {**defaults, **members})


@handles(n.Info)
def report_info(self, node, ctx):
    ctx.report(node, "an `info` statement")


@handles(n.Name)
def report_bad_name(self, node, ctx):
    if node.text == "bad":
        ctx.report(node, "the name `bad`").fix("Rename it", ctx.replace(node, "good"), Applicability.SAFE)


@handles(n.Program)
def report_faults(self, node, ctx):
    for fault in ctx.tree.faults:
        ctx.report(fault.span, fault.message)


NO_INFO = rule_class("no-info", "TST101", check=report_info)
NO_BAD = rule_class("no-bad", "TST102", check=report_bad_name)


class Linter:
    """Lints texts with chosen rules beside those about suppressions."""

    own = ("internal-error", "unused-suppression", "unknown-suppression", "suppression-without-reason")

    def __init__(self, *rules: type[Rule]) -> None:
        self.registry = Registry([*(registry().rules[name] for name in self.own), *rules])

    def settings(self, *, off=(), **changes):
        active = tuple(
            ActiveRule(name, rule.severity) for name, rule in self.registry.rules.items() if name not in off
        )
        return FileSettings(active, **changes)

    def __call__(self, text, *, off=(), whole=True, path="a.dg", **changes):
        settings = self.settings(off=off, **changes)
        result = check_source(SourceFile(text, path), settings, self.registry)
        return finish([result], lambda _: settings, self.registry, whole=whole)[0]

    def found(self, text, **changes):
        """(name, line) of every finding."""
        source = SourceFile(text)
        result = self(text, **changes)
        return [(each.name, source.lines.position(each.span.start).line) for each in result.diagnostics]


@pytest.fixture
def lint():
    return Linter(NO_INFO, NO_BAD)


@pytest.fixture
def linter():
    return Linter


@pytest.fixture
def make_rule():
    return rule_class


@pytest.fixture
def insertion():
    def make(offset, text):
        return Edit(Span(offset, offset), text)

    return make


@pytest.fixture
def fault_rule():
    return rule_class("syntax-error", "TST001", check=report_faults, sees_errors=True)
