"""Recovery in numbers: scripts broken once are still read, and the break is said once and in place.

The seeds are fixed, so the figures change only with the parser or the scripts.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .test_corpus import load

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def recovery() -> Any:
    return load(ROOT / "benchmarks" / "recovery.py")


@pytest.fixture(scope="module")
def trees(recovery: Any) -> list[Any]:
    return [tree for _, tree in recovery.read([str(ROOT / "tests" / "corpus" / "ok")])]


def test_one_random_token(recovery: Any, trees: list[Any]) -> None:
    outcomes = recovery.run_random(trees, 12, 1)
    shares = recovery.shares([outcome for outcome in outcomes if "}" not in outcome.kind])
    assert shares.count > 500
    assert shares.one >= 0.93
    assert shares.few >= 0.97
    assert shares.near >= 0.97
    assert shares.kept >= 0.985


def test_breaks_as_people_make_them(recovery: Any, trees: list[Any]) -> None:
    outcomes = recovery.run_human(trees, 500, 1)
    shares = recovery.shares(outcomes)
    assert shares.count == 500
    assert len({outcome.kind for outcome in outcomes}) == 9
    assert shares.few_and_near >= 0.95
    assert shares.kept >= 0.97


def test_a_correct_text_is_no_outcome(recovery: Any, trees: list[Any]) -> None:
    same = recovery.Break("none", trees[0].source.text, 0, 0)
    assert recovery.measure(trees[0], same) is None


def test_lost_statements_are_counted(recovery: Any, trees: list[Any]) -> None:
    tree = next(tree for tree in trees if len(tree.root.body) > 3)
    nothing = recovery.measure(tree, recovery.Break("none", "a b c", 0, 0))
    assert nothing.kept == 0 < nothing.others
