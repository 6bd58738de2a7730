"""GitLab's code quality report: findings in the widget of a merge request and in its changes.

https://docs.gitlab.com/ci/testing/code_quality/ names the keys that GitLab reads.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from deluge_lint.diagnostics import Diagnostic, Severity
from deluge_lint.engine.fingerprint import Fingerprints
from deluge_lint.engine.results import RunResult
from deluge_lint.output.context import OutputContext
from deluge_lint.output.summary import findings, problems

_SEVERITIES = {
    Severity.ERROR: "critical",
    Severity.WARNING: "major",
    Severity.INFO: "minor",
    Severity.HINT: "info",
}


def render(run: RunResult, context: OutputContext) -> Iterator[str]:
    """A list with one object for each finding and for each file that could not be linted."""
    prints = Fingerprints()
    separator = "[\n"
    for path, found in findings(run):
        yield separator + json.dumps(_issue(path, found, context, prints))
        separator = ",\n"
    for path, message in problems(run):
        yield separator + json.dumps(_problem(path, message, context))
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def _issue(
    path: str, found: Diagnostic, context: OutputContext, prints: Fingerprints
) -> dict[str, Any]:  # fmt: skip
    shown = context.relative(path)
    place = context.place(path, found.span)
    lines = {"begin": place.start.line, "end": place.end.line} if place else {"begin": 1}
    return {
        "description": f"{found.message}; {found.help}" if found.help else found.message,
        "check_name": f"{found.code} {found.name}",
        "fingerprint": prints.of(shown, found, context.source_of(path)),
        "severity": _SEVERITIES[found.severity],
        "location": {"path": shown, "lines": lines},
    }


def _problem(path: str, message: str, context: OutputContext) -> dict[str, Any]:
    shown = context.relative(path) if path else "."
    return {
        "description": message, "check_name": "not linted", "fingerprint": f"problem:{shown}:{message}",
        "severity": "blocker", "location": {"path": shown, "lines": {"begin": 1}},
    }  # fmt: skip
