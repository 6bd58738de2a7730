"""``deluge-lint inventory``: find the files, draw up the inventory, write it."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import Any

from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.exit_codes import CLEAN, INTERNAL, USAGE
from deluge_lint.cli.reports import for_file, write_file
from deluge_lint.cli.request import Request
from deluge_lint.cli.session import Session
from deluge_lint.cli.surveying import (
    bar_for,
    broken_files,
    problems_of,
    refuse_overwriting,
    stated_host,
    tell,
    wrongly_asked,
)
from deluge_lint.cli.terminal import screen_context
from deluge_lint.inventory.draw import draw_up
from deluge_lint.inventory.model import Inventory
from deluge_lint.inventory.survey import survey
from deluge_lint.output.inventory import render
from deluge_lint.output.inventory.selection import Shown, select


def run(options: dict[str, Any]) -> int:
    """Run the command with its parsed options; raises :class:`CommandError` for what cannot be meant."""
    if "-" in options["paths"]:
        raise CommandError("inventory reads files and folders, not standard input")
    stated_host(options["host"], "--host")
    session = Session(
        Request(
            paths=tuple(options["paths"]) or Request.paths, host=options["host"], config=options["config"],
            isolated=options["isolated"], quiet=options["quiet"], color=options["color"],
        )
    )  # fmt: skip
    found = session.discovered()
    bar = bar_for(found, options["quiet"])
    with bar or nullcontext():
        scans = survey(
            found.files, session.settings_for, broken=broken_files(found), limit=session.max_file_size,
            progress=bar,
        )  # fmt: skip
    inventory = draw_up(scans, least=options["duplicates"])
    inventory = inventory._replace(problems=(*problems_of(session, found), *inventory.problems))
    refuse_overwriting(options["output_file"], found.files)
    tell(inventory.problems)
    shown = select(
        inventory, order=options["sort"], only_unused=options["only_unused"], services=options["service"]
    )
    _give(options, shown)
    return _exit_code(inventory, session)


def _give(options: dict[str, Any], shown: Shown) -> None:
    context = screen_context(options["color"], summary=not options["quiet"])
    name, verbose = options["output_format"], options["verbose"]
    if options["output_file"]:
        write_file(options["output_file"], render(name, shown, for_file(context), verbose=verbose))
    elif name == "text" and shown.inventory.problems and not shown.inventory.entries:
        return  # told already: why there is nothing to report
    else:
        sys.stdout.writelines(render(name, shown, context, verbose=verbose))


def _exit_code(inventory: Inventory, session: Session) -> int:
    """A fault of ours first, then what was wrongly asked for."""
    if inventory.crashed:
        return INTERNAL
    return USAGE if wrongly_asked(inventory.problems, session) else CLEAN
