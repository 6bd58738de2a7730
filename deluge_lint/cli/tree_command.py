"""``deluge-lint tree``: the syntax tree of a file, for people who write rules."""

from __future__ import annotations

import sys

import click

from deluge_lint.cli.complaints import complain
from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.exit_codes import CLEAN, FINDINGS
from deluge_lint.cli.params import color_option, with_bare_color
from deluge_lint.engine.reading import read_bytes
from deluge_lint.engine.results import FileResult
from deluge_lint.source import NotText, SourceFile, decode


class _Tree(click.Command):
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, with_bare_color(args))


@click.command(cls=_Tree, short_help="Print the syntax tree of a file, for writers of rules.")
@click.argument("path", metavar="[FILE]", default="-", type=click.Path(readable=False))
@color_option
def tree(path: str, color: str) -> int:
    """Print the syntax tree of FILE (standard input without any), a line for each node.

    A line tells the field of the parent, the class of the node (`n.ForEach` for `@handles`), its values, its
    line and column. Exits with 1 where the script has syntax errors; they are told on standard error.
    """
    from deluge_lint.cli.terminal import screen_context
    from deluge_lint.documents.read import read_script
    from deluge_lint.output.palette import Palette
    from deluge_lint.output.tree_lines import tree_lines

    source = _source(path)
    document = read_script(source)
    if not document.holds_deluge:
        raise CommandError(f"{source.path}: {document.note or 'no script'}")
    palette = Palette(screen_context(color).colour)
    code = CLEAN
    for number, script in enumerate(document.scripts()):
        if number:
            sys.stdout.write("\n")
        sys.stdout.writelines(f"{line}\n" for line in tree_lines(script, source.lines, palette))
        for fault in script.tree.faults:
            code = FINDINGS
            place = source.lines.position(script.placement.span(fault.span).start)
            complain(f"{source.path}:{place.line}:{place.column}: {fault.message}")
    return code


def _source(path: str) -> SourceFile:
    """The file; raises :class:`CommandError` for one that cannot be read as a text."""
    data = sys.stdin.buffer.read() if path == "-" else read_bytes(path)
    if isinstance(data, FileResult):
        raise CommandError(f"{path}: {data.problem}")
    try:
        return decode(data, "<stdin>" if path == "-" else path)
    except NotText as error:
        raise CommandError(f"{path}: {error}") from None
