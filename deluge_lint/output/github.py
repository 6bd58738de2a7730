"""GitHub Actions workflow commands, which become annotations on a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from deluge_lint.diagnostics import Diagnostic, Severity
from deluge_lint.engine.results import RunResult
from deluge_lint.output.context import OutputContext
from deluge_lint.output.summary import findings, problems
from deluge_lint.output.visible import visible

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
    Severity.HINT: "notice",
}


def render(run: RunResult, context: OutputContext) -> Iterator[str]:
    """One command for each finding and problem."""
    for path, diagnostic in findings(run):
        yield _finding(path, diagnostic, context)
    for path, message in problems(run):
        place = f" file={escape_property(context.shown(path))}" if path else ""
        yield f"::error{place}::{escape_data(visible(message))}\n"


def _finding(path: str, diagnostic: Diagnostic, context: OutputContext) -> str:
    fields = [("file", context.shown(path))]
    place = context.place(path, diagnostic.span)
    if place is not None:
        fields.append(("line", str(place.start.line)))
        if place.start.line == place.end.line:
            # The runner refuses columns on annotations of several lines.
            fields.append(("col", str(place.start.column)))
        fields.append(("endLine", str(place.end.line)))
        if place.start.line == place.end.line:
            fields.append(("endColumn", str(place.end.column)))
    fields.append(("title", visible(f"{diagnostic.code} {diagnostic.name}")))
    properties = ",".join(f"{name}={escape_property(value)}" for name, value in fields)
    # The log shows only the message, so it repeats the place.
    message = f"{context.address(path, diagnostic.span)}: {visible(diagnostic.message)}"
    if diagnostic.help:
        message += f"\nhelp: {visible(diagnostic.help)}"
    return f"::{_COMMANDS[diagnostic.severity]} {properties}::{escape_data(message)}\n"


def escape_data(text: str) -> str:
    """Escape the message of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """Escape the value of a property of a workflow command."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")
