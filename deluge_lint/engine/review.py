"""What a rule over a whole application sees: its schema, and what the scripts told the rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deluge_lint.diagnostics import Diagnostic, Severity, Span
from deluge_lint.engine.finding import Finding

if TYPE_CHECKING:
    from deluge_lint.schema.model import Schema
    from deluge_lint.semantics.calls import BodySummary


class Review:
    """One application, after all its scripts have been gone through, for the rule ``code``, ``name``.

    ``facts`` are what the rule recorded in them, ``summaries`` what each of their bodies does.  All
    spans are those of the file.
    """

    def __init__(
        self, code: str, name: str, severity: Severity, schema: Schema, facts: list[Any],
        summaries: list[BodySummary],
    ) -> None:  # fmt: skip
        self._code = code
        self._name = name
        self._severity = severity
        self.schema = schema
        self.facts = facts
        self.summaries = summaries
        self._findings: list[Finding] = []

    def report(
        self, span: Span, message: str, *, help: str = "", severity: Severity | None = None
    ) -> Finding:
        """Report a finding at a span of the file; ``severity`` may only lower the rule's own."""
        level = self._severity if severity is None else min(severity, self._severity)
        finding = Finding(self._code, self._name, level, span, message, help)
        self._findings.append(finding)
        return finding

    def diagnostics(self) -> list[Diagnostic]:
        """What was reported."""
        return [finding.diagnostic() for finding in self._findings]
