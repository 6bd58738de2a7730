"""``deluge-lint mcp``: read-only tools for AI clients."""

from __future__ import annotations

import os
import sys

import click

from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.exit_codes import CLEAN


@click.command(short_help="Serve read-only tools to AI clients (MCP).")
@click.option(
    "--root", "roots", multiple=True, metavar="FOLDER", type=click.Path(readable=False),
    help="A folder whose files may be read; repeatable. Without any only texts that are sent are looked at.",
)  # fmt: skip
@click.option("--audit", metavar="FILE", default="", help="Add a line about each request to this file.")
@click.option("--client", metavar="NAME", default="", help="The name of the client in the audit log.")
@click.option(
    "--most-requests", type=click.IntRange(min=1), default=120, show_default=True,
    help="Requests that are answered in a minute.",
)  # fmt: skip
def mcp(roots: tuple[str, ...], audit: str, client: str, most_requests: int) -> int:
    """Serve the Model Context Protocol over standard input and output.

    The tools lint scripts, explain rules, check portability, look up the catalogue and list functions.
    Nothing is written and nothing leaves the machine.
    """
    from deluge_lint.agents.guard import Guard

    for root in roots:
        if not os.path.isdir(root):
            raise CommandError(f"--root: {root} is no folder")
    try:
        from deluge_lint.agents.server import create
    except ImportError as error:
        raise CommandError(f"the MCP server needs `pip install deluge-lint[mcp]` ({error})") from None
    try:
        log = open(audit, "a", encoding="utf-8") if audit else None  # noqa: SIM115 - open as long as the server runs
    except OSError as error:
        raise CommandError(f"{audit}: cannot be written: {(error.strerror or str(error)).lower()}") from None
    who = client or os.environ.get("USER", "")
    guard = Guard(roots, log, most_requests=most_requests)
    try:
        create(guard, who).run("stdio")
    finally:
        if log is not None:
            log.close()
        sys.stdout = sys.stderr
    return CLEAN
