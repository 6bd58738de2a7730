"""What a run comes to: counts by severity, files, fixes."""

from __future__ import annotations

from collections.abc import Iterator

from deluge_lint.diagnostics import Applicability, Diagnostic, Severity
from deluge_lint.engine.results import RunResult
from deluge_lint.records import NamedTuple


class Summary(NamedTuple):
    """Counts over a run.

    ``files`` were linted, ``problems`` could not be, ``skipped`` were left out on purpose.
    ``fixable`` findings have a safe preferred fix, ``unsafe_fixable`` an unsafe one.
    ``worst_rule`` is the most frequent rule among those of the worst severity.  ``known`` findings
    are silenced by a baseline, ``fixed`` ones of it are gone; ``elsewhere`` are left out because
    nothing changed there.
    """

    errors: int
    warnings: int
    infos: int
    hints: int
    files: int
    fixable: int
    unsafe_fixable: int
    problems: int
    skipped: int
    worst_rule: str
    known: int = 0
    fixed: int = 0
    elsewhere: int = 0

    @property
    def findings(self) -> int:
        """All findings together."""
        return self.errors + self.warnings + self.infos + self.hints


def findings(run: RunResult) -> Iterator[tuple[str, Diagnostic]]:
    """All (path, diagnostic) pairs in order."""
    for file in run.files:
        for diagnostic in file.diagnostics:
            yield file.path, diagnostic


def problems(run: RunResult) -> Iterator[tuple[str, str]]:
    """(path, message) of everything that could not be linted; the path is empty for the run itself."""
    for message in run.problems:
        yield "", message
    for file in run.files:
        if file.problem:
            yield file.path, file.problem


def summarise(run: RunResult) -> Summary:
    """Count a run."""
    severities = dict.fromkeys(Severity, 0)
    applicable = dict.fromkeys(Applicability, 0)
    rules: dict[tuple[Severity, str], int] = {}
    for _, diagnostic in findings(run):
        severities[diagnostic.severity] += 1
        key = (diagnostic.severity, diagnostic.name)
        rules[key] = rules.get(key, 0) + 1
        if diagnostic.fixes:
            applicable[diagnostic.fixes[0].applicability] += 1
    worst = max(rules, key=lambda key: (key[0], rules[key]), default=(Severity.HINT, ""))
    return Summary(
        errors=severities[Severity.ERROR],
        warnings=severities[Severity.WARNING],
        infos=severities[Severity.INFO],
        hints=severities[Severity.HINT],
        files=sum(not file.problem and not file.note for file in run.files),
        fixable=applicable[Applicability.SAFE],
        unsafe_fixable=applicable[Applicability.UNSAFE],
        problems=len(run.problems) + sum(bool(file.problem) for file in run.files),
        skipped=sum(bool(file.note) and not file.problem for file in run.files),
        worst_rule=worst[1],
        known=len(run.known),
        fixed=run.fixed,
        elsewhere=run.elsewhere,
    )


def counted(number: int, noun: str) -> str:
    """``1 file``, ``2 files``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def sentences(summary: Summary) -> list[str]:
    """The closing lines for people: what was found, and one hint how to learn more."""
    parts = (
        (summary.errors, "error"), (summary.warnings, "warning"),
        (summary.infos, "info"), (summary.hints, "hint"),
    )  # fmt: skip
    found = ", ".join(counted(number, noun) for number, noun in parts if number)
    line = (f"Found {found}" if found else "No findings") + f" in {counted(summary.files, 'file')}"
    if summary.fixable:
        line += f"; {summary.fixable} fixable with --fix"
        if summary.unsafe_fixable:
            line += f" ({summary.unsafe_fixable} more with --unsafe-fixes)"
    elif summary.unsafe_fixable:
        line += f"; {summary.unsafe_fixable} fixable with --fix --unsafe-fixes"
    lines = [line]
    if summary.known:
        lines.append(f"{counted(summary.known, 'known finding')} of the baseline not shown")
    if summary.fixed:
        gone = "is" if summary.fixed == 1 else "are"
        lines.append(f"{summary.fixed} of the baseline {gone} gone: deluge-lint baseline update")
    if summary.elsewhere:
        lines.append(f"{counted(summary.elsewhere, 'finding')} elsewhere not shown: nothing changed there")
    if summary.problems:
        lines.append(f"{counted(summary.problems, 'problem')} kept the run from being complete")
    if summary.worst_rule:
        lines.append(f"Why, and how to mend it: deluge-lint explain {summary.worst_rule}")
    return lines
