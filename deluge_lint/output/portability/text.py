"""The lift report for people at a terminal: the matrix, what stands in the way, the sums."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from deluge_lint.output.context import OutputContext
from deluge_lint.output.palette import Palette
from deluge_lint.output.portability.details import Details
from deluge_lint.output.portability.matrix import matrix
from deluge_lint.output.portability.words import (
    NEEDS,
    STYLES_OF_NEED,
    Obstacle,
    has_details,
    headline,
    notes_of,
    obstacles,
    tally,
    wrong_places,
)
from deluge_lint.output.summary import counted
from deluge_lint.output.visible import text_width, visible
from deluge_lint.portability.effort import shown
from deluge_lint.portability.model import Report

#: So many functions with something to say are shown in full without being asked.
FEW = 8
#: So many kinds of obstacles are listed without being asked.
_MOST_OBSTACLES = 12
_MOST_WRONG = 5
#: A note about more files than these counts them.
_FEW_PATHS = 3


def render(report: Report, context: OutputContext, verbose: bool = False) -> Iterator[str]:
    """The report, the sums last, where a terminal shows them first."""
    palette = Palette(context.colour, context.hyperlinks)
    yield palette.paint("strong", headline(report)) + "\n\n"
    yield from matrix(report, context, verbose)
    if report.functions:
        yield "\n"
    yield from _details(report, context, verbose)
    yield from _wrong(report, context, verbose)
    yield from _obstacles(report, context, palette, verbose)
    yield from _notes(report, context, verbose)
    if context.summary:
        yield from _sums(report, palette)


def _details(report: Report, context: OutputContext, verbose: bool) -> Iterator[str]:
    found = [
        (function, target) for target in report.targets for function in report.functions
        if target.host in function.verdicts and has_details(function, function.verdicts[target.host])
    ]  # fmt: skip
    if not verbose and (len(report.targets) > 1 or len(found) > FEW):
        return
    details = Details(context, snippets=verbose)
    for function, target in found:
        yield from details.function(function, target)


def _wrong(report: Report, context: OutputContext, verbose: bool) -> Iterator[str]:
    found = list(wrong_places(report))
    if not found:
        return
    details = Details(context, snippets=False)
    yield "Wrong where it stands, whatever the target:\n"
    most = len(found) if verbose else _MOST_WRONG
    for function, issue in found[:most]:
        yield from details.wrong(function, issue)
    if len(found) > most:
        yield f"  and {len(found) - most} more; --verbose shows them all\n"
    yield "\n"


def _obstacles(report: Report, context: OutputContext, palette: Palette, verbose: bool) -> Iterator[str]:
    found = obstacles(report)
    if not found:
        return
    most = len(found) if verbose else _MOST_OBSTACLES
    rows = [_row(each, len(report.targets)) for each in found[:most]]
    effort, places = (max(map(len, column)) for column in list(zip(*rows))[:2])
    room = max(context.columns - 14 - effort - places, 30)
    yield "What stands in the way, the most work first:\n"
    for each, (cost, where, what) in zip(found, rows):
        need = palette.paint(
            STYLES_OF_NEED.get(each.need, "warning"), f"{NEEDS.get(each.need, each.need):<6}"
        )
        first, *rest = wrap(what, room, break_on_hyphens=False)
        yield f"  {need}  {cost:>{effort}}  {where:<{places}}  {first}\n"
        yield from (f"{'':{14 + effort + places}}{line}\n" for line in rest)
    if len(found) > most:
        yield f"  and {len(found) - most} more; --verbose shows them all\n"
    yield "\n"


def _row(each: Obstacle, targets: int) -> tuple[str, str, str]:
    """Effort, places and words; the efforts for several targets have no sum that means anything."""
    places = f"{counted(each.places, 'place')} in {counted(each.functions, 'function')}"
    effort = shown(each.minutes) if targets == 1 else f"{each.targets} of {targets} services"
    return (
        effort,
        places,
        f"{visible(each.message)} ({each.name})" if each.message else each.name,
    )


def _notes(report: Report, context: OutputContext, verbose: bool) -> Iterator[str]:
    found = notes_of(report)
    for text, paths in found:
        shown_paths = [context.shown(path) for path in paths]
        if not verbose and len(paths) > _FEW_PATHS:
            yield f"{counted(len(paths), 'file')}: {visible(text)}\n"
        elif paths:
            yield from (f"{path}: {visible(text)}\n" for path in shown_paths)
        else:
            yield f"{visible(text)}\n"
    if found:
        yield "\n"


def _sums(report: Report, palette: Palette) -> Iterator[str]:
    width = max((text_width(each.title) for each in report.targets), default=0)
    for target in report.targets:
        gap = " " * (width - text_width(target.title))
        yield f"{palette.paint('strong', target.title)}{gap}  {tally(report, target)}\n"
    rules = obstacles(report)
    if rules:
        yield f"Why, and on what the effort rests: deluge-lint explain {rules[0].name}\n"
