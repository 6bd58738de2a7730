"""The matrix function × target for a terminal, in the widest layout that fits.

Columns hold a sign and a word, then a sign under the name of the target, then a sign under a
name that runs downwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deluge_lint.output.context import OutputContext
from deluge_lint.output.labels import labels
from deluge_lint.output.palette import Palette
from deluge_lint.output.portability.words import HOME, HOME_WORD, ORDER, SIGNS, STYLES
from deluge_lint.output.summary import counted
from deluge_lint.output.visible import clipped, text_width, visible
from deluge_lint.portability.model import Function, Report, Status, Verdict
from deluge_lint.records import NamedTuple

_GAP = 2
_LEAST_NAME = 24
_MOST_NAME = 48
_MOST_DOWN = 11
_LEAST_FILE = 24
#: Rows of a matrix that nobody reads to its end.
_MANY = 60


class _Layout(NamedTuple):
    """How wide the names and the columns are, and what a column shows."""

    name: int
    columns: tuple[int, ...]
    words: bool
    down: bool


def matrix(report: Report, context: OutputContext, verbose: bool = False) -> Iterator[str]:
    """The matrix line by line; nothing for a report without functions.

    A long one leaves functions out that are ready everywhere, unless it is to be ``verbose``.
    """
    if not report.functions:
        return
    palette = Palette(context.colour, context.hyperlinks)
    hosts = [target.host for target in report.targets]
    names = [visible(name) for name in labels(report.functions)]
    rows = list(zip(report.functions, names))
    if len(rows) > _MANY and not verbose:
        rows = [row for row in rows if not _is_ready(row[0])]
    left = len(names) - len(rows)
    if rows:
        layout = _layout(hosts, [name for _, name in rows], context.columns)
        yield from _head(hosts, layout, palette)
        for function, name in rows:
            yield _line(function, name, hosts, layout, palette, context)
    if left:
        yield f"{counted(left, 'function')} ready everywhere; --verbose lists them too\n"
    yield "\n" + _legend(palette) + "\n"


def _is_ready(function: Function) -> bool:
    return all(each.status is Status.READY for each in function.verdicts.values())


def _line(
    function: Function,
    name: str,
    hosts: Sequence[str],
    layout: _Layout,
    palette: Palette,
    context: OutputContext,
) -> str:
    cut = clipped(name, layout.name)
    gap = " " * (layout.name - text_width(cut))
    cells = "".join(
        _cell(function.verdicts.get(host), width, layout, palette)
        for host, width in zip(hosts, layout.columns)
    )  # fmt: skip
    return f"{cut}{gap}{cells}{palette.paint('faint', _file(function, layout, context))}".rstrip() + "\n"


def _layout(hosts: Sequence[str], names: Sequence[str], room: int) -> _Layout:
    wanted = min(max(map(text_width, names)), _MOST_NAME)
    words = max(len(f"{SIGNS[status]} {status.word}") for status in ORDER)
    layouts = (
        _Layout(wanted, tuple(max(len(host), words) + _GAP for host in hosts), True, False),
        _Layout(wanted, tuple(len(host) + _GAP for host in hosts), False, False),
        _Layout(wanted, tuple(1 + _GAP for _ in hosts), False, True),
        _Layout(wanted, tuple(2 for _ in hosts), False, True),
    )
    for layout in layouts:
        left = room - sum(layout.columns)
        if left >= min(wanted, _LEAST_NAME):
            return layout._replace(name=min(wanted, left))
    return layouts[-1]._replace(name=max(room - sum(layouts[-1].columns), 12))


def _head(hosts: Sequence[str], layout: _Layout, palette: Palette) -> Iterator[str]:
    blank = " " * layout.name
    if not layout.down:
        cells = (f"{'':{_GAP}}{host:<{width - _GAP}}" for host, width in zip(hosts, layout.columns))
        yield palette.paint("strong", f"{blank}{''.join(cells)}".rstrip()) + "\n"
        return
    hosts = [host if len(host) <= _MOST_DOWN else host[: _MOST_DOWN - 1] + "…" for host in hosts]
    height = max(map(len, hosts))
    for at in range(height):
        # the names stand on the matrix
        letters = (host.rjust(height)[at].rjust(width) for host, width in zip(hosts, layout.columns))
        yield palette.paint("strong", f"{blank}{''.join(letters)}".rstrip()) + "\n"


def _cell(verdict: Verdict | None, width: int, layout: _Layout, palette: Palette) -> str:
    sign, word, style = HOME, HOME_WORD, "faint"
    if verdict is not None:
        sign, word, style = SIGNS[verdict.status], verdict.status.word, STYLES[verdict.status]
    if layout.down:
        return " " * (width - 1) + palette.paint(style, sign)
    text = f"{sign} {word}" if layout.words else sign
    return " " * _GAP + palette.paint(style, text) + " " * (width - _GAP - len(text))


def _file(function: Function, layout: _Layout, context: OutputContext) -> str:
    """Where a function stands, where there is room for it."""
    room = context.columns - layout.name - sum(layout.columns) - _GAP
    if room < _LEAST_FILE:
        return ""
    place = context.shown(function.path) + (f":{function.line}" if function.start else "")
    return " " * _GAP + (place if text_width(place) <= room else "…" + place[-(room - 1) :])


def _legend(palette: Palette) -> str:
    parts = [f"{palette.paint(STYLES[status], SIGNS[status])} {status.title}" for status in ORDER]
    return "   ".join([*parts, f"{HOME} runs there already"])
