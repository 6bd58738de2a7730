"""What project-wide rules see: the facts that rules recorded, file by file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from deluge_lint.diagnostics import Diagnostic, Severity, Span
from deluge_lint.engine.finding import Finding


class ProjectFacts:
    """The facts of the rule ``code``, ``name`` over a whole run.

    ``facts`` maps a path to what the rule recorded there and ``summaries`` a path to the
    script summaries of :mod:`deluge_lint.semantics.calls`; ``severities`` maps a path to
    the severity that configuration gives the rule there, which elsewhere is ``severity``.
    """

    def __init__(
        self, code: str, name: str, severity: Severity, facts: Mapping[str, list[Any]],
        summaries: Mapping[str, list[Any]], severities: Mapping[str, Severity],
    ) -> None:  # fmt: skip
        self._code = code
        self._name = name
        self._severity = severity
        self.facts = facts
        self.summaries = summaries
        self.severities = severities

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        """(path, fact) pairs in path order."""
        for path in sorted(self.facts):
            for fact in self.facts[path]:
                yield path, fact

    def finding(
        self, path: str, span: Span, message: str, *, help: str = "", severity: Severity | None = None
    ) -> Finding:
        """Start a finding in ``path``; return ``(path, finding.diagnostic())`` from ``conclude``."""
        level = self.severities.get(path, self._severity)
        if severity is not None:
            level = min(level, severity)
        return Finding(self._code, self._name, level, span, message, help)

    def report(
        self, path: str, span: Span, message: str, *, help: str = "", severity: Severity | None = None
    ) -> tuple[str, Diagnostic]:
        """A (path, diagnostic) pair ready to be returned from ``conclude``."""
        return path, self.finding(path, span, message, help=help, severity=severity).diagnostic()
