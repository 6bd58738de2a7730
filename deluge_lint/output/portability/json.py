"""The lift report for programs: one JSON object, described by ``report.schema.json``.

Within one ``version`` keys may be added, never renamed, removed or given another meaning.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from deluge_lint.engine.notes import Note
from deluge_lint.output.context import OutputContext
from deluge_lint.output.portability.words import HOME_WORD, fix_of, obstacles
from deluge_lint.portability.model import (
    Dependency,
    Function,
    Issue,
    Report,
    Verdict,
    counts_at,
    minutes_at,
)

VERSION = 1


def render(report: Report, context: OutputContext, verbose: bool = False) -> Iterator[str]:
    """The object, one function a line; it is always complete."""
    yield f'{{\n"version": {VERSION},\n'
    yield f'"tool": {_dump({"name": "deluge-lint", "version": context.version})},\n'
    yield f'"from": {_dump(report.origin or None)},\n'
    yield f'"targets": {_dump([_target(report, at) for at in range(len(report.targets))])},\n'
    yield '"functions": ['
    separator = "\n"
    for function in report.functions:
        yield separator + _dump(function_data(report, function, context))
        separator = ",\n"
    yield "\n],\n"
    yield f'"obstacles": {_dump([each._asdict() for each in obstacles(report)])},\n'
    for key, notes in (("skipped", report.skipped), ("notes", report.notes), ("problems", report.problems)):
        yield f'"{key}": {_dump([_note(each, context) for each in notes])},\n'
    yield f'"ignored": {_dump(list(report.ignored))},\n'
    yield f'"crashed": {_dump(report.crashed)}\n}}\n'


def _dump(value: Any) -> str:
    # ASCII only: no console encoding and no undecodable file name can break it.
    return json.dumps(value, ensure_ascii=True)


def _target(report: Report, at: int) -> dict[str, Any]:
    target = report.targets[at]
    counts = {status.word: count for status, count in counts_at(report, target.host).items()}
    return {
        "host": target.host, "title": target.title, "evidence": target.evidence, "counts": counts,
        "minutes": minutes_at(report, target.host),
    }  # fmt: skip


def _note(note: Note, context: OutputContext) -> dict[str, Any]:
    return {"path": context.relative(note.path) if note.path else None, "message": note.text}


def function_data(report: Report, function: Function, context: OutputContext) -> dict[str, Any]:
    """A function as plain data."""
    return {
        "name": function.name,
        "path": context.relative(function.path),
        "line": function.line,
        "host": function.host or None,
        "confidence": function.confidence if function.host else None,
        "reason": function.reason or None,
        "wrong": [_issue(each, context) for each in function.wrong],
        "outside": list(function.outside),
        "verdicts": {
            target.host: _verdict(function.verdicts.get(target.host), context) for target in report.targets
        },
    }


def _verdict(verdict: Verdict | None, context: OutputContext) -> dict[str, Any]:
    if verdict is None:
        return {"status": HOME_WORD}
    return {
        "status": verdict.status.word,
        "own": verdict.own.word,
        "minutes": verdict.minutes,
        "issues": [_issue(each, context) for each in verdict.issues],
        "accepted": [_issue(each, context) for each in verdict.accepted],
        "dependencies": [_dependency(each, context) for each in verdict.dependencies],
    }


def _dependency(each: Dependency, context: OutputContext) -> dict[str, Any]:
    path = context.relative(each.path)
    return {"name": each.name, "path": path, "line": each.line, "status": each.status.word}


def _issue(issue: Issue, context: OutputContext) -> dict[str, Any]:
    found = issue.diagnostic
    lift = found.lift
    data = {
        "line": issue.line,
        "column": issue.column,
        "offset": found.span.start,
        "need": issue.need or None,
        "severity": found.severity.label,
        "code": found.code,
        "name": found.name,
        "message": found.message,
        "help": found.help,
        "source": lift.source or None if lift else None,
        "evidence": lift.evidence or None if lift else None,
        "minutes": issue.minutes,
        "repeated": issue.repeated,
        "preview": issue.preview,
        "fix": fix_of(issue) or None,
        "url": context.rule_url(found),
    }
    if issue.accepted:
        data["reason"] = issue.reason or None
    return data
