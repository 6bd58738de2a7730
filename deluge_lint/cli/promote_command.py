"""``deluge-lint promote``: the gate between environments."""

from __future__ import annotations

from typing import Any

import click

from deluge_lint.cli.params import (
    color_option,
    config_option,
    isolated_option,
    output_file_option,
    with_bare_color,
)


class _Promote(click.Command):
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, with_bare_color(args))


@click.command(cls=_Promote, short_help="Judge whether an application may be promoted.")
@click.argument("candidate", required=False, type=click.Path(readable=False))
@click.option("--to", "environment", metavar="NAME", default="", help="The environment to promote into.")
@click.option(
    "--from", "current", metavar="PATH", default="", type=click.Path(readable=False),
    help="What is there now: an export or a folder of scripts to compare with.",
)  # fmt: skip
@click.option(
    "--policy", metavar="FILE", default="", type=click.Path(readable=False),
    help="The policy; by default deluge-gate.toml here or in a folder above, else the built-in one.",
)  # fmt: skip
@click.option("--init", is_flag=True, help="Write a commented deluge-gate.toml into the current folder.")
@click.option(
    "--verify", metavar="RECORD", default="", type=click.Path(readable=False),
    help="Judge again what a stored record was made of, and compare.",
)  # fmt: skip
@click.option(
    "--record", metavar="FILE", default="", type=click.Path(readable=False),
    help="Store the promotion record (JSON), on top of what the screen shows.",
)  # fmt: skip
@click.option(
    "--output-format", type=click.Choice(["text", "json", "markdown", "html"]), default="text",
    show_default=True, help="How the verdict is shown.",
)  # fmt: skip
@output_file_option
@config_option
@isolated_option
@color_option
def promote(**options: Any) -> int:
    """Judge CANDIDATE, a Creator export or a folder of scripts, by the policy of an environment.

    With --from it is compared with what is there now: what was added, removed, changed and renamed,
    what follows from it, and which findings are new. Exit code 0 lets it pass, 1 blocks it, 2 tells
    that nothing could be judged.
    """
    from deluge_lint.cli.promoting import run

    return run(options)
