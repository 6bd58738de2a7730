"""Web addresses in texts and comments, and rules in directives, as links."""

from __future__ import annotations

import re

from lsprotocol import types

from deluge_lint.diagnostics import Span
from deluge_lint.engine.links import rule_url
from deluge_lint.engine.registry import registry
from deluge_lint.lsp.addresses import ADDRESS
from deluge_lint.lsp.analysis import Analysis
from deluge_lint.lsp.server import DelugeServer

_DIRECTIVE = re.compile(r"deluge-lint:\s*[\w-]+\[([^\]\n]*)\]")
_WORD = re.compile(r"[\w-]+")


def register(server: DelugeServer) -> None:
    """Answer ``textDocument/documentLink``."""

    @server.answers(types.TEXT_DOCUMENT_DOCUMENT_LINK)
    def link(params: types.DocumentLinkParams) -> list[types.DocumentLink] | None:
        analysis = server.analysis(params.text_document.uri)
        return links(analysis) if analysis is not None else None


def links(analysis: Analysis) -> list[types.DocumentLink]:
    """All links of a document."""
    text, place = analysis.source.text, analysis.positions.range
    found = [types.DocumentLink(place(Span(*each.span())), each.group()) for each in ADDRESS.finditer(text)]
    if "deluge-lint" not in text:
        return found
    cards = registry()
    for directive in _DIRECTIVE.finditer(text):
        for word in _WORD.finditer(text, *directive.span(1)):
            card = cards.card(word.group())
            if card is not None:
                tooltip = f"{card.code} {card.name}"
                range = place(Span(*word.span()))
                found.append(types.DocumentLink(range, rule_url(card.name), tooltip))
    return found
