"""The outline of a document, and functions by name over the workspace."""

from __future__ import annotations

from lsprotocol import types

from deluge_lint.diagnostics import Span
from deluge_lint.lsp.analysis import Analysis, Part
from deluge_lint.lsp.project import uri_of
from deluge_lint.lsp.server import DelugeServer
from deluge_lint.syntax import nodes as n

#: Symbols that a search over the workspace returns at most.
MOST = 200


def register(server: DelugeServer) -> None:
    """Answer the two requests for symbols."""

    @server.answers(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def outline(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
        analysis = server.analysis(params.text_document.uri)
        return symbols(analysis) if analysis is not None else None

    @server.answers(types.WORKSPACE_SYMBOL)
    def search(params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
        found = []
        for path, bodies in sorted(server.project.summaries().items()):
            named = [body for body in bodies if body.name and matches(params.query, body.name)]
            analysis = server.project.analysis_of(path) if named else None
            if analysis is None:
                continue
            for body in named:
                range = analysis.positions.range(Span(body.start, body.end))
                place = types.Location(uri_of(path), range)
                name, _, space = body.name[::-1].partition(".")
                found.append(
                    types.WorkspaceSymbol(
                        place, name[::-1], types.SymbolKind.Function, container_name=space[::-1] or None
                    )
                )
        return found[:MOST]


def matches(query: str, name: str) -> bool:
    """Whether the letters of ``query`` stand in ``name`` in this order, in any case."""
    letters = iter(name.lower())
    return all(letter in letters for letter in query.lower())


def symbols(analysis: Analysis) -> list[types.DocumentSymbol]:
    """Functions with their parameters and variables; the scripts of an export by their events."""
    found: list[types.DocumentSymbol] = []
    alone = analysis.document.script is not None
    for part in analysis.parts():
        inner = _of_script(part, analysis)
        if alone or not part.script.trigger.title:
            found += inner
        elif part.script.kind == "script":
            span = part.span(Span(0, len(part.script.source.text)))
            range = analysis.positions.range(span)
            title = part.script.trigger.title
            found.append(types.DocumentSymbol(title, types.SymbolKind.Event, range, range, children=inner))
    return found


def _of_script(part: Part, analysis: Analysis) -> list[types.DocumentSymbol]:
    place = analysis.positions.range
    found = []
    for body in part.model.bodies:
        variables = []
        for name, symbol in sorted(body.symbols.items()):
            node = first_place(symbol)
            if node is None:
                continue
            kind = types.SymbolKind.Variable
            range = place(part.span(node))
            variables.append(types.DocumentSymbol(name, kind, range, range))
        variables.sort(key=lambda each: (each.range.start.line, each.range.start.character))
        function = body.function
        if function is None:
            found += variables
            continue
        name = f"{function.namespace}.{function.name}" if function.namespace else function.name
        detail = f"{part.script.tree.text(function.returns)} ({parameters(part, function)})"
        found.append(
            types.DocumentSymbol(
                name, types.SymbolKind.Function, place(part.span(function)),
                place(part.token_span(function.name_token)), detail, children=variables,
            )
        )  # fmt: skip
    return found


def parameters(part: Part, function: n.Function) -> str:
    """The parameters as they stand in the header, on one line."""
    return ", ".join(" ".join(part.script.tree.text(each).split()) for each in function.params)


def first_place(symbol: object) -> n.Node | None:
    """Where a variable is written first."""
    writes = getattr(symbol, "writes", ())
    return next((each for each in writes if isinstance(each, n.Node)), None)
