"""The options of ``deluge-lint check``, turned into a :class:`Request`."""

from __future__ import annotations

from typing import Any

import click

from deluge_lint.cli.params import (
    SEVERITIES,
    color_option,
    complete_rules,
    config_option,
    isolated_option,
    output_file_option,
    with_bare_color,
    words,
)
from deluge_lint.cli.request import Report, Request
from deluge_lint.output import FORMATS

PRESETS = ("draft", "recommended", "production-gate")

#: Sections of ``--help`` → the options in them; a test holds that none is missing.
SECTIONS = {
    "Rules": (
        "select", "extend_select", "ignore", "preset", "preview", "host", "targets", "no_inline", "baseline",
        "no_baseline", "changed_since", "config", "isolated",
    ),
    "Fixes": ("fix", "unsafe_fixes", "diff"),
    "Output": (
        "output_format", "output_file", "trend", "statistics", "quiet", "verbose", "color", "fail_on",
        "exit_zero",
    ),
    "Running": ("stdin_filename", "jobs", "executor", "shard", "no_cache", "help"),
}  # fmt: skip


class CheckCommand(click.Command):
    """The command with its options in sections."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, with_bare_color(args))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = {param.name: param.get_help_record(ctx) for param in self.get_params(ctx)}
        for title, names in SECTIONS.items():
            rows = [record for name in names if (record := records.get(name))]
            with formatter.section(title):
                formatter.write_dl(rows)


def _reports(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[Report, ...]:
    """``FORMAT`` or ``FORMAT:FILE``, each checked."""
    return tuple(map(_report, values))


def _report(value: str) -> Report:
    name, colon, file = value.partition(":")
    if name not in (*FORMATS, "auto"):
        from difflib import get_close_matches

        near = get_close_matches(name, FORMATS, 1, 0.5)
        hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(FORMATS)}"
        raise click.BadParameter(f"unknown format `{name}`; {hint}")
    if colon and not file:
        raise click.BadParameter(f"`{value}` names no file behind the colon")
    return Report(name, file)


output_format_option = click.option(
    "--output-format",
    multiple=True,
    metavar="FORMAT[:FILE]",
    callback=_reports,
    help=f"One of {', '.join(FORMATS)}; repeatable. A report into a FILE comes on top of what "
    "the screen shows. Default: text; in GitHub Actions annotations and a step summary as well.",
)


trend_option = click.option(
    "--trend",
    multiple=True,
    metavar="FILE",
    type=click.Path(readable=False),
    help="Draw the findings of this stored report (JSON) or promotion record in the html report; "
    "repeatable, the oldest first, patterns too.",
)


@click.command(cls=CheckCommand, short_help="Lint files and folders (the default).")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(readable=False))
@click.option(
    "--select",
    multiple=True,
    metavar="RULES",
    callback=words,
    shell_complete=complete_rules,
    help="Run these rules only: names, codes, starts of codes, categories, `all`.",
)
@click.option(
    "--extend-select",
    multiple=True,
    metavar="RULES",
    callback=words,
    shell_complete=complete_rules,
    help="Run these rules as well.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="RULES",
    callback=words,
    shell_complete=complete_rules,
    help="Do not run these rules.",
)
@click.option("--preset", type=click.Choice(PRESETS), help="The ladder of rules to start from.")
@click.option("--preview", is_flag=True, help="Run new rules too that are still being tried.")
@click.option(
    "--host",
    metavar="HOST",
    default="",
    help="Where all scripts run, such as `crm` or `creator.form.on_validate`.",
)
@click.option(
    "--target",
    "targets",
    multiple=True,
    metavar="HOST",
    help="Report too what keeps the scripts from running there, such as `creator`; repeatable.",
)
@click.option("--no-inline", is_flag=True, help="Show findings that comments in the code silence (audit).")
@click.option(
    "--baseline",
    metavar="FILE",
    default="",
    type=click.Path(readable=False),
    help="Be silent about the findings in this file, see `deluge-lint baseline`.",
)
@click.option("--no-baseline", is_flag=True, help="Show the findings of the configured baseline, too.")
@click.option(
    "--changed-since",
    metavar="REV",
    help="Show only what lies in lines or functions changed since this git revision; all is linted.",
)
@config_option
@isolated_option
@click.option("--fix", is_flag=True, help="Apply safe fixes to the files.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: fixes that may change meaning too.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@output_format_option
@output_file_option
@trend_option
@click.option("--statistics", is_flag=True, help="Count findings by rule instead of showing them.")
@click.option("--quiet", "-q", is_flag=True, help="Findings and problems only.")
@click.option("--verbose", "-v", is_flag=True, help="Tell what was read, on standard error.")
@color_option
@click.option("--fail-on", type=click.Choice(SEVERITIES), help="The lowest severity that exits with 1.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever was found.")
@click.option(
    "--stdin-filename",
    metavar="NAME",
    default="",
    help="The name that `-` (standard input) has in the report and in settings for paths.",
)
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes to use; by default as many as are worth it.",
)
@click.option(
    "--executor",
    metavar="URL",
    default="",
    help="Hand the files to a cluster, such as dask://scheduler:8786 (extra `dask`).",
)
@click.option(
    "--shard",
    metavar="I/N",
    default="",
    help="Lint the I-th of N shares of the files and write what was found, for `deluge-lint merge`.",
)
@click.option("--no-cache", is_flag=True, help="Neither read nor write the cache.")
def check(**options: Any) -> int:
    """Lint files, folders and globs; `-` reads standard input.

    Files named on the command line are always linted, folders are searched for the
    configured file patterns (.deluge, .dg, .ds, .zml).
    """
    from deluge_lint.cli.check import check as run

    return run(request_of(options))


def request_of(options: dict[str, Any]) -> Request:
    """The parsed options as a :class:`Request`."""
    fields = dict(options)
    fields["cache"] = not fields.pop("no_cache")
    fields["inline"] = not fields.pop("no_inline")
    fields["use_baseline"] = not fields.pop("no_baseline")
    fields["reports"] = fields.pop("output_format")
    fields["jobs"] = fields["jobs"] or 0
    fields["paths"] = tuple(fields["paths"]) or Request().paths
    for name in ("preset", "fail_on"):
        fields[name] = fields[name] or ""
    return Request(**fields)
