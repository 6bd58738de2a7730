"""Each pair of exports differs in one thing: the comparison names exactly that and what follows from it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from deluge_lint.promotion.model import Change, Comparison
from tests.promotion.conftest import Edits
from tests.promotion.pieces import BEFORE, EDITS

EXPECTED: dict[str, list[str]] = {
    name: [line.strip() for line in block.strip().splitlines()]
    for name, block in re.findall(
        r"^## (\S+)\n\n((?:    .*\n)+)",
        (Path(__file__).parent / "pairs.md").read_text(encoding="utf-8"), re.M,
    )
}  # fmt: skip


def told(change: Change) -> str:
    before = f" (was {change.before})" if change.before else ""
    details = f": {'; '.join(change.details)}" if change.details else ""
    return f"{change.act} {change.what} {change.name}{before}{details}"


def test_every_pair_has_its_expectation() -> None:
    assert list(EXPECTED) == list(EDITS)
    assert len(EDITS) >= 40


@pytest.mark.parametrize("name", EDITS)
def test_pair(name: str, compared: Callable[[Edits, Edits], Comparison]) -> None:
    found = compared(EDITS[name], BEFORE.get(name, []))
    lines = [told(each) for each in found.changes]
    lines += [f"-> {each.kind}: {each.message}" for each in found.consequences]
    assert (lines or ["nothing"]) == EXPECTED[name]


@pytest.mark.parametrize("name", ["nothing", "comment-only", "printed-anew", "workflow-renamed"])
def test_findings_stay_known(name: str, compared: Callable[[Edits, Edits], Comparison]) -> None:
    found = compared(EDITS[name], [])
    assert found.remaining and not found.new and not found.fixed


def test_new_and_fixed_findings(compared: Callable[[Edits, Edits], Comparison]) -> None:
    found = compared([("return prefix + id;", "return prefix + id / 0;")], [])
    assert [each.name for _, each in found.new] == ["division-by-zero"]
    back = compared([("return prefix + id / 0;", "return prefix + id;")],
                    [("return prefix + id;", "return prefix + id / 0;")])  # fmt: skip
    assert [each.name for _, each in back.fixed] == ["division-by-zero"] and not back.new
