"""The verdict for a pull request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from deluge_lint.output.context import OutputContext
from deluge_lint.output.markup import cell, code, prose
from deluge_lint.output.promotion.words import HEADINGS, address, change, headline, tally

_SIGNS = {"blocked": "❌", "pass with warnings": "⚠️", "pass": "✅"}
_ACTS = {"block": "❌", "warn": "⚠️"}
#: Rows of one table; platforms cut long texts off.
MOST = 300


def render(record: dict[str, Any], context: OutputContext) -> Iterator[str]:
    """Verdict, reasons, changes, consequences."""
    yield f"## {_SIGNS[record['verdict']]} {prose(headline(record))}\n\n{prose(tally(record))}\n"
    yield from _table("Reasons", [
        (f"{_ACTS[each['act']]} {each['kind']}", each["message"], address(each["place"]))
        for each in record["reasons"]
    ])  # fmt: skip
    yield from _table("Changes", [
        (each["act"], change(each), address(each["place"] or each["old_place"])) for each in record["changes"]
    ])  # fmt: skip
    yield from _table("What follows", [
        (HEADINGS.get(each["kind"], each["kind"]), each["message"], address(each["place"]))
        for each in record["consequences"]
    ])  # fmt: skip


def _table(title: str, rows: list[tuple[str, str, str]]) -> Iterator[str]:
    if not rows:
        return
    yield f"\n<details{' open' if title == 'Reasons' else ''}><summary>{title}: {len(rows)}</summary>\n\n"
    yield "| | | place |\n| --- | --- | --- |\n"
    for first, message, where in rows[:MOST]:
        yield f"| {cell(first)} | {cell(message)} | {code(where) if where else ''} |\n"
    if len(rows) > MOST:
        yield f"\n{len(rows) - MOST} more are left out here.\n"
    yield "\n</details>\n"
