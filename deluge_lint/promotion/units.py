"""The functions and event scripts of a file, and what each of them touches."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Any

from deluge_lint.diagnostics import Span
from deluge_lint.documents.script import Script
from deluge_lint.promotion.model import Place, Unit
from deluge_lint.semantics.calls import BodySummary, function_key
from deluge_lint.semantics.model import SemanticModel
from deluge_lint.source import SourceFile
from deluge_lint.syntax import nodes as n

# Zoho's editor adds and drops these when it prints a script.
_PRINTED = frozenset((";", ","))
_ID = re.compile(r"[1-9]\d{14,19}")
_ADDRESS = re.compile(r"https?://([A-Za-z0-9.-]+)")


def units_of(script: Script, source: SourceFile, model: SemanticModel) -> Iterator[Unit]:
    """The pieces of one script."""
    summaries = {body.start: body for body in model.summary() if body.name}
    for function in model.of(n.Function):
        start = script.tree.token_span(function.name_token).start
        yield _function(script, source, model, function, summaries.get(start))
    bare = [each for each in script.tree.root.body if not isinstance(each, n.Function)]
    if bare:
        yield _event(script, source, model, bare)


def _function(
    script: Script, source: SourceFile, model: SemanticModel, function: n.Function, body: BodySummary | None
) -> Unit:
    name = f"{function.namespace}.{function.name}" if function.namespace else function.name
    header = [function.returns.first, function.returns.last + 1]
    behind = function.name_token + 1
    code = _digest(script, [(function.first, function.last + 1)])
    inner = _digest(script, [(header[0], header[1]), (behind, function.last + 1)])
    span = script.placement.span(script.tree.token_span(function.name_token))
    unit = Unit(("function", function_key(function)), "function", name, _place(source, span), code, inner)
    return _touching(unit, script, source, model, function, body)


def _event(script: Script, source: SourceFile, model: SemanticModel, bare: list[n.Node]) -> Unit:
    trigger, host = script.trigger, script.host
    what = "page" if host.context.startswith("page") else "workflow" if trigger.workflow else "script"
    if script.kind != "script":
        what = script.kind
    key: tuple[str, ...] = (what, host.context, trigger.form, trigger.field, trigger.workflow)
    if not (trigger.form or trigger.workflow):
        key = ("script", source.path)
    code = _digest(script, [(each.first, each.last + 1) for each in bare])
    span = script.placement.span(script.tree.span(bare[0]))
    title = trigger.title or source.path.replace("\\", "/").rpartition("/")[2]
    unit = Unit(tuple(map(str.lower, key)), what, title, _place(source, span), code, code)
    body = next((each for each in model.summary() if not each.name), None)
    return _touching(unit, script, source, model, script.tree.root, body)


def _digest(script: Script, ranges: list[tuple[int, int]]) -> str:
    """A digest of tokens: the same for code that differs in blanks, comments and empty statements."""
    tokens = script.tree.tokens
    words = [word for first, last in ranges for word in tokens[first:last] if word not in _PRINTED]
    return hashlib.sha256("\0".join(words).encode("utf-8", "surrogatepass")).hexdigest()


def _place(source: SourceFile, span: Span) -> Place:
    found = source.lines.position(span.start)
    return Place(source.path, found.line, found.column)


def _touching(
    unit: Unit, script: Script, source: SourceFile, model: SemanticModel, node: n.Node,
    body: BodySummary | None,
) -> Unit:  # fmt: skip
    """The unit with what it calls and names."""
    place = script.placement.span
    inside = [each for each in script.tree.nodes if _within(each, node, script)]
    texts = [each.raw[1:-1] for each in inside if isinstance(each, n.Text)]
    hosts = {found.lower() for text in texts for found in _ADDRESS.findall(text)}
    span = script.tree.span(node)
    text = script.source.text[span.start : span.end]
    return unit._replace(
        lines=text.strip().count("\n") + 1 if text.strip() else 0,
        external=len(body.effects) if body is not None else 0,
        calls=_calls(body, place) if body is not None else (),
        parameters=body.parameters if body is not None else 0,
        outside=tuple(sorted({each.name or each.kind for each in body.effects})) if body else (),
        addresses=tuple(sorted(hosts)),
        ids=tuple(sorted(set(_ids(inside)))),
        connections=tuple(sorted(set(_connections(inside, model)))),
        senders=tuple(sorted(set(_of_mails(inside, script, ("from",))))),
        recipients=tuple(sorted(set(_of_mails(inside, script, ("to", "cc", "bcc"))))),
    )


def _calls(
    body: BodySummary, place: Callable[[Span], Span]
) -> tuple[tuple[str, Span, int], ...]:  # fmt: skip
    return tuple((each.name, place(Span(each.start, each.end)), each.arguments) for each in body.calls)


def _ids(inside: list[n.Node]) -> Iterator[str]:
    for node in inside:
        word = node.raw[1:-1] if isinstance(node, n.Text) else node.text if isinstance(node, n.Number) else ""
        if _ID.fullmatch(word):
            yield word


def _within(each: n.Node, node: n.Node, script: Script) -> bool:
    if node is script.tree.root:
        parents = script.tree.parents
        above: n.Node | None = each
        while above is not None:
            if isinstance(above, n.Function):
                return False
            above = parents.get(above)
        return True
    return node.first <= each.first and each.last <= node.last


def _connections(inside: list[n.Node], model: SemanticModel) -> Iterator[str]:
    """The connections that blocks and tasks name as texts."""
    for node in inside:
        if isinstance(node, n.Entry) and node.key == "connection":
            values: list[Any] = list(node.values)
        elif isinstance(node, n.MethodCall) and (task := model.task(node)) is not None:
            at = task.connection.position
            values = [node.args[at - 1]] if at and len(node.args) >= at else []
        else:
            continue
        for value in values:
            if isinstance(value, n.Text):
                yield value.raw[1:-1]


def _of_mails(inside: list[n.Node], script: Script, keys: tuple[str, ...]) -> Iterator[str]:
    """What stands behind some keys of the mails: texts without their quotes, all else as written."""
    for node in inside:
        for entry in node.entries if isinstance(node, n.SendMail) else ():
            for value in entry.values if entry.key in keys else ():
                text = script.tree.text(value).strip()
                yield value.raw[1:-1] if isinstance(value, n.Text) else text
