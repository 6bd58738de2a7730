"""``deluge-lint config``: what holds for a path, and where each setting comes from."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from json import dumps
from typing import Any

import click

from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.params import color_option, with_bare_color
from deluge_lint.cli.terminal import screen_context
from deluge_lint.config.explain import Explanation, RuleState, Value, explain_settings
from deluge_lint.config.model import FILE_NAMES, Overrides
from deluge_lint.config.settings import Settings
from deluge_lint.engine.discovery import SettingsError
from deluge_lint.output.palette import Palette
from deluge_lint.output.visible import visible

OFF = "off"


class _Config(click.Command):
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, with_bare_color(args))


@click.command(cls=_Config, short_help="Show the settings of a path and their origin.")
@click.argument("path", default=".", type=click.Path(readable=False))
@click.option(
    "--config",
    "file",
    metavar="FILE",
    default="",
    type=click.Path(readable=False),
    help="Use this configuration.",
)
@click.option("--isolated", is_flag=True, help="Use no configuration file.")
@click.option(
    "--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="Tables for people or JSON for programs.",
)  # fmt: skip
@color_option
def config(path: str, file: str, isolated: bool, output_format: str, color: str) -> int:
    """Show every setting that holds for PATH (the current folder), and what stated it."""
    try:
        explained = explain_settings(path, Settings(Overrides(config=file, isolated=isolated)))
    except SettingsError as error:
        raise CommandError(str(error)) from None
    if output_format == "json":
        click.echo(dumps(_data(explained), indent=2))
        return 0
    context = screen_context(color)
    sys.stdout.writelines(line + "\n" for line in _lines(explained, Palette(context.colour)))
    return 0


def _data(explained: Explanation) -> dict[str, Any]:
    """The explanation as plain data."""
    return {
        "path": explained.path,
        "file": explained.file,
        "settings": {each.key: {"value": each.value, "origin": each.origin} for each in explained.values},
        "known": {each.key: {"value": each.value, "origin": each.origin} for each in explained.known},
        "rules": {
            rule.name: {
                "code": rule.code,
                "severity": rule.severity,
                "origin": rule.origin,
                "options": {each.key: {"value": each.value, "origin": each.origin} for each in rule.options},
            }
            for rule in explained.rules
        },
    }


def _lines(explained: Explanation, palette: Palette) -> Iterator[str]:
    found = explained.file or f"none found ({', '.join(FILE_NAMES)}): the defaults hold"
    yield palette.paint("strong", f"Settings for {visible(explained.path)}")
    yield f"configuration: {visible(found)}"
    yield ""
    yield from _aligned(explained.values, palette, "  ")
    yield ""
    yield palette.paint("strong", "What is known beside the scripts")
    yield from _aligned(explained.known, palette, "  ")
    yield ""
    running = [rule for rule in explained.rules if rule.severity != OFF]
    yield palette.paint("strong", f"Rules that run: {len(running)}")
    yield from _rules(running, palette)
    silent = [rule for rule in explained.rules if rule.severity == OFF]
    if silent:
        yield ""
        yield palette.paint("strong", f"Rules that do not: {len(silent)}")
        yield from _rules(silent, palette)


def _aligned(values: tuple[Value, ...], palette: Palette, indent: str) -> Iterator[str]:
    """``key = value``, then the origin of whatever is not the default."""
    width = max((len(each.key) for each in values), default=0)
    for each in values:
        origin = palette.paint("faint", f"  # {visible(each.origin)}")
        value = "not set" if each.value is None else dumps(each.value, ensure_ascii=False)
        yield f"{indent}{each.key:<{width}} = {visible(value)}{origin}"


def _rules(rules: list[RuleState], palette: Palette) -> Iterator[str]:
    width = max((len(rule.name) for rule in rules), default=0)
    for rule in rules:
        style = "faint" if rule.severity == OFF else rule.severity
        severity = palette.paint(style, rule.severity) + " " * (7 - len(rule.severity))
        outside = rule.severity == OFF and rule.origin.startswith("preset ")
        origin = palette.paint("faint", f"# {'not in ' if outside else ''}{visible(rule.origin)}")
        yield f"  {rule.code}  {rule.name:<{width}}  {severity}  {origin}"
        yield from _aligned(rule.options, palette, " " * 12)
