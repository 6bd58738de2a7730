"""An edit of an export lints one of its scripts; what comes out is what a new run finds."""

from __future__ import annotations

import pytest

from deluge_lint.config.model import Overrides
from deluge_lint.documents.placement import Shifted
from deluge_lint.engine import kept
from deluge_lint.lsp.project import Project
from tests.lsp.test_sessions import EXPORTS

URI = "file:///exports/shop.ds"


def _project() -> Project:
    project = Project()
    project.configure(Overrides(preset="production-gate", preview=True))
    return project


@pytest.mark.parametrize("number", range(len(EXPORTS)))
def test_each_line_changed(number: int) -> None:
    lines = EXPORTS[number].splitlines(True)
    project = _project()
    project.put(URI, EXPORTS[number], 0)
    project.finished()
    semicolons = [at for at, line in enumerate(lines) if line.rstrip().endswith(";")]
    step = max(1, len(semicolons) // 8)
    for version, at in enumerate(semicolons[::step], 1):
        text = "".join([*lines[: at + 1], "extra = 1 / 0;\n", "info extra +;\n", *lines[at + 1 :]])
        project.put(URI, text, version)
        fresh = _project()
        fresh.put(URI, text, version)
        assert project.finished() == fresh.finished()
        assert project.open[URI].result.facts == fresh.open[URI].result.facts


def test_one_edit_walks_one_script(monkeypatch: pytest.MonkeyPatch) -> None:
    project = _project()
    text = EXPORTS[0]
    project.put(URI, text, 0)
    project.finished()
    made: list[int] = []
    real = kept.Marked.__init__
    monkeypatch.setattr(
        kept.Marked, "__init__", lambda self, start: (made.append(start), real(self, start))[1]
    )  # fmt: skip
    islands = project.open[URI].document.islands
    script = next(each for each in islands if each.kind == "script" and type(each.placement) is Shifted)
    at = script.placement.offset(len(script.text.rstrip()))
    project.put(URI, f"{text[:at]}\ninfo 1;\n{text[at:]}", 1)
    project.finished()
    assert len(made) == 1
