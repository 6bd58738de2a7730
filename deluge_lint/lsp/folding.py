"""What can be folded: blocks, block tasks, long values and comments."""

from __future__ import annotations

from lsprotocol import types

from deluge_lint.lsp.analysis import Analysis, Part
from deluge_lint.lsp.server import DelugeServer
from deluge_lint.syntax import nodes as n

_FOLDED = (n.Block, n.BlockTask, n.ListLiteral, n.MapLiteral, n.Function)


def register(server: DelugeServer) -> None:
    """Answer ``textDocument/foldingRange``."""

    @server.answers(types.TEXT_DOCUMENT_FOLDING_RANGE)
    def fold(params: types.FoldingRangeParams) -> list[types.FoldingRange] | None:
        analysis = server.analysis(params.text_document.uri)
        return ranges(analysis) if analysis is not None else None


def ranges(analysis: Analysis) -> list[types.FoldingRange]:
    """All foldable places, one for each first line."""
    found: dict[int, types.FoldingRange] = {}
    for part in analysis.parts():
        for start, end, kind in _places(part):
            first = analysis.positions.position(start).line
            last = analysis.positions.position(end).line
            if last > first:
                found.setdefault(first, types.FoldingRange(first, last, kind=kind))
    return sorted(found.values(), key=lambda each: each.start_line)


def _places(part: Part) -> list[tuple[int, int, types.FoldingRangeKind | None]]:
    tree = part.script.tree
    found: list[tuple[int, int, types.FoldingRangeKind | None]] = []
    for node in tree.nodes:
        if isinstance(node, _FOLDED):
            span = part.span(node)
            found.append((span.start, max(span.start, span.end - 1), None))
    run: list[tuple[int, int]] = []
    spans = [part.span(comment.span) for comment in tree.comments]
    for span in spans:
        if run and _follows(part, run[-1][1], span.start):
            run[-1] = (run[-1][0], span.end)
        else:
            run.append((span.start, span.end))
    found += [(start, end - 1, types.FoldingRangeKind.Comment) for start, end in run]
    return found


def _follows(part: Part, end: int, start: int) -> bool:
    """Whether a comment stands right below the one before."""
    text = part.script.source.text[part.local(end) : part.local(start)]
    return text.count("\n") == 1 and not text.strip()
