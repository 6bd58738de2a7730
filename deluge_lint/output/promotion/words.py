"""Words that all formats of a promotion record share."""

from __future__ import annotations

from typing import Any

#: Kinds of consequences as headings.
HEADINGS = {
    "uses-what-is-gone": "Uses what is gone",
    "uses-what-has-changed": "Uses what has changed",
    "data-at-risk": "Data at risk",
    "permission-widened": "More rights",
    "new-external-call": "New calls outside",
    "new-address": "New addresses",
    "new-connection": "New connections",
    "new-id": "New ids",
}
SIGNS = {"added": "+", "removed": "-", "changed": "~", "renamed": ">"}


def headline(record: dict[str, Any]) -> str:
    """The verdict in one sentence."""
    name = record["candidate"]["name"] or record["candidate"]["path"]
    return f"{record['verdict'].upper()}: {name} to {record['environment']['name']}"


def address(place: dict[str, Any] | None) -> str:
    """``path:line:column``, as much of it as is known."""
    if place is None:
        return ""
    if not place["line"]:
        return str(place["path"])
    return f"{place['path']}:{place['line']}:{place['column']}"


def change(each: dict[str, Any]) -> str:
    """One change in words."""
    before = f" (was `{each['before']}`)" if each["before"] else ""
    details = f": {'; '.join(each['details'])}" if each["details"] else ""
    return f"{each['what']} `{each['name'].removeprefix('page ')}` {each['act']}{before}{details}"


def tally(record: dict[str, Any]) -> str:
    """The counts in one line."""
    acts = {"block": 0, "warn": 0}
    for each in record["reasons"]:
        acts[each["act"]] += 1
    found = record["findings"]
    parts = [f"{acts['block']} reasons to block", f"{acts['warn']} warnings"]
    if record["current"] is not None:
        parts.append(f"{len(record['changes'])} changes")
        parts.append(
            f"findings: {len(found['new'])} new, {found['remaining']} remaining, {found['fixed']} fixed"
        )
    else:
        parts.append(f"{len(found['new'])} findings")
    return ", ".join(parts)
