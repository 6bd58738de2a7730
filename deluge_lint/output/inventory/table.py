"""The table of functions for a terminal: as many columns as fit, the longest texts cut in their middle."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from deluge_lint.inventory.model import Entry, Use, is_idle
from deluge_lint.output.context import OutputContext
from deluge_lint.output.inventory.selection import Shown
from deluge_lint.output.inventory.words import formula, reached
from deluge_lint.output.summary import counted
from deluge_lint.output.tables import GAP, GAP_OF_COLOUR, Cell, Column, table
from deluge_lint.output.visible import clipped, text_width, visible
from deluge_lint.records import NamedTuple

#: Rows of a table that nobody reads to its end.
_MANY = 60


class _Field(NamedTuple):
    """A column: its heading, the text of its cells, and how far it may be cut (0: not at all)."""

    title: str
    text: Callable[[Shown, int], str]
    number: bool = False
    least: int = 0


def functions(shown: Shown, context: OutputContext, verbose: bool = False) -> Iterator[str]:
    """The table line by line; nothing without entries.  A long one ends early unless it is ``verbose``."""
    places = shown.places if verbose else shown.places[:_MANY]
    if not places:
        return
    fields, widths = _fitting(shown, places, context)
    rows = [
        [Cell(_cut(field, visible(field.text(shown, at)), width)) for field, width in zip(fields, widths)]
        for at in places
    ]
    yield from table([Column(field.title, field.number) for field in fields], rows, context)
    left = len(shown.places) - len(places)
    if left:
        yield f"and {counted(left, 'more')}; --verbose lists them too\n".replace("mores", "more")


def _cut(field: _Field, text: str, width: int) -> str:
    """A name keeps its end, which tells it apart; of anything else the beginning says most."""
    if field.title in ("function", "runs in"):
        return clipped(text, width)
    if text_width(text) <= width:
        return text
    while text_width(text) > width - 1:
        text = text[:-1]
    return f"{text}…"


def _entry(shown: Shown, at: int) -> Entry:
    return shown.inventory.entries[at]


def _runs(shown: Shown, at: int) -> str:
    """How many call a function, or what runs it instead."""
    entry = _entry(shown, at)
    if entry.kind != "function":
        return "event" if entry.kind == "event" else "–"
    if is_idle(entry) or (entry.use is Use.CALLED and entry.callers):
        return str(len(entry.callers))
    return "config" if entry.use is Use.CONFIGURED else "?"


_FIELDS = (
    _Field("function", lambda shown, at: shown.labels[at], least=22),
    _Field("runs in", lambda shown, at: _entry(shown, at).host or "?", least=9),
    _Field("lines", lambda shown, at: str(_entry(shown, at).measure.lines), True),
    _Field("complexity", lambda shown, at: str(_entry(shown, at).measure.complexity), True),
    _Field("callers", _runs, True),
    _Field("calls", lambda shown, at: str(len(_entry(shown, at).calls)), True),
    _Field("API calls at worst", lambda shown, at: formula(_entry(shown, at).api.total), least=18),
    _Field("services", lambda shown, at: reached(_entry(shown, at)), least=12),
)
#: What is left out first where there is no room.
_DISPENSABLE = ("services", "runs in", "calls", "complexity", "lines", "callers")
_MOST = {"function": 44, "API calls at worst": 48, "services": 48}


def _fitting(shown: Shown, places: tuple[int, ...], context: OutputContext) -> tuple[list[_Field], list[int]]:
    """The fields that fit, and their widths; all of them where no table fits."""
    room, gap = context.columns, GAP_OF_COLOUR if context.colour else GAP
    fields = list(_FIELDS)
    wanted = {
        field.title: max(
            text_width(field.title), *(text_width(visible(field.text(shown, at))) for at in places)
        )
        for field in fields
    }
    for title, most in _MOST.items():
        wanted[title] = min(wanted[title], most)
    for title in ("", *_DISPENSABLE):
        fields = [field for field in fields if field.title != title]
        least = [min(field.least, wanted[field.title]) or wanted[field.title] for field in fields]
        spare = room - sum(least) - gap * (len(fields) - 1)
        if spare >= 0:
            break
    else:
        if context.colour:
            return list(_FIELDS), [min(wanted[field.title], room) for field in _FIELDS]
    return fields, _shared_out(fields, wanted, least, max(spare, 0))


def _shared_out(fields: list[_Field], wanted: dict[str, int], least: list[int], spare: int) -> list[int]:
    """The room that is left goes to those that lack the most."""
    widths = list(least)
    while spare > 0:
        lacking = [wanted[field.title] - width for field, width in zip(fields, widths)]
        most = max(lacking)
        if most <= 0:
            break
        widths[lacking.index(most)] += 1
        spare -= 1
    return widths
