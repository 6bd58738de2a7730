"""Integration tasks: ``zoho.crm.getRecords`` and its like.

Everything here comes from a compact index (``data/tasks.index.json``); limits, notes and
notes for single hosts stand in ``data/tasks.json``, which :func:`detail` reads.
"""

from __future__ import annotations

from typing import Any

from deluge_lint.catalog import availability, parameters
from deluge_lint.catalog.availability import Availability
from deluge_lint.catalog.load import entries, load
from deluge_lint.catalog.parameters import Parameter
from deluge_lint.records import NamedTuple


class Connection(NamedTuple):
    """The connection argument of a task.

    ``position`` counts from 1 (``None``: there is none); ``required`` is ``always``,
    ``optional``, ``never``, ``outside-own-service`` or ``unknown``; ``hosts`` says it for single
    services (``mandatory``, ``not-applicable``, ``not-needed``, ``advised``) and goes first.
    """

    position: int | None
    required: str
    hosts: dict[str, str]

    def rule(self, service: str) -> str:
        """What holds in ``service``: ``hosts`` first, then ``required``."""
        return self.hosts.get(service, self.required)


class IntegrationTask(NamedTuple):
    """One task; ``called_from`` are the services that may call it.

    ``signature_verified`` is false where nobody read the task's own page: no finding about the
    number of arguments then.  ``replacement`` is empty unless the task is deprecated.
    """

    name: str
    service: str
    kind: str
    parameters: tuple[Parameter, ...]
    returns: tuple[str, ...]
    connection: Connection
    called_from: Availability
    bulk_alternative: str
    api_version: str
    replacement: str
    signature_verified: bool
    source: str
    evidence: str

    @property
    def params(self) -> tuple[Parameter, ...]:
        """The parameters, under their short name."""
        return self.parameters

    @property
    def deprecated(self) -> bool:
        """Whether Zoho replaced the task by another."""
        return bool(self.replacement)

    @property
    def writes(self) -> bool:
        """Whether a run changes or sends something outside of the script."""
        return self.kind != "read"

    @property
    def arity(self) -> tuple[int, int | None]:
        """The least and the greatest number of arguments."""
        return parameters.arity(self.parameters)


_found: dict[str, IntegrationTask | None] = {}
_prefixes: frozenset[str] = frozenset()


def find(name: str) -> IntegrationTask | None:
    """The task of this dotted name or alias, in any case; ``None`` for anything else."""
    name = name.lower()
    if name not in _found:
        index = load("tasks.index")
        row = index["rows"].get(index["aliases"].get(name, name))
        _found[name] = None if row is None else _from_row(row)
    return _found[name]


def is_task_prefix(name: str) -> bool:
    """Whether some task's name starts with these whole words, such as ``zoho.crm`` or ``zoho``."""
    global _prefixes
    if not _prefixes:
        _prefixes = frozenset(
            ".".join(words[:count])
            for words in (known.split(".") for known in load("tasks.index")["rows"])
            for count in range(1, len(words))
        )
    return name.lower() in _prefixes


def names() -> tuple[str, ...]:
    """The names of all tasks as Zoho spells them."""
    return tuple(row[0] for row in load("tasks.index")["rows"].values())


def without_tasks(service: str) -> bool:
    """Whether Zoho's index lists the service (``campaigns``, ``bigin`` ...) without a single task."""
    return service.lower() in load("tasks.index")["without_tasks"]


def detail(name: str) -> dict[str, Any] | None:
    """The whole entry as the data file has it, for showing."""
    task = find(name)
    if task is None:
        return None
    return next(entry for entry in entries("tasks") if entry["name"] == task.name)


def _from_row(row: list[Any]) -> IntegrationTask:
    hosts = dict(part.split("=") for part in row[7].split(";")) if row[7] else {}
    return IntegrationTask(
        row[0], row[1], row[2], parameters.unpacked(row[3]), tuple(row[4].split("|")),
        Connection(row[5] or None, row[6], hosts), availability.unpacked(row[8]),
        row[9], row[10], row[11], bool(row[12]), row[13], row[14],
    )  # fmt: skip
