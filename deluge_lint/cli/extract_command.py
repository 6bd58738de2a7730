"""``deluge-lint extract``: the scripts of an export as files, compared with it, and put back into it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.params import color_option, with_bare_color

if TYPE_CHECKING:
    from deluge_lint.extraction.pieces import Pieces


class _Extract(click.Command):
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, with_bare_color(args))


@click.command("extract", cls=_Extract, short_help="Take the scripts out of a Creator export.")
@click.argument("export", metavar="EXPORT", type=click.Path(readable=False))
@click.argument("folder", metavar="FOLDER", type=click.Path(readable=False))
@click.option(
    "--check", is_flag=True, help="Write nothing; say which scripts differ, and exit with 1 when any does."
)
@click.option("--put-back", "back", is_flag=True, help="Write the edited scripts of FOLDER into the export.")
@click.option(
    "--output", metavar="FILE", default="", type=click.Path(readable=False),
    help="With --put-back: write the new export to this file and leave EXPORT as it is.",
)  # fmt: skip
@click.option(
    "--by-meaning",
    is_flag=True,
    help="With --check: scripts that differ in their layout alone agree, as after a save in Zoho's editor.",
)
@click.option(
    "--overwrite", is_flag=True, help="Write over files that were edited or are not of an extraction."
)
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would be done.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change, and exit with 1 then.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing when all went well.")
@color_option
def extract(
    export: str, folder: str, check: bool, back: bool, output: str, by_meaning: bool, overwrite: bool,
    dry_run: bool, diff: bool, quiet: bool, color: str,
) -> int:  # fmt: skip
    """Write the scripts of EXPORT (.ds), an application of Zoho Creator, into FOLDER, one a file.

    The files lie as a Creator developer looks for them: functions/Namespace/name.deluge,
    forms/Form/on_success.Workflow.deluge. deluge-map.json tells where each belongs, schema.json
    the forms and reports, expressions.json formulas and conditions. A folder that was extracted to
    is brought up to date; what was edited in it is never lost.
    """
    from deluge_lint.cli import extracting
    from deluge_lint.extraction.folder import Folder, FolderError

    if check and back:
        raise CommandError("--check and --put-back exclude each other")
    if output and not back:
        raise CommandError("--output goes with --put-back")
    if by_meaning and not check:
        raise CommandError("--by-meaning goes with --check")
    pieces = _pieces(export)
    try:
        work = extracting.Extracting(
            pieces, Folder(folder), write=not (dry_run or diff), diff=diff, quiet=quiet, color=color
        )
        if check:
            code = work.check(by_meaning=by_meaning)
        elif back:
            code = work.put_back(output or export)
        else:
            code = work.extract(overwrite=overwrite)
    except FolderError as error:
        raise CommandError(str(error)) from None
    sys.stdout.flush()
    return code


def _pieces(export: str) -> Pieces:
    from deluge_lint.engine.reading import read_bytes, read_text
    from deluge_lint.engine.results import FileResult
    from deluge_lint.extraction.pieces import NoExport, pieces_of

    if export == "-":
        raise CommandError("`-` (standard input) cannot be extracted; name the file of the export")
    data = read_bytes(export)
    source = data if isinstance(data, FileResult) else read_text(data, export)
    if isinstance(source, FileResult):
        raise CommandError(f"{export}: {source.problem or source.note}")
    try:
        return pieces_of(source)
    except NoExport as error:
        raise CommandError(str(error)) from None
