"""Compact JSON for AI clients: one object a finding, with a stable id and the edits to suggest.

Lines and columns count from 1; an edit replaces ``from`` (line and column) up to ``to`` by ``text``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from deluge_lint.diagnostics import Diagnostic, Span
from deluge_lint.engine.fingerprint import Fingerprints
from deluge_lint.engine.results import RunResult
from deluge_lint.output.context import OutputContext
from deluge_lint.output.summary import findings, problems


def render(run: RunResult, context: OutputContext) -> Iterator[str]:
    """One object on one line for each finding, then one for each problem."""
    prints = Fingerprints()
    for path, found in findings(run):
        yield json.dumps(finding(path, found, context, prints), ensure_ascii=True) + "\n"
    for path, message in problems(run):
        where = context.relative(path) if path else ""
        yield json.dumps({"path": where, "problem": message}, ensure_ascii=True) + "\n"


def finding(
    path: str, found: Diagnostic, context: OutputContext, prints: Fingerprints
) -> dict[str, Any]:  # fmt: skip
    """One finding; what is empty is left out."""
    shown = context.relative(path)
    data = {
        "id": prints.of(shown, found, context.source_of(path)),
        "path": shown,
        "at": _at(path, found.span, context),
        "severity": found.severity.label,
        "rule": found.name,
        "code": found.code,
        "message": found.message,
        "help": found.help,
        "fixes": [
            {
                "title": fix.title,
                "safe": fix.applicability.label == "safe",
                "edits": [{**_range(path, edit.span, context), "text": edit.text} for edit in fix.edits],
            }
            for fix in found.fixes
        ],
    }
    return {key: value for key, value in data.items() if value not in ("", [], None)}


def _at(path: str, span: Span, context: OutputContext) -> list[int] | None:
    place = context.place(path, span)
    return [place.start.line, place.start.column] if place is not None else None


def _range(path: str, span: Span, context: OutputContext) -> dict[str, Any]:
    place = context.place(path, span)
    if place is None:
        return {}
    return {"from": [place.start.line, place.start.column], "to": [place.end.line, place.end.column]}
