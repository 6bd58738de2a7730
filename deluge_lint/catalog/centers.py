"""Which data centre a Zoho host is bound to, and what kind of host it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from deluge_lint.catalog.load import load
from deluge_lint.records import NamedTuple

# A host name in running text.  What stands before it decides whether it is one: the domain
# of an e-mail address and the tail of a longer word are none.
# A text, compiled by its first use: few scripts name an address.
_HOST = (
    r"(?i)(?<![\w@.\-])(?:[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?\.)*"
    r"zoho[a-z]*(?:\.[a-z]{2,3}){1,2}(?![\w\-]|\.[a-z])"
)
_PATH = r"(?i)(?::\d+)?/([a-z]+)/"


class DataCenter(NamedTuple):
    """One data centre: ``api`` and ``accounts`` are its hosts, ``domain`` that of its products."""

    name: str
    title: str
    suffix: str
    domain: str
    api: str
    accounts: str
    source: str
    evidence: str


class DataCenterMatch(NamedTuple):
    """A host that belongs to one data centre.

    ``kind`` is ``api``, ``accounts``, ``application`` (a product with its REST API), ``public``,
    ``portal``, ``site`` (help pages and images: no endpoint) or ``unknown`` (a label of Zoho's that
    the catalogue lacks).  ``service`` is the product where the host or the path tells it, ``invokeapi``
    the service name that ``invokeapi`` takes for it (empty: none).
    """

    host: str
    center: DataCenter
    kind: str
    service: str
    invokeapi: str

    @property
    def is_endpoint(self) -> bool:
        """Whether a script that calls the host works in this data centre alone."""
        return self.kind in ("api", "accounts", "application", "public", "portal")


_centers: dict[str, DataCenter] = {}


def centers() -> dict[str, DataCenter]:
    """Every data centre by its short name (``us``, ``eu`` ...)."""
    if not _centers:
        for one in load("data_centers")["entries"]:
            _centers[one["name"]] = DataCenter(**{field: one[field] for field in DataCenter._fields})
    return _centers


def match(text: str) -> DataCenterMatch | None:
    """The data centre of a URL or host; ``None`` when it is no host of Zoho's.

    ``https://www.zohoapis.eu/crm/v8/Leads`` and ``accounts.zoho.in`` are bound to one;
    ``https://help.zoho.com/`` is of kind ``site``.
    """
    scheme = re.match(r"[a-z]+://", text, re.IGNORECASE)
    start = scheme.end() if scheme else 0
    for found in re.finditer(_HOST, text):
        if found.start() == start:
            return _classify(found, text)
        break
    return None


def search(text: str) -> Iterator[tuple[int, int, DataCenterMatch]]:
    """Every host of Zoho's in ``text`` with its start and end; e-mail addresses are left out."""
    if "zoho" not in text.lower():
        return
    for found in re.finditer(_HOST, text):
        matched = _classify(found, text)
        if matched is not None:
            yield found.start(), found.end(), matched


def _classify(found: re.Match[str], text: str) -> DataCenterMatch | None:
    host = found.group().lower()
    labels = host.split(".")
    at = next((i for i, label in enumerate(labels) if label.startswith("zoho")), -1)
    brand, suffix = labels[at], ".".join(labels[at + 1 :])
    data = load("data_centers")
    known = next((one for one in data["brands"] if one["brand"] == brand), None)
    center = next((one for one in centers().values() if one.suffix == suffix), None)
    if known is None or center is None:
        return None
    product = known if known["kind"] != "by-label" else _product(data, ".".join(labels[:at]))
    service, invokeapi = product.get("service", ""), product.get("invokeapi", "")
    path = re.compile(_PATH).match(text, found.end()) if product["kind"] == "api" else None
    if path is not None:
        service = service or path.group(1).lower()
        invokeapi = invokeapi or data["api_paths"].get(path.group(1).lower(), "")
    return DataCenterMatch(host, center, product["kind"], service, invokeapi)


def _product(data: dict[str, Any], label: str) -> dict[str, Any]:
    """The entry of the host with this first label; several labels count by their last one."""
    if not label:
        return {"kind": "site"}
    hosts = {one["label"]: one for one in data["hosts"]}
    found: dict[str, Any] = hosts.get(label) or hosts.get(label.rpartition(".")[2]) or {"kind": "unknown"}
    return found
