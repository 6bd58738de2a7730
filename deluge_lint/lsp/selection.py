"""Selections that grow with the tree."""

from __future__ import annotations

from lsprotocol import types

from deluge_lint.lsp.analysis import Analysis
from deluge_lint.lsp.server import DelugeServer

#: Ranges that are told at most, the innermost: each stands inside of the next, also in the message.
MOST = 100


def register(server: DelugeServer) -> None:
    """Answer ``textDocument/selectionRange``."""

    @server.answers(types.TEXT_DOCUMENT_SELECTION_RANGE)
    def select(params: types.SelectionRangeParams) -> list[types.SelectionRange] | None:
        analysis = server.analysis(params.text_document.uri)
        if analysis is None:
            return None
        return [selection(analysis, each) for each in params.positions]


def selection(analysis: Analysis, position: types.Position) -> types.SelectionRange:
    """The word, then each node around it, then the whole text."""
    positions = analysis.positions
    offset = positions.offset(position)
    end = positions.position(len(analysis.source.text))
    found = types.SelectionRange(types.Range(types.Position(0, 0), end))
    part = analysis.part_at(offset)
    token = part.token_at(offset) if part is not None else -1
    if part is None or token < 0:
        return types.SelectionRange(types.Range(position, position), found)
    node = part.node_of(token)
    around = [part.span(each) for each in (*reversed([*part.script.tree.ancestors(node)]), node)]
    around.append(part.token_span(token))
    for span in around[-MOST:]:
        range = positions.range(span)
        if range != found.range and span.start <= offset <= span.end:
            found = types.SelectionRange(range, found)
    return found
