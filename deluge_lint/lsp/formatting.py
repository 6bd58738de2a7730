"""Formatting of a document, of a range, and while typing: the shape of Zoho's editor."""

from __future__ import annotations

from difflib import SequenceMatcher

from lsprotocol import types

from deluge_lint.diagnostics import Span
from deluge_lint.lsp.analysis import Analysis
from deluge_lint.lsp.server import DelugeServer
from deluge_lint.syntax.printer import print_script

#: What ends a statement or a block.
TRIGGERS = (";", "}")


def register(server: DelugeServer) -> None:
    """Answer the three requests."""

    @server.answers(types.TEXT_DOCUMENT_FORMATTING)
    def whole(params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
        analysis = server.analysis(params.text_document.uri)
        return edits(analysis) if analysis is not None else None

    @server.answers(types.TEXT_DOCUMENT_RANGE_FORMATTING)
    def part(params: types.DocumentRangeFormattingParams) -> list[types.TextEdit] | None:
        analysis = server.analysis(params.text_document.uri)
        if analysis is None:
            return None
        first, last = params.range.start.line, params.range.end.line
        return [each for each in edits(analysis) if first <= each.range.start.line <= last]

    options = types.DocumentOnTypeFormattingOptions(TRIGGERS[0], list(TRIGGERS[1:]))

    @server.answers(types.TEXT_DOCUMENT_ON_TYPE_FORMATTING, options)
    def typed(params: types.DocumentOnTypeFormattingParams) -> list[types.TextEdit] | None:
        analysis = server.analysis(params.text_document.uri)
        if analysis is None:
            return None
        line = params.position.line
        # what is typed further on must not jump: the line itself, and nothing that ends elsewhere
        return [
            each for each in edits(analysis) if each.range.start.line == each.range.end.line == line
        ]  # fmt: skip


def edits(analysis: Analysis) -> list[types.TextEdit]:
    """Edits of whole lines that bring a script into shape; none for what is not printed."""
    script = analysis.document.script
    if script is None or script.tree.faults:
        return []
    before, after = analysis.source.text, print_script(script.tree)
    if before == after:
        return []
    old, new = before.splitlines(True), after.splitlines(True)
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        # lines that change one by one can be left out one by one
        pieces = [(each, each + 1) for each in range(a, b)] if b - a == d - c else [(a, b)]
        for number, (first, last) in enumerate(pieces):
            text = new[c + number] if len(pieces) > 1 else "".join(new[c:d])
            found.append(types.TextEdit(analysis.positions.range(Span(starts[first], starts[last])), text))
    return found
