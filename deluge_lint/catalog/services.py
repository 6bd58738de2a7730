"""The services that run Deluge, their contexts, and the names a script finds there.

A host is written ``service`` or ``service.context``: ``crm.automation``,
``creator.form.on_validate``.  Functions take the text or anything whose ``str`` is it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from deluge_lint.catalog.load import entries
from deluge_lint.records import NamedTuple


class ImplicitName(NamedTuple):
    """A variable that a context defines; ``type`` is a kind of value, such as ``map`` or ``form``.

    ``inferred`` is true where no page was read that names it for this context.
    """

    name: str
    type: str
    meaning: str
    inferred: bool = False


class Context(NamedTuple):
    """One place of a service where scripts run.

    ``namespace`` is what a function's header shows there (``automation`` in CRM), ``returns``
    the kind of value that the service expects, ``records`` the events of a Creator form that
    have it, ``client_statements`` whether ``hide`` and its like may stand there (``None``: unknown).
    """

    name: str
    title: str
    namespace: str
    returns: str
    records: tuple[str, ...]
    client_statements: bool | None
    implicit_names: tuple[ImplicitName, ...]
    source: str
    evidence: str


class Service(NamedTuple):
    """A service with its contexts by name; sister services share a ``family`` (``finance``).

    ``form_names`` is true where forms are names that a script may use (Creator), ``headers`` where
    scripts are functions with a header.
    """

    name: str
    title: str
    aliases: tuple[str, ...]
    family: str
    form_names: bool
    headers: bool
    implicit_names: tuple[ImplicitName, ...]
    contexts: dict[str, Context]
    source: str
    evidence: str


_services: dict[str, Service] = {}
_by_name: dict[str, Service] = {}


def all_services() -> dict[str, Service]:
    """Every service by name."""
    if not _services:
        for entry in entries("services"):
            service = _service(entry)
            _services[service.name] = service
            _by_name.update(dict.fromkeys((service.name, *service.aliases), service))
    return _services


def get(name: str) -> Service | None:
    """The service of this name or alias (``zohocrm``), in any case."""
    all_services()
    return _by_name.get(name.lower())


def split(host: object) -> tuple[str, str]:
    """The service and the context of a host; the context may be empty."""
    service, _, context = str(host).lower().partition(".")
    return service, context


def context(host: object) -> Context | None:
    """The context that a host names; ``None`` for a bare service or an unknown host."""
    name, inner = split(host)
    service = get(name)
    return service.contexts.get(inner) if service else None


def implicit(host: object) -> tuple[ImplicitName, ...]:
    """What a script of this host may read without defining it, those of the service first.

    A host without a context has the names of all its contexts: any of them may be the one.
    """
    name, inner = split(host)
    service = get(name)
    if service is None:
        return ()
    chosen = service.contexts.get(inner)
    contexts = [chosen] if chosen else list(service.contexts.values())
    found = {one.name: one for one in service.implicit_names}
    for one in (one for each in contexts for one in each.implicit_names):
        found.setdefault(one.name, one)
    return tuple(found.values())


def implicit_names(host: object) -> frozenset[str]:
    """The names of :func:`implicit`, as Zoho spells them; empty for an unknown host."""
    return frozenset(one.name for one in implicit(host))


def by_namespace(word: str) -> tuple[Service, Context] | None:
    """The service and context in whose function headers this namespace stands (``button``)."""
    return _namespaces().get(word.lower())


@cache
def _namespaces() -> dict[str, tuple[Service, Context]]:
    found: dict[str, tuple[Service, Context]] = {}
    for service in all_services().values():
        for one in service.contexts.values():
            found.setdefault(one.namespace, (service, one))
    return found


def hosts() -> tuple[str, ...]:
    """Every host that may be stated, services first."""
    every = all_services().values()
    inner = (f"{service.name}.{name}" for service in every for name in service.contexts)
    return (*(service.name for service in every), *inner)


def _service(entry: dict[str, Any]) -> Service:
    contexts = {one["name"]: _context(one) for one in entry["contexts"]}
    return Service(
        entry["name"], entry["title"], tuple(entry.get("aliases", ())), entry["family"],
        entry.get("form_names", False), entry["functions_are_declared"], _names(entry), contexts,
        entry["source"], entry["evidence"],
    )  # fmt: skip


def _context(entry: dict[str, Any]) -> Context:
    return Context(
        entry["name"], entry["title"], entry.get("namespace", ""), entry.get("returns", ""),
        tuple(entry.get("records", ())), entry.get("client_statements"), _names(entry),
        entry["source"], entry["evidence"],
    )  # fmt: skip


def _names(entry: dict[str, Any]) -> tuple[ImplicitName, ...]:
    return tuple(ImplicitName(**one) for one in entry.get("implicit_names", ()))
