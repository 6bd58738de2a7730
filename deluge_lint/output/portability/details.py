"""The findings of the lift report for people: where, what, what to write instead, on what ground."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from deluge_lint.output.context import OutputContext
from deluge_lint.output.palette import Palette
from deluge_lint.output.portability.words import (
    NEEDS,
    STYLES,
    STYLES_OF_NEED,
    address,
    dependency_words,
    evidence_of,
    fix_of,
    has_details,
    needed,
    source_of,
    together,
    verdict_words,
)
from deluge_lint.output.snippet import Snippet, marks
from deluge_lint.output.visible import visible
from deluge_lint.portability.effort import shown
from deluge_lint.portability.model import Function, Issue, Target, Verdict

_INDENT = 10
_MOST_PLACES = 8

_HOW = {"safe": "--fix", "unsafe": "--fix --unsafe-fixes", "suggestion": "by hand"}


class Details:
    """Renders functions at targets; with ``snippets`` each finding shows its line."""

    def __init__(self, context: OutputContext, *, snippets: bool) -> None:
        self._context = context
        self._palette = Palette(context.colour, context.hyperlinks)
        self._snippets = snippets

    def function(self, function: Function, target: Target) -> Iterator[str]:
        """A function at a target; nothing where it runs there already or there is nothing to say."""
        verdict = function.verdicts.get(target.host)
        if verdict is None or not has_details(function, verdict):
            return
        yield from self._heading(function, target, verdict)
        if function.reason:
            yield from self._line("faint", "unknown", visible(function.reason))
        for each in needed(verdict):
            words = f"{visible(dependency_words(each))} (line {each.line})"
            yield from self._line(STYLES[each.status], "calls", words)
        for equal in together(verdict.issues):
            yield from self._issues(function, equal)
        for issue in verdict.accepted:
            yield from self._accepted(issue)
        for name in function.outside:
            yield from self._line("faint", "calls", f"`{visible(name)}`, which is not among these files")
        yield "\n"

    def _heading(self, function: Function, target: Target, verdict: Verdict) -> Iterator[str]:
        palette = self._palette
        name = palette.paint("strong", visible(function.name))
        status = palette.paint(STYLES[verdict.status], verdict_words(verdict))
        effort = f", {shown(verdict.minutes)}" if verdict.minutes else ""
        yield f"{name} → {target.title}: {status}{effort}\n"
        yield palette.paint("faint", f"  {address(function, self._context)}") + "\n"

    def _issues(self, function: Function, equal: list[Issue]) -> Iterator[str]:
        """Findings that say the same of several places, in the order of the places."""
        issue, found = equal[0], equal[0].diagnostic
        places = ", ".join(f"{each.line}:{each.column}" for each in equal[:_MOST_PLACES])
        more = f" and {len(equal) - _MOST_PLACES} more" if len(equal) > _MOST_PLACES else ""
        style = STYLES_OF_NEED.get(issue.need, "warning")
        words = f"{places}{more}  {visible(found.message)}"
        yield from self._line(style, NEEDS.get(issue.need, issue.need), words)
        if self._snippets:
            yield from self._lines(function, equal)
        if found.help:
            yield from self._note("instead", visible(found.help))
        if fix_of(issue):
            yield from self._note("fix", f"{visible(found.fixes[0].title)} ({_HOW[fix_of(issue)]})")
        if source_of(issue):
            url = visible(source_of(issue))
            yield f"{'':{_INDENT}}  {evidence_of(issue)}: {self._palette.link(url, url)}\n"
        rule = self._palette.link(self._context.rule_url(found), f"{found.code} {found.name}")
        tried = ", still being tried" if issue.preview else ""
        closing = f"effort {shown(sum(each.minutes for each in equal))} · {rule}{tried}"
        yield f"{'':{_INDENT}}  {self._palette.paint('faint', closing)}\n"

    def _accepted(self, issue: Issue) -> Iterator[str]:
        reason = visible(issue.reason) or "no reason given"
        words = f"{issue.line}:{issue.column}  {visible(issue.diagnostic.message)}"
        yield from self._line("faint", "accepted", words)
        yield from self._note("reason", reason)

    def wrong(self, function: Function, issue: Issue) -> Iterator[str]:
        """A finding about the place where the script runs already."""
        found = issue.diagnostic
        severity = self._palette.paint(found.severity.label, found.severity.label)
        where = f"{self._context.shown(function.path)}:{issue.line}:{issue.column}"
        yield f"  {where} {severity}: {visible(found.message)} ({found.name})\n"

    def _line(self, style: str, word: str, text: str) -> Iterator[str]:
        label = self._palette.paint(style, f"{word:>{_INDENT}}")
        first, *rest = self._wrapped(text)
        yield f"{label}  {first}\n"
        for line in rest:
            yield f"{'':{_INDENT + 2}}{line}\n"

    def _note(self, word: str, text: str) -> Iterator[str]:
        for line in self._wrapped(f"{word}: {text}"):
            yield f"{'':{_INDENT + 2}}{line}\n"

    def _wrapped(self, text: str) -> list[str]:
        return wrap(text, self._context.width - _INDENT - 2, break_on_hyphens=False) or [""]

    def _lines(self, function: Function, equal: list[Issue]) -> Iterator[str]:
        source = self._context.source_of(function.path)
        if source is None:
            return
        wanted = [mark for each in equal for mark in marks(source, each.diagnostic.span)]
        digits = len(str(wanted[-1].line))
        style = equal[0].diagnostic.severity.label
        snippet = Snippet(digits, self._context.width - _INDENT - 2, style, self._palette)
        for line in snippet.lines(source, wanted):
            yield f"{'':{_INDENT + 2}}{line}\n"
