"""The lift report as Markdown, for issues, merge requests and wikis."""

from __future__ import annotations

from collections.abc import Iterator

from deluge_lint.output.context import OutputContext
from deluge_lint.output.labels import labels
from deluge_lint.output.markup import address as link
from deluge_lint.output.markup import cell, prose
from deluge_lint.output.portability.words import (
    HOME,
    NEEDS,
    ORDER,
    SIGNS,
    address,
    dependency_words,
    evidence_of,
    has_details,
    headline,
    needed,
    notes_of,
    source_of,
    tally,
    together,
    verdict_words,
    wrong_places,
)
from deluge_lint.output.visible import visible
from deluge_lint.portability.effort import shown
from deluge_lint.portability.model import Function, Issue, Report, Verdict

#: Paths that a note names.
_MOST_PATHS = 20


def render(report: Report, context: OutputContext, verbose: bool = False) -> Iterator[str]:
    """The sums, the matrix, then every finding, each function folded away."""
    yield f"# {prose(headline(report))}\n\n"
    yield "| service | functions |\n| --- | --- |\n"
    for target in report.targets:
        yield f"| {cell(target.title)} | {cell(tally(report, target))} |\n"
    yield from _matrix(report)
    yield from _details(report, context)
    yield from _closing(report, context)


def _matrix(report: Report) -> Iterator[str]:
    if not report.functions:
        return
    yield "\n## Matrix\n\n"
    yield f"| function | {' | '.join(cell(target.host) for target in report.targets)} |\n"
    yield f"| --- |{' :-: |' * len(report.targets)}\n"
    for function, name in zip(report.functions, labels(report.functions)):
        cells = (function.verdicts.get(target.host) for target in report.targets)
        signs = (SIGNS[verdict.status] if verdict is not None else HOME for verdict in cells)
        yield f"| {cell(name)} | {' | '.join(prose(sign) for sign in signs)} |\n"
    legend = ", ".join(f"{prose(SIGNS[status])} {status.title}" for status in ORDER)
    yield f"\n{legend}, {HOME} runs there already\n"


def _details(report: Report, context: OutputContext) -> Iterator[str]:
    for target in report.targets:
        found = [
            (function, verdict) for function in report.functions
            if (verdict := function.verdicts.get(target.host)) and has_details(function, verdict)
        ]  # fmt: skip
        if found:
            yield f"\n## {prose(target.title)}\n"
        for function, verdict in found:
            yield from _function(function, verdict, context)


def _function(function: Function, verdict: Verdict, context: OutputContext) -> Iterator[str]:
    effort = f", {shown(verdict.minutes)}" if verdict.minutes else ""
    place = address(function, context).replace("`", "'")
    yield f"\n### {prose(function.name)}: {verdict_words(verdict)}{effort}\n\n`{place}`\n\n"
    if function.reason:
        yield f"- unknown: {prose(function.reason)}\n"
    for each in needed(verdict):
        yield f"- calls {prose(dependency_words(each))} (line {each.line})\n"
    for equal in together(verdict.issues):
        yield from _issues(equal, context)
    for issue in verdict.accepted:
        reason = prose(issue.reason) or "no reason given"
        yield f"- accepted, line {issue.line}: {prose(issue.diagnostic.message)} (reason: {reason})\n"
    for name in function.outside:
        yield f"- calls `{visible(name)}`, which is not among these files\n"


def _issues(equal: list[Issue], context: OutputContext) -> Iterator[str]:
    issue, found = equal[0], equal[0].diagnostic
    places = ", ".join(f"{each.line}:{each.column}" for each in equal)
    yield f"- **{NEEDS.get(issue.need, issue.need)}** {places}: {prose(found.message)}"
    if found.help:
        yield f"; instead: {prose(found.help)}"
    if source_of(issue):
        yield f" ([{evidence_of(issue)}](<{link(source_of(issue))}>))"
    rule = f"[{found.name}](<{link(context.rule_url(found))}>)" if context.rule_url(found) else found.name
    yield f" · {rule}, {shown(sum(each.minutes for each in equal))}\n"


def _closing(report: Report, context: OutputContext) -> Iterator[str]:
    wrong = list(wrong_places(report))
    if wrong:
        yield "\n## Wrong where it stands\n\n"
    for function, issue in wrong:
        place = f"{context.shown(function.path)}:{issue.line}:{issue.column}"
        yield f"- {prose(place)}: {prose(issue.diagnostic.message)} ({issue.diagnostic.name})\n"
    notes = notes_of(report)
    if notes:
        yield "\n## Notes\n\n"
    for text, paths in notes:
        about = ", ".join(prose(context.shown(path)) for path in paths[:_MOST_PATHS])
        more = f" and {len(paths) - _MOST_PATHS} more" if len(paths) > _MOST_PATHS else ""
        yield f"- {prose(text)}{': ' if about else ''}{about}{more}\n"
