"""The inventory by format.

:func:`render` is the door, as in :mod:`deluge_lint.output`: it loads the one module of the
wanted format, whose ``render(shown, context, verbose)`` yields chunks of text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from deluge_lint.output.context import OutputContext
from deluge_lint.output.inventory.selection import Shown

FORMATS = ("text", "json", "markdown", "csv", "html", "mermaid", "dot")


def render(format_name: str, shown: Shown, context: OutputContext, *, verbose: bool = False) -> Iterator[str]:
    """The inventory in a format, chunk by chunk; raises ``KeyError`` for an unknown format.

    ``verbose`` asks the format for people to show all there is of each function.
    """
    if format_name not in FORMATS:
        raise KeyError(format_name)
    module = import_module(f"{__name__}.{format_name}")
    renderer: Callable[[Shown, OutputContext, bool], Iterator[str]] = module.render
    return renderer(shown, context, verbose)
