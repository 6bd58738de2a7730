"""What the formats of the inventory say alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from deluge_lint.catalog import services
from deluge_lint.inventory.cost import Formula
from deluge_lint.inventory.model import Connection, Data, Entry, Inventory, Service, Use
from deluge_lint.output.inventory.selection import Shown
from deluge_lint.output.summary import counted
from deluge_lint.records import NamedTuple

#: How it is known what runs a function, for people.
USES = {
    Use.EVENT: "runs by itself",
    Use.CALLED: "called",
    Use.CONFIGURED: "named by the configuration",
    Use.OUTSIDE: "nothing here calls it",
    Use.UNUSED: "unused",
}
UNKNOWN_ADDRESS = "an address that only a run tells"
ACTS = {"read": "reads", "add": "adds to", "update": "updates", "delete": "deletes from", "write": "writes"}


def headline(shown: Shown) -> str:
    """What the report is about, in one line."""
    inventory = shown.inventory
    kinds = {"function": "function", "event": "event", "script": "script"}
    parts = [
        counted(count, noun)
        for kind, noun in kinds.items()
        if (count := sum(each.kind == kind for each in inventory.entries))
    ]
    whole = f"Inventory of {', '.join(parts) or 'no functions'} in {counted(inventory.files, 'file')}"
    return whole + (f": {', '.join(shown.asked)}" if shown.asked else "")


def formula(cost: Formula) -> str:
    """A cost in a cell; what is not known besides is told by a plus and a question mark."""
    if cost.is_zero:
        return "?" if cost.is_open else "–"
    return f"{cost} + ?" if cost.is_open else str(cost)


def service_name(service: Service) -> str:
    """What people call a service or website."""
    return service.title or UNKNOWN_ADDRESS


def reached(entry: Entry) -> str:
    """All services of an entry in a cell."""
    return ", ".join(service.title or "?" for service in entry.services)


def lines_words(lines: Sequence[int], most: int = 12) -> str:
    """Such as "lines 3, 8 and 9 more"."""
    said = ", ".join(map(str, lines[:most]))
    more = f" and {len(lines) - most} more" if len(lines) > most else ""
    return f"line{'s' if len(lines) > 1 else ''} {said}{more}"


def data_words(data: Data) -> str:
    """Such as "reads, updates Leads in Zoho CRM"."""
    service = services.get(data.service)
    where = f" in {service.title}" if service is not None else ""
    return f"{', '.join(ACTS[act] for act in data.acts)} {data.name}{where}"


def connection_words(connection: Connection) -> str:
    """The name of a connection with what is known of it."""
    known = ", ".join(connection.services)
    scopes = f" ({', '.join(connection.scopes)})" if connection.scopes else ""
    return f"{connection.name}{f' to {known}' if known else ''}{scopes}"


def signature(entry: Entry) -> str:
    """The header in one line; for a script its name."""
    if entry.kind != "function":
        return entry.name
    parameters = ", ".join(f"{each.type} {each.name}".strip() for each in entry.parameters)
    return f"{entry.returns} {entry.name}({parameters})".strip()


def may_run(entry: Entry) -> str:
    """What may run a function without that the files show it, where the catalogue knows."""
    context = services.context(entry.host)
    service = services.get(entry.host.partition(".")[0]) if entry.host else None
    if service is None:
        return "what runs it is kept in its service, not in these files"
    title = f" ({context.title[:1].lower()}{context.title[1:]})" if context is not None else ""
    return f"what runs it is kept in {service.title}{title}, not in these files"


class Shared(NamedTuple):
    """A service, connection or module, and the entries that use it."""

    name: str
    entries: tuple[int, ...]
    detail: str = ""


def shared_services(inventory: Inventory, places: Iterable[int]) -> list[Shared]:
    """The services that entries call, the most used first."""
    return _shared(
        (service_name(service), at, "") for at in places for service in inventory.entries[at].services
    )


def shared_connections(inventory: Inventory, places: Iterable[int]) -> list[Shared]:
    """The connections that entries use, with their services and scopes."""
    return _shared(
        (each.name, at, ", ".join((*each.services, *each.scopes)))
        for at in places
        for each in inventory.entries[at].connections
    )


def shared_data(inventory: Inventory, places: Iterable[int]) -> list[Shared]:
    """The forms and modules that entries read and write, with what is done to them."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    rows = []
    for at in places:
        for each in inventory.entries[at].data:
            found.setdefault((each.name, each.service), {}).update(dict.fromkeys(each.acts))
            rows.append((each, at))
    named = (
        (_kept(each), at, ", ".join(act for act in ACTS if act in found[each.name, each.service]))
        for each, at in rows
    )
    return _shared(named)


def _kept(data: Data) -> str:
    service = services.get(data.service)
    return f"{data.name} ({service.title})" if service is not None else data.name


def _shared(rows: Iterable[tuple[str, int, str]]) -> list[Shared]:
    found: dict[str, dict[int, None]] = {}
    details: dict[str, str] = {}
    for name, at, detail in rows:
        found.setdefault(name, {})[at] = None
        details[name] = detail or details.get(name, "")
    shared = [Shared(name, tuple(entries), details[name]) for name, entries in found.items()]
    return sorted(shared, key=lambda each: (-len(each.entries), each.name.lower()))
