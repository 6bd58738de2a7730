"""``deluge-lint -``: one script from standard input."""

from __future__ import annotations

import sys
from typing import TextIO

from deluge_lint.cli.exit_codes import CLEAN, FINDINGS
from deluge_lint.cli.fixing import Mended, difference, level_of, mend
from deluge_lint.cli.outcome import exit_code, tell_problems
from deluge_lint.cli.reports import context_for, give
from deluge_lint.cli.request import Report, Request
from deluge_lint.cli.session import Session, identity
from deluge_lint.engine.reading import limit_of, too_large
from deluge_lint.engine.results import FileResult, RunResult
from deluge_lint.engine.runner import lint_source
from deluge_lint.source import NotText, SourceFile, decode, encode

NAMELESS = "<stdin>"


def check_stdin(request: Request, reports: list[Report], session: Session) -> int:
    """Lint, fix or compare the script that is piped in."""
    path = request.stdin_filename or NAMELESS
    source = _read(path, session.max_file_size)
    if isinstance(source, FileResult):
        # Whoever asked for a script or a diff must not take a report for it.
        stream = sys.stderr if request.fix or request.diff else None
        return _report(request, reports, session, SourceFile("", path), source, stream)
    if not (request.fix or request.diff):
        result = lint_source(source, session.settings_for(path))
        return _report(request, reports, session, source, result)
    mended = mend(source, session.settings_for(path), level_of(request))
    if request.diff:
        sys.stdout.writelines(difference(mended, context_for(request)))
        return FINDINGS if mended.changed and not request.exit_zero else CLEAN
    return _pass_through(request, reports, session, mended)


def _read(path: str, limit: int) -> SourceFile | FileResult:
    """The script that is piped in, or the result that says what is wrong with it."""
    data = sys.stdin.buffer.read(limit + 1)
    if len(data) > limit:
        limit = limit_of(data, limit)
        data += sys.stdin.buffer.read(limit + 1 - len(data))
    if len(data) > limit:
        return too_large(path, len(data), limit)
    try:
        return decode(data, path)
    except NotText as error:
        return FileResult(path, problem=str(error))


def _pass_through(request: Request, reports: list[Report], session: Session, mended: Mended) -> int:
    """The mended script on standard output, what is left to report on standard error."""
    sys.stdout.flush()
    sys.stdout.buffer.write(encode(mended.source, mended.outcome.text))
    sys.stdout.flush()
    after = mended.source
    source = SourceFile(mended.outcome.text, after.path, encoding=after.encoding, bom=after.bom)
    return _report(request, reports, session, source, mended.outcome.remaining, sys.stderr)


def _report(
    request: Request, reports: list[Report], session: Session, source: SourceFile, result: FileResult,
    stream: TextIO | None = None,
) -> int:  # fmt: skip
    run = session.compared(
        RunResult((result,), session.problems), lambda path: source if path == source.path else None
    )
    tell_problems(run, session)
    context = context_for(request, stream, lambda path: source if path == source.path else None)
    give(reports, run, request, context, stream)
    return exit_code(run, session.fail_on, request, frozenset({identity(source.path)}))
