"""What Zoho ended, is ending or replaced."""

from __future__ import annotations

import re
from typing import Any

from deluge_lint.catalog import availability
from deluge_lint.catalog.availability import Availability
from deluge_lint.catalog.load import entries
from deluge_lint.records import NamedTuple


class Deprecation(NamedTuple):
    """``status`` is ``removed`` (past its end), ``ending`` or ``superseded`` (a newer one exists).

    ``kind`` is ``function``, ``task``, ``task-prefix``, ``call-form``, ``url`` or ``feature``;
    ``services`` are those that it concerns; ``date`` is empty where none was announced.
    """

    name: str
    kind: str
    replacement: str
    status: str
    date: str
    note: str
    services: Availability
    pattern: str
    source: str
    evidence: str


_by_name: dict[str, Deprecation] = {}


def all_deprecations() -> dict[str, Deprecation]:
    """Every entry by its name in lower case."""
    if not _by_name:
        _by_name.update((entry["name"].lower(), _deprecation(entry)) for entry in entries("deprecations"))
    return _by_name


def find(name: str) -> Deprecation | None:
    """The entry for the name of a function or task, in any case.

    A name below a deprecated prefix gets an entry of its own with the replacement spelled
    out: ``zoho.subscriptions.create`` → ``zoho.billing.create``.  ``invokeurl`` is deprecated in
    its form with parentheses alone; whoever asks must look at that.
    """
    name = name.lower()
    known = all_deprecations()
    exact = known.get(name)
    if exact is not None and exact.kind in ("function", "task", "call-form"):
        return exact
    for prefix, one in known.items():
        if one.kind == "task-prefix" and name.startswith(prefix):
            from deluge_lint.catalog import tasks

            task = tasks.find(one.replacement + name[len(prefix) :])
            replacement = task.name if task else one.replacement + "*"
            return one._replace(name=name, kind="task", replacement=replacement)
    return None


def in_url(text: str) -> Deprecation | None:
    """The entry whose pattern a URL meets: an API version that has ended, an authtoken."""
    for one in all_deprecations().values():
        if one.pattern and re.search(one.pattern, text, re.IGNORECASE):
            return one
    return None


def _deprecation(entry: dict[str, Any]) -> Deprecation:
    # An entry without services concerns all of them.
    services = availability.from_data(entry.get("services", {"all": True}))
    return Deprecation(
        entry["name"], entry["kind"], entry["replacement"], entry["status"], entry.get("date", ""),
        entry.get("note", ""), services, entry.get("pattern", ""), entry["source"], entry["evidence"],
    )  # fmt: skip
