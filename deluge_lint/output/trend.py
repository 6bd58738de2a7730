"""How many findings earlier runs had: what stored reports and promotion records tell."""

from __future__ import annotations

from typing import Any

from deluge_lint.records import NamedTuple


class Point(NamedTuple):
    """One run: a ``label`` for people, its findings, and whether it was a promotion that was ``blocked``."""

    label: str
    findings: int
    blocked: bool = False


def point_of(data: Any, label: str) -> Point | None:
    """The point of a JSON report or promotion record, ``None`` for other data.

    A record tells when it was made; a report goes by ``label``.
    """
    if not isinstance(data, dict):
        return None
    found = data.get("findings")
    if isinstance(found, dict) and isinstance(data.get("made"), str):
        new, remaining = found.get("new"), found.get("remaining")
        if isinstance(new, list) and type(remaining) is int:
            made = data["made"].replace("T", " ").removesuffix("+00:00")
            return Point(made, len(new) + remaining, data.get("verdict") == "blocked")
    summary = data.get("summary")
    if isinstance(summary, dict) and "diagnostics" in data:
        counts = [summary.get(each) for each in ("errors", "warnings", "infos", "hints")]
        if all(type(each) is int for each in counts):
            return Point(label, sum(each for each in counts if each is not None))
    return None
