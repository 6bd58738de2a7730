"""The record itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from deluge_lint.output.context import OutputContext
from deluge_lint.promotion.record import written


def render(record: dict[str, Any], context: OutputContext) -> Iterator[str]:
    """The record as it is stored."""
    yield written(record)
