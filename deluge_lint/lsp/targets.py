"""What a word in a script stands for, and every place that stands for the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from deluge_lint.diagnostics import Span
from deluge_lint.lsp.analysis import Analysis, Part
from deluge_lint.lsp.project import Project
from deluge_lint.semantics.calls import CallGraph, Definition, function_key, function_key_of_call
from deluge_lint.semantics.scopes import Body, Symbol
from deluge_lint.syntax import nodes as n


class Variable(NamedTuple):
    """A variable or parameter of one body."""

    part: Part
    body: Body
    symbol: Symbol


class OwnFunction(NamedTuple):
    """A function by the key that calls have; see :mod:`deluge_lint.semantics.calls`."""

    key: str


class Place(NamedTuple):
    """One place of a target in a file; ``writes`` tells an assignment or a header from a use."""

    analysis: Analysis
    span: Span
    writes: bool


Target = Variable | OwnFunction


def target_at(analysis: Analysis, offset: int) -> Target | None:
    """The variable or own function at an offset of the file."""
    part = analysis.part_at(offset)
    token = part.token_at(offset) if part is not None else -1
    if part is None or token < 0:
        return None
    node = part.node_of(token)
    function = _function_at(part, node, token)
    if function:
        return OwnFunction(function)
    return _variable_at(part, node, token)


def _function_at(part: Part, node: n.Node, token: int) -> str:
    """The key of the own function whose name a token is part of; empty for none."""
    tree = part.script.tree
    if isinstance(node, n.Function):
        return function_key(node) if node.returns.last < token <= node.name_token else ""
    call: n.Node | None = node
    while call is not None and not isinstance(call, (n.Call, n.MethodCall)):
        call = tree.parents.get(call) if isinstance(call, (n.Name, n.Attribute)) else None
    if call is None or token > _name_token(call):
        return ""
    key = function_key_of_call(call, part.model.call_name(call).lower())
    if not key or part.model.task(call) is not None:
        return ""
    if isinstance(call, n.MethodCall):
        base: Any = call.object
        while isinstance(base, n.Attribute):
            base = base.object
        symbol = part.model.body_of(call).symbols.get(base.text) if isinstance(base, n.Name) else None
        if not isinstance(base, n.Name) or (symbol is not None and symbol.defined):
            return ""
    return key


def _name_token(call: n.Node) -> int:
    return call.name_token if isinstance(call, n.MethodCall) else call.function.first  # type: ignore[attr-defined]


def _variable_at(part: Part, node: n.Node, token: int) -> Variable | None:
    model = part.model
    if isinstance(node, n.Param):
        body = model.body_of(node)
        symbol = body.symbols.get(node.name)
        named = symbol is not None and token == node.last
        return Variable(part, body, symbol) if named and symbol is not None else None
    if not isinstance(node, n.Name):
        return None
    body = model.body_of(node)
    symbol = body.symbols.get(node.text)
    if symbol is None or not (symbol.defined or part.script.kind == "script"):
        return None
    known = node in symbol.writes or node in symbol.mutations or node in symbol.reads
    return Variable(part, body, symbol) if known else None


def places(target: Target, analysis: Analysis, project: Project) -> Iterator[Place]:
    """All places of a target, in the document and, for functions, in the whole project."""
    if isinstance(target, Variable):
        yield from _places_of_variable(target, analysis)
        return
    for each in project.analyses():
        yield from places_of_function(target.key, each)


def _places_of_variable(target: Variable, analysis: Analysis) -> Iterator[Place]:
    symbol, part = target.symbol, target.part
    if symbol.param is not None:
        yield Place(analysis, part.token_span(symbol.param.last), True)
    for nodes, writes in ((symbol.writes, True), (symbol.mutations, False), (symbol.reads, False)):
        for node in nodes:
            yield Place(analysis, part.span(node), writes)


def places_of_function(key: str, analysis: Analysis) -> Iterator[Place]:
    """The header and the calls of a function in one file: its last name."""
    for part in analysis.parts():
        model = part.model
        for function in model.of(n.Function):
            if function_key(function) == key:
                yield Place(analysis, part.token_span(function.name_token), True)
        for kind in (n.Call, n.MethodCall):
            for call in model.of(kind):
                token = _name_token(call)
                if _function_at(part, call, token) == key:
                    yield Place(analysis, part.token_span(token), False)


def definition(key: str, project: Project, path: str, *, wait: bool = True) -> Definition | None:
    """Where a function is defined; ``None`` when nobody or more than one file does.

    Without ``wait`` it is the file that counts, not the place in it.
    """
    return CallGraph(project.summaries(wait=wait)).find(key, path)
