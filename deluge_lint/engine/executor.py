"""Who lints the files of a run, when it is neither this process nor others beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from functools import partial

from deluge_lint.engine.chunks import ExecutorError, Work
from deluge_lint.engine.results import FileResult

__all__ = ["Executor", "ExecutorError", "executor_at"]

#: Gives results as they come; what is missing in the end is linted here.
Executor = Callable[[Work], Generator[FileResult, None, None]]

_ADDRESS = re.compile(r"dask(?:\+tls)?://(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):[0-9]{1,5}")


def executor_at(address: str) -> Executor:
    """The executor of this address; raises :class:`ExecutorError` when it is none."""
    if not _ADDRESS.fullmatch(address):
        raise ExecutorError(f"--executor cannot be `{address}`; it is dask://HOST:PORT, a scheduler of Dask")
    from deluge_lint.engine.cluster import check_on_cluster

    return partial(check_on_cluster, address=address)
