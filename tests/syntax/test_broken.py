"""The scripts of tests/corpus/broken: each fault once, in its place, in words; the rest is kept.

Beside each script a ``.expect`` file has a line for every finding, in any order: ``LINE: FRAGMENT``
or ``FIRST-LAST: FRAGMENT``, where ``FRAGMENT`` is a part of the message (or ``A | B``, either) or
``draft KIND`` for a form of another language.  What is not listed must not be found.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from deluge_lint.source import decode
from deluge_lint.syntax import Tree, parse

FOLDER = Path(__file__).resolve().parents[1] / "corpus" / "broken"
SCRIPTS = sorted(FOLDER.glob("*.deluge"))


def found(tree: Tree) -> list[tuple[int, str]]:
    line_of = tree.source.lines.position
    faults = [(line_of(fault.span.start).line, fault.message) for fault in tree.faults]
    drafts = [
        (line_of(tree.token_span(draft.first, draft.last).start).line, f"draft {draft.kind}")
        for draft in tree.drafts
    ]
    return faults + drafts


def fits(expected: str, finding: tuple[int, str]) -> bool:
    where, _, fragment = expected.partition(": ")
    first, _, last = where.partition("-")
    line, message = finding
    if not int(first) <= line <= int(last or first):
        return False
    if fragment.startswith("draft ") or message.startswith("draft "):
        return message == fragment
    return any(part in message for part in fragment.split(" | "))


def test_expectations_are_told_apart() -> None:
    assert fits("2: expected `)` | expected `;`", (2, "expected `;` after this call"))
    assert not fits("2: expected `)`", (3, "expected `)`"))
    assert not fits("2: expected `)`", (2, "expected `]`"))
    assert fits("2-4: x", (3, "x")) and not fits("2-4: x", (5, "x"))
    assert fits("1: draft while", (1, "draft while")) and not fits("1: draft", (1, "draft while"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_each_fault_once_and_nothing_else(path: Path) -> None:
    tree = parse(decode(path.read_bytes(), str(path)))
    left = found(tree)
    missing = []
    for expected in path.with_suffix(".expect").read_text(encoding="utf-8").splitlines():
        match = next((finding for finding in left if fits(expected, finding)), None)
        if match is None:
            missing.append(expected)
        else:
            left.remove(match)
    assert (missing, left) == ([], [])
    assert "".join(tree.all_tokens) == tree.source.text


def test_every_script_has_its_expectations() -> None:
    assert len(SCRIPTS) >= 60
    assert {path.stem for path in SCRIPTS} == {path.stem for path in FOLDER.glob("*.expect")}
