"""The map of a tree of scripts that were taken out of an export: which file is what script.

The map is JSON (``extraction/deluge-map.schema.json`` describes it); what is empty is left out of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from deluge_lint.documents.script import Host, Trigger
from deluge_lint.records import NamedTuple

MAP_NAME = "deluge-map.json"
SCHEMA_NAME = "schema.json"
#: Raised when what is written can no longer be read by releases before.
VERSION = 1


class Placed(NamedTuple):
    """One script of a tree.

    ``path`` is that of its file, below the root and with ``/``; ``identity`` the place in the application:
    the same in every export of it.  ``condition`` is that of its actions, as written; ``digest`` tells what
    the file held when it was written.
    """

    path: str
    identity: str
    host: Host
    trigger: Trigger
    digest: str
    condition: str = ""


class TreeMap(NamedTuple):
    """What a map says: the name of the application, the digest of the export, and its scripts."""

    application: str = ""
    export: str = ""
    scripts: tuple[Placed, ...] = ()


class BadMap(ValueError):
    """The data is no map; the message says in a few words why."""


def map_text(of: TreeMap) -> str:
    """A map as text: sorted, one entry a script, the same for the same tree."""
    scripts = {one.path: _entry(one) for one in sorted(of.scripts)}
    data = {"version": VERSION, "application": of.application, "export": of.export, "scripts": scripts}
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _entry(one: Placed) -> dict[str, Any]:
    said = {name: value for name, value in one.trigger._asdict().items() if value}
    entry = {"identity": one.identity, "host": str(one.host), **said, "sha256": one.digest}
    return {**entry, "condition": one.condition} if one.condition else entry


def map_of(data: Any) -> TreeMap:
    """What the data of a map says; raises :class:`BadMap`.

    A path that leads out of the tree makes the whole map bad: files are written and deleted by it.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("scripts"), Mapping):
        raise BadMap('no map of an extracted application: there is no "scripts" in it')
    if data.get("version") != VERSION:
        raise BadMap(f"a map of version {data.get('version')!r}; this release reads version {VERSION}")
    scripts = tuple(_placed(path, entry) for path, entry in data["scripts"].items())
    return TreeMap(_text(data, "application"), _text(data, "export"), scripts)


def _placed(path: str, entry: Any) -> Placed:
    parts = path.split("/")
    if not all(parts) or {".", ".."}.intersection(parts) or any(mark in path for mark in "\\:\0"):
        raise BadMap(f"the path {path!r} leads out of the tree")
    if not isinstance(entry, Mapping):
        raise BadMap(f"nothing is said of {path!r}")
    records = entry.get("records")
    said = {name: _text(entry, name) for name in Trigger._fields if name != "records"}
    acts = tuple(one for one in records if isinstance(one, str)) if isinstance(records, list) else ()
    service, _, context = _text(entry, "host").partition(".")
    return Placed(
        path, _text(entry, "identity"), Host(service, context, "certain"), Trigger(**said, records=acts),
        _text(entry, "sha256"), _text(entry, "condition"),
    )  # fmt: skip


def _text(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name, "")
    return value if isinstance(value, str) else ""
