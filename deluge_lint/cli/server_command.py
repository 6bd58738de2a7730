"""``deluge-lint server``: the language server."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

import click

from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.exit_codes import CLEAN

if TYPE_CHECKING:
    from deluge_lint.lsp.server import DelugeServer

LOOPBACK = "127.0.0.1"

#: Objects between two searches for garbage: more than the tree of a large script has, since a search in
#: the middle of each lint costs a tenth of it and finds nothing.
_GARBAGE = 500_000


@click.command(short_help="Run the language server for editors.")
@click.option("--stdio", is_flag=True, help="Talk over standard input and output (the default).")
@click.option(
    "--tcp", metavar="PORT", type=click.IntRange(1, 65535),
    help=f"Wait for a client on this port of {LOOPBACK} instead, for debugging.",
)  # fmt: skip
@click.option("--log", metavar="FILE", default="", help="Write a log to this file.")
def server(stdio: bool, tcp: int | None, log: str) -> int:
    """Serve an editor over the Language Server Protocol.

    Editors start it by themselves, see docs/editors.
    """
    if stdio and tcp:
        raise CommandError("--stdio and --tcp exclude each other")
    try:
        from deluge_lint.lsp.light import load_types

        load_types()
        from deluge_lint.lsp.create import create
    except ImportError as error:
        raise CommandError(f"the language server needs `pip install deluge-lint[lsp]` ({error})") from None
    if log:
        import logging

        logging.basicConfig(filename=log, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    made = create()
    gc.set_threshold(_GARBAGE)
    if tcp:
        made.start_tcp(LOOPBACK, tcp)
    else:
        _serve(made)
    return CLEAN


def _serve(made: DelugeServer) -> None:
    """Serve over descriptors of our own: nothing that is printed may end up between the messages."""
    stdin, stdout = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    sys.stdout = sys.stderr
    made.start_io(stdin, stdout)
