"""What a word means: the catalogue's entry, a variable with its type, an own function, a field, a URL."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from deluge_lint.catalog.lookup import Found, find
from deluge_lint.diagnostics import Span
from deluge_lint.lsp.addresses import address_at
from deluge_lint.lsp.analysis import Analysis, Part
from deluge_lint.lsp.project import Project
from deluge_lint.lsp.server import DelugeServer
from deluge_lint.lsp.symbols import parameters
from deluge_lint.lsp.targets import OwnFunction, Variable, definition, target_at
from deluge_lint.output.catalog_page import rows
from deluge_lint.semantics.calls import function_key
from deluge_lint.syntax import nodes as n

#: Kinds of entries that a word of a script may stand for.
_DOCUMENTS = ("tasks", "builtins", "statements", "system_variables")


def register(server: DelugeServer) -> None:
    """Answer ``textDocument/hover``."""

    @server.answers(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        analysis = server.analysis(params.text_document.uri)
        if analysis is None:
            return None
        found = described(analysis, analysis.positions.offset(params.position), server.project)
        if found is None:
            return None
        text, span = found
        content = types.MarkupContent(types.MarkupKind.Markdown, text)
        return types.Hover(content, analysis.positions.range(span))


def described(analysis: Analysis, offset: int, project: Project) -> tuple[str, Span] | None:
    """A page in Markdown about the word at an offset, and the span of the word."""
    part = analysis.part_at(offset)
    token = part.token_at(offset) if part is not None else -1
    if part is None or token < 0:
        return None
    node = part.node_of(token)
    span = part.token_span(token)
    entries = list(entries_at(part, node, token))
    if entries:
        return "\n\n---\n\n".join(map(page, entries)), span
    if isinstance(node, n.Text):
        return address_at(analysis.source.text, span, offset)
    target = target_at(analysis, offset)
    if isinstance(target, OwnFunction):
        return _function(target.key, analysis, project), span
    if isinstance(target, Variable):
        return _variable(part, node, target), span
    field = _field(part, node)
    return (field, span) if field else None


def entries_at(part: Part, node: n.Node, token: int) -> Iterator[Found]:
    """The catalogue's entries for the word at a token."""
    model, tree = part.model, part.script.tree
    word = tree.tokens[token]
    if isinstance(node, n.BlockTask) and token == node.first:
        yield from _named(word, "statements")
    elif isinstance(node, n.MethodCall) and token == node.name_token:
        task = model.task(node)
        if task is not None:
            yield from _named(task.name, "tasks")
        elif model.builtins_of(node):
            yield from _named(node.name, "builtins")
    elif isinstance(node, (n.Name, n.Attribute)):
        yield from _of_name(part, node)
    elif isinstance(node, (n.Stmt, n.ForEach, n.Try)) and token == node.first:
        yield from _named(word, "statements")


def _of_name(part: Part, node: n.Node) -> Iterator[Found]:
    """A function that is called by its bare name, part of a task, or a system variable."""
    tree = part.script.tree
    parent = tree.parents.get(node)
    if isinstance(parent, n.Call) and parent.function is node:
        yield from _named(parent.function.text, "builtins")
        return
    whole: n.Node = node
    while isinstance(parent, n.Attribute):
        whole, parent = parent, tree.parents.get(parent)
    if isinstance(parent, n.MethodCall) and parent.object is whole and part.model.task(parent) is not None:
        task = part.model.task(parent)
        yield from _named(task.name if task is not None else "", "tasks")
        return
    yield from _named("".join(tree.text(whole).split()), "system_variables")


def _named(name: str, document: str) -> list[Found]:
    return [each for each in find(name) if each.document == document] if name else []


def page(found: Found) -> str:
    """An entry of the catalogue in Markdown."""
    lines = [f"**{found.name}** — {found.kind}"]
    for label, text in rows(found):
        if label == "written":
            lines.insert(1, f"```deluge\n{text.replace('  or  ', chr(10))}\n```")
        elif label == "source":
            address = text.partition(" ")[0]
            lines.append(f"[{label}](<{address}>){text[len(address) :]}")
        else:
            lines.append(f"*{label}*: {text}")
    return "\n\n".join(lines)


def _function(key: str, analysis: Analysis, project: Project) -> str:
    found = definition(key, project, analysis.path)
    where = project.analysis_of(found.path) if found is not None else None
    if where is None:
        return f"**{key}** — a function that is not in these files"
    for part in where.parts():
        for function in part.model.of(n.Function):
            if function_key(function) == key:
                returns = part.script.tree.text(function.returns)
                name = f"{function.namespace}.{function.name}" if function.namespace else function.name
                header = f"{returns} {name}({parameters(part, function)})"
                return f"```deluge\n{header}\n```\n\n{_comment_above(part, function)}".rstrip()
    return f"**{key}**"


def _comment_above(part: Part, function: n.Function) -> str:
    """What stands in comments right above a function."""
    start = part.script.tree.span(function).start
    text = part.script.source.text
    lines = []
    for comment in reversed(part.script.tree.comments):
        if comment.span.end <= start and not text[comment.span.end : start].strip():
            lines.append(comment.text.strip("/*").strip())
            start = comment.span.start
    return "\n".join(reversed(lines))


_KINDS = {"parameter": "parameter", "loop": "loop variable", "catch": "error that was caught"}


def _variable(part: Part, node: n.Node, target: Variable) -> str:
    kind = _KINDS.get(target.symbol.kind, "variable")
    known = part.model.type_of(node) if isinstance(node, n.Name) else None
    told = f": {known}" if known is not None and known.known else ""
    nullable = ", or null" if known is not None and known.nullable else ""
    lines = [f"```deluge\n{target.symbol.name}{told}{nullable}\n```", kind]
    if known is not None and known.keys:
        lines += [f"* `{name}`: {value}" for name, value in known.keys[:20]]
    return "\n\n".join(lines[:2]) + ("\n\n" + "\n".join(lines[2:]) if len(lines) > 2 else "")


def _field(part: Part, node: n.Node) -> str:
    """A field of the form of the event, where the schema tells it."""
    if not isinstance(node, n.Attribute) or not isinstance(node.object, n.Name):
        return ""
    if node.object.text.lower() != "input":
        return ""
    form = part.script.trigger.form
    field = part.script.schema.field(form, node.name) if form else None
    if field is None:
        return ""
    lines = [f"```deluge\n{form}.{field.name}: {field.word or field.kind or 'field'}\n```"]
    facts = [word for word, holds in (("mandatory", field.mandatory), ("unique", field.unique)) if holds]
    if field.target:
        facts.append(f"leads to `{field.target}`")
    if facts:
        lines.append(", ".join(facts))
    if field.choices:
        lines.append("choices: " + ", ".join(f"`{each}`" for each in field.choices[:30]))
    return "\n\n".join(lines)
