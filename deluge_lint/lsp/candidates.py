"""Candidates for completion, by the kind of place."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from deluge_lint.catalog import builtins, services, statements, tasks, variables
from deluge_lint.catalog.builtins import Builtin
from deluge_lint.catalog.parameters import Parameter
from deluge_lint.lsp.completing import MARK, Spot
from deluge_lint.lsp.project import Project
from deluge_lint.records import NamedTuple
from deluge_lint.schema.model import Form
from deluge_lint.syntax import nodes as n

_K = types.CompletionItemKind


class Candidate(NamedTuple):
    """One thing that may be written.

    ``rank`` orders groups, the least first; ``entry`` is its name and document in the catalogue.
    """

    label: str
    kind: types.CompletionItemKind
    detail: str = ""
    text: str = ""
    snippet: str = ""
    rank: int = 5
    entry: tuple[str, str] | None = None


#: Statements with what is filled in.
_SNIPPETS = (
    ("if", "if(${1:condition})\n{\n\t$0\n}"),
    ("else", "else\n{\n\t$0\n}"),
    ("else if", "else if(${1:condition})\n{\n\t$0\n}"),
    ("for each", "for each  ${1:item} in ${2:list}\n{\n\t$0\n}"),
    ("for each index", "for each index ${1:i} in ${2:list}\n{\n\t$0\n}"),
    ("try", "try \n{\n\t$1\n}\ncatch (e)\n{\n\t$0\n}"),
    ("return", "return $0;"),
    ("info", "info $0;"),
    ("break", "break;"),
    ("continue", "continue;"),
    ("invokeurl", 'invokeurl\n[\n\turl :"$1"\n\ttype :${2|GET,POST,PUT,PATCH,DELETE|}\n\t$0\n];'),
    ("sendmail", 'sendmail\n[\n\tfrom :zoho.adminuserid\n\tto :$1\n\tsubject :"$2"\n\tmessage :"$0"\n]'),
)

#: Those of Creator's forms.
_FORM_SNIPPETS = (
    ("alert", 'alert "$0";'),
    ("cancel submit", "cancel submit;"),
    ("insert into", "insert into ${1:Form}\n[\n\t$0\n];"),
    ("delete from", "delete from ${1:Form}[$0];"),
    ("hide", "hide $0;"),
    ("show", "show $0;"),
    ("enable", "enable $0;"),
    ("disable", "disable $0;"),
)

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def behind_dot(spot: Spot, base: n.Node, project: Project) -> list[Candidate]:
    """What may follow ``base.``."""
    model = spot.part.model
    tree = spot.part.script.tree
    dotted = "".join(tree.text(base).split()) if isinstance(base, (n.Name, n.Attribute)) else ""
    system = variables.find(dotted) if "." in dotted else None
    if system is not None:
        return [*_methods(system.type)]
    if dotted.lower() == "zoho" or dotted.lower().startswith("zoho."):
        return list(_below(dotted, spot))
    own = list(_own_functions(project, f"{dotted}.")) if dotted else []
    form = _form_of(spot, base)
    if form is not None:
        fetched = not (isinstance(base, n.Name) and base.text.lower() == "input")
        return [*_fields(form), *own, *(_methods("record") if fetched else ())]
    if own and dotted.lower() not in {name.lower() for name in model.body_of(base).symbols}:
        return own
    known = model.type_of(base)
    kind = known.kind if known.known else ""
    return [*own, *_methods(kind)]


def _below(dotted: str, spot: Spot) -> Iterator[Candidate]:
    """Tasks, built-ins and system variables below ``zoho`` or ``zoho.crm``; those of the host first."""
    start = f"{dotted.lower()}."
    seen: set[str] = set()
    service = spot.part.script.host.service
    known = [each.name for each in variables.all_variables().values()]
    for name in (*tasks.names(), *known, *builtins.names()):
        if not name.lower().startswith(start):
            continue
        word, dot, _ = name[len(start) :].partition(".")
        if word.lower() in seen:
            continue
        seen.add(word.lower())
        task = tasks.find(name) if not dot else None
        if dot:
            yield Candidate(word, _K.Module, rank=4)
        elif task is not None:
            far = bool(service) and task.called_from.allows(service) is False
            parameters = ", ".join(f"[{p.name}]" if p.optional else p.name for p in task.parameters)
            yield Candidate(
                word, _K.Function, f"({parameters})" + (f", not in {service}" if far else ""),
                snippet=_call(word, task.parameters), rank=9 if far else 3, entry=(name, "tasks"),
            )  # fmt: skip
        elif variables.find(name) is not None:
            yield Candidate(word, _K.Constant, rank=3, entry=(name, "system_variables"))
        else:
            yield Candidate(word, _K.Function, snippet=f"{word}($0)", rank=3, entry=(name, "builtins"))


def _call(name: str, parameters: tuple[Parameter, ...]) -> str:
    """A snippet of a call with a place for each argument that it needs."""
    if not parameters:
        return f"{name}()"
    needed = [f"${{{at}:{each.name}}}" for at, each in enumerate(parameters, 1) if not each.optional]
    return f"{name}({','.join(needed)})$0" if needed else f"{name}($0)"


#: Kinds of values that have the built-ins of others: an answer is what the service sends, a map more
#: often than not.
_LIKE = {
    "numeric": ("number", "decimal"), "record": ("collection",),
    "response": ("map", "list", "text", "file", "collection"), "null": (), "void": (),
}  # fmt: skip


def _methods(kind: str) -> Iterator[Candidate]:
    """The built-ins of a kind of value; of all kinds where it is not known."""
    kinds = _LIKE.get(kind, (kind,) if kind else ())
    for name in builtins.names():
        if "." in name:
            continue
        for each in builtins.find(name):
            if "method" not in each.forms or not each.receivers:
                continue
            if kinds and "any" not in each.receivers and not set(kinds).intersection(each.receivers):
                continue
            parameters = ", ".join(f"[{p.name}]" if p.optional else p.name for p in each.parameters)
            yield Candidate(
                name, _K.Method, f"({parameters}) of {' or '.join(each.receivers)}",
                snippet=_call(name, each.parameters),
                rank=_rank(each, kinds), entry=(name, "builtins"),
            )  # fmt: skip


#: What scripts call most: nobody should have to look for it behind `abs`.
_COMMON = frozenset((
    "add", "containKey", "contains", "get", "getJSON", "put", "replaceAll", "size", "subString", "toDate",
    "toDecimal", "toList", "toLong", "toMap", "toString", "trim",
))  # fmt: skip


def _rank(found: Builtin, kinds: tuple[str, ...]) -> int:
    if found.deprecated:
        return 8
    if found.name in _COMMON:
        return 2
    return 3 if not kinds or kinds[0] in found.receivers else 4


def _own_functions(project: Project, start: str = "") -> Iterator[Candidate]:
    low = start.lower().removeprefix("thisapp.")
    for path, bodies in sorted(project.summaries(wait=False).items()):
        for body in bodies:
            if body.name and body.name.startswith(low):
                word = body.name[len(low) :]
                where = path.replace("\\", "/").rpartition("/")[2]
                yield Candidate(word, _K.Function, f"{where}, {body.parameters} parameters",
                                snippet=f"{word}($0)", rank=2)  # fmt: skip


def _form_of(spot: Spot, base: n.Node) -> Form | None:
    """The form or module whose record a value is, where the schema knows it."""
    script = spot.part.script
    if isinstance(base, n.Name) and base.text.lower() == "input" and script.trigger.form:
        return script.schema.form(script.trigger.form)
    known = spot.part.model.type_of(base)
    return script.schema.form(known.name) if known.name else None


def _fields(form: Form) -> Iterator[Candidate]:
    for field in form.fields:
        detail = field.word or field.kind
        detail += f" of {field.target}" if field.target else ""
        yield Candidate(field.name, _K.Field, detail + (", mandatory" if field.mandatory else ""), rank=1)


def forms(spot: Spot) -> list[Candidate]:
    """The forms of the application."""
    return [Candidate(each.name, _K.Class, each.title, rank=1) for each in spot.part.script.schema.forms]


def keys(spot: Spot, task: n.BlockTask) -> list[Candidate]:
    """The keys of a block task that it has not yet; empty where a value is being written."""
    entry = next((each for each in task.entries if each.first <= spot.node.first <= each.last), None)
    if entry is not None and entry.values and spot.node.first >= entry.values[0].first:
        if entry.key == "type":
            return [Candidate(each, _K.EnumMember, rank=1) for each in _METHODS]
        return []
    if isinstance(task, n.InsertInto):
        form = spot.part.script.schema.form(spot.part.script.tree.text(task.form))
        used = {each.key.lower() for each in task.entries}
        named = _fields(form) if form is not None else iter(())
        return [each._replace(text=f"{each.label}=") for each in named if each.label.lower() not in used]
    word = spot.part.script.tree.tokens[task.first].lower()
    statement = statements.find(word)
    if statement is None or not statement.keys:
        return []
    used = {each.key for each in task.entries}
    tight = word.startswith("invoke")
    return [
        Candidate(key, _K.Property, "needed" if key in statement.required else "",
                  text=f"{key}:" if tight and key not in ("url", "type") else f"{key} :", rank=1)
        for key in statement.keys if key not in used
    ]  # fmt: skip


def in_text(spot: Spot, project: Project) -> list[Candidate]:
    """Texts that are known: keys of a map, choices of a field, connections."""
    tree = spot.part.script.tree
    node = spot.node
    parent = tree.parents.get(node)
    if isinstance(parent, n.MethodCall) and parent.name.lower() in ("get", "containkey", "remove", "getjson"):
        return list(_map_keys(spot, parent.object))
    if isinstance(parent, n.Binary):
        other = parent.right if parent.left is node else parent.left
        return list(_choices(spot, other))
    if isinstance(parent, n.Assign):
        return list(_choices(spot, parent.target))
    if isinstance(parent, n.Entry) and parent.key == "connection":
        return list(_connections(spot))
    return []


def _map_keys(spot: Spot, base: n.Node) -> Iterator[Candidate]:
    """Keys that a map surely has, then those that the script asks it for elsewhere."""
    known = spot.part.model.type_of(base)
    for name, value in known.keys:
        yield Candidate(name, _K.Property, str(value), rank=1)
    written = spot.part.script.tree.text(base)
    for call in spot.part.model.of(n.MethodCall):
        if (
            call.args
            and isinstance(call.args[0], n.Text)
            and spot.part.script.tree.text(call.object) == written
        ):
            key = call.args[0].raw[1:-1]
            if MARK not in key:
                yield Candidate(key, _K.Property, rank=2)


def _choices(spot: Spot, other: n.Node) -> Iterator[Candidate]:
    if isinstance(other, n.Attribute):
        form = _form_of(spot, other.object)
        field = form.field(other.name) if form is not None else None
        for choice in field.choices if field is not None else ():
            yield Candidate(choice, _K.EnumMember, rank=1)


def _connections(spot: Spot) -> Iterator[Candidate]:
    names = [each.name for each in spot.part.script.schema.connections]
    names += [each.name for each in spot.part.model.organisation.connections]
    for task in (*spot.part.model.of(n.InvokeUrl), *spot.part.model.of(n.InvokeApi)):
        for entry in task.entries:
            value = entry.values[0] if entry.key == "connection" and entry.values else None
            if isinstance(value, n.Text) and MARK not in value.raw:
                names.append(value.raw[1:-1])
    for name in dict.fromkeys(names):
        yield Candidate(name, _K.Constant, "connection", rank=1)


def words(spot: Spot, project: Project) -> list[Candidate]:
    """What may begin a value or a statement: names that are there, statements, functions."""
    model, script = spot.part.model, spot.part.script
    body = model.body_of(spot.node)
    found = [
        Candidate(symbol.name, _K.Variable, symbol.kind, rank=1)
        for symbol in body.symbols.values()
        if symbol.name != MARK and (symbol.defined or symbol.reads)
    ]
    found += [
        Candidate(each.name, _K.Variable, each.meaning, rank=2) for each in services.implicit(script.host)
    ]
    form = _criteria_form(spot)
    if form is not None:
        found += [each._replace(rank=0) for each in _fields(form)]
    found += forms(spot)
    found += _own_functions(project)
    snippets = _SNIPPETS + (_FORM_SNIPPETS if script.host.service in ("", "creator") else ())
    found += [Candidate(name, _K.Keyword, snippet=text, rank=3) for name, text in snippets]
    found += [Candidate(word, _K.Keyword, rank=6) for word in ("true", "false", "null")]
    found += [Candidate("zoho", _K.Module, rank=4), Candidate("Map", _K.Function, snippet="Map()", rank=4),
              Candidate("List", _K.Function, snippet="List()", rank=4)]  # fmt: skip
    for name in builtins.names():
        plain = [each for each in builtins.find(name) if "function" in each.forms and "." not in name]
        if plain:
            found.append(
                Candidate(name, _K.Function, snippet=f"{name}($0)", rank=5, entry=(name, "builtins"))
            )
    return found


def _criteria_form(spot: Spot) -> Form | None:
    """The form in whose criteria a word is being written."""
    tree = spot.part.script.tree
    node: n.Node | None = spot.node
    while node is not None and not isinstance(node, n.Stmt):
        parent = tree.parents.get(node)
        if isinstance(parent, n.Fetch) and parent.criteria is node and isinstance(parent.source, n.Name):
            return spot.part.script.schema.form(parent.source.text)
        # with one word in the brackets it looks like the item of a list
        if isinstance(parent, n.Index) and parent.index is node and isinstance(parent.object, n.Name):
            return spot.part.script.schema.form(parent.object.text)
        node = parent
    return None
