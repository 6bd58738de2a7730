"""Renaming variables in their function, and functions over the whole project."""

from __future__ import annotations

import re

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from deluge_lint.lsp.analysis import Analysis
from deluge_lint.lsp.navigation import all_places
from deluge_lint.lsp.project import Project
from deluge_lint.lsp.server import DelugeServer
from deluge_lint.lsp.targets import Target, Variable, definition, target_at
from deluge_lint.syntax.tokens import WORDS

_NAME = re.compile(r"[^\W\d]\w*")


def register(server: DelugeServer) -> None:
    """Answer the two requests."""

    options = types.RenameOptions(prepare_provider=True)

    @server.answers(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare(params: types.PrepareRenameParams) -> types.Range | None:
        analysis = server.analysis(params.text_document.uri)
        if analysis is None:
            return None
        offset = analysis.positions.offset(params.position)
        target = target_at(analysis, offset)
        if target is None or _refusal(target, server.project, analysis):
            return None
        for each in all_places(analysis, offset, server.project):
            if each.analysis.uri == analysis.uri and each.span.start <= offset <= each.span.end:
                return analysis.positions.range(each.span)
        return None

    @server.answers(types.TEXT_DOCUMENT_RENAME, options)
    def rename(params: types.RenameParams) -> types.WorkspaceEdit | None:
        analysis = server.analysis(params.text_document.uri)
        if analysis is None:
            return None
        return renamed(analysis, analysis.positions.offset(params.position), params.new_name, server.project)


def renamed(analysis: Analysis, offset: int, name: str, project: Project) -> types.WorkspaceEdit:
    """The edits that give what stands at an offset another name.

    Raises :class:`JsonRpcInvalidParams`, with a sentence for people, where that cannot be done.
    """
    target = target_at(analysis, offset)
    if target is None:
        raise JsonRpcInvalidParams("there is no variable or function of yours here")
    problem = _refusal(target, project, analysis) or _bad_name(target, name, project)
    if problem:
        raise JsonRpcInvalidParams(problem)
    changes: dict[str, list[types.TextEdit]] = {}
    for each in all_places(analysis, offset, project):
        edit = types.TextEdit(each.analysis.positions.range(each.span), name)
        changes.setdefault(each.analysis.uri, []).append(edit)
    return types.WorkspaceEdit(changes=changes)


def _refusal(target: Target, project: Project, analysis: Analysis) -> str:
    """Why a target cannot be renamed; empty when it can."""
    if isinstance(target, Variable):
        if not target.symbol.defined:
            return f"`{target.symbol.name}` is not made in this script"
        return ""
    if definition(target.key, project, analysis.path) is None:
        return f"`{target.key}` is not defined in these files, or more than once"
    return ""


def _bad_name(target: Target, name: str, project: Project) -> str:
    if not _NAME.fullmatch(name):
        return f"`{name}` cannot be a name: letters, digits and `_`, and no digit first"
    if WORDS.get(name.lower()) in ("IF", "ELSE", "RETURN", "CONST", "FOR", "EACH"):
        return f"`{name}` is a word of Deluge"
    if isinstance(target, Variable):
        return f"`{name}` is used here already" if name in target.body.symbols else ""
    space, _, _ = target.key.rpartition(".")
    key = f"{space}.{name}".lower() if space else name.lower()
    taken = key != target.key and any(
        body.name == key for bodies in project.summaries().values() for body in bodies
    )
    return f"there is a function `{name}` already" if taken else ""
