"""The finding about a part of deluge-lint, or of a plugin, that raised."""

from __future__ import annotations

from deluge_lint.diagnostics import Diagnostic, Severity, Span
from deluge_lint.engine.results import FileSettings, severities

INTERNAL = ("DLG000", "internal-error")


def internal_error(who: str, error: Exception, settings: FileSettings, span: Span) -> Diagnostic:
    """The finding that names a part of deluge-lint (or a plugin) that raised."""
    severity = severities(settings).get(INTERNAL[1], Severity.ERROR)
    where, trace = "", error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename.replace("\\", "/").rpartition("/")[2]
        where, trace = f" at {file}:{trace.tb_lineno}", trace.tb_next
    words = " ".join(str(error).split())[:160]
    message = f"{who} stopped with {type(error).__name__[:40]} and was left out for this file"
    help = f"please report this with the script: {type(error).__name__}{where}{': ' if words else ''}{words}"
    return Diagnostic(*INTERNAL, severity, message, span, help)
