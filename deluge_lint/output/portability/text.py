"""The lift report for people at a terminal: the matrix, what stands in the way, the sums."""

from __future__ import annotations

from collections.abc import Iterator

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
    ignored_line,
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
_MOST_NOTES = 5


def render(report: Report, context: OutputContext, verbose: bool = False) -> Iterator[str]:
    """The report, the sums last, where a terminal shows them first."""
    palette = Palette(context.colour, context.hyperlinks)
    yield palette.paint("strong", headline(report)) + "\n\n"
    yield from matrix(report, context)
    if report.functions:
        yield "\n"
    yield from _details(report, context, verbose)
    yield from _wrong(report, context, verbose)
    yield from _obstacles(report, palette, verbose)
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
    most = len(found) if verbose else _MOST_OBSTACLES
    for function, issue in found[:most]:
        yield from details.wrong(function, issue)
    if len(found) > most:
        yield f"  and {len(found) - most} more; --verbose shows them all\n"
    yield "\n"


def _obstacles(report: Report, palette: Palette, verbose: bool) -> Iterator[str]:
    found = obstacles(report)
    if not found:
        return
    most = len(found) if verbose else _MOST_OBSTACLES
    rows = [_row(each, len(report.targets)) for each in found[:most]]
    widths = [max(map(len, column)) for column in zip(*rows)]
    yield "What stands in the way, the most work first:\n"
    for each, (name, places, effort) in zip(found, rows):
        need = palette.paint(
            STYLES_OF_NEED.get(each.need, "warning"), f"{NEEDS.get(each.need, each.need):<6}"
        )
        yield f"  {need}  {name:<{widths[0]}}  {effort:>{widths[2]}}  {places}\n"
    if len(found) > most:
        yield f"  and {len(found) - most} more\n"
    yield "\n"


def _row(each: Obstacle, targets: int) -> tuple[str, str, str]:
    """Name, places and effort; the efforts for several targets have no sum that means anything."""
    places = f"{counted(each.places, 'place')} in {counted(each.functions, 'function')}"
    effort = shown(each.minutes) if targets == 1 else f"in {each.targets} of {targets} services"
    return f"{each.code} {each.name}", places, effort


def _notes(report: Report, context: OutputContext, verbose: bool) -> Iterator[str]:
    lines = [f"{context.shown(each.path)}: {visible(each.text)}" for each in report.notes]
    lines += [f"left out {context.shown(each.path)}: {visible(each.text)}" for each in report.skipped]
    if report.ignored:
        lines.append(ignored_line(report))
    most = len(lines) if verbose else _MOST_NOTES
    yield from (line + "\n" for line in lines[:most])
    if len(lines) > most:
        yield f"and {len(lines) - most} more; --verbose shows them all\n"
    if lines:
        yield "\n"


def _sums(report: Report, palette: Palette) -> Iterator[str]:
    width = max((text_width(each.title) for each in report.targets), default=0)
    for target in report.targets:
        gap = " " * (width - text_width(target.title))
        yield f"{palette.paint('strong', target.title)}{gap}  {tally(report, target)}\n"
    rules = obstacles(report)
    if rules:
        yield f"Why, and on what the effort rests: deluge-lint explain {rules[0].name}\n"
