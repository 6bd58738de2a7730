"""What the commands that report over files have in common: hosts, progress, problems, output files."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from deluge_lint.cli.complaints import complain
from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.session import Session, identity
from deluge_lint.cli.terminal import shows_progress
from deluge_lint.documents.hosts import UnknownHost, parse
from deluge_lint.documents.script import Host
from deluge_lint.engine.discovery import Found
from deluge_lint.engine.notes import Note
from deluge_lint.engine.results import FileResult

if TYPE_CHECKING:
    from deluge_lint.cli.progress import ProgressBar

#: Below this no run takes a second, so that no bar is even prepared.
_BAR_FILES = 20


def stated_host(word: str, option: str) -> Host | None:
    """The host that an option names; raises :class:`CommandError` for a word that is none."""
    try:
        return parse(word) if word else None
    except UnknownHost as error:
        raise CommandError(f"{option}: {error}") from None


def bar_for(found: Found, quiet: bool) -> ProgressBar | None:
    """A progress bar for a run that may take a while, else ``None``."""
    if len(found.files) < _BAR_FILES or not shows_progress(quiet):
        return None
    from deluge_lint.cli.progress import ProgressBar

    return ProgressBar()


def broken_files(found: Found) -> list[FileResult]:
    """What was found, is a file, and cannot be read."""
    return [each for each in found.broken if os.path.isfile(each.path)]


def problems_of(session: Session, found: Found) -> tuple[Note, ...]:
    """What belongs to no file of a report: configurations, paths that lead nowhere."""
    nowhere = [each for each in found.broken if not os.path.isfile(each.path)]
    lines = dict.fromkeys((*session.problems, *found.problems))
    return (*(Note("", line) for line in lines), *(Note(each.path, each.problem) for each in nowhere))


def tell(problems: Iterable[Note]) -> None:
    """One line each on standard error."""
    for problem in problems:
        complain(f"{problem.path.replace(os.sep, '/')}: {problem.text}" if problem.path else problem.text)


def wrongly_asked(problems: Iterable[Note], session: Session) -> bool:
    """Whether a problem is one of the command line or its settings, not of a file that was come across."""
    return any(not each.path or identity(each.path) in session.named for each in problems)


def refuse_overwriting(file: str, read: Iterable[str]) -> None:
    """Raise :class:`CommandError` when the report would replace one of the files that it is about."""
    if file and identity(file) in set(map(identity, read)):
        raise CommandError(f"{file} is one of the files of the report; write the report to another file")
