"""Lint one file from its bytes: what every process of a run does again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from deluge_lint.engine.reading import read_text
from deluge_lint.engine.results import FileResult, FileSettings
from deluge_lint.engine.runner import Pace, check_source

if TYPE_CHECKING:
    from deluge_lint.engine.kept import Kept


def check_one(
    path: str, data: bytes, settings: FileSettings, kept: Kept | None = None, pace: Pace | None = None
) -> FileResult:
    """Lint the content of one file; for ``kept`` and ``pace`` see :func:`check_document`."""
    source = read_text(data, path)
    if isinstance(source, FileResult):
        return source
    with collector_off():
        return check_source(source, settings, None, kept, pace)


@contextmanager
def collector_off() -> Iterator[None]:
    """Keep the cyclic collector from walking a growing tree again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
