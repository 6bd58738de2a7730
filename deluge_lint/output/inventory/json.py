"""The inventory for programs: one JSON object, described by ``report.schema.json``.

Within one ``version`` keys may be added, never renamed, removed or given another meaning.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from deluge_lint.engine.notes import Note
from deluge_lint.inventory.cost import Formula
from deluge_lint.inventory.model import Connection, Cost, Data, Duplicate, Entry, Missing, Service
from deluge_lint.output.context import OutputContext
from deluge_lint.output.inventory.selection import Shown

VERSION = 1


def render(shown: Shown, context: OutputContext, verbose: bool = False) -> Iterator[str]:
    """The object, one entry a line; it is always complete."""
    yield f'{{\n"version": {VERSION},\n'
    yield f'"tool": {_dump({"name": "deluge-lint", "version": context.version})},\n'
    yield '"entries": ['
    separator = "\n"
    for at in shown.places:
        yield separator + _dump(entry_data(shown, at, context))
        separator = ",\n"
    yield "\n],\n"
    yield f'"duplicates": {_dump([_duplicate(each, shown, context) for each in shown.duplicates])},\n'
    inventory = shown.inventory
    for key, notes in (("skipped", inventory.skipped), ("problems", inventory.problems)):
        yield f'"{key}": {_dump([_note(each, context) for each in notes])},\n'
    yield f'"least_tokens": {inventory.least},\n'
    yield f'"crashed": {_dump(inventory.crashed)}\n}}\n'


def _dump(value: Any) -> str:
    # ASCII only: no console encoding and no undecodable file name can break it.
    return json.dumps(value, ensure_ascii=True)


def _note(note: Note, context: OutputContext) -> dict[str, Any]:
    return {"path": context.relative(note.path) if note.path else None, "message": note.text}


def entry_data(shown: Shown, at: int, context: OutputContext) -> dict[str, Any]:
    """An entry as plain data."""
    entry = shown.inventory.entries[at]
    return {
        "id": at,
        "kind": entry.kind,
        "name": entry.name,
        "title": entry.title or None,
        "group": entry.group,
        "path": context.relative(entry.path),
        "line": entry.line,
        "host": entry.host or None,
        "confidence": entry.confidence if entry.host else None,
        "returns": entry.returns or None,
        "parameters": [{"name": each.name, "type": each.type or None} for each in entry.parameters],
        "size": entry.measure._asdict(),
        "use": entry.use.value,
        "why": entry.why or None,
        "recursive": entry.recursive,
        "callers": [_reference(shown, each, context) for each in entry.callers],
        "calls": [{**_reference(shown, each.callee, context), "at": each.line} for each in entry.calls],
        "missing": [_missing(each) for each in entry.missing],
        "api_calls": _cost(entry.api),
        "mails": _cost(entry.mails),
        "sms": _cost(entry.sms),
        "services": [_service(each) for each in entry.services],
        "connections": [_connection(each) for each in entry.connections],
        "data": [_data(each) for each in entry.data],
        "fault": entry.fault or None,
    }


def _missing(each: Missing) -> dict[str, Any]:
    return {"name": each.name, "at": each.line, "candidates": list(each.candidates)}


def _reference(shown: Shown, at: int, context: OutputContext) -> dict[str, Any]:
    entry: Entry = shown.inventory.entries[at]
    return {"id": at, "name": entry.name, "path": context.relative(entry.path), "line": entry.line}


def _cost(cost: Cost) -> dict[str, Any]:
    return {"own": _formula(cost.own), "total": _formula(cost.total)}


def _formula(formula: Formula) -> dict[str, Any]:
    return {
        "formula": str(formula),
        "terms": [{"count": count, "loops": list(loops)} for loops, count in formula.terms],
        "open": formula.is_open,
    }


def _service(each: Service) -> dict[str, Any]:
    name = each.name or None
    return {"name": name, "title": each.title or None, "how": list(each.how), "lines": list(each.lines)}


def _connection(each: Connection) -> dict[str, Any]:
    return {
        "name": each.name, "services": list(each.services), "scopes": list(each.scopes),
        "lines": list(each.lines),
    }  # fmt: skip


def _data(each: Data) -> dict[str, Any]:
    return {
        "name": each.name, "service": each.service or None, "acts": list(each.acts),
        "lines": list(each.lines),
    }  # fmt: skip


def _duplicate(each: Duplicate, shown: Shown, context: OutputContext) -> dict[str, Any]:
    places = [
        {
            **_reference(shown, place.entry, context), "first": place.first, "last": place.last,
            "whole": place.whole,
        }
        for place in each.places
    ]  # fmt: skip
    return {"tokens": each.tokens, "lines": each.lines, "places": places}
