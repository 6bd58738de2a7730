"""The options of ``deluge-lint portability``."""

from __future__ import annotations

from typing import Any

import click

from deluge_lint.cli.params import (
    ColorCommand,
    color_option,
    complete_hosts,
    complete_rules,
    config_option,
    isolated_option,
    output_file_option,
    words,
)
from deluge_lint.output.portability import FORMATS

#: What every function has to reach for the exit code 0.
LEAST = ("ready", "fixes", "rework")


@click.command(cls=ColorCommand, short_help="Report what keeps functions from another service.")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(readable=False))
@click.option(
    "--from",
    "origin",
    metavar="HOST",
    default="",
    shell_complete=complete_hosts,
    help="Where scripts run that do not tell it for certain, such as `crm`; what runs elsewhere is left out.",
)
@click.option(
    "--to",
    multiple=True,
    metavar="HOSTS",
    callback=words,
    shell_complete=complete_hosts,
    help="The services to lift to, such as `creator,flow`, or `all`; repeatable. Default: `targets` of the "
    "configuration.",
)
@click.option(
    "--least",
    type=click.Choice(LEAST),
    default="fixes",
    show_default=True,
    help="Exit with 1 unless every function has at least this status in every target. A function whose "
    "status is unknown never has.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever the statuses are.")
@click.option(
    "--ignore",
    multiple=True,
    metavar="RULES",
    callback=words,
    shell_complete=complete_rules,
    help="Leave these rules out; the report says so.",
)
@config_option
@isolated_option
@click.option(
    "--fix",
    is_flag=True,
    help="Write copies of the scripts with the safe fixes for the one service of --to into --output-dir.",
)
@click.option("--unsafe-fixes", is_flag=True, help="With --fix: fixes that may change meaning too.")
@click.option(
    "--output-dir",
    metavar="FOLDER",
    default="",
    type=click.Path(readable=False),
    help="Where lifted copies go; never a folder that the scripts come from.",
)
@click.option(
    "--overwrite",
    is_flag=True,
    help="Replace earlier lifted copies that nobody has changed since.",
)
@click.option(
    "--output-format",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How the report is written.",
)
@output_file_option
@click.option("--quiet", "-q", is_flag=True, help="The report without the closing sums and notes.")
@click.option("--verbose", "-v", is_flag=True, help="Show every finding with its line.")
@color_option
def portability(**options: Any) -> int:
    """Report which functions can move to another service, and what stands in the way.

    \b
    deluge-lint portability functions/ --from crm --to all
    deluge-lint portability functions/ --from crm --to creator --least rework
    deluge-lint portability functions/ --from crm --to creator --fix --output-dir lifted/

    Each function of the files is *ready*, *ready after fixes*, *needs rework* or *blocked* in
    each target, or *unknown* where it could not be looked at. A function is no better than the
    functions of the run that it calls. All portability rules are asked, those that are off or
    still being tried as well; what a comment in the code silences is shown as accepted.

    The effort of a finding is what its rule says (`deluge-lint explain RULE`). An equal finding
    of the same function costs a quarter of that from the second time on. Days have eight hours.
    Lift functions together with those that they call: a call then needs its new name alone.
    """
    from deluge_lint.cli.portability import run

    return run(options)
