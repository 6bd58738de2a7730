"""The options of ``deluge-lint merge``."""

from __future__ import annotations

from typing import Any

import click

from deluge_lint.cli.check_command import output_format_option, trend_option
from deluge_lint.cli.params import (
    SEVERITIES,
    ColorCommand,
    color_option,
    output_file_option,
)


@click.command(cls=ColorCommand, short_help="Report what several machines found (--shard).")
@click.argument("parts", nargs=-1, required=True, metavar="PART...", type=click.Path(readable=False))
@click.option("--no-inline", is_flag=True, help="Show findings that comments in the code silence (audit).")
@click.option(
    "--baseline", metavar="FILE", default="", type=click.Path(readable=False),
    help="Be silent about the findings in this file.",
)  # fmt: skip
@click.option("--no-baseline", is_flag=True, help="Show the findings of the configured baseline, too.")
@click.option("--changed-since", metavar="REV", help="Show only what changed since this git revision.")
@output_format_option
@output_file_option
@trend_option
@click.option("--statistics", is_flag=True, help="Count findings by rule instead of showing them.")
@click.option("--quiet", "-q", is_flag=True, help="Findings and problems only.")
@click.option("--verbose", "-v", is_flag=True, help="Tell what was read, on standard error.")
@color_option
@click.option("--fail-on", type=click.Choice(SEVERITIES), help="The lowest severity that exits with 1.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever was found.")
def merge(parts: tuple[str, ...], **options: Any) -> int:
    """Conclude over the PARTs of one run, and report as if one machine had linted all files.

    Each PART was written by `deluge-lint --shard I/N`; all N are needed.  It runs where the same
    files and the same configuration are, because reports show code.  What the parts were asked
    for holds here, too; the options below go before it.
    """
    from deluge_lint.cli.merging import merge as run

    given = {name: value for name, value in options.items() if value}
    changes: dict[str, Any] = {"cache": False, "color": given.pop("color")}
    for option, field in (("no_inline", "inline"), ("no_baseline", "use_baseline")):
        if given.pop(option, False):
            changes[field] = False
    changes["reports"] = given.pop("output_format", ())
    return run(parts, {**given, **changes})
