"""Checkstyle's XML, which Jenkins and many other tools read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from deluge_lint.diagnostics import Diagnostic, Severity
from deluge_lint.engine.results import RunResult
from deluge_lint.output.context import OutputContext
from deluge_lint.output.summary import findings, problems
from deluge_lint.output.xml import DECLARATION, attributes

# Checkstyle knows four levels: ignore, info, warning and error.
_SEVERITIES = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "info",
    Severity.HINT: "info",
}


def render(run: RunResult, context: OutputContext) -> Iterator[str]:
    """One ``file`` for each that has findings or could not be linted."""
    yield f'{DECLARATION}<checkstyle version="10.0">\n'
    for path, found in groupby(findings(run), key=lambda pair: pair[0]):
        yield f"<file{attributes(name=context.relative(path))}>\n"
        for _, each in found:
            yield _error(path, each, context)
        yield "</file>\n"
    for path, message in problems(run):
        yield f"<file{attributes(name=context.relative(path) if path else '.')}>\n"
        words = attributes(line=1, severity="error", message=message, source="deluge-lint.problem")
        yield f"<error{words}/>\n"
        yield "</file>\n"
    yield "</checkstyle>\n"


def _error(path: str, found: Diagnostic, context: OutputContext) -> str:
    place = context.place(path, found.span)
    words = attributes(
        line=place.start.line if place else 1, column=place.start.column if place else None,
        severity=_SEVERITIES[found.severity],
        message=f"{found.message}; {found.help}" if found.help else found.message,
        source=f"deluge-lint.{found.code}.{found.name}",
    )  # fmt: skip
    return f"<error{words}/>\n"
