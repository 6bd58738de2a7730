"""Errors that end a run with one clear line."""

from __future__ import annotations

from deluge_lint.cli.exit_codes import USAGE


class CommandError(Exception):
    """The command cannot do what was asked; the message is one line for people."""

    exit_code = USAGE
