"""What a rule reports, until it is finished."""

from __future__ import annotations

from collections.abc import Iterable

from deluge_lint.diagnostics import Applicability, Diagnostic, Edit, Fix, Lift, Related, Severity, Span


class Finding:
    """A finding of the rule ``code``, ``name`` under construction: a fix can be chained to the report."""

    __slots__ = ("code", "fixes", "help", "lift", "message", "name", "related", "severity", "span", "tags")

    def __init__(
        self, code: str, name: str, severity: Severity, span: Span, message: str, help: str
    ) -> None:  # fmt: skip
        self.code = code
        self.name = name
        self.severity = severity
        self.span = span
        self.message = message
        self.help = help
        self.related: list[Related] = []
        self.fixes: list[Fix] = []
        self.tags: frozenset[str] = frozenset()
        self.lift: Lift | None = None

    def fix(self, title: str, edits: Iterable[Edit], applicability: Applicability) -> Finding:
        """Offer a fix; the first one offered is the preferred one."""
        self.fixes.append(Fix(title, edits, applicability))
        return self

    def note(self, span: Span, message: str, path: str | None = None) -> Finding:
        """Point at a second place that explains the finding."""
        self.related.append(Related(span, message, path))
        return self

    def tag(self, *tags: str) -> Finding:
        """Add ``unnecessary``, ``deprecated`` or ``whole``."""
        self.tags |= set(tags)
        return self

    def diagnostic(self) -> Diagnostic:
        """The finished finding."""
        return Diagnostic(
            self.code, self.name, self.severity, self.message, self.span, self.help,
            tuple(self.related), tuple(self.fixes), self.tags, self.lift,
        )  # fmt: skip
