"""``rules`` and ``explain``."""

from __future__ import annotations

import json

import pytest

from deluge_lint.engine.registry import registry


def test_table_has_every_rule_and_fits_the_width(run):
    outcome = run("rules")
    assert outcome.code == 0
    lines = outcome.out.splitlines()
    for name, rule in registry().rules.items():
        assert any(rule.code in line and name in line for line in lines)
    assert max(map(len, lines)) <= 100


def test_selectors_narrow_the_table(run):
    outcome = run("rules", "DLG90", "internal-error")
    assert "DLG901" in outcome.out
    assert "DLG000" in outcome.out
    assert outcome.out.index("DLG000") < outcome.out.index("DLG901")
    assert "DLG001" not in outcome.out


def test_json_describes_each_rule(run):
    found = json.loads(run("rules", "--output-format", "json").out)
    assert [each["name"] for each in found] == list(registry().rules)
    one = next(each for each in found if each["code"] == "DLG901")
    assert one["fixable"] is True
    assert one["summary"] == "A suppression comment that silences nothing"
    assert one["url"].endswith("/unused-suppression.md")


def test_unknown_selector(run):
    outcome = run("rules", "unused-supression")
    hint = "there is no rule `unused-supression`; did you mean `unused-suppression`?"
    assert outcome == (2, "", f"deluge-lint: {hint}\n")


@pytest.mark.parametrize("name", ["unused-suppression", "DLG901", "dlg901", "Unused-Suppression"])
def test_explain_by_name_and_code(run, name):
    outcome = run("explain", name)
    assert outcome.code == 0
    for part in ("DLG901 unused-suppression", "What it finds", "Reported", "After the fix", "References"):
        assert part in outcome.out
    assert "⟦" not in outcome.out
    assert "\x1b" not in outcome.out


@pytest.mark.parametrize("name", list(registry().rules))
def test_every_rule_can_be_explained(run, name):
    outcome = run("explain", name)
    assert (outcome.code, outcome.err) == (0, "")
    assert f"deluge-lint: ignore[{name}]" in outcome.out


def test_explain_says_where_an_example_is_lifted_to(run):
    assert "Reported (in crm, lifted to creator)" in run("explain", "smaller-budget").out


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("901", "there is no rule or topic `901`; did you mean `DLG901`?"),
        ("DLG2", "`DLG2` means several rules; `deluge-lint rules DLG2` lists them"),
        ("limits", "`limits` means several rules; `deluge-lint rules limits` lists them"),
    ],
)
def test_explain_of_what_is_no_rule_leads_on(run, name, hint):
    assert run("explain", name) == (2, "", f"deluge-lint: {hint}\n")


def test_explain_in_colour(run):
    outcome = run("explain", "--color=always", "DLG901")
    assert "\x1b[1mWhat it finds\x1b[0m" in outcome.out


@pytest.mark.parametrize(
    "topic, part", [("syntax", "foreign-syntax"), ("Suppressions", "ignore-file"), ("exit-codes", "Ctrl-C")]
)
def test_topics(run, topic, part):
    outcome = run("explain", topic)
    assert outcome.code == 0
    assert part in outcome.out


@pytest.mark.parametrize(
    "word, hint",
    [
        ("unused-supression", "did you mean `unused-suppression`?"),
        ("exitcodes", "did you mean `exit-codes`?"),
        ("DLG999", "`deluge-lint rules` lists all rules"),
        ("\x1b[31mred", "`<U+001B>[31mred`"),
    ],
)
def test_unknown_name_gets_the_nearest(run, word, hint):
    outcome = run("explain", word)
    assert (outcome.code, outcome.out) == (2, "")
    assert hint in outcome.err
    assert outcome.err.count("\n") == 1
