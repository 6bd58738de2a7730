"""Who calls a function, and what it calls."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from deluge_lint.diagnostics import Span
from deluge_lint.lsp.analysis import Analysis
from deluge_lint.lsp.project import Project, uri_of
from deluge_lint.lsp.server import DelugeServer
from deluge_lint.lsp.targets import OwnFunction, target_at
from deluge_lint.semantics.calls import BodySummary, CallGraph, OwnCall


def register(server: DelugeServer) -> None:
    """Answer the three requests of the call hierarchy."""

    @server.answers(types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY)
    def prepare(params: types.CallHierarchyPrepareParams) -> list[types.CallHierarchyItem] | None:
        analysis = server.analysis(params.text_document.uri)
        if analysis is None:
            return None
        target = target_at(analysis, analysis.positions.offset(params.position))
        if not isinstance(target, OwnFunction):
            return None
        found = CallGraph(server.project.summaries()).find(target.key, analysis.path)
        made = _item(found.path, found.body, server.project) if found is not None else None
        return [made] if made is not None else None

    @server.answers(types.CALL_HIERARCHY_INCOMING_CALLS)
    def incoming(
        params: types.CallHierarchyIncomingCallsParams,
    ) -> list[types.CallHierarchyIncomingCall]:  # fmt: skip
        return list(_incoming(params.item, server.project))

    @server.answers(types.CALL_HIERARCHY_OUTGOING_CALLS)
    def outgoing(
        params: types.CallHierarchyOutgoingCallsParams,
    ) -> list[types.CallHierarchyOutgoingCall]:  # fmt: skip
        return list(_outgoing(params.item, server.project))


def _item(path: str, body: BodySummary, project: Project) -> types.CallHierarchyItem | None:
    analysis = project.analysis_of(path)
    if analysis is None:
        return None
    named = bool(body.name)
    span = Span(body.start, body.end if named else body.start)
    range = analysis.positions.range(span)
    name = body.name or _title(analysis, body)
    kind = types.SymbolKind.Function if named else types.SymbolKind.Event
    data = {"path": path, "name": body.name, "start": body.start}
    return types.CallHierarchyItem(name, kind, uri_of(path), range, range, data=data)


def _title(analysis: Analysis, body: BodySummary) -> str:
    """What the bare statements at a place are called."""
    part = analysis.part_at(body.start)
    title = part.script.trigger.title if part is not None else ""
    return title or analysis.path.replace("\\", "/").rpartition("/")[2]


def _meant(item: types.CallHierarchyItem) -> tuple[str, str, int]:
    data = item.data if isinstance(item.data, dict) else {}
    return str(data.get("path", "")), str(data.get("name", "")), int(data.get("start", 0))


def _incoming(
    item: types.CallHierarchyItem, project: Project
) -> Iterator[types.CallHierarchyIncomingCall]:  # fmt: skip
    path, name, start = _meant(item)
    summaries = project.summaries()
    graph = CallGraph(summaries)
    for caller in sorted(summaries):
        analysis = None
        for body in summaries[caller]:
            calls = [each for each in body.calls if _is(graph, each, caller, path, start)]
            if not calls or not name:
                continue
            analysis = analysis or project.analysis_of(caller)
            made = _item(caller, body, project)
            if analysis is not None and made is not None:
                yield types.CallHierarchyIncomingCall(made, _ranges(analysis, calls))


def _is(graph: CallGraph, call: OwnCall, caller: str, path: str, start: int) -> bool:
    found = graph.find(call.name, caller)
    return found is not None and found.path == path and found.body.start == start


def _outgoing(
    item: types.CallHierarchyItem, project: Project
) -> Iterator[types.CallHierarchyOutgoingCall]:  # fmt: skip
    path, _, start = _meant(item)
    summaries = project.summaries()
    graph = CallGraph(summaries)
    analysis = project.analysis_of(path)
    for body in summaries.get(path, ()):
        if body.start != start or analysis is None:
            continue
        called: dict[tuple[str, int], list[OwnCall]] = {}
        for call in body.calls:
            found = graph.find(call.name, path)
            if found is not None:
                called.setdefault((found.path, found.body.start), []).append(call)
        for calls in called.values():
            found = graph.find(calls[0].name, path)
            made = _item(found.path, found.body, project) if found is not None else None
            if made is not None:
                yield types.CallHierarchyOutgoingCall(made, _ranges(analysis, calls))


def _ranges(analysis: Analysis, calls: list[OwnCall]) -> list[types.Range]:
    return [analysis.positions.range(Span(each.start, each.end)) for each in calls]
