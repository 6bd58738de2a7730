"""Where text comes in from outside, where it must not go as it is, and what makes it harmless."""

from __future__ import annotations

from typing import Any

from deluge_lint.catalog.load import entries

_maps: dict[str, dict[str, object]] = {}
_named: dict[str, dict[str, Any]] = {}


def _map(kind: str, value: str) -> dict[str, object]:
    """The entries of one kind: lower-case name to one of their fields."""
    found = _maps.get(kind)
    if found is None:
        every = (one for one in entries("data_flow") if one["kind"] == kind)
        found = _maps[kind] = {one["name"].lower(): one.get(value, True) for one in every}
    return found


def cleans(name: str, place: str) -> bool:
    """Whether the result of a built-in is harmless in ``place``: criteria, query, url or html."""
    found = _map("cleaner", "for").get(name.lower())
    return isinstance(found, list) and place in found


def checks(name: str) -> bool:
    """Whether a built-in tells good values from bad ones: ``matches``, ``isNumber``."""
    return name.lower() in _map("check", "name")


def trusted(name: str) -> bool:
    """Whether the answer of a task is what the organisation itself has set: ``zoho.crm.getOrgVariable``."""
    return name.lower() in _map("trusted", "name")


def source(name: str, service: str = "") -> str:
    """What a name of the host brings in from outside (``request``); empty for other names.

    Some names mean this in single services alone: ``message`` in Cliq.
    """
    found = _sources().get(name.lower())
    if found is None or (found.get("services") and service not in found["services"]):
        return ""
    return str(found["what"])


def _sources() -> dict[str, dict[str, Any]]:
    if not _named:
        _named.update((one["name"].lower(), one) for one in entries("data_flow") if one["kind"] == "source")
    return _named


def held_by_key(key: str) -> str:
    """What a text under this key of a map is: ``query`` for ``select_query``; empty for other keys."""
    return str(_map("key", "holds").get(key.lower(), ""))


def held_by_entry(task: str, key: str) -> str:
    """What a text of a block task is: ``url`` for ``invokeurl`` and ``url``; empty for other keys."""
    return str(_map("entry", "holds").get(f"{task}.{key}".lower(), ""))


def held_by_argument(function: str) -> str:
    """What the first argument of a call is: ``url`` for ``openUrl``; empty for other calls."""
    return str(_map("argument", "holds").get(function.lower(), ""))
