"""The format for programs: one JSON object, described by ``json.schema.json``.

Within one ``version`` keys may be added, never renamed, removed or given another meaning.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from deluge_lint.diagnostics import Diagnostic, Edit, Fix, Related, Span
from deluge_lint.engine.fingerprint import Fingerprints
from deluge_lint.engine.results import RunResult
from deluge_lint.output.context import OutputContext
from deluge_lint.output.summary import findings, problems, summarise

VERSION = 1


def render(run: RunResult, context: OutputContext) -> Iterator[str]:
    """The object, one finding a line."""
    yield f'{{\n"version": {VERSION},\n'
    yield f'"tool": {_dump({"name": "deluge-lint", "version": context.version})},\n'
    yield '"diagnostics": ['
    fingerprints = Fingerprints()
    separator = "\n"
    for path, diagnostic in findings(run):
        yield separator + _dump(finding(path, diagnostic, context, fingerprints))
        separator = ",\n"
    yield "\n],\n"
    met = [
        {"path": context.relative(path) if path else None, "message": text} for path, text in problems(run)
    ]
    yield f'"problems": {_dump(met)},\n'
    skipped = [
        {"path": context.relative(file.path), "reason": file.note}
        for file in run.files
        if file.note and not file.problem
    ]
    yield f'"skipped": {_dump(skipped)},\n'
    totals = summarise(run)._asdict()
    del totals["worst_rule"]
    yield f'"summary": {_dump(totals)}\n}}\n'


def _dump(value: Any) -> str:
    # ASCII only: no console encoding and no undecodable file name can break it.
    return json.dumps(value, ensure_ascii=True)


def finding(
    path: str, diagnostic: Diagnostic, context: OutputContext, fingerprints: Fingerprints
) -> dict[str, Any]:
    """One finding as plain data."""
    shown = context.relative(path)
    return {
        "path": shown,
        "range": _range(path, diagnostic.span, context),
        "severity": diagnostic.severity.label,
        "code": diagnostic.code,
        "name": diagnostic.name,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "url": context.rule_url(diagnostic),
        "tags": sorted(diagnostic.tags),
        "lift": diagnostic.lift and diagnostic.lift._asdict(),
        "related": [_related(path, note, context) for note in diagnostic.related],
        "fixes": [_fix(path, fix, context) for fix in diagnostic.fixes],
        "fingerprint": fingerprints.of(shown, diagnostic, context.source_of(path)),
    }


def _range(path: str, span: Span, context: OutputContext) -> dict[str, Any] | None:
    place = context.place(path, span)
    if place is None:
        return None
    return {
        "start": {"line": place.start.line, "column": place.start.column, "offset": span.start},
        "end": {"line": place.end.line, "column": place.end.column, "offset": span.end},
    }


def _related(path: str, note: Related, context: OutputContext) -> dict[str, Any]:
    where = note.path or path
    return {
        "path": context.relative(where),
        "range": _range(where, note.span, context),
        "message": note.message,
    }


def _fix(path: str, fix: Fix, context: OutputContext) -> dict[str, Any]:
    return {
        "title": fix.title,
        "applicability": fix.applicability.label,
        "edits": [_edit(path, edit, context) for edit in fix.edits],
    }


def _edit(path: str, edit: Edit, context: OutputContext) -> dict[str, Any]:
    return {"range": _range(path, edit.span, context), "text": edit.text}
