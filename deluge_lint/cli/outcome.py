"""How a run went: what could not be linted, and the exit code."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from deluge_lint.cli.commands import COMMANDS
from deluge_lint.cli.complaints import complain
from deluge_lint.cli.exit_codes import CLEAN, FINDINGS, INTERNAL, USAGE
from deluge_lint.cli.request import Request
from deluge_lint.cli.session import Session, identity
from deluge_lint.engine.discovery import MISSING
from deluge_lint.engine.results import FileResult, RunResult

if TYPE_CHECKING:
    from deluge_lint.diagnostics import Severity

INTERNAL_ERROR = "internal-error"


def tell_problems(run: RunResult, session: Session) -> None:
    """One line on standard error for everything that could not be linted, and about the run."""
    for message in run.problems:
        complain(message)
    for file in run.files:
        if file.problem:
            complain(f"{file.path.replace(os.sep, '/')}: {file.problem}{_hint(file)}")
    session.tell(run)


def _hint(file: FileResult) -> str:
    return meant(file.path) if file.problem == MISSING else ""


def meant(path: str) -> str:
    """A hint when a path that does not exist looks like a command."""
    if not path.isalpha():
        return ""
    from difflib import get_close_matches

    near = get_close_matches(path.lower(), COMMANDS, 1, 0.7)
    return f"; did you mean the command `{near[0]}`?" if near else ""


def exit_code(run: RunResult, fail_on: Severity, request: Request, named: frozenset[str]) -> int:
    """The exit code of a run: a fault of ours first, then what was wrongly asked for."""
    found = [each for file in run.files for each in file.diagnostics]
    if any(each.name == INTERNAL_ERROR for each in found):
        return INTERNAL
    if run.problems or any(file.problem and identity(file.path) in named for file in run.files):
        return USAGE
    if not request.exit_zero and any(each.severity >= fail_on for each in found):
        return FINDINGS
    return CLEAN
