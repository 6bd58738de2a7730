"""What the code of a script reaches: services, connections, modules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from deluge_lint.catalog import centers, services
from deluge_lint.inventory.cost import API, MAIL, SMS
from deluge_lint.records import NamedTuple
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.catalog.tasks import IntegrationTask
    from deluge_lint.semantics.model import SemanticModel

#: What the catalogue calls the parameter of a task that names what is read or written.
_DATA_PARAMETERS = frozenset((
    "module", "modulename", "parentmodule", "parentmodulename", "formname", "formlinkname",
    "reportlinkname", "viewlinkname", "tablename",
))  # fmt: skip
_DOMAIN = re.compile(r"https?://(?:[^/@\s]*@)?([\w.-]+)(?=[/:?#]|$)", re.IGNORECASE)
_MODULE = re.compile(r"/crm/v\d+(?:\.\d+)?/([A-Z]\w*)", re.ASCII)
#: A new row of a subform is none of a form until it is added.
_ACTS_OF_USE = {"fetch": "read", "aggregate": "read", "insert": "add", "delete": "delete"}
_ACTS_OF_METHOD = {"GET": "read", "POST": "add", "PUT": "update", "PATCH": "update", "DELETE": "delete"}


class Outward(NamedTuple):
    """One call to the outside.

    ``service`` is a name of the catalogue or a domain, empty where nobody knows; ``data`` are the
    module or form, the service that keeps it and the act, where they are known.
    """

    node: n.Node
    kind: str
    measure: str
    service: str
    title: str
    connection: str = ""
    data: tuple[str, str, str] | None = None


def outward(model: SemanticModel, kinds: Mapping[n.Node, str]) -> Iterator[Outward]:
    """What each node that reaches out does; ``kinds`` maps them to their kinds of effect."""
    for node, kind in kinds.items():
        task = model.task(node)
        if task is not None:
            yield _of_task(model, node, task, kind)
        elif isinstance(node, (n.InvokeUrl, n.InvokeApi, n.Ftp)):
            yield _of_block(model, node, kind)
        elif isinstance(node, (n.SendMail, n.SendSms)):
            measure = MAIL if isinstance(node, n.SendMail) else SMS
            yield Outward(node, kind, measure, "", "")
        elif kind == "web task":
            address = _text(model, node.args[0]) if isinstance(node, n.Call) and node.args else ""
            yield Outward(node, kind, API, *_named(address))
        elif kind == "own function":
            yield Outward(node, kind, API, "", "")
        else:  # a task that the catalogue lacks, of a service that it knows
            name = model.call_name(node).split(".")
            yield Outward(node, kind, API, *_titled(name[1] if len(name) > 1 else ""))


def _of_task(model: SemanticModel, node: Any, task: IntegrationTask, kind: str) -> Outward:
    measure = SMS if task.kind == "send" and ".sms." in task.name.lower() else API
    name, title = _titled(task.service)
    at = task.connection.position
    connection = _text(model, node.args[at - 1]) if at and len(node.args) >= at else ""
    data = None
    for place, parameter in enumerate(task.parameters[: len(node.args)]):
        if parameter.name.replace("_", "").lower() in _DATA_PARAMETERS:
            said = _text(model, node.args[place])
            data = (said, name, _act(task)) if said else None
            break
    return Outward(node, kind, measure, name, title, connection, data)


def _act(task: IntegrationTask) -> str:
    """What a task does to a record, as its kind and its name tell."""
    if task.kind in ("read", "delete"):
        return task.kind
    word = task.name.rpartition(".")[2].lower()
    if word.startswith(("create", "add", "insert", "bulkcreate")):
        return "add"
    return "update" if "update" in word else "write"


def _of_block(model: SemanticModel, node: Any, kind: str) -> Outward:
    entries = {entry.key: entry.values[0] for entry in node.entries if entry.values}
    connection = _text(model, entries.get("connection"))
    if isinstance(node, n.InvokeApi):
        return Outward(node, kind, API, *_titled(_text(model, entries.get("service"))), connection)
    if isinstance(node, n.Ftp):
        return Outward(node, kind, API, *_named(_text(model, entries.get("host"))), connection)
    address = _beginning(model, entries.get("url"))
    name, title = _named(address)
    return Outward(node, kind, API, name, title, connection, _record(address, name, entries.get("type")))


def _record(address: str, service: str, method: Any) -> tuple[str, str, str] | None:
    """The module that a call of CRM's REST API is about."""
    found = _MODULE.search(address) if service == "crm" else None
    if found is None:
        return None
    return found[1], service, _ACTS_OF_METHOD.get(getattr(method, "text", "GET").upper(), "write")


