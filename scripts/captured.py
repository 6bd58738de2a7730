"""Run the command in this process and keep what it prints, for the pages that show output."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from deluge_lint.__main__ import main

#: Nothing of the person's terminal or CI may show in the pages.
ENVIRONMENT = {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "LC_ALL": "C.UTF-8"}
FORGOTTEN = ("CI", "GITHUB_ACTIONS", "FORCE_COLOR", "PY_COLORS", "DELUGE_LINT_DEBUG")


class Output(NamedTuple):
    """What a command printed, and its exit code."""

    text: str
    code: int


def run_command(words: Sequence[str], files: Mapping[str, str] | None = None, folder: str = "") -> Output:
    """Run ``deluge-lint`` with ``words`` in ``folder``, or in a new folder with ``files``.

    Raises :class:`RuntimeError` when the command itself fails, so that no page ever shows
    a usage error or a crash.
    """
    with _environment(), tempfile.TemporaryDirectory(prefix="deluge-lint-docs-") as temporary:
        for name, text in (files or {}).items():
            with open(os.path.join(temporary, name), "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
        with _inside(folder or temporary):
            output, errors = io.StringIO(), io.StringIO()
            with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
                code = main(words)
    if code not in (0, 1):
        raise RuntimeError(f"deluge-lint {' '.join(words)} ended with {code}: {errors.getvalue().strip()}")
    return Output(output.getvalue(), code)


@contextlib.contextmanager
def _environment() -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(ENVIRONMENT)
    for name in FORGOTTEN:
        os.environ.pop(name, None)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextlib.contextmanager
def _inside(folder: str) -> Iterator[None]:
    before = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
