"""A browser for the pages that the command writes; skipped where none is installed."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from .chromium import Browser, executable


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = executable()
    if path is None or sys.platform == "win32":
        pytest.skip("there is no chromium here")
    started = Browser(path)
    yield started
    started.close()
