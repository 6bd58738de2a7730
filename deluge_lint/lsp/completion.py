"""Completion: what may stand at the cursor, the likeliest first."""

from __future__ import annotations

import re

from lsprotocol import types

from deluge_lint.diagnostics import Span
from deluge_lint.lsp import candidates
from deluge_lint.lsp.analysis import Analysis
from deluge_lint.lsp.completing import Spot, spot_at
from deluge_lint.lsp.hover import page
from deluge_lint.lsp.project import Project
from deluge_lint.lsp.server import DelugeServer
from deluge_lint.syntax import nodes as n

TRIGGERS = [".", '"', "[", ":"]

#: Items that are sent at once; a longer word narrows the rest.
MOST = 300


def register(server: DelugeServer) -> None:
    """Answer ``textDocument/completion`` and its second question."""

    options = types.CompletionOptions(trigger_characters=TRIGGERS, resolve_provider=True)

    @server.answers(types.TEXT_DOCUMENT_COMPLETION, options)
    def complete(params: types.CompletionParams) -> types.CompletionList | None:
        analysis = server.analysis(params.text_document.uri)
        if analysis is None:
            return None
        found = completions(analysis, analysis.positions.offset(params.position), server.project)
        if not _takes_snippets(server.client_capabilities):
            found.items = [plain(each) for each in found.items]
        return found

    @server.answers(types.COMPLETION_ITEM_RESOLVE)
    def resolve(item: types.CompletionItem) -> types.CompletionItem:
        from deluge_lint.catalog.lookup import find

        data = item.data if isinstance(item.data, dict) else {}
        found = [each for each in find(str(data.get("name", ""))) if each.document == data.get("document")]
        if found:
            item.documentation = types.MarkupContent(types.MarkupKind.Markdown, page(found[0]))
        return item


def _takes_snippets(client: types.ClientCapabilities) -> bool:
    completion = client.text_document.completion if client.text_document else None
    item = completion.completion_item if completion else None
    return bool(item and item.snippet_support)


#: A place to fill in: with words, with a choice of words, or empty.
_PLACE = re.compile(r"\$\{\d+:([^}]*)\}|\$\{\d+\|([^,|]*)[^}]*\}|\$\d+")


def plain(item: types.CompletionItem) -> types.CompletionItem:
    """An item for a client that would show the marks of a snippet as they are: a call is its name alone."""
    if item.insert_text_format == types.InsertTextFormat.Snippet and item.text_edit is not None:
        text = item.text_edit.new_text
        call = text.partition("(")[0] if "\n" not in text and text.startswith(f"{item.label}(") else ""
        item.text_edit.new_text = call or _PLACE.sub(lambda found: found[1] or found[2] or "", text)
        item.insert_text_format = types.InsertTextFormat.PlainText
    return item


def completions(analysis: Analysis, offset: int, project: Project) -> types.CompletionList:
    """The candidates at an offset of the file."""
    spot = spot_at(analysis, offset)
    if spot is None:
        return types.CompletionList(False, [])
    word = spot.prefix.lower()
    found = {
        each.label.lower(): each for each in reversed(listed(spot, project)) if _fits(word, each.label)
    }  # fmt: skip
    ordered = sorted(found.values(), key=lambda each: (each.rank, not each.label.lower().startswith(word),
                                                       each.label.lower()))  # fmt: skip
    range = analysis.positions.range(Span(spot.start, spot.end))
    items = [_item(each, at, range) for at, each in enumerate(ordered[:MOST])]
    return types.CompletionList(len(ordered) > MOST, items)


def _fits(word: str, label: str) -> bool:
    """Whether the letters of the word stand in the label in this order."""
    letters = iter(label.lower())
    return all(letter in letters for letter in word)


def _item(found: candidates.Candidate, at: int, range: types.Range) -> types.CompletionItem:
    snippet = types.InsertTextFormat.Snippet if found.snippet else types.InsertTextFormat.PlainText
    data = {"name": found.entry[0], "document": found.entry[1]} if found.entry else None
    return types.CompletionItem(
        found.label, kind=found.kind, detail=found.detail or None, sort_text=f"{at:04}",
        filter_text=found.label, insert_text_format=snippet, data=data,
        text_edit=types.TextEdit(range, found.snippet or found.text or found.label),
    )  # fmt: skip


def listed(spot: Spot, project: Project) -> list[candidates.Candidate]:
    """All candidates for a spot, whatever of the word is there already."""
    if spot.quoted or isinstance(spot.node, n.Text):
        return candidates.in_text(spot, project)
    tree = spot.part.script.tree
    node = spot.node
    parent = tree.parents.get(node)
    if isinstance(node, n.Attribute):
        return candidates.behind_dot(spot, node.object, project)
    if isinstance(node, n.MethodCall) and node.name_token == _mark_token(spot):
        return candidates.behind_dot(spot, node.object, project)
    task = _task_around(spot)
    if task is not None:
        keys = candidates.keys(spot, task)
        if keys:
            return keys
    if isinstance(parent, (n.InsertInto, n.DeleteFrom)):
        return candidates.forms(spot)
    return candidates.words(spot, project)


def _mark_token(spot: Spot) -> int:
    from deluge_lint.lsp.completing import MARK

    return next((at for at, word in enumerate(spot.part.script.tree.tokens) if word == MARK), -1)


def _task_around(spot: Spot) -> n.BlockTask | None:
    """The block task in whose brackets a key is being written."""
    tree = spot.part.script.tree
    node: n.Node | None = spot.node
    while node is not None and not isinstance(node, n.Stmt):
        if isinstance(node, n.BlockTask):
            return node
        node = tree.parents.get(node)
    return None
