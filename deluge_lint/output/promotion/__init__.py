"""Promotion records by format; each module has ``render(record, context)``.

They read the record as plain data, so that a stored one can be shown again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from deluge_lint.output.context import OutputContext

FORMATS = ("text", "json", "markdown", "html")


def render(format_name: str, record: dict[str, Any], context: OutputContext) -> Iterator[str]:
    """The record in a format, chunk by chunk; raises ``KeyError`` for an unknown format."""
    if format_name not in FORMATS:
        raise KeyError(format_name)
    renderer: Callable[[dict[str, Any], OutputContext], Iterator[str]] = import_module(
        f"{__name__}.{format_name}"
    ).render
    return renderer(record, context)
