"""``--executor``: what lints the files instead of processes of this machine."""

from __future__ import annotations

from collections.abc import Generator

from deluge_lint.cli.errors import CommandError
from deluge_lint.engine.chunks import Work
from deluge_lint.engine.executor import Executor, ExecutorError, executor_at
from deluge_lint.engine.results import FileResult


def executor_of(address: str) -> Executor:
    """The executor of an address; it and this function raise :class:`CommandError`."""
    try:
        executor = executor_at(address)
    except ExecutorError as error:
        raise CommandError(str(error)) from None

    def handed(work: Work) -> Generator[FileResult, None, None]:
        try:
            yield from executor(work)
        except ExecutorError as error:
            raise CommandError(str(error)) from None

    return handed
