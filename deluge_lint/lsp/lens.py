"""Above each function: who calls it, what it calls outside, and whether it can move to another service."""

from __future__ import annotations

from collections import Counter

from lsprotocol import types

from deluge_lint.diagnostics import Diagnostic, Span
from deluge_lint.documents.hosts import UnknownHost, parse
from deluge_lint.documents.script import Host
from deluge_lint.lsp.analysis import Analysis
from deluge_lint.lsp.project import Project
from deluge_lint.lsp.server import DelugeServer
from deluge_lint.semantics.calls import CallGraph

#: The option that names the service to lift to.
OPTION = "liftTo"
SHOW_CALLS = "deluge-lint.showReferences"
SHOW_REPORT = "deluge-lint.showPortability"


def register(server: DelugeServer) -> None:
    """Answer ``textDocument/codeLens``."""

    @server.answers(types.TEXT_DOCUMENT_CODE_LENS, types.CodeLensOptions(resolve_provider=False))
    def lens(params: types.CodeLensParams) -> list[types.CodeLens] | None:
        analysis = server.analysis(params.text_document.uri)
        if analysis is None:
            return None
        return lenses(analysis, server.project, str(server.options.get(OPTION) or ""))


def lenses(analysis: Analysis, project: Project, lift_to: str = "") -> list[types.CodeLens]:
    """The lenses of a document."""
    summaries = project.summaries()
    graph = CallGraph(summaries)
    callers: Counter[tuple[str, int]] = Counter()
    for path, bodies in summaries.items():
        for body in bodies:
            for call in body.calls:
                found = graph.find(call.name, path)
                if found is not None:
                    callers[found.path, found.body.start] += 1
    obstacles = _obstacles(analysis, lift_to)
    made = []
    for body in summaries.get(analysis.path, ()):
        if not body.name:
            continue
        range = analysis.positions.range(Span(body.start, body.end))
        place = {"line": range.start.line, "character": range.start.character}
        times = callers[analysis.path, body.start]
        words = "1 call" if times == 1 else f"{times} calls"
        made.append(_lens(range, words, SHOW_CALLS, [analysis.uri, place]))
        definition = graph.find(body.name, analysis.path)
        reached = graph.effects_of(definition) if definition is not None else ()
        outside = _outside(list(body.effects), [each for each in reached if len(each.chain) > 1])
        if outside:
            made.append(_lens(range, outside, SHOW_CALLS, [analysis.uri, place]))
        if obstacles is not None:
            title, blockers = obstacles
            inside = _function_span(analysis, body.start)
            count = sum(inside.start <= each.span.start < inside.end for each in blockers)
            told = "ready" if not count else f"{count} to change"
            made.append(_lens(range, f"lifts to {title}: {told}", SHOW_REPORT, [analysis.uri]))
    return made


def _lens(range: types.Range, title: str, command: str, arguments: list[object]) -> types.CodeLens:
    return types.CodeLens(range, types.Command(title, command, arguments=arguments))


def _outside(effects: list[object], reached: list[object]) -> str:
    """External calls of a run: those written here, more in loops, more through own functions."""
    if not effects and not reached:
        return ""
    looped = any(getattr(each, "loops", 0) for each in (*effects, *reached))
    more = "at least " if looped or reached else ""
    count = len(effects) + len(reached)
    times = ", some once a round of a loop" if looped else ""
    return f"{more}{count} external call{'' if count == 1 else 's'}{times}"


def _obstacles(analysis: Analysis, lift_to: str) -> tuple[str, list[Diagnostic]] | None:
    """The service to lift to and what keeps the scripts of the document from running there."""
    if not lift_to:
        return None
    from deluge_lint.catalog import services
    from deluge_lint.engine.runner import check_document

    try:
        host: Host = parse(lift_to, "stated")
    except UnknownHost:
        return None
    settings = analysis.settings._replace(targets=(host,))
    found = check_document(analysis.document, analysis.path, settings).diagnostics
    blockers = [
        each for each in found
        if each.lift is not None and not each.lift.own and each.lift.need in ("block", "rework", "fix")
    ]  # fmt: skip
    service = services.get(host.service)
    return (service.title if service is not None else lift_to), blockers


def _function_span(analysis: Analysis, start: int) -> Span:
    from deluge_lint.syntax import nodes as n

    part = analysis.part_at(start)
    if part is not None:
        for function in part.model.of(n.Function):
            span = part.span(function)
            if span.start <= start < span.end:
                return span
    return Span(start, start)
