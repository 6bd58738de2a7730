"""Statements and block tasks: the keys of their blocks, and where they may stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from deluge_lint.catalog import availability
from deluge_lint.catalog.availability import Availability
from deluge_lint.catalog.load import entries
from deluge_lint.records import NamedTuple


class Statement(NamedTuple):
    """One statement.

    ``contexts`` are contexts of Zoho Creator (empty: no limit known), ``denied`` those that a page
    leaves out or refuses (what is in neither is unknown), ``records`` the only acts (``created``,
    ``edited``, ``deleted``) whose workflows may hold it (empty: any), ``external`` the kind of external
    call a run costs (empty: none), ``keys`` those of a block task, ``values`` the words that a key takes
    where the page lists them.
    """

    name: str
    form: str
    services: Availability
    contexts: tuple[str, ...]
    denied: tuple[str, ...]
    records: tuple[str, ...]
    keys: tuple[str, ...]
    required: tuple[str, ...]
    external: str
    query: bool
    writes: bool
    client: bool
    note: str
    source: str
    evidence: str
    values: dict[str, tuple[str, ...]]

    def denied_in(self, host: object) -> bool:
        """Whether a page leaves this context of Zoho Creator out, or refuses it."""
        service, _, context = str(host).partition(".")
        return service == "creator" and context in self.denied

    def denied_for(self, records: Iterable[str]) -> bool:
        """Whether a workflow that runs for records so ``created``, ``edited`` or ``deleted`` is kept out."""
        return bool(self.records) and not set(records).issubset(self.records)

    def allows(self, host: object) -> bool | None:
        """Whether the statement may stand in this host; ``None`` where nothing is known."""
        service, _, context = str(host).partition(".")
        allowed = self.services.allows(service)
        if allowed and self.contexts and service == "creator" and context not in ("", "form"):
            return context in self.contexts
        return allowed


_by_name: dict[str, Statement] = {}


def all_statements() -> dict[str, Statement]:
    """Every statement by its name in lower case."""
    if not _by_name:
        _by_name.update((entry["name"].lower(), _statement(entry)) for entry in entries("statements"))
    return _by_name


def find(name: str) -> Statement | None:
    """The statement of this name (``for each record``, ``cancel submit``, ``invokeurl``), in any case."""
    return all_statements().get(name.lower())


def _statement(entry: dict[str, Any]) -> Statement:
    services = availability.from_data(entry.get("services", {"all": True}))
    return Statement(
        entry["name"], entry["form"], services, tuple(entry.get("contexts", ())),
        tuple(entry.get("denied", ())), tuple(entry.get("records", ())), tuple(entry.get("keys", ())),
        tuple(entry.get("required", ())), entry.get("external", ""), entry.get("query", False),
        entry.get("writes", False), entry.get("client", False), entry.get("note", ""), entry["source"],
        entry["evidence"], {key: tuple(words) for key, words in entry.get("values", {}).items()},
    )  # fmt: skip
