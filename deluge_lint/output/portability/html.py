"""The lift report as one HTML file: the matrix as a heat map, every finding behind its cell."""

from __future__ import annotations

import os.path
from collections.abc import Iterator
from html import escape

from deluge_lint.output.context import OutputContext
from deluge_lint.output.labels import labels
from deluge_lint.output.portability.html_data import packed
from deluge_lint.output.portability.words import (
    HOME,
    HOME_WORD,
    NEEDS,
    ORDER,
    SIGNS,
    headline,
    notes_of,
    obstacles,
    well_known,
    wrong_places,
)
from deluge_lint.output.summary import counted
from deluge_lint.output.webpage import asset, choice, closing, opening, prose, script_of, text
from deluge_lint.portability.effort import shown
from deluge_lint.portability.model import Report, Status, Target, Verdict, counts_at, minutes_at

#: With so few columns there is room for words in the cells.
_FEW = 5
_BAR = 100


def render(report: Report, context: OutputContext, verbose: bool = False) -> Iterator[str]:
    """The page in pieces; it is always complete."""
    folder = os.path.dirname(__file__)
    style, script = asset(folder, "page.css"), script_of(folder)
    yield from opening(headline(report), style, script, context.version, _legend())
    yield from _services(report)
    yield from _matrix(report, context)
    yield from _obstacles(report)
    yield from _wrong(report, context)
    yield from _notes(report, context)
    yield from closing(packed(report, context), script)


def _legend() -> str:
    items = (f'<li><i class="k s{int(status)}">{SIGNS[status]}</i> {status.title}</li>' for status in ORDER)
    return f'<ul class="legend">{"".join(items)}<li><i class="k h">{HOME}</i> runs there already</li></ul>\n'


def _services(report: Report) -> Iterator[str]:
    """A bar for each target."""
    yield '<section aria-labelledby="t1">\n<h2 id="t1">Services</h2>\n<table class="sums">\n<thead><tr>'
    yield '<th scope="col">service</th><td></td>'
    yield "".join(f'<th scope="col" class="n">{status.word}</th>' for status in ORDER)
    yield '<th scope="col" class="n">effort</th></tr></thead>\n<tbody>\n'
    for target in report.targets:
        counts = counts_at(report, target.host)
        minutes = minutes_at(report, target.host)
        known = "" if well_known(target) else ' <span class="doubt">little is known of it</span>'
        yield f'<tr><th scope="row">{text(target.title)}{known}</th><td class="bar">{_bar(counts)}</td>'
        yield "".join(f'<td class="n">{counts[status] or ""}</td>' for status in ORDER)
        yield f'<td class="n">{shown(minutes) if minutes else ""}</td></tr>\n'
    yield "</tbody>\n</table>\n</section>\n"


def _bar(counts: dict[Status, int]) -> str:
    whole = sum(counts.values())
    if not whole:
        return ""
    at, parts = 0.0, []
    for status in ORDER:
        width = _BAR * counts[status] / whole
        if width:
            parts.append(f'<rect class="f{int(status)}" x="{at:.2f}" width="{width:.2f}" height="8"/>')
        at += width
    shape = f'viewBox="0 0 {_BAR} 8" preserveAspectRatio="none" aria-hidden="true"'
    return f"<svg {shape}>{''.join(parts)}</svg>"


def _matrix(report: Report, context: OutputContext) -> Iterator[str]:
    if not report.functions:
        return
    few = " few" if len(report.targets) <= _FEW else ""
    yield f'<section aria-labelledby="t2">\n<h2 id="t2">Matrix</h2>\n{_controls(report)}<div class="pane">\n'
    yield f'<div class="scroll" tabindex="-1">\n<table class="matrix{few}" id="matrix" role="grid">\n'
    yield '<thead><tr><th scope="col">function</th>'
    yield "".join(
        f'<th scope="col"{_doubt(each)}><span>{text(each.host)}</span></th>' for each in report.targets
    )
    yield "</tr></thead>\n<tbody>\n"
    for function, name in zip(report.functions, labels(report.functions)):
        place = context.shown(function.path) + (f":{function.line}" if function.start else "")
        cells = "".join(_cell(function.verdicts.get(target.host)) for target in report.targets)
        head = f'<th scope="row"><span>{text(name)}</span><small><bdi>{escape(place)}</bdi></small></th>'
        yield f"<tr>{head}{cells}</tr>\n"
    yield "</tbody>\n</table>\n</div>\n"
    yield '<aside id="details" tabindex="-1" aria-label="Details" aria-live="polite" hidden>'
    yield "<p>Choose a cell to see what stands in the way there.</p></aside>\n"
    yield "</div>\n<noscript><p>The findings behind the cells need JavaScript; "
    yield "<code>--output-format markdown</code> shows them without.</p></noscript>\n</section>\n"


