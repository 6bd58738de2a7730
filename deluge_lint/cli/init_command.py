"""``deluge-lint init``: a configuration to start from, with every setting explained."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from json import dumps
from textwrap import wrap
from typing import Any

import click

from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.reports import write_file
from deluge_lint.config.model import FILE_NAMES, KEYS, Key
from deluge_lint.engine.links import REFERENCE_PAGE

_BARE = re.compile(r"[\w-]+")


@click.command(short_help="Write a commented deluge-lint.toml.")
@click.argument("folder", default=".", type=click.Path(exists=True, file_okay=False))
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
def init(folder: str, force: bool) -> int:
    """Write a deluge-lint.toml with every setting, explained and commented out, into FOLDER."""
    path = os.path.normpath(os.path.join(folder, FILE_NAMES[0]))
    if os.path.lexists(path) and not force:
        raise CommandError(f"{path} exists already; --force overwrites it")
    write_file(path, template())
    click.echo(f"wrote {path}: nothing is set in it yet, take away a # to set something")
    return 0


def template() -> Iterator[str]:
    """The file line by line; tables come last, as TOML wants them."""
    yield "# Settings of deluge-lint. What is commented out shows the default or an example.\n"
    yield f"# Reference: {REFERENCE_PAGE.format(name='configuration')}\n"
    yield "# `deluge-lint config PATH` shows what holds for a path.\n"
    ordered = sorted(KEYS.values(), key=_is_table)
    for key in ordered:
        yield "\n"
        for line in wrap(key.about, 94):
            yield f"# {line}\n"
        for line in _example(key):
            yield f"#{line}\n"


def _is_table(key: Key) -> bool:
    return isinstance(key.default, dict)


def _example(key: Key) -> Iterator[str]:
    """The setting as TOML: its default where that says something, else its example."""
    value = key.default if key.default not in (None, "", (), {}) else key.example
    if value is None:
        value = key.default
    if not _is_table(key):
        yield f"{key.name} = {_toml(value)}"
        return
    inner = {name: each for name, each in value.items() if isinstance(each, dict)}
    if len(inner) < len(value):
        yield f"[{key.name}]"
    for name, each in value.items():
        if name not in inner:
            yield f"{_toml_key(name)} = {_toml(each)}"
    for name, table in inner.items():
        yield f"[{key.name}.{_toml_key(name)}]"
        for option, each in table.items():
            yield f"{_toml_key(option)} = {_toml(each)}"


def _toml_key(name: str) -> str:
    return name if _BARE.fullmatch(name) else dumps(name)


def _toml(value: Any) -> str:
    """A text, number, truth value or list; JSON writes these as TOML does."""
    return dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
