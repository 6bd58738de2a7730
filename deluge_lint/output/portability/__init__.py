"""The lift report by format.

:func:`render` is the door, as in :mod:`deluge_lint.output`: it loads the one module of the
wanted format, whose ``render(report, context, verbose)`` yields chunks of text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from deluge_lint.output.context import OutputContext
from deluge_lint.portability.model import Report

FORMATS = ("text", "json", "markdown", "csv", "html")


def render(
    format_name: str, report: Report, context: OutputContext, *, verbose: bool = False
) -> Iterator[str]:
    """The report in a format, chunk by chunk; raises ``KeyError`` for an unknown format.

    ``verbose`` asks a format for people to show every finding with its line.
    """
    if format_name not in FORMATS:
        raise KeyError(format_name)
    module = import_module(f"{__name__}.{format_name}")
    renderer: Callable[[Report, OutputContext, bool], Iterator[str]] = module.render
    return renderer(report, context, verbose)
