"""An error rests on an official fact, or on the code alone."""

from __future__ import annotations

import pytest

from deluge_lint.diagnostics import Severity
from deluge_lint.documents.script import Host
from deluge_lint.engine.registry import registry
from deluge_lint.engine.results import ActiveRule, FileSettings
from deluge_lint.engine.rule import Bad
from deluge_lint.engine.runner import lint_source
from deluge_lint.engine.testing import unmark
from deluge_lint.source import SourceFile

#: What follows from the code alone: a brace without its partner, a quote that no keyboard writes, a secret in the
#: open, a fault of the linter itself.
FROM_CODE = {"syntax-error", "typographic-character", "hardcoded-secret", "internal-error"}
ERRORS = [rule for rule in registry().rules.values() if rule.severity is Severity.ERROR]


def host(word: str) -> Host | None:
    service, _, context = word.partition(".")
    return Host(service, context, "stated") if service else None


@pytest.mark.parametrize("rule", ERRORS, ids=lambda rule: rule.name)
def test_rules_that_report_errors_name_an_official_page(rule):
    assert rule.name in FROM_CODE or any(source.evidence == "official" for source in rule.sources)


@pytest.mark.parametrize("rule", ERRORS, ids=lambda rule: rule.name)
def test_errors_about_services_rest_on_official_facts(rule):
    for example in rule.examples:
        if not isinstance(example, Bad):
            continue
        target = host(example.target)
        settings = FileSettings(
            (ActiveRule(rule.name, rule.severity, tuple(example.options.items())),), host(example.host),
            targets=(target,) if target else (),
        )  # fmt: skip
        code, _, _ = unmark(example.code)
        for found in lint_source(SourceFile(f"{example.given}\n{code}"), settings).diagnostics:
            if found.severity is Severity.ERROR and found.lift is not None:
                assert found.lift.evidence == "official", found.message
            assert rule.category != "portability" or found.lift is not None


def test_foreign_words_that_are_errors_are_official():
    from deluge_lint.catalog.load import entries

    drafts = [entry for entry in entries("foreign_words") if entry["applies"] == "draft"]
    weak = {entry["kind"] for entry in drafts if entry["evidence"] != "official"}
    assert weak == {"braceless-body"}