def _doubt(target: Target) -> str:
    title = target.title if well_known(target) else f"{target.title}: little is known of this service"
    return f' title="{text(title)}"'


def _cell(verdict: Verdict | None) -> str:
    if verdict is None:
        return f'<td class="h">{HOME}<b>{HOME_WORD}</b></td>'
    status = verdict.status
    return f'<td class="s{int(status)}">{SIGNS[status]}<b>{status.word}</b></td>'


def _controls(report: Report) -> str:
    statuses = [(str(int(status)), status.title) for status in ORDER]
    targets = [(str(at), target.title) for at, target in enumerate(report.targets)]
    search = '<input type="search" id="search" placeholder="function or file" autocomplete="off">'
    return (
        f'<form class="controls" id="controls" hidden>\n<label>Search {search}</label>\n'
        f"{choice('Service', 'service', [('', 'all'), *targets])}"
        f"{choice('Status', 'status', [('', 'all'), *statuses])}"
        f"{choice('Order', 'order', [('', 'by file'), ('worst', 'worst first')])}"
        '<button type="reset">Clear</button> <output id="count"></output>\n</form>\n'
    )


def _obstacles(report: Report) -> Iterator[str]:
    found = obstacles(report)
    if not found:
        return
    one = len(report.targets) == 1
    yield '<section aria-labelledby="t3">\n<h2 id="t3">What stands in the way</h2>\n'
    yield '<table class="list">\n<thead><tr><th scope="col">need</th><th scope="col">what</th>'
    # efforts for several services have no sum that means anything
    for word in ("places", "functions", "effort" if one else "services"):
        yield f'<th scope="col" class="n">{word}</th>'
    yield "</tr></thead>\n<tbody>\n"
    for each in found:
        need = f'<span class="need n-{text(each.need)}">{text(NEEDS.get(each.need, each.need))}</span>'
        rule = f"{text(each.code)} {text(each.name)}"
        what = f"{prose(each.message)} <small>{rule}</small>" if each.message else rule
        yield f"<tr><td>{need}</td><td>{what}</td>"
        last = shown(each.minutes) if one else str(each.targets)
        yield (
            "".join(f'<td class="n">{value}</td>' for value in (each.places, each.functions, last))
            + "</tr>\n"
        )
    yield "</tbody>\n</table>\n</section>\n"


def _wrong(report: Report, context: OutputContext) -> Iterator[str]:
    found = list(wrong_places(report))
    if not found:
        return
    words = f"{counted(len(found), 'finding')} wrong where it stands, whatever the target"
    yield f"<details>\n<summary>{words}</summary>\n<ul>\n"
    for function, issue in found:
        place = f"{context.shown(function.path)}:{issue.line}:{issue.column}"
        yield f"<li><small>{escape(place)}</small> {prose(issue.diagnostic.message)}"
        yield f" ({text(issue.diagnostic.name)})</li>\n"
    yield "</ul>\n</details>\n"


def _notes(report: Report, context: OutputContext) -> Iterator[str]:
    found = [(each.text, [each.path] if each.path else []) for each in report.problems] + notes_of(report)
    if not found:
        return
    yield "<details>\n<summary>Notes about files</summary>\n<ul>\n"
    for said, paths in found:
        places = ", ".join(escape(context.shown(path)) for path in paths)
        yield f"<li>{prose(said)}{f': <small>{places}</small>' if places else ''}</li>\n"
    yield "</ul>\n</details>\n"
