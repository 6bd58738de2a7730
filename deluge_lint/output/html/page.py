"""Findings as one HTML file: sums, a heat map of functions and categories, every finding with its line."""

from __future__ import annotations

import os.path
from collections import Counter
from collections.abc import Iterator
from html import escape

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.results import RunResult
from deluge_lint.output.context import OutputContext
from deluge_lint.output.html.data import Finding, gathered, packed
from deluge_lint.output.html.trend import drawn
from deluge_lint.output.summary import Summary, counted, problems, summarise
from deluge_lint.output.trend import Point
from deluge_lint.output.webpage import asset, choice, closing, opening, prose, script_of, text

#: The worst functions that the heat map shows; the list below it has all.
ROWS = 60

_LEVELS = tuple(sorted(Severity, reverse=True))


def render(run: RunResult, context: OutputContext) -> Iterator[str]:
    """The page in pieces; it is always complete."""
    folder = os.path.dirname(__file__)
    style, script = asset(folder, "page.css"), script_of(folder)
    summary, found = summarise(run), gathered(run, context)
    title = f"{counted(summary.findings, 'finding')} in {counted(summary.files, 'file')}"
    yield from opening(title, style, script, context.version)
    yield from _sums(summary)
    if context.trend:
        yield from drawn((*context.trend, Point("this run", summary.findings)))
    yield from _heat(found)
    yield from _list(found)
    yield from _problems(run, context)
    yield from closing(packed(found, context), script)


def _sums(summary: Summary) -> Iterator[str]:
    counts = zip(_LEVELS, (summary.errors, summary.warnings, summary.infos, summary.hints))
    yield '<section aria-label="Sums">\n<ul class="tiles">'
    for level, count in counts:
        yield f'<li class="v{int(level)}"><b>{count}</b> {counted(count, level.label).split(" ", 1)[1]}</li>'
    yield "</ul>\n<p>"
    said = [f"{summary.fixable} fixable with <code>--fix</code>"] if summary.fixable else []
    if summary.unsafe_fixable:
        said.append(f"{summary.unsafe_fixable} with <code>--fix --unsafe-fixes</code>")
    if summary.known:
        said.append(f"{counted(summary.known, 'known finding')} of the baseline not shown")
    if summary.fixed:
        said.append(f"{summary.fixed} of the baseline gone")
    if summary.elsewhere:
        said.append(f"{counted(summary.elsewhere, 'finding')} elsewhere not shown: nothing changed there")
    if summary.skipped:
        said.append(f"{counted(summary.skipped, 'file')} left out on purpose")
    yield "; ".join(said)
    yield "</p>\n</section>\n"


def _heat(found: list[Finding]) -> Iterator[str]:
    """How many findings of each category each function has, the worst functions first."""
    if not found:
        return
    cells = Counter((each.path, each.function, each.category) for each in found)
    weights: Counter[tuple[str, str]] = Counter()
    for each in found:
        # an error outweighs any number of hints that people would bear
        weights[each.path, each.function] += 10 ** int(each.found.severity)
    categories = sorted({each.category for each in found})
    rows = sorted(weights, key=lambda key: (-weights[key], key))
    yield '<section aria-labelledby="t2">\n<h2 id="t2">Functions and categories</h2>\n<div class="scroll">\n'
    yield '<table class="heat" id="heat">\n<thead><tr><th scope="col">function</th>'
    yield "".join(f'<th scope="col">{text(each)}</th>' for each in categories)
    yield "</tr></thead>\n<tbody>\n"
    for path, function in rows[:ROWS]:
        name = escape(function or "(script)")
        yield f'<tr><th scope="row">{name} <small><bdi>{escape(path)}</bdi></small></th>'
        yield "".join(_cell(cells[path, function, each], path, function, each) for each in categories)
        yield "</tr>\n"
    yield "</tbody>\n</table>\n</div>\n"
    if len(rows) > ROWS:
        yield f"<p><small>{len(rows) - ROWS} more functions have findings; the list has them.</small></p>\n"
    yield "</section>\n"


def _cell(count: int, path: str, function: str, category: str) -> str:
    if not count:
        return "<td></td>"
    label = f"{counted(count, 'finding')} of {category} in {function or path}"
    warmth = min(4, count.bit_length())
    return f'<td class="w{warmth}"><button type="button" aria-label="{escape(label)}">{count}</button></td>'


def _list(found: list[Finding]) -> Iterator[str]:
    if not found:
        return
    levels = [(str(int(each)), each.label) for each in _LEVELS]
    categories = [(each, each) for each in sorted({each.category for each in found})]
    rules = sorted({(each.found.name, f"{each.found.code} {each.found.name}") for each in found})
    paths = [(each, each) for each in sorted({each.path for each in found})]
    yield '<section aria-labelledby="t3">\n<h2 id="t3">Findings</h2>\n'
    yield '<form class="controls" id="controls" hidden>\n'
    yield '<label>Search <input type="search" id="search" placeholder="message, function, code"'
    yield ' autocomplete="off"></label>\n'
    yield choice("Severity", "severity", [("", "all"), *levels])
    yield choice("Category", "category", [("", "all"), *categories])
    yield choice("Rule", "rule", [("", "all"), *rules])
    yield choice("Path", "path", [("", "all"), *paths])
    yield '<button type="reset">Clear</button> <output id="count"></output>\n</form>\n'
    yield '<div id="list"></div>\n<p><button type="button" id="more" hidden>Show more</button></p>\n'
    yield "<noscript><p>The findings need JavaScript; <code>--output-format markdown</code> "
    yield "shows them without.</p></noscript>\n</section>\n"


def _problems(run: RunResult, context: OutputContext) -> Iterator[str]:
    met = list(problems(run))
    if not met:
        return
    yield f"<details open>\n<summary>{counted(len(met), 'problem')}: not linted</summary>\n<ul>\n"
    for path, message in met:
        place = f"<small>{escape(context.shown(path))}</small> " if path else ""
        yield f"<li>{place}{prose(message)}</li>\n"
    yield "</ul>\n</details>\n"
