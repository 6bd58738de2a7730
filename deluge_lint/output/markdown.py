"""Markdown for the summary of a CI step, a merge request or a wiki: sums first, then the findings.

The tables stop after :data:`MOST` findings, the worst first: platforms cut long texts off.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import escape

from deluge_lint.diagnostics import Diagnostic, Severity
from deluge_lint.engine.results import RunResult
from deluge_lint.output.context import OutputContext
from deluge_lint.output.markup import address, cell, code, prose
from deluge_lint.output.summary import counted, findings, problems, sentences, summarise

#: Findings that are listed; the summary of a GitHub step may have 1 MiB.
MOST = 1000

_SIGNS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.INFO: "ℹ️", Severity.HINT: "💡"}


def render(run: RunResult, context: OutputContext) -> Iterator[str]:
    """The sums by rule, then the findings file by file, folded away."""
    summary = summarise(run)
    yield f"## deluge-lint: {prose(sentences(summary)[0])}\n"
    for path, message in problems(run):
        place = f"{code(context.relative(path))}: " if path else ""
        yield f"\n- not linted: {place}{prose(message)}\n"
    if summary.known or summary.fixed:
        known = counted(summary.known, "known finding")
        yield f"\n{known} of the baseline not shown, {summary.fixed} gone.\n"
    if summary.elsewhere:
        yield f"\n{counted(summary.elsewhere, 'finding')} elsewhere not shown: nothing changed there.\n"
    found = list(findings(run))
    if found:
        yield from _rules(found, context)
        yield from _files(found, context)


def _rules(found: list[tuple[str, Diagnostic]], context: OutputContext) -> Iterator[str]:
    groups: dict[str, list[Diagnostic]] = {}
    for _, each in found:
        groups.setdefault(each.name, []).append(each)
    yield "\n| findings | | rule |\n| --: | --- | --- |\n"
    ordered = sorted(groups.values(), key=lambda each: (-max(each, key=_level).severity, -len(each)))
    for group in ordered:
        worst = max(group, key=_level)
        level = f"{_SIGNS[worst.severity]} {worst.severity.label}"
        yield f"| {len(group)} | {level} | {_rule(worst, context)} |\n"


def _level(found: Diagnostic) -> Severity:
    return found.severity


def _rule(found: Diagnostic, context: OutputContext) -> str:
    url = context.rule_url(found)
    words = cell(f"{found.code} {found.name}")
    return f"[{words}](<{address(url)}>)" if url else words


def _files(found: list[tuple[str, Diagnostic]], context: OutputContext) -> Iterator[str]:
    worst_first = sorted(range(len(found)), key=lambda at: (-found[at][1].severity, at))
    shown = sorted(worst_first[:MOST])
    counts = Counter(found[at][0] for at in shown)
    path = ""
    for at in shown:
        if found[at][0] != path:
            if path:
                yield "\n</details>\n"
            path = found[at][0]
            name = escape(context.shown(path))
            yield f"\n<details><summary>{name}: {counted(counts[path], 'finding')}</summary>\n\n"
            yield "| place | | finding |\n| --: | --- | --- |\n"
        yield _finding(path, found[at][1], context)
    yield "\n</details>\n"
    if len(found) > len(shown):
        yield f"\n{len(found) - len(shown)} more are left out here.\n"


def _finding(path: str, found: Diagnostic, context: OutputContext) -> str:
    place = context.place(path, found.span)
    where = f"{place.start.line}:{place.start.column}" if place else ""
    help = f"<br>{cell(found.help)}" if found.help else ""
    return f"| {where} | {_SIGNS[found.severity]} {_rule(found, context)} | {cell(found.message)}{help} |\n"
