"""Findings as diagnostics of the protocol."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lsprotocol import types

from deluge_lint.diagnostics import Diagnostic, Severity
from deluge_lint.engine.links import rule_url
from deluge_lint.lsp.project import ConfigProblem, uri_of

if TYPE_CHECKING:
    from deluge_lint.lsp.analysis import Analysis
    from deluge_lint.lsp.project import Project

SOURCE = "deluge-lint"

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}
_TAGS = {"unnecessary": types.DiagnosticTag.Unnecessary, "deprecated": types.DiagnosticTag.Deprecated}


def shown(
    analysis: Analysis, found: Iterable[Diagnostic], project: Project
) -> list[types.Diagnostic]:  # fmt: skip
    """The diagnostics of one document."""
    return [diagnostic(each, analysis, project) for each in found]


def diagnostic(found: Diagnostic, analysis: Analysis, project: Project) -> types.Diagnostic:
    """One finding; its help is part of the message, since few editors show anything else."""
    message = f"{found.message}\n{found.help}" if found.help else found.message
    return types.Diagnostic(
        range=analysis.positions.range(found.span),
        message=message,
        severity=_SEVERITIES[found.severity],
        code=found.name,
        code_description=types.CodeDescription(rule_url(found.name)),
        source=SOURCE,
        tags=[_TAGS[tag] for tag in sorted(found.tags) if tag in _TAGS] or None,
        related_information=_related(found, analysis, project) or None,
        data={"code": found.code},
    )


def _related(
    found: Diagnostic, analysis: Analysis, project: Project
) -> list[types.DiagnosticRelatedInformation]:  # fmt: skip
    listed = []
    for note in found.related:
        where = analysis if note.path is None else project.analysis_of(note.path)
        if where is not None:
            place = types.Location(uri_of(where.path), where.positions.range(note.span))
            if where is analysis:
                place = types.Location(analysis.uri, place.range)
            listed.append(types.DiagnosticRelatedInformation(place, note.message))
    return listed


def of_config(problem: ConfigProblem) -> types.Diagnostic:
    """A configuration that cannot be used, at its line."""
    line = problem.line - 1
    return types.Diagnostic(
        range=types.Range(types.Position(line, 0), types.Position(line + 1, 0)),
        message=problem.message, severity=types.DiagnosticSeverity.Error, source=SOURCE,
    )  # fmt: skip