def _text(model: SemanticModel, node: n.Node | None) -> str:
    """A text that is known as a whole; else empty."""
    known = model.constant(node) if node is not None else None
    return (known.whole or "") if known is not None and known.kind == "text" else ""


def _beginning(model: SemanticModel, node: n.Node | None) -> str:
    """What an address begins with; nothing where a host is cut off by what nobody knows."""
    known = model.constant(node) if node is not None else None
    if known is None:
        return ""
    begin = known.prefix
    return begin if known.whole is not None or begin.count("/") > 2 else ""


def _named(address: str) -> tuple[str, str]:
    """The service behind an address and its title; a domain is its own."""
    matched = centers.match(address.strip())
    if matched is not None:
        if matched.service:
            return _titled(matched.service)
        return (matched.kind, "Zoho Accounts") if matched.kind == "accounts" else (matched.host, matched.host)
    found = _DOMAIN.match(address.strip())
    domain = found[1].lower() if found else ""
    return domain, domain


def _titled(word: str) -> tuple[str, str]:
    """A service by its name in the catalogue or in an address, and what people call it."""
    if not word:
        return "", ""
    service = services.get(word)
    if service is not None:
        return service.name, service.title
    return word.lower(), word[:1].upper() + word[1:]


def own_forms(model: SemanticModel) -> Iterator[tuple[n.Node, str, str]]:
    """The forms of the application that a script reads and writes: where, which, and the act.

    Only of scripts whose service has forms as names.  Where the forms are known, the model tells; else a
    record is updated by an assignment to a field of what was fetched from one form alone.
    """
    if model.records is not None:
        for use in model.form_uses:
            if use.act in _ACTS_OF_USE:
                yield use.node, use.known.name if use.known is not None else use.form, _ACTS_OF_USE[use.act]
        for field in model.field_uses:
            if field.act == "write":
                # the rows of a subform that has no form of its own are kept with their form
                yield field.node, field.form.partition(".")[0], "update"
        return
    yield from _read_off(model)


def _read_off(model: SemanticModel) -> Iterator[tuple[n.Node, str, str]]:
    """The same of a script alone, whose forms nobody knows."""
    service = services.get(model.script.host.service)
    if service is None or not service.form_names:
        return
    found: list[tuple[n.Node, n.Node, str]] = []
    deleted = {each.form for each in model.of(n.DeleteFrom)}
    found += ((each, each.source, "read") for each in model.of(n.Fetch) if each not in deleted)
    found += ((each, each.form, "add") for each in model.of(n.InsertInto))
    found += ((each, each.form, "delete") for each in model.of(n.DeleteFrom))
    for node, form, act in found:
        name = _form_name(model, form)
        if name:
            yield node, name, act
    for assign in model.of(n.Assign):
        target = assign.target
        if isinstance(target, n.Attribute) and isinstance(target.object, n.Name):
            forms = _fetched_from(model, target.object)
            if len(forms) == 1 and "" not in forms:
                yield assign, forms.pop(), "update"


def _form_name(model: SemanticModel, form: Any) -> str:
    """The form that stands in a fetch or statement; empty for a variable and what the host gives."""
    while isinstance(form, (n.Attribute, n.Fetch, n.Index)):
        form = form.source if isinstance(form, n.Fetch) else form.object
    if not isinstance(form, n.Name):
        return ""
    symbol = model.body_of(form).symbols.get(form.text)
    free = symbol is None or not symbol.defined
    return form.text if free and form.text not in model.given else ""


def _fetched_from(model: SemanticModel, name: n.Name) -> set[str]:
    """The forms that the values of a variable were fetched from; an empty name for any other value."""
    symbol = model.body_of(name).symbols.get(name.text)
    if symbol is None or symbol.kind not in ("variable", "loop"):
        return {""}
    found = set()
    for write in symbol.writes:
        definition: Any = model.scopes.names.definitions.get(write)
        value = (
            definition.iterable if isinstance(definition, n.ForEach) else getattr(definition, "value", None)
        )
        value = n.unparenthesised(value) if value is not None else None
        fetched = isinstance(value, n.Fetch) and not isinstance(value.source, n.Attribute)
        found.add(_form_name(model, value) if fetched else "")
    return found
