"""The compact indexes that a lint run reads instead of the whole data files.

``scripts/build_catalog.py`` writes them; a test builds them again and compares.
"""

from __future__ import annotations

import json
import os.path
from typing import Any

from deluge_lint.catalog import availability, parameters
from deluge_lint.catalog.load import DATA, entries, load


def build_tasks() -> dict[str, Any]:
    """The index of the integration tasks; the columns are those of ``tasks._from_row``."""
    rows, aliases = {}, {}
    for entry in entries("tasks"):
        connection = entry["connection"]
        hosts = ";".join(f"{host}={rule}" for host, rule in connection.get("hosts", {}).items())
        rows[entry["name"].lower()] = [
            entry["name"], entry["service"], entry["kind"], parameters.packed(entry["parameters"]),
            parameters.packed_types(entry["returns"]), connection["position"] or 0, connection["required"],
            hosts, availability.packed(entry["called_from"]), entry.get("bulk_alternative", ""),
            entry.get("api_version", ""), entry.get("deprecated", {}).get("replacement", ""),
            int(entry["signature_verified"]), entry["source"], entry["evidence"],
        ]  # fmt: skip
        aliases.update({alias.lower(): entry["name"].lower() for alias in entry.get("aliases", ())})
    return {"rows": rows, "aliases": aliases, "without_tasks": load("tasks")["without_tasks"]}


def build_builtins() -> dict[str, Any]:
    """The index of the built-ins; the columns are those of ``builtins._from_row``."""
    rows: dict[str, list[Any]] = {}
    aliases: dict[str, str] = {}
    text_dates: dict[str, str] = {}
    for entry in entries("builtins"):
        key = entry["name"].lower()
        if "text_dates" in entry:
            names = (entry["name"], *entry.get("aliases", ()))
            text_dates.update((name.lower(), availability.packed(entry["text_dates"])) for name in names)
        marks = (("variadic", "v"), ("pure", "p"), ("mutates", "m"), ("nullable", "n"), ("raises_on", "r"))
        forms = {form: availability.packed(value) for form, value in entry.get("form_services", {}).items()}
        rows.setdefault(key, []).append([
            entry["name"], entry["group"], "|".join(entry["receiver"]),
            "".join(form[0].upper() for form in entry["forms"]), parameters.packed(entry["parameters"]),
            entry["returns"], "".join(mark for name, mark in marks if entry.get(name)),
            availability.packed(entry["services"]), ";".join(f"{a}={b}" for a, b in forms.items()),
            entry.get("deprecated", {}).get("replacement", ""), entry["source"], entry["evidence"],
        ])  # fmt: skip
        aliases.update({alias.lower(): key for alias in entry.get("aliases", ())})
    return {
        "rows": rows,
        "aliases": {alias: key for alias, key in aliases.items() if alias not in rows},
        "text_dates": text_dates,
    }


def build_hosts() -> dict[str, Any]:
    """What tells the host of a script: namespaces of headers, names in use, statements.

    Statements count that one service alone has.  ``pages`` is how addresses of pages of an
    application in Creator begin.  ``or_first`` are the services that take ``||`` before ``&&``.
    """
    namespaces, signs = {}, []
    for service in entries("services"):
        for context in service["contexts"]:
            if "namespace" in context:
                namespaces[context["namespace"]] = f"{service['name']}.{context['name']}"
        for sign in service.get("signs", ()):
            signs.append([service["name"], sign["at_least"], sign.get("with", ""), sign["names"]])
    only = {one["name"]: one.get("services", {}).get("only", ()) for one in entries("statements")}
    statements = {name: services[0] for name, services in only.items() if len(services) == 1}
    or_first = [one["name"] for one in entries("services") if "or_before_and" in one]
    pages = [word for one in entries("words") if one["kind"] == "page-addresses" for word in one["words"]]
    return {
        "namespaces": namespaces, "signs": signs, "statements": statements, "pages": pages,
        "or_first": or_first,
    }  # fmt: skip


INDEXES = {"tasks.index": build_tasks, "builtins.index": build_builtins, "hosts.index": build_hosts}


def text(name: str) -> str:
    """The text of an index file: one row a line, so that a change can be reviewed."""
    parts = []
    for key, value in INDEXES[name]().items():
        if isinstance(value, dict) and value:
            lines = ",\n".join(f"{_json(a)}:{_json(b)}" for a, b in value.items())
            parts.append(f"{_json(key)}:{{\n{lines}\n}}")
        else:
            parts.append(f"{_json(key)}:{_json(value)}")
    return "{" + ",\n".join(parts) + "}\n"


def path(name: str) -> str:
    """Where an index file stands."""
    return os.path.join(DATA, f"{name}.json")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
