"""``deluge-lint check``: lint, fix, report, and say in the exit code how it went."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from deluge_lint.cli.complaints import complain
from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.exit_codes import CLEAN, FINDINGS, USAGE
from deluge_lint.cli.outcome import INTERNAL_ERROR, exit_code, meant, tell_problems
from deluge_lint.cli.reports import PEOPLES, context_for, give, planned
from deluge_lint.cli.request import Report, Request
from deluge_lint.cli.session import Session, identity
from deluge_lint.engine.results import FileResult, RunResult

if TYPE_CHECKING:
    from deluge_lint.engine.project import Store

STDIN = "-"


def check(request: Request) -> int:
    """Run a request; raises :class:`CommandError` when it cannot be meant as it stands."""
    refuse_contradictions(request)
    if request.shard:
        from deluge_lint.cli.sharding import check_share

        return check_share(request)
    return report(request, Session(request))


def report(request: Request, session: Session, store: Store | None = None) -> int:
    """Lint, or take the results from a ``store``, and report."""
    reports = planned(request, os.environ)
    if STDIN in request.paths:
        from deluge_lint.cli.stdin import check_stdin

        return check_stdin(request, reports, session)
    run = session.run(store)
    refuse_overwriting(reports, run)
    if request.diff:
        return _show_difference(request, run, session)
    fixed = 0
    if request.fix:
        run, fixed = _fix(request, run, session)
    tell_problems(run, session)
    give(reports, run, request, context_for(request))
    return max(fixed, exit_code(run, session.fail_on, request, session.named))


def refuse_contradictions(request: Request) -> None:
    """Raise for options that exclude each other or do nothing alone."""
    if request.unsafe_fixes and not (request.fix or request.diff):
        raise CommandError("--unsafe-fixes does nothing without --fix or --diff")
    if request.fix and request.diff:
        raise CommandError("--fix changes files and --diff changes none; give one of them")
    if request.diff and (request.reports or request.output_file or request.statistics):
        raise CommandError("--diff prints changes and no report; leave the options for reports out")
    if request.config and request.isolated:
        raise CommandError("--config names a configuration and --isolated uses none; give one of them")
    if request.baseline and not request.use_baseline:
        raise CommandError("--baseline names a baseline and --no-baseline uses none; give one of them")
    if request.changed_since is not None and (request.fix or request.diff):
        raise CommandError("--changed-since limits what is shown; --fix and --diff mend whole files")
    if request.changed_since is not None and STDIN in request.paths:
        raise CommandError("--changed-since compares files, and `-` (standard input) is none")
    if len(request.paths) > 1 and not os.path.exists(request.paths[0]) and meant(request.paths[0]):
        # a mistyped command would lint all the rest, and its own line would be far up
        raise CommandError(f"{request.paths[0]}: no such file or folder{meant(request.paths[0])}")
    if STDIN in request.paths and len(request.paths) > 1:
        raise CommandError("`-` (standard input) cannot be linted together with other paths")
    if request.stdin_filename and STDIN not in request.paths:
        raise CommandError("--stdin-filename needs `-` as the path")


def refuse_overwriting(reports: list[Report], run: RunResult) -> None:
    """Raise when a report would take the place of a script."""
    linted = {identity(file.path) for file in run.files}
    for report in reports:
        if report.file and identity(report.file) in linted:
            raise CommandError(f"{report.file} is one of the linted files; write the report to another file")


def _fix(request: Request, run: RunResult, session: Session) -> tuple[RunResult, int]:
    """Write the fixes and lint again, because a mend in one file changes what others show."""
    from deluge_lint.cli.fixing import level_of, mend_all, story, write

    context = context_for(request)
    told = sys.stdout if _for_people(planned(request, os.environ)) else sys.stderr
    code, changed = CLEAN, False
    for mended in mend_all(run.files, session.settings_for, level_of(request)):
        if write(mended):
            changed = True
            if not request.quiet:
                told.write(story(mended, context))
        else:
            code = USAGE
    return (session.run() if changed else run), code


def _for_people(reports: list[Report]) -> bool:
    """Whether standard output carries no report that a program reads."""
    return all(report.file or report.format in (*PEOPLES, "github") for report in reports)


def _show_difference(request: Request, run: RunResult, session: Session) -> int:
    from deluge_lint.cli.fixing import difference, level_of, mend_all
    from deluge_lint.output.summary import counted

    context = context_for(request)
    changes = 0
    for mended in mend_all(run.files, session.settings_for, level_of(request)):
        changes += 1
        sys.stdout.writelines(difference(mended, context))
    tell_problems(run, session)
    if not request.quiet:
        complain(f"{counted(changes, 'file')} would be changed" if changes else "nothing to change")
    faults = run._replace(files=tuple(_without_findings(run)))
    code = exit_code(faults, session.fail_on, request, session.named)
    return code or (FINDINGS if changes and not request.exit_zero else CLEAN)


def _without_findings(run: RunResult) -> list[FileResult]:
    """The files with nothing but faults of ours: a diff is judged by its changes."""
    return [
        file._replace(diagnostics=tuple(each for each in file.diagnostics if each.name == INTERNAL_ERROR))
        for file in run.files
    ]
