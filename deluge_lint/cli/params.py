"""Options and completions that several commands share."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

SEVERITIES = ("hint", "info", "warning", "error")

color_option = click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), is_flag=False, flag_value="always",
    default="auto", show_default=True,
    help="When to paint. NO_COLOR, FORCE_COLOR and TERM=dumb are honoured.",
)  # fmt: skip


config_option = click.option(
    "--config", metavar="FILE", default="", type=click.Path(readable=False),
    help="Use this configuration for all files.",
)  # fmt: skip
isolated_option = click.option("--isolated", is_flag=True, help="Use no configuration file.")
output_file_option = click.option(
    "--output-file", metavar="FILE", default="", type=click.Path(readable=False),
    help="Write the report to this file instead of the screen.",
)  # fmt: skip


def complete_rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Rule names for the shell; in a comma-separated list the last word is completed."""
    from deluge_lint.cli.titles import title_of
    from deluge_lint.engine.registry import registry

    done, comma, word = incomplete.rpartition(",")
    return [
        CompletionItem(f"{done}{comma}{name}", help=title_of(rule))
        for name, rule in registry().rules.items()
        if name.startswith(word)
    ]


def words(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """``--select a,b --select c`` as one tuple."""
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def with_bare_color(args: list[str]) -> list[str]:
    """``--color`` without a value means always; a path behind it is a path, no value."""
    known = {"auto", "always", "never"}
    return [
        "--color=always" if word == "--color" and not known.intersection(args[at + 1 : at + 2]) else word
        for at, word in enumerate(args)
    ]


class ColorCommand(click.Command):
    """A command whose ``--color`` may stand without a value."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, with_bare_color(args))


def complete_hosts(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Hosts for the shell: services, and with a dot the contexts; the last of a comma-separated list."""
    from deluge_lint.catalog import services

    done, comma, word = incomplete.rpartition(",")
    found = {name: service.title for name, service in services.all_services().items()}
    if param.name == "to":
        found = {"all": "every other service", **found}
    if "." in word:
        service = services.get(word.partition(".")[0])
        contexts = service.contexts.values() if service else ()
        found = {f"{word.partition('.')[0]}.{each.name}": each.title for each in contexts}
    return [
        CompletionItem(f"{done}{comma}{name}", help=title)
        for name, title in found.items()
        if name.startswith(word.lower())
    ]
