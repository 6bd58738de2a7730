"""``deluge-lint format``: rewrite scripts as Zoho's editor prints them on save."""

from __future__ import annotations

import sys

import click

from deluge_lint.cli.complaints import complain
from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.exit_codes import CLEAN, FINDINGS, USAGE
from deluge_lint.cli.params import color_option, config_option, isolated_option, with_bare_color


class _Format(click.Command):
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, with_bare_color(args))


@click.command("format", cls=_Format, short_help="Rewrite scripts as Zoho's editor does on save.")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(readable=False))
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 when a file would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change, and exit with 1 then.")
@click.option(
    "--stdin-filename", metavar="NAME", default="", help="The name that `-` (standard input) has in messages."
)
@config_option
@isolated_option
@click.option("--quiet", "-q", is_flag=True, help="Say nothing about files that were or would be changed.")
@color_option
def format_(
    paths: tuple[str, ...], check: bool, diff: bool, stdin_filename: str, config: str, isolated: bool,
    quiet: bool, color: str,
) -> int:  # fmt: skip
    """Rewrite the scripts in PATH (the current folder) in the shape of Zoho's editor.

    What was pulled from Zoho stays as it is. Comments and the code itself never change. A script
    with syntax errors is left alone, as is a file that is more than a script (an export, a page).
    """
    from deluge_lint.cli.formatting import Formatting

    if stdin_filename and "-" not in paths:
        raise CommandError("--stdin-filename needs `-` as the path")
    if "-" in paths and len(paths) > 1:
        raise CommandError("`-` (standard input) cannot be formatted together with other paths")
    work = Formatting(write=not (check or diff), diff=diff, quiet=quiet, color=color)
    if "-" in paths:
        work.standard_input(stdin_filename or "<stdin>")
    else:
        work.files(paths, config, isolated)
    if not quiet and "-" not in paths:
        complain(work.story())
    sys.stdout.flush()
    if work.problems:
        return USAGE
    return FINDINGS if work.changed and (check or diff) else CLEAN
