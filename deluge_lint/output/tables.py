"""Tables: aligned text for pipes and files, rich's on a terminal with colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deluge_lint.output.context import OutputContext
from deluge_lint.output.palette import Palette
from deluge_lint.output.visible import text_width, visible
from deluge_lint.records import NamedTuple


class Column(NamedTuple):
    """A heading, and whether its cells are numbers (aligned to the right)."""

    title: str
    number: bool = False


class Cell(NamedTuple):
    """What stands in a cell: its text, and a link for terminals that follow one."""

    text: str
    url: str = ""


_Rows = Sequence[Sequence[Cell]]


def table(columns: Sequence[Column], rows: _Rows, context: OutputContext) -> Iterator[str]:
    """The table line by line."""
    return _rich(columns, rows, context) if context.colour else _plain(columns, rows, context)


def _plain(columns: Sequence[Column], rows: _Rows, context: OutputContext) -> Iterator[str]:
    palette = Palette(False, context.hyperlinks)
    safe = [[visible(cell.text) for cell in row] for row in rows]
    widths = [
        max([text_width(column.title), *(text_width(row[at]) for row in safe)])
        for at, column in enumerate(columns)
    ]
    titles = [column.title for column in columns]
    yield _aligned(titles, titles, columns, widths)
    for row, texts in zip(rows, safe, strict=True):
        linked = [palette.link(cell.url, text) for cell, text in zip(row, texts, strict=True)]
        yield _aligned(linked, texts, columns, widths)


def _aligned(
    shown: Sequence[str], measured: Sequence[str], columns: Sequence[Column], widths: Sequence[int]
) -> str:
    parts = []
    for text, bare, column, width in zip(shown, measured, columns, widths, strict=True):
        gap = " " * (width - text_width(bare))
        parts.append(gap + text if column.number else text + gap)
    return "  ".join(parts).rstrip() + "\n"


def _rich(columns: Sequence[Column], rows: _Rows, context: OutputContext) -> Iterator[str]:
    # Imported here: rich costs more than linting a script.
    from io import StringIO

    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column in columns:
        grid.add_column(
            column.title, justify="right" if column.number else "left",
            no_wrap=column.number, overflow="fold",
        )  # fmt: skip
    for row in rows:
        grid.add_row(
            *(
                Text(visible(cell.text), style=f"link {visible(cell.url)}" if _linked(cell, context) else "")
                for cell in row
            )
        )
    buffer = StringIO()
    console = Console(
        file=buffer, force_terminal=True, color_system="standard", width=context.width, legacy_windows=False
    )
    console.print(grid)
    yield buffer.getvalue()


def _linked(cell: Cell, context: OutputContext) -> bool:
    return context.hyperlinks and bool(cell.url)
