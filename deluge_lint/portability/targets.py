"""The hosts that a report compares: words such as ``creator,flow`` or ``all``."""

from __future__ import annotations

from collections.abc import Iterable

from deluge_lint.catalog import services
from deluge_lint.documents.hosts import parse
from deluge_lint.documents.script import Host
from deluge_lint.portability.model import Target

ALL = "all"


def hosts_of(words: Iterable[str], origin: Host | None) -> tuple[Host, ...]:
    """The hosts that ``words`` name, each once, in their order.

    ``all`` means every service but that of ``origin``.  Raises
    :class:`~deluge_lint.documents.hosts.UnknownHost` for a word that is no host.
    """
    found: dict[str, Host] = {}
    for word in (each.strip() for given in words for each in given.split(",")):
        if word.lower() == ALL:
            others = [name for name in services.all_services() if origin is None or name != origin.service]
            found.update((name, Host(name, "", "stated")) for name in others)
        elif word:
            host = parse(word)
            found[str(host)] = host
    return tuple(found.values())


def target(host: Host) -> Target:
    """A host with what people call it, such as "Zoho Creator (form.on_load)"."""
    service = services.get(host.service)
    if service is None:
        return Target(str(host), str(host), "inferred")
    title = f"{service.title} ({host.context})" if host.context else service.title
    return Target(str(host), title, service.evidence)
