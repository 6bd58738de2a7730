"""No rule fails on a script that somebody broke, wherever it is to be lifted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deluge_lint.config.model import Overrides
from deluge_lint.config.settings import Settings
from deluge_lint.engine.runner import lint_source
from deluge_lint.source import SourceFile

OK = sorted((Path(__file__).resolve().parents[1] / "corpus" / "ok").glob("*.deluge"))
TEXTS = [path.read_bytes().decode("utf-8", "replace") for path in OK]
EVERYTHING = Settings(
    Overrides(select=("all",), preview=True, targets=("creator", "crm", "flow", "desk"), isolated=True)
).settings_for("x.deluge")


def broken(text: str, cuts: list[tuple[int, int, int]]) -> str:
    """``text`` with pieces dropped, doubled or moved."""
    for kind, start, length in cuts:
        start %= len(text) + 1
        piece = text[start : start + length]
        rest = text[:start] + text[start + length :]
        text = rest if kind == 0 else text[:start] + piece + text[start:] if kind == 1 else rest + piece
    return text


def crashes(text: str) -> list[str]:
    found = lint_source(SourceFile(text, "x.deluge"), EVERYTHING).diagnostics
    return [f"{each.message}: {each.help}" for each in found if each.code == "DLG000"]


_CUT = st.tuples(st.integers(0, 2), st.integers(0, 100_000), st.integers(1, 200))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(TEXTS), st.lists(_CUT, max_size=4))
def test_broken_scripts_fail_no_rule(text: str, cuts: list[tuple[int, int, int]]) -> None:
    assert crashes(broken(text, cuts)) == []


@pytest.mark.parametrize(
    "text",
    [
        'x = {"a" : 1, "b"};\ninfo x.get("a");',
        'x = ifnull("a" : 1, "b" : 2);\ninfo x;',
        "try\n{\n\tinfo 1;\n}\ncatch (x)\n{\n\tx = x + 1;\n}",
        'x = {"a", "b" : 1};\ninfo x.containsKey("a");',
        "x.put();\ninfo x.get();\nzoho.crm.updateRecord();\nzoho.crm.searchRecords();",
        "isNull();\nifnull();\nMap();\nList(1,2,3);\ngetUrl();",
        "for each x in x\n{\n\tx = x;\n}",
        "invokeurl\n[\n];\nsendmail\n[\n];\ninvokeapi\n[\n];",
    ],
)
def test_what_once_failed_or_might(text: str) -> None:
    assert crashes(text) == []
