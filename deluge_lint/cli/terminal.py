"""What the streams and the environment allow: colour, hyperlinks, width, progress."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import TextIO

from deluge_lint.output.context import OutputContext
from deluge_lint.source import SourceFile


def is_terminal(stream: TextIO) -> bool:
    """Whether a person reads the stream; a closed or replaced one is no terminal."""
    try:
        return stream.isatty()
    except (AttributeError, ValueError):
        return False


def wants_colour(choice: str, terminal: bool, environment: Mapping[str, str]) -> bool:
    """Whether to paint: ``--color``, then NO_COLOR, FORCE_COLOR, TERM=dumb, then the terminal."""
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR", "0") not in ("", "0", "false"):
        return True
    return terminal and environment.get("TERM") != "dumb"


def in_ci(environment: Mapping[str, str]) -> bool:
    """Whether a machine runs us: nobody watches a progress bar or clicks on a link."""
    return environment.get("CI", "").lower() not in ("", "0", "false")


def on_github(environment: Mapping[str, str]) -> bool:
    """Whether this runs in a GitHub Actions workflow."""
    return environment.get("GITHUB_ACTIONS", "").lower() == "true"


def screen_context(
    color: str, *, summary: bool = True, problems: bool = True, stream: TextIO | None = None,
    source_of: Callable[[str], SourceFile | None] | None = None,
) -> OutputContext:  # fmt: skip
    """How to write to standard output (or ``stream``)."""
    target = sys.stdout if stream is None else stream
    terminal = is_terminal(target)
    colour = wants_colour(color, terminal, os.environ)
    if colour and os.name == "nt":
        _switch_on_windows()
    links = terminal and colour and not in_ci(os.environ) and os.environ.get("TERM") != "linux"
    width = 100
    if terminal:
        # importing it takes longer than showing what was found
        from shutil import get_terminal_size

        width = get_terminal_size((100, 24)).columns
    return OutputContext(
        colour=colour, hyperlinks=links, terminal=terminal, width=width, summary=summary, problems=problems,
        source_of=source_of,
    )  # fmt: skip


def shows_progress(quiet: bool) -> bool:
    """Whether standard error may carry a progress bar."""
    return (
        not quiet and is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb" and not in_ci(os.environ)
    )


def _switch_on_windows() -> None:
    """Let old Windows consoles understand colours; click brings colorama there."""
    from importlib import import_module

    import_module("colorama").just_fix_windows_console()
