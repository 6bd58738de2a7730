"""The parameters of a call while its arguments are written."""

from __future__ import annotations

from typing import Any

from lsprotocol import types

from deluge_lint.catalog import builtins, tasks
from deluge_lint.catalog.parameters import Parameter
from deluge_lint.lsp.analysis import Analysis, Part
from deluge_lint.lsp.project import Project
from deluge_lint.lsp.server import DelugeServer
from deluge_lint.lsp.targets import definition
from deluge_lint.semantics.calls import function_key
from deluge_lint.syntax import nodes as n


def register(server: DelugeServer) -> None:
    """Answer ``textDocument/signatureHelp``."""

    options = types.SignatureHelpOptions(["(", ","])

    @server.answers(types.TEXT_DOCUMENT_SIGNATURE_HELP, options)
    def signature(params: types.SignatureHelpParams) -> types.SignatureHelp | None:
        analysis = server.analysis(params.text_document.uri)
        if analysis is None:
            return None
        return help_at(analysis, analysis.positions.offset(params.position), server.project)


def help_at(analysis: Analysis, offset: int, project: Project) -> types.SignatureHelp | None:
    """The signatures of the innermost call around an offset, also one that is not closed yet."""
    part = analysis.part_at(offset)
    if part is None:
        return None
    opened = _open_call(part, offset)
    if opened is None:
        return None
    name, argument = opened
    found = [*_of_task(name), *_of_function(name, analysis, project), *_of_builtin(name)]
    if not found:
        return None
    most = max(len(each.parameters or ()) for each in found)
    active = next((at for at, each in enumerate(found) if len(each.parameters or ()) > argument), 0)
    return types.SignatureHelp(found, active, min(argument, max(most - 1, 0)))


def _open_call(part: Part, offset: int) -> tuple[str, int] | None:
    """The dotted name in front of the parenthesis that is open at an offset, and which argument it is."""
    tree = part.script.tree
    here = part.local(offset)
    depth = argument = 0
    at = next((i for i in range(len(tree.tokens)) if tree.offsets[i] >= here), len(tree.tokens)) - 1
    while at >= 0:
        token = tree.tokens[at]
        if token in (")", "]", "}"):
            depth += 1
        elif token in ("(", "[", "{"):
            if not depth:
                return (_name_before(tree.tokens, at), argument) if token == "(" else None
            depth -= 1
        elif token == "," and not depth:
            argument += 1
        elif token == ";" and not depth:
            return None
        at -= 1
    return None


def _name_before(tokens: list[str], at: int) -> str:
    parts: list[str] = []
    at -= 1
    while at >= 0 and (tokens[at] == "." or tokens[at][:1].isalpha() or tokens[at][:1] == "_"):
        if tokens[at] != "." and parts and parts[-1] != ".":
            break
        parts.append(tokens[at])
        at -= 1
    return "".join(reversed(parts)).lstrip(".")


def _of_task(name: str) -> list[types.SignatureInformation]:
    task = tasks.find(name)
    return [_signature(task.name, task.parameters, " or ".join(task.returns))] if task is not None else []


def _of_builtin(name: str) -> list[types.SignatureInformation]:
    last = name.rpartition(".")[2]
    found: dict[str, types.SignatureInformation] = {}
    dotted = "." in name
    for each in builtins.find(last):
        for form in each.forms:
            if dotted != (form == "method") and not name.lower().startswith("zoho."):
                continue
            given = each.parameters
            if form == "function" and each.receivers:
                given = (Parameter(each.receivers[0], each.receivers), *given)
            made = _signature(each.name, given, each.returns, each.variadic)
            found.setdefault(made.label, made)
    return list(found.values())


def _of_function(name: str, analysis: Analysis, project: Project) -> list[types.SignatureInformation]:
    key = name.lower().removeprefix("thisapp.")
    found = definition(key, project, analysis.path, wait=False) if key else None
    where = project.analysis_of(found.path) if found is not None else None
    for part in where.known.parts() if where is not None else ():
        for function in part.model.of(n.Function):
            if function_key(function) == key:
                tree = part.script.tree
                labels = [" ".join(tree.text(each).split()) for each in function.params]
                return [_labelled(name, labels, tree.text(function.returns))]
    return []


def _signature(
    name: str, given: tuple[Parameter, ...], returns: str, variadic: bool = False
) -> types.SignatureInformation:
    labels = [_label(each) for each in given] + (["..."] if variadic else [])
    return _labelled(name, labels, returns)


def _label(parameter: Parameter) -> str:
    words = f"{parameter.name}: {' or '.join(parameter.types)}"
    return f"[{words}]" if parameter.optional else words


def _labelled(name: str, labels: list[str], returns: str) -> types.SignatureInformation:
    answers = f" answers {returns}" if returns else ""
    label = f"{name}({', '.join(labels)}){answers}"
    infos: list[Any] = []
    at = len(name) + 1
    for each in labels:
        infos.append(types.ParameterInformation((at, at + len(each))))
        at += len(each) + 2
    return types.SignatureInformation(label, parameters=infos)
