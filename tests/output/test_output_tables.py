"""Tables on terminals of any width: they leave nothing out, and fold no word."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from deluge_lint.output import OutputContext
from deluge_lint.output.tables import Cell, Column, table

COLUMNS = [Column("count", number=True), Column("rule"), Column("severity"), Column("files", number=True)]
ROWS = [
    [Cell("12"), Cell("unused-variable"), Cell("warning"), Cell("3")],
    [Cell("1"), Cell("external-call-in-loop"), Cell("error"), Cell("1")],
]
_STYLE = re.compile(r"\x1b\[[\d;]*m")


def lines(context: OutputContext) -> list[str]:
    return _STYLE.sub("", "".join(table(COLUMNS, ROWS, context))).splitlines()


@pytest.mark.parametrize("width", [40, 44, 47])
def test_a_narrow_terminal_gets_a_paragraph_a_row(width: int, context: Callable[..., OutputContext]) -> None:
    found = lines(context(colour=True, width=width))
    assert all(len(line) <= width for line in found)
    said = " ".join(" ".join(found).split())
    assert said.startswith("unused-variable count 12, severity warning, files 3 external-call-in-loop")


def test_a_wide_terminal_gets_a_table(context: Callable[..., OutputContext]) -> None:
    found = lines(context(colour=True, width=80))
    assert found[0].split() == ["count", "rule", "severity", "files"]
    assert [line.split() for line in found[2:]] == [[cell.text for cell in row] for row in ROWS]


def test_what_goes_into_a_pipe_is_a_table_always(context: Callable[..., OutputContext]) -> None:
    assert lines(context(width=20))[1].split() == ["12", "unused-variable", "warning", "3"]
