"""The versions of Zoho's REST APIs, and which of them an address is of."""

from __future__ import annotations

from deluge_lint.catalog.load import entries
from deluge_lint.records import NamedTuple


class ApiVersion(NamedTuple):
    """One version of the API of a service.

    ``status`` is ``current``, ``superseded`` (a newer one exists, this one answers) or ``ended``.
    ``released`` and ``ended`` are dates as ``YYYY-MM-DD`` or ``YYYY-MM``, empty where no page tells.
    """

    service: str
    version: str
    status: str
    path: str
    hosts: str
    released: str
    ended: str
    note: str
    source: str
    evidence: str


_all: list[ApiVersion] = []


def all_versions() -> tuple[ApiVersion, ...]:
    """Every version, oldest first within a service."""
    if not _all:
        for one in entries("api_versions"):
            _all.append(ApiVersion(*(one.get(field, "") for field in ApiVersion._fields)))
    return tuple(_all)


def find(service: str, version: str) -> ApiVersion | None:
    """The entry of ``crm`` and ``v8``, in any case."""
    wanted = (service.lower(), version.lower())
    return next((one for one in all_versions() if (one.service, one.version) == wanted), None)


def current(service: str) -> ApiVersion | None:
    """The newest version of a service's API; ``None`` where the catalogue has none."""
    known = [one for one in all_versions() if one.service == service.lower() and one.status == "current"]
    return known[-1] if known else None


def in_url(url: str) -> ApiVersion | None:
    """The version that an address of Zoho's asks for; ``None`` for any other address."""
    lower = url.lower()
    host, slash, _ = lower.partition("://")[2].partition("/")
    if not slash or "zoho" not in host and not host.startswith("www.bigin."):
        return None
    label = host.partition(".")[0]
    for one in all_versions():
        if one.path and one.path in lower and (not one.hosts or one.hosts == label):
            return one
    return None
