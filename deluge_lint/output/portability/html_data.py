"""What the HTML report shows on a click: every finding as compact data, each text once.

Lists instead of objects and numbers instead of texts keep a report of some thousand functions
and all services at a few megabytes.  ``page.js`` is the only reader.
"""

from __future__ import annotations

from typing import Any

from deluge_lint.diagnostics import Span
from deluge_lint.output.context import OutputContext
from deluge_lint.output.labels import labels
from deluge_lint.output.portability.words import (
    dependency_words,
    evidence_of,
    fix_of,
    needed,
    source_of,
    together,
    verdict_words,
)
from deluge_lint.output.snippet import line_bounds, marks
from deluge_lint.output.visible import cells, visible
from deluge_lint.portability.effort import shown
from deluge_lint.portability.model import Function, Issue, Report, Verdict
from deluge_lint.source import SourceFile

#: Characters of a line shown before and behind what is marked.
_BEFORE, _BEHIND, _MARKED = 60, 80, 160
#: Places of equal findings that are shown with their lines, and that are named.
_MOST_PLACES, _MOST_NAMED = 5, 40


def packed(report: Report, context: OutputContext) -> dict[str, Any]:
    """The data for the page."""
    return _Packer(report, context).packed()


class _Packer:
    """Collects the texts and source lines of a report, each once."""

    def __init__(self, report: Report, context: OutputContext) -> None:
        self._report = report
        self._context = context
        self._texts: dict[str, int] = {}
        self._lines: dict[tuple[str, Span], int] = {}
        self._snippets: list[list[list[Any]]] = []
        # which function a dependency is; -1 where two of a file have one name
        self._places: dict[tuple[str, str], int] = {}
        for at, each in enumerate(report.functions):
            key = (each.path, each.name)
            self._places[key] = -1 if key in self._places else at

    def packed(self) -> dict[str, Any]:
        """Everything, the tables of texts and snippets last, when they are complete."""
        functions = [self._function(each) for each in self._report.functions]
        return {
            "names": [visible(name) for name in labels(self._report.functions)],
            "functions": functions,
            "texts": list(self._texts),
            "snippets": self._snippets,
        }

    def _text(self, text: str) -> int:
        return self._texts.setdefault(visible(text), len(self._texts))

    def _function(self, function: Function) -> list[Any]:
        verdicts = (function.verdicts.get(target.host) for target in self._report.targets)
        return [
            self._text(f"{self._context.relative(function.path)}:{function.line}"),
            self._text(function.reason),
            [self._text(name) for name in function.outside],
            [self._verdict(function, verdict) if verdict is not None else 0 for verdict in verdicts],
        ]

    def _verdict(self, function: Function, verdict: Verdict) -> list[Any]:
        return [
            int(verdict.status),
            self._text(verdict_words(verdict)),
            self._text(shown(verdict.minutes) if verdict.minutes else ""),
            [
                [self._text(dependency_words(each)), each.line, self._places[each.path, each.name]]
                for each in needed(verdict)
            ],
            [self._issues(function, equal) for equal in together(verdict.issues)],
            [
                [self._text(each.diagnostic.message), each.line, each.column, self._text(each.reason)]
                for each in verdict.accepted
            ],
        ]

    def _issues(self, function: Function, equal: list[Issue]) -> list[Any]:
        issue, found = equal[0], equal[0].diagnostic
        return [
            issue.need,
            self._text(found.message),
            self._text(found.help),
            self._text(evidence_of(issue)),
            self._text(source_of(issue)),
            self._text(f"{found.code} {found.name}"),
            self._text(self._context.rule_url(found)),
            self._text(shown(sum(each.minutes for each in equal))),
            self._text(found.fixes[0].title if found.fixes else ""),
            fix_of(issue),
            int(issue.preview),
            [[each.line, each.column] for each in equal[:_MOST_NAMED]],
            len(equal),
            [self._snippet(function.path, each.diagnostic.span) for each in equal[:_MOST_PLACES]],
        ]

    def _snippet(self, path: str, span: Span) -> int:
        known = self._lines.get((path, span))
        if known is None:
            source = self._context.source_of(path)
            known = self._lines[path, span] = len(self._snippets)
            self._snippets.append(_marked(source, span) if source is not None else [])
        return known


def _marked(source: SourceFile, span: Span) -> list[list[Any]]:
    """The first and the last line of a span: number, text before, what is marked, text behind."""
    found = []
    for mark in marks(source, span):
        start, end = line_bounds(source, mark.line)
        parts, _ = cells(source.text[start:end])
        left = max(mark.start - _BEFORE, 0)
        stop = min(mark.end, mark.start + _MARKED)
        right = min(stop + _BEHIND, len(parts))
        before = ("…" if left else "") + "".join(parts[left : mark.start])
        behind = "".join(parts[stop:right]) + ("…" if right < len(parts) else "")
        found.append([mark.line, before, "".join(parts[mark.start : stop]), behind])
    return found
