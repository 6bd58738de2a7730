"""Tables: aligned text for pipes and files, rich's on a terminal with colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from deluge_lint.output.context import OutputContext
from deluge_lint.output.palette import Palette
from deluge_lint.output.visible import clipped, text_width, visible
from deluge_lint.records import NamedTuple


class Column(NamedTuple):
    """A heading, and whether its cells are numbers (aligned to the right)."""

    title: str
    number: bool = False


class Cell(NamedTuple):
    """What stands in a cell: its text, and a link for terminals that follow one."""

    text: str
    url: str = ""


#: Between two columns, without and with colour.
GAP, GAP_OF_COLOUR = 2, 3
#: A column of text may be folded to this width.
_NARROWEST = 24
_Rows = Sequence[Sequence[Cell]]


def table(columns: Sequence[Column], rows: _Rows, context: OutputContext) -> Iterator[str]:
    """The table line by line."""
    if not context.colour:
        return _plain(columns, rows, context)
    narrow = _least(columns, rows) > context.columns
    return _stacked(columns, rows, context) if narrow else _rich(columns, rows, context)


def _least(columns: Sequence[Column], rows: _Rows) -> int:
    """The width below which a table of rich's would fold words, and then leave columns out."""
    total = GAP_OF_COLOUR * (len(columns) - 1)
    for at, column in enumerate(columns):
        widest = max([text_width(column.title), *(text_width(visible(row[at].text)) for row in rows)])
        total += widest if column.number else min(widest, _NARROWEST)
    return total


def _stacked(columns: Sequence[Column], rows: _Rows, context: OutputContext) -> Iterator[str]:
    """Each row as a paragraph for a narrow terminal: a cell of text, the others below by their titles."""
    palette = Palette(True, context.hyperlinks)
    head = next((at for at, column in enumerate(columns) if not column.number), 0)
    for row in rows:
        first = clipped(visible(row[head].text), max(context.columns, 1))
        yield palette.link(row[head].url, palette.paint("strong", first)) + "\n"
        told = (
            f"{column.title} {visible(cell.text)}"
            for at, (column, cell) in enumerate(zip(columns, row, strict=True))
            if at != head and cell.text
        )
        for line in wrap(", ".join(told), max(context.columns - 2, 10), break_on_hyphens=False):
            yield f"  {line}\n"


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
    return (" " * GAP).join(parts).rstrip() + "\n"


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
        file=buffer, force_terminal=True, color_system="standard", width=context.columns, legacy_windows=False
    )
    console.print(grid)
    yield buffer.getvalue()


def _linked(cell: Cell, context: OutputContext) -> bool:
    return context.hyperlinks and bool(cell.url)
