"""Semantic tokens: what a word is, where its spelling alone does not tell."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from deluge_lint.diagnostics import Span
from deluge_lint.lsp.analysis import Analysis, Part
from deluge_lint.lsp.server import DelugeServer
from deluge_lint.syntax import nodes as n

TYPES = ("namespace", "type", "parameter", "variable", "property", "function", "method", "class", "keyword")
MODIFIERS = ("declaration", "defaultLibrary", "deprecated", "modification")
_TYPE = {name: at for at, name in enumerate(TYPES)}
_DECLARED, _LIBRARY, _DEPRECATED, _MODIFIED = (1 << at for at in range(len(MODIFIERS)))


def register(server: DelugeServer) -> None:
    """Answer the requests for all tokens and for those of a range."""

    legend = types.SemanticTokensLegend(list(TYPES), list(MODIFIERS))

    @server.answers(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, legend)
    def full(params: types.SemanticTokensParams) -> types.SemanticTokens | None:
        analysis = server.analysis(params.text_document.uri)
        return types.SemanticTokens(encoded(analysis)) if analysis is not None else None

    @server.answers(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, legend)
    def part(params: types.SemanticTokensRangeParams) -> types.SemanticTokens | None:
        analysis = server.analysis(params.text_document.uri)
        if analysis is None:
            return None
        return types.SemanticTokens(encoded(analysis, analysis.positions.span(params.range)))


def encoded(analysis: Analysis, within: Span | None = None) -> list[int]:
    """The numbers of the protocol: line and start from the token before, length, type, modifiers."""
    found: dict[Span, tuple[str, int]] = {}
    for part in analysis.parts():
        whole = part.span(Span(0, len(part.script.source.text)))
        if within is None or (whole.start <= within.end and within.start <= whole.end):
            for token, kind, modifiers in words(part):
                found.setdefault(part.token_span(token), (kind, modifiers))
    numbers: list[int] = []
    line = character = 0
    for span in sorted(found):
        if within is not None and not within.start <= span.start <= within.end:
            continue
        kind, modifiers = found[span]
        range = analysis.positions.range(span)
        start = range.start
        if range.end.line != start.line:
            continue
        moved = start.line - line
        numbers += [
            moved, start.character - (0 if moved else character), range.end.character - start.character,
            _TYPE[kind], modifiers,
        ]  # fmt: skip
        line, character = start.line, start.character
    return numbers


def words(part: Part) -> Iterator[tuple[int, str, int]]:
    """(token, type, modifiers) of the words of a script."""
    for node in part.script.tree.nodes:
        if isinstance(node, n.Function):
            for at in range(node.returns.first, node.returns.last + 1):
                yield at, "type", 0
            for at in range(node.returns.last + 1, node.name_token):
                yield at, "namespace", 0
            yield node.name_token, "function", _DECLARED
        elif isinstance(node, n.Param):
            if node.type is not None:
                yield node.type.first, "type", 0
            yield node.last, "parameter", _DECLARED
        elif isinstance(node, n.Name):
            yield from _name(part, node)
        elif isinstance(node, n.MethodCall):
            yield from _call(part, node)
        elif isinstance(node, n.Attribute):
            yield node.last, "property", 0


def _name(part: Part, node: n.Name) -> Iterator[tuple[int, str, int]]:
    model, tree = part.model, part.script.tree
    parent = tree.parents.get(node)
    if isinstance(parent, n.Call) and parent.function is node:
        from deluge_lint.catalog import builtins

        known = builtins.find_function(node.text)
        deprecated = bool(known) and all(each.deprecated for each in known)
        yield node.first, "function", (_LIBRARY if known else 0) | (_DEPRECATED if deprecated else 0)
        return
    if _is_form(part, node, parent):
        yield node.first, "class", 0
        return
    if model.names_fields(node):
        yield node.first, "property", 0
        return
    symbol = model.body_of(node).symbols.get(node.text)
    if symbol is None:
        return
    kind = "parameter" if symbol.kind == "parameter" else "variable"
    if symbol.defined:
        yield node.first, kind, _MODIFIED if node in symbol.writes else 0
    elif node.text in model.given:
        yield node.first, "variable", _LIBRARY


def _is_form(part: Part, node: n.Name, parent: n.Node | None) -> bool:
    """Whether a word is the form of a fetch, an insert or a deletion."""
    if isinstance(parent, n.Index):  # what a fetch by one word looks like
        return parent.object is node and part.script.schema.form(node.text) is not None
    forms = (n.Fetch, n.InsertInto, n.DeleteFrom)
    return isinstance(parent, forms) and getattr(parent, "criteria", None) is not node


def _call(part: Part, node: n.MethodCall) -> Iterator[tuple[int, str, int]]:
    model = part.model
    task = model.task(node)
    if task is not None:
        yield node.name_token, "function", _LIBRARY | (_DEPRECATED if task.deprecated else 0)
        return
    known = model.builtins_of(node)
    if known:
        deprecated = all(each.deprecated for each in known)
        yield node.name_token, "method", _LIBRARY | (_DEPRECATED if deprecated else 0)
        return
    yield node.name_token, "function", 0
