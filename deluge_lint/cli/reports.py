"""Which reports a run gives, and where each goes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, TextIO

from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.request import Report, Request
from deluge_lint.cli.terminal import on_github, screen_context
from deluge_lint.output import render
from deluge_lint.output.context import OutputContext

if TYPE_CHECKING:
    from deluge_lint.engine.results import RunResult
    from deluge_lint.source import SourceFile

#: Formats for people: standard error has told the problems already when these are shown.
PEOPLES = ("text", "concise", "statistics")


def planned(request: Request, environment: Mapping[str, str]) -> list[Report]:
    """The reports of a run, those of the screen first.

    Raises :class:`CommandError` for a combination that cannot be meant.
    """
    on_screen = [report.format for report in request.reports if not report.file]
    files = [report for report in request.reports if report.file]
    if len(on_screen) > 1:
        raise CommandError(
            f"two reports for the screen ({', '.join(on_screen)}); give all but one a file: FORMAT:FILE"
        )
    screen = on_screen[0] if on_screen else "auto"
    if request.statistics:
        if screen not in ("auto", "text", "statistics"):
            raise CommandError(f"--statistics is a table for people and cannot be written as {screen}")
        screen = "statistics"
    reports = [Report(name, request.output_file) for name in _screen_formats(screen, request, environment)]
    reports += [Report("text" if report.format == "auto" else report.format, report.file) for report in files]
    _refuse_doubles(reports)
    if request.trend and all(report.format != "html" for report in reports):
        raise CommandError("--trend draws in the html report; ask for one with --output-format html:FILE")
    step = environment.get("GITHUB_STEP_SUMMARY", "")
    if step and on_github(environment) and screen == "auto":
        reports.append(Report("markdown", step, True))
    return reports


def _screen_formats(screen: str, request: Request, environment: Mapping[str, str]) -> list[str]:
    """What ``auto`` means: text, and annotations as well where GitHub shows them.

    The summary of a step comes on top, see :func:`planned`.
    """
    annotated = not request.output_file and on_github(environment)
    if screen == "auto":
        return ["text", "github"] if annotated else ["text"]
    return [screen]


def _refuse_doubles(reports: list[Report]) -> None:
    seen: set[str] = set()
    for report in reports:
        key = os.path.normcase(os.path.abspath(report.file)) if report.file else ""
        if key and key in seen:
            raise CommandError(f"two reports would be written to {report.file}")
        seen.add(key)


def give(
    reports: Iterable[Report],
    run: RunResult,
    request: Request,
    context: OutputContext,
    stream: TextIO | None = None,
) -> None:
    """Write all reports of a run, those of the screen to standard output or ``stream``."""
    screen = sys.stdout if stream is None else stream
    if not any(file.diagnostics or not file.problem for file in run.files):
        # What kept everything from being linted has been told; there is nothing to sum up.
        context.summary = False
    for report in reports:
        if report.added:
            _write_through(report.file, render(report.format, run, for_file(context)), "a")
        elif report.file:
            write_file(report.file, render(report.format, run, for_file(context)))
        else:
            shown = without_notes(run) if request.quiet and report.format in PEOPLES else run
            screen.writelines(render(report.format, shown, context))


def without_notes(run: RunResult) -> RunResult:
    """The run without a word about files that were left out on purpose."""
    return run._replace(files=tuple(file for file in run.files if file.problem or not file.note))


def context_for(
    request: Request,
    stream: TextIO | None = None,
    source_of: Callable[[str], SourceFile | None] | None = None,
) -> OutputContext:
    """How to write for people on standard output, or on ``stream``."""
    context = screen_context(
        request.color, summary=not request.quiet, problems=False, stream=stream, source_of=source_of
    )
    if request.trend:
        from deluge_lint.cli.trending import trend_of

        context.trend = trend_of(request.trend)
    return context


def for_file(context: OutputContext) -> OutputContext:
    """The same without anything that only a terminal understands."""
    return OutputContext(cwd=context.cwd, source_of=context.source_of, trend=context.trend)


def _write_through(path: str, chunks: Iterable[str], mode: str = "w") -> None:
    """Write to what a new file must not replace: a device, a pipe, a file that others add to."""
    try:
        with open(path, mode, encoding="utf-8", newline="\n", errors="backslashreplace") as file:
            file.writelines(chunks)
    except OSError as error:
        raise CommandError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from None


def write_file(path: str, chunks: Iterable[str]) -> None:
    """Write a text file all or nothing; raises :class:`CommandError` when that fails."""
    if os.path.exists(path) and not os.path.isfile(path):
        _write_through(path, chunks)
        return
    folder, name = os.path.split(os.path.abspath(path))
    temporary = os.path.join(folder, f".{name[:80]}.{os.getpid()}.tmp")
    try:
        try:
            with open(temporary, "x", encoding="utf-8", newline="\n", errors="backslashreplace") as file:
                file.writelines(chunks)
            os.replace(temporary, path)
        except BaseException:
            if os.path.exists(temporary):
                os.unlink(temporary)
            raise
    except OSError as error:
        raise CommandError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from None
