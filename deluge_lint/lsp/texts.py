"""The texts of open documents, changed as the protocol counts.

``pygls`` keeps texts too, but takes a form feed or U+2028 for the end of a line, which the protocol
does not: after one edit below such a character the two texts would differ for good.
"""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types
from pygls.protocol import LanguageServerProtocol, lsp_method

from deluge_lint.lsp.positions import Positions
from deluge_lint.source import SourceFile


class DelugeProtocol(LanguageServerProtocol):
    """The protocol without texts of its own: they are handed to the server as they come.

    The methods of ``pygls`` are generators, of which it keeps a future for each notification for good:
    a few kilobytes a keystroke.
    """

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        self.fm.features[types.TEXT_DOCUMENT_DID_OPEN](params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE](params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE](params)


def changed(
    source: SourceFile, changes: Iterable[types.TextDocumentContentChangeEvent],
    encoding: types.PositionEncodingKind | str,
) -> str:  # fmt: skip
    """The text after changes, each of which counts in the text that those before it have left."""
    text, known = source.text, source
    if source.bom:  # it has a column for the client
        text = f"\ufeff{text}"
        known = SourceFile(text, source.path)
    for change in changes:
        if isinstance(change, types.TextDocumentContentChangePartial):
            start, end = Positions(known, encoding).span(change.range)
            text = f"{text[:start]}{change.text}{text[end:]}"
        else:
            text = change.text
        known = SourceFile(text, source.path)
    return text
