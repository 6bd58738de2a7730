"""Variables that Zoho defines: ``zoho.currentdate``, ``thisapp.environment.type``."""

from __future__ import annotations

from deluge_lint.catalog import availability
from deluge_lint.catalog.availability import Availability
from deluge_lint.catalog.load import entries
from deluge_lint.records import NamedTuple


class SystemVariable(NamedTuple):
    """``differs`` says for single services what the value is there instead.

    ``call`` is true for those that are written as a call: ``thisapp.permissions.loginUserName()``.
    ``names`` is the kind of role whose name the ``argument`` is: ``role``, ``profile``, ``portal``; a script
    stops where there is none of that name.
    """

    name: str
    type: str
    meaning: str
    services: Availability
    differs: dict[str, str]
    replacement: str
    call: bool
    names: str
    argument: int
    source: str
    evidence: str


_by_name: dict[str, SystemVariable] = {}


def all_variables() -> dict[str, SystemVariable]:
    """Every variable by its name in lower case."""
    if not _by_name:
        for one in entries("system_variables"):
            _by_name[one["name"].lower()] = SystemVariable(
                one["name"], one["type"], one["meaning"], availability.from_data(one["services"]),
                one.get("differs", {}), one.get("replacement", ""), one.get("call", False),
                one.get("names", {}).get("kind", ""), one.get("names", {}).get("argument", 0), one["source"],
                one["evidence"],
            )  # fmt: skip
    return _by_name


def find(name: str) -> SystemVariable | None:
    """The variable of this dotted name, in any case."""
    return all_variables().get(name.lower())


def under(name: str) -> SystemVariable | None:
    """The first variable that shares all words but the last with ``name``, in any case.

    ``thisapp.permissions.isUserInGroup`` is one of them though the catalogue does not list it.
    """
    group = name.lower().rpartition(".")[0]
    if group.count(".") == 0:
        return None
    return next((one for key, one in all_variables().items() if key.startswith(f"{group}.")), None)
