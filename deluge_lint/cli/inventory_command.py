"""The options of ``deluge-lint inventory``."""

from __future__ import annotations

from typing import Any

import click

from deluge_lint.cli.params import (
    ColorCommand,
    color_option,
    complete_hosts,
    config_option,
    isolated_option,
    output_file_option,
    words,
)
from deluge_lint.inventory.draw import LEAST
from deluge_lint.output.inventory import FORMATS
from deluge_lint.output.inventory.selection import ORDERS


@click.command(cls=ColorCommand, short_help="List functions, their calls, costs and duplicates.")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(readable=False))
@click.option(
    "--host",
    metavar="HOST",
    default="",
    shell_complete=complete_hosts,
    help="Where scripts run that stand in a file of their own, such as `crm` or `creator.form.on_load`.",
)
@click.option(
    "--sort",
    type=click.Choice(tuple(ORDERS)),
    default="place",
    show_default=True,
    help="What the functions are ordered by, the most first; `place` is the order of the files.",
)
@click.option("--only-unused", is_flag=True, help="Show only functions that nothing in these files runs.")
@click.option(
    "--service",
    multiple=True,
    metavar="SERVICES",
    callback=words,
    help="Show only what calls these services or websites, such as `crm,books` or `example.com`; repeatable.",
)
@click.option(
    "--duplicates",
    type=click.IntRange(0, 100_000),
    metavar="TOKENS",
    default=LEAST,
    show_default=True,
    help="The least size of code that counts as a duplicate, in tokens; 0 looks for none.",
)
@config_option
@isolated_option
@click.option(
    "--output-format",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How the inventory is written; `mermaid` and `dot` are the call graph alone.",
)
@output_file_option
@click.option("--quiet", "-q", is_flag=True, help="The report without the closing sums.")
@click.option("--verbose", "-v", is_flag=True, help="Show all there is to say of each function.")
@color_option
def inventory(**options: Any) -> int:
    """Show what the functions do: who calls whom, what they reach and cost, what is unused or there twice.

    \b
    deluge-lint inventory functions/
    deluge-lint inventory functions/ --sort api-calls --service books
    deluge-lint inventory functions/ --output-format html --output-file inventory.html

    API calls, mails and SMS are those of one run at worst, the functions included that it calls:
    of an `if` the dearer branch, and what stands in a loop once a turn, as in `2 + 1 per contact`.
    Duplicates are found whatever their names, texts and numbers are.

    A function that nothing here calls may be run by what no file shows: a workflow rule, a button,
    a schedule, the REST API. It is *unused* only in an application that is exported as a whole.
    """
    from deluge_lint.cli.inventory import run

    return run(options)
