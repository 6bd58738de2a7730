"""An error rests on an official fact, or on the code alone."""

from __future__ import annotations

import subprocess
import sys

import pytest

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.examples import document_of, settings_of
from deluge_lint.engine.registry import registry
from deluge_lint.engine.results import ActiveRule
from deluge_lint.engine.rule import Bad
from deluge_lint.engine.runner import check_document, finish
from deluge_lint.engine.testing import unmark

#: What follows from the code alone: a brace without its partner, a quote that no keyboard writes, a secret in the
#: open, a fault of the linter itself.
FROM_CODE = {"syntax-error", "typographic-character", "hardcoded-secret", "internal-error", "broken-document"}
#: Rules whose errors rest on the pages that they name, and on no fact of the catalogue.
FROM_PAGES = {
    "date-arithmetic",
    "division-by-zero",
    "null-for-mandatory-field",
    "unknown-field",
    "unknown-form",
}
ERRORS = [rule for rule in registry().rules.values() if rule.severity is Severity.ERROR]


def diagnostics(rule, example):
    """What the rule reports in its example."""
    active = ActiveRule(rule.name, rule.severity, tuple(example.options.items()))
    settings = settings_of(example, (active,))
    code, _, _ = unmark(example.code)
    document = document_of(rule, example, f"{example.given}\n{code}", settings)
    return finish([check_document(document, "example.deluge", settings)], lambda _: settings)[0].diagnostics


@pytest.mark.parametrize("rule", ERRORS, ids=lambda rule: rule.name)
def test_rules_that_report_errors_name_an_official_page(rule):
    assert rule.name in FROM_CODE or any(source.evidence == "official" for source in rule.sources)


@pytest.mark.parametrize("rule", ERRORS, ids=lambda rule: rule.name)
def test_errors_about_services_rest_on_official_facts(rule):
    for example in rule.examples:
        if not isinstance(example, Bad):
            continue
        for found in diagnostics(rule, example):
            if found.severity is Severity.ERROR and found.lift is not None:
                assert found.lift.evidence == "official", found.message
            assert rule.category != "portability" or found.lift is not None


def test_foreign_words_that_are_errors_are_official():
    from deluge_lint.catalog.load import entries

    drafts = [entry for entry in entries("foreign_words") if entry["applies"] == "draft"]
    weak = {entry["kind"] for entry in drafts if entry["evidence"] != "official"}
    assert weak == {"braceless-body"}


#: Read in a process of its own: with every fact of the catalogue a rumour, the errors that are left.
RUMOURS = """
from deluge_lint.catalog import load as loading
real, kept = loading.load, {}
KINDS = ("official", "official-index", "digest", "observed")

def rumour(value):
    if isinstance(value, dict):
        return {key: rumour(each) for key, each in value.items()}
    if isinstance(value, list):
        return [rumour(each) for each in value]
    return "third-party" if value in KINDS else value

def load(name):
    if name not in kept:
        kept[name] = loading._loaded[name] = rumour(real(name))
    return kept[name]

loading.load = load
from tests.rules.test_evidence import errors_of_examples
print(*sorted(errors_of_examples()))
"""


def errors_of_examples() -> set[str]:
    """The rules that report an error in one of their own bad examples."""
    found = set()
    for rule in ERRORS:
        for example in rule.examples:
            if isinstance(example, Bad) and any(
                one.severity is Severity.ERROR for one in diagnostics(rule, example)
            ):
                found.add(rule.name)
    return found


def test_no_error_is_left_where_no_fact_is_official():
    done = subprocess.run([sys.executable, "-c", RUMOURS], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) <= FROM_CODE | FROM_PAGES
    assert errors_of_examples() > FROM_CODE - {"internal-error", "broken-document"}
