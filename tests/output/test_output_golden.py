"""Each format over the sample run, compared with a stored text.

After a wanted change: ``DELUGE_LINT_UPDATE_GOLDEN=1 pytest tests/output`` and read the diff.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deluge_lint.engine.results import RunResult
from deluge_lint.output import FORMATS, OutputContext, render

GOLDEN = Path(__file__).parent / "golden"
CASES: dict[str, tuple[str, dict[str, Any]]] = {
    **{name: (name, {}) for name in FORMATS},
    "text-colour": ("text", {"colour": True, "hyperlinks": True}),
    "text-narrow": ("text", {"width": 44, "summary": False}),
}


@pytest.mark.parametrize("case", CASES)
def test_golden(case: str, sample: RunResult, context: Callable[..., OutputContext]) -> None:
    format_name, settings = CASES[case]
    got = "".join(render(format_name, sample, context(**settings)))
    file = GOLDEN / f"{case}.txt"
    if os.environ.get("DELUGE_LINT_UPDATE_GOLDEN"):
        file.write_text(got, encoding="utf-8", newline="\n")
    assert got == file.read_text(encoding="utf-8")


def test_unknown_format(sample: RunResult, context: Callable[..., OutputContext]) -> None:
    with pytest.raises(KeyError):
        render("xml", sample, context())
