"""What a construct becomes in a service that lacks it or reads it differently."""

from __future__ import annotations

from typing import Any

from deluge_lint.catalog import availability
from deluge_lint.catalog.availability import Availability
from deluge_lint.catalog.load import entries
from deluge_lint.diagnostics import Along
from deluge_lint.records import NamedTuple


class Advice(NamedTuple):
    """What to do about a construct in the services ``targets``.

    ``kind`` and ``name`` say what it is (``statement``, ``insert``), ``need`` what the lift asks
    for: ``check``, ``fix``, ``rework`` or ``block``.  ``instead`` says in the imperative what to
    write there, ``minutes`` the work at one place (``None``: the usual for the need),
    ``allowed`` the types that the service takes where types are the matter, ``along`` what is left
    to do where the function that is called is lifted as well.  ``source``
    and ``evidence`` are those of the claim that the construct is missing or different there.
    """

    kind: str
    name: str
    targets: Availability
    need: str
    instead: str
    minutes: int | None
    allowed: tuple[str, ...]
    note: str
    source: str
    evidence: str
    along: Along | None = None


_by_name: dict[tuple[str, str], list[Advice]] = {}


def all_advice() -> dict[tuple[str, str], list[Advice]]:
    """All advice by kind and name in lower case, in the order of the file."""
    if not _by_name:
        for entry in entries("portability"):
            found = _advice(entry)
            _by_name.setdefault((found.kind, found.name.lower()), []).append(found)
    return _by_name


def find(kind: str, name: str, service: str) -> Advice | None:
    """What is known of a construct in ``service``: of the name itself, in any case, or of what it belongs to.

    A name with dots is looked up as a whole, then as its beginnings (``zoho.mail.sendMail`` is
    below ``zoho.mail.``), then as ``*``.  ``None``: nothing is known to change there.
    """
    known = all_advice()
    for each in _keys(name.lower()):
        for advice in known.get((kind, each), ()):
            if advice.targets.allows(service):
                return advice
    return None


def _keys(name: str) -> tuple[str, ...]:
    words = name.split(".")
    beginnings = (".".join(words[:count]) + "." for count in range(len(words) - 1, 0, -1))
    return (name, *beginnings, "*")


def _advice(entry: dict[str, Any]) -> Advice:
    return Advice(
        entry["kind"], entry["name"], availability.from_data(entry["targets"]), entry["need"],
        entry["instead"], entry.get("minutes"), tuple(entry.get("allowed", ())), entry.get("note", ""),
        entry["source"], entry["evidence"], Along(**along) if (along := entry.get("along")) else None,
    )  # fmt: skip
