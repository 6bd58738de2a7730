"""What is found in one file while its scripts are gone through."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from deluge_lint.diagnostics import Diagnostic, Span
from deluge_lint.engine.crash import INTERNAL, internal_error
from deluge_lint.engine.results import FileSettings, severities
from deluge_lint.syntax import Fault

if TYPE_CHECKING:
    from deluge_lint.engine.rule import Rule

#: A file around its scripts: an export that is cut off, a page whose script is never closed.
BROKEN = ("DLG004", "broken-document")


class Gathered:
    """Findings and facts of one file, in offsets of the file.

    ``crashes`` are findings about rules that raised, ``out`` the names of those rules: they have
    lost their place for the rest of the file.  ``rules`` are those that had something to look at.
    """

    __slots__ = ("_settings", "crashes", "diagnostics", "facts", "faults", "rules")

    def __init__(self, settings: FileSettings) -> None:
        self._settings = settings
        self.diagnostics: list[Diagnostic] = []
        self.crashes: list[Diagnostic] = []
        self.facts: dict[str, list[Any]] = {}
        self.faults = 0
        self.rules: dict[str, Rule] = {}

    @property
    def out(self) -> list[str]:
        """The names of what crashed."""
        return self.facts.get(INTERNAL[1], [])

    def crashed(self, name: str, error: Exception, span: Span) -> bool:
        """Note that something raised; false when it is out already.  Rules have their plain names."""
        crashed = self.facts.setdefault(INTERNAL[1], [])
        if name in crashed:
            return False
        crashed.append(name)
        who = name if name in ("suppressions", "summary") else f"rule `{name}`"
        self.crashes.append(internal_error(who, error, self._settings, span))
        return True

    def faulty(self, faults: Iterable[Fault]) -> None:
        """Report what is wrong with the file around its scripts."""
        severity = severities(self._settings).get(BROKEN[1])
        for fault in faults:
            self.faults += 1
            if severity is not None:
                related, fixes = fault.related, (fault.fix,) if fault.fix else ()
                self.diagnostics.append(
                    Diagnostic(*BROKEN, severity, fault.message, fault.span, fault.help, related, fixes)
                )
