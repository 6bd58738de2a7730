"""Presets, selects and ignores."""

from __future__ import annotations

import pytest

EVERYDAY = ["broken-code", "odd-condition", "odd-loop", "call-in-loop"]


def test_presets_are_a_ladder(active):
    assert active(preset="draft") == ["broken-code"]
    assert active(preset="recommended") == EVERYDAY
    assert active(preset="production-gate") == [*EVERYDAY, "left-info"]


def test_preview_rules_run_with_the_setting_or_by_their_own_name(active, write):
    assert active(preview=True) == [*EVERYDAY, "brand-new"]
    assert active(select=("style",)) == ["left-info", "long-name"]
    assert active(select=("all",), ignore=("syntax", "TST1", "TST2")) == ["left-info", "long-name"]
    assert active(select=("TST903",)) == ["brand-new"]
    write("deluge-lint.toml", "preview = true")
    assert active() == [*EVERYDAY, "brand-new"]


def test_a_rule_that_is_off_runs_when_it_is_selected(active, write):
    write("deluge-lint.toml", "extend-select = ['long-name']")
    assert active() == [*EVERYDAY, "long-name"]


@pytest.mark.parametrize("word", ["odd-loop", "ODD-LOOP", "TST102", "tst102"])
def test_names_and_codes_in_any_case(active, word):
    assert active(select=(word,)) == ["odd-loop"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("select = ['TST1']", ["odd-condition", "odd-loop"]),
        ("select = ['correctness']\nignore = ['odd-loop']", ["odd-condition"]),
        ("select = ['odd-loop']\nignore = ['correctness']", ["odd-loop"]),
        ("select = ['TST10']\nignore = ['correctness']", ["odd-condition", "odd-loop"]),
        ("select = ['odd-loop']\nignore = ['TST102']", []),
        ("ignore = ['all']\nextend-select = ['limits']", ["call-in-loop"]),
        ("severity = { correctness = 'off', odd-loop = 'hint' }", ["broken-code", "call-in-loop"]),
    ],
)
def test_the_more_exact_word_counts_and_ignore_wins_a_tie(active, write, text, expected):
    write("deluge-lint.toml", text)
    assert active() == expected


def test_the_command_line_lies_on_top(active, make, write):
    write(
        "deluge-lint.toml",
        "select = ['odd-loop', 'limits']\nignore = ['style']\nseverity = { odd-condition = 'off' }\n",
    )
    assert active() == ["odd-loop", "call-in-loop"]
    assert active(extend_select=("left-info",)) == ["odd-loop", "call-in-loop", "left-info"]
    assert active(ignore=("odd-loop",)) == ["call-in-loop"]
    assert active(select=("odd-condition",)) == ["odd-condition"]
    assert active(preset="draft") == ["broken-code"]
