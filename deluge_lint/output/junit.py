"""JUnit's XML: a suite for each file, a failed case for each rule that found something there.

A file without findings is one case that passed, so that a test report shows what was linted.
Findings below a warning are no failures: they stand in the output of the case.
"""

from __future__ import annotations

from collections.abc import Iterator

from deluge_lint.diagnostics import Diagnostic, Severity
from deluge_lint.engine.results import FileResult, RunResult
from deluge_lint.output.context import OutputContext
from deluge_lint.output.xml import DECLARATION, attributes, escaped

_FAILURES = Severity.WARNING


def render(run: RunResult, context: OutputContext) -> Iterator[str]:
    """All suites; files that were left out on purpose are skipped cases."""
    suites = [_suite(file, context) for file in run.files]
    suites += [_problem(message) for message in run.problems]
    sums = [sum(numbers) for numbers in zip(*(counts for counts, _ in suites))] or [0, 0, 0, 0]
    yield f"{DECLARATION}<testsuites{_counts(sums, 'deluge-lint')}>\n"
    for _, text in suites:
        yield text
    yield "</testsuites>\n"


def _counts(counts: list[int], name: str) -> str:
    tests, failures, errors, skipped = counts
    return attributes(name=name, tests=tests, failures=failures, errors=errors, skipped=skipped, time=0)


def _suite(file: FileResult, context: OutputContext) -> tuple[list[int], str]:
    path = context.relative(file.path)
    if file.problem:
        return _whole(path, "error", file.problem)
    if file.note:
        return _whole(path, "skipped", file.note)
    rules: dict[str, list[Diagnostic]] = {}
    for each in file.diagnostics:
        rules.setdefault(f"{each.code} {each.name}", []).append(each)
    if not rules:
        return [1, 0, 0, 0], _element(path, [1, 0, 0, 0], [_case(path, path, "")])
    counts, cases = [0, 0, 0, 0], []
    for rule, found in sorted(rules.items()):
        failed = [each for each in found if each.severity >= _FAILURES]
        counts[0] += 1
        counts[1] += bool(failed)
        lines = "\n".join(escaped(_line(file.path, each, context)) for each in found)
        if failed:
            words = attributes(message=failed[0].message, type=max(failed, key=_level).severity.label)
            inside = f"<failure{words}>{lines}</failure>"
        else:
            inside = f"<system-out>{lines}</system-out>"
        cases.append(_case(path, rule, inside))
    return counts, _element(path, counts, cases)


def _level(found: Diagnostic) -> Severity:
    return found.severity


def _line(path: str, found: Diagnostic, context: OutputContext) -> str:
    help = f"; {found.help}" if found.help else ""
    return f"{context.address(path, found.span)}: {found.severity.label}: {found.message}{help}"


def _whole(path: str, kind: str, message: str) -> tuple[list[int], str]:
    counts = [1, 0, int(kind == "error"), int(kind == "skipped")]
    inside = f"<{kind}{attributes(message=message)}/>"
    return counts, _element(path, counts, [_case(path, path, inside)])


def _problem(message: str) -> tuple[list[int], str]:
    return _whole("deluge-lint", "error", message)


def _element(path: str, counts: list[int], cases: list[str]) -> str:
    return f"<testsuite{_counts(counts, path)}>\n{''.join(cases)}</testsuite>\n"


def _case(path: str, name: str, inside: str) -> str:
    words = attributes(classname=path, name=name, time=0)
    return f"<testcase{words}>{inside}</testcase>\n" if inside else f"<testcase{words}/>\n"
