"""Quick fixes, fix all, and comments that silence a rule."""

from __future__ import annotations

from typing import Any

from lsprotocol import types

from deluge_lint.diagnostics import Applicability, Diagnostic, Edit, Span
from deluge_lint.engine.fixer import fix_source
from deluge_lint.lsp.analysis import Analysis, Part
from deluge_lint.lsp.diagnostics import diagnostic
from deluge_lint.lsp.server import DelugeServer
from deluge_lint.syntax import nodes as n

FIX_ALL = "source.fixAll.deluge-lint"
EXPLAIN = "deluge-lint.explainRule"

_QUICK = types.CodeActionKind.QuickFix


def register(server: DelugeServer) -> None:
    """Answer ``textDocument/codeAction`` and its second question."""

    kinds: list[Any] = [_QUICK, types.CodeActionKind.SourceFixAll, FIX_ALL]
    options = types.CodeActionOptions(code_action_kinds=kinds, resolve_provider=True)

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, options)
    async def act(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        await server.settled()
        uri = params.text_document.uri
        analysis = server.project.open.get(uri)
        if analysis is None:
            return None
        only = list(params.context.only or ())
        wanted = analysis.positions.span(params.range)
        found: list[types.CodeAction] = []
        if _asked(_QUICK, only):
            for each in server.found.get(uri, ()):
                if each.span.start <= wanted.end and wanted.start <= each.span.end:
                    found += _of_finding(each, analysis, server)
        if _asked(FIX_ALL, only):
            found.append(
                types.CodeAction("Apply all safe fixes of deluge-lint", kind=FIX_ALL, data={"uri": uri})
            )
        return found

    @server.answers(types.CODE_ACTION_RESOLVE)
    def resolve(action: types.CodeAction) -> types.CodeAction:
        data = action.data if isinstance(action.data, dict) else {}
        analysis = server.project.open.get(str(data.get("uri", "")))
        if action.kind == FIX_ALL and analysis is not None:
            action.edit = fix_all(analysis, server)
        return action


def _asked(kind: str, only: list[Any]) -> bool:
    """Whether a kind is among those that the client wants; a shorter kind stands for all below it."""
    return not only or any(kind == each or kind.startswith(f"{each}.") for each in map(str, only))


def _of_finding(found: Diagnostic, analysis: Analysis, server: DelugeServer) -> list[types.CodeAction]:
    shown = [diagnostic(found, analysis, server.project)]
    actions = [
        types.CodeAction(
            fix.title, kind=_QUICK, diagnostics=shown, is_preferred=not at or None,
            edit=_edit(analysis, fix.edits),
        )
        for at, fix in enumerate(found.fixes)
    ]  # fmt: skip
    for title, edit in silencing(found, analysis):
        actions.append(types.CodeAction(title, kind=_QUICK, diagnostics=shown, edit=_edit(analysis, [edit])))
    command = types.Command(f"Explain {found.name}", EXPLAIN, arguments=[found.name])
    actions.append(types.CodeAction(f"Explain {found.name}", kind=_QUICK, diagnostics=shown, command=command))
    return actions


def _edit(analysis: Analysis, edits: Any) -> types.WorkspaceEdit:
    changes = [types.TextEdit(analysis.positions.range(each.span), each.text) for each in edits]
    version = analysis.version
    document = types.OptionalVersionedTextDocumentIdentifier(uri=analysis.uri, version=version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, changes)])


def silencing(found: Diagnostic, analysis: Analysis) -> list[tuple[str, Edit]]:
    """Comments that silence a rule at a statement and in the file, with a place for the reason."""
    part = analysis.part_at(found.span.start)
    if part is None:
        return []
    text = part.script.source.text
    here = part.local(found.span.start)
    start = _statement_start(part, here)
    line = text.rfind("\n", 0, start) + 1
    indent = text[line:start] if not text[line:start].strip() else ""
    newline = analysis.source.newline
    at = line + len(indent)
    first = Edit(Span(at, at), f"// deluge-lint: ignore[{found.name}] REASON{newline}{indent}")
    top = Edit(Span(0, 0), f"// deluge-lint: ignore-file[{found.name}] REASON{newline}")
    whole = "in this file" if analysis.document.script is not None else "in this script"
    place = part.script.placement
    offered = (
        (f"Silence {found.name} here", place.edit(first)),
        (f"Silence {found.name} {whole}", place.edit(top)),
    )
    return [(title, edit) for title, edit in offered if edit is not None]


def _statement_start(part: Part, offset: int) -> int:
    """Where the outermost statement of its block begins around an offset of the script."""
    tree = part.script.tree
    token = part.token_at(part.script.placement.offset(offset))
    node = part.node_of(token) if token >= 0 else None
    while node is not None and not isinstance(node, (n.Stmt, n.Function)):
        node = tree.parents.get(node)
    if node is None:
        return offset
    parent = tree.parents.get(node)
    while isinstance(parent, n.If) and parent.orelse is node:  # an `else if` is no place of its own
        node, parent = parent, tree.parents.get(parent)
    start: int = tree.span(node).start
    return start


def fix_all(analysis: Analysis, server: DelugeServer) -> types.WorkspaceEdit | None:
    """All safe fixes of a document as one edit; ``None`` when there is nothing to change."""
    outcome = fix_source(analysis.source, analysis.settings, Applicability.SAFE)
    if outcome.text == analysis.source.text:
        return None
    whole = Span(0, len(analysis.source.text))
    return _edit(analysis, smallest(analysis.source.text, outcome.text, whole))


def smallest(before: str, after: str, whole: Span) -> list[Edit]:
    """The one edit between two texts without what is the same at both ends."""
    start = 0
    most = min(len(before), len(after))
    while start < most and before[start] == after[start]:
        start += 1
    end = 0
    while end < most - start and before[len(before) - 1 - end] == after[len(after) - 1 - end]:
        end += 1
    return [Edit(Span(whole.start + start, whole.start + len(before) - end), after[start : len(after) - end])]
