"""Finds configuration files and reads them."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from typing import Any

from deluge_lint.config.lines import line_of
from deluge_lint.config.model import FILE_NAMES, PYPROJECT, TABLE, Config, ConfigError
from deluge_lint.engine.registry import Registry

#: What people write who think of the name that Python imports.
_MISSPELT = ("deluge_lint", "delugelint")
_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def find_config(folder: str) -> str:
    """The configuration file in ``folder`` itself; empty when there is none.

    A ``pyproject.toml`` counts only when it speaks of us.
    """
    for name in FILE_NAMES:
        path = os.path.join(folder, name)
        # a file of our name that is a folder or a dead link is complained of, not passed by
        if os.path.isfile(path) and _mentions_us(path) if name == PYPROJECT else os.path.lexists(path):
            return path
    return ""


def _mentions_us(path: str) -> bool:
    # A look at the bytes spares a project without settings of ours the TOML reader.
    try:
        with open(path, "rb") as file:
            text = file.read()
        return any(name.encode() in text for name in (TABLE[1], *_MISSPELT))
    except OSError:
        return False


def load_config(path: str, registry: Callable[[], Registry]) -> Config | None:
    """Read and check a configuration file; ``None`` for a ``pyproject.toml`` without our table.

    ``registry`` is called when a value names rules.  Raises :class:`ConfigError`.
    """
    shown = shown_path(path)
    text = read_text(path, shown)
    values: Any = parse_toml(text, shown)
    table: tuple[str, ...] = ()
    if os.path.basename(path) == PYPROJECT:
        table = TABLE
        tool = values.get(TABLE[0])
        values = tool.get(TABLE[1]) if isinstance(tool, dict) else None
        if values is None:
            for name in _MISSPELT:
                if isinstance(tool, dict) and name in tool:
                    place = f"{shown}:{line_of(text, (TABLE[0], name), '')}"
                    right = ".".join(TABLE)
                    raise ConfigError(f"{place}: there is no [{TABLE[0]}.{name}]; write [{right}]")
            return None
    from deluge_lint.config.values import Checker

    checker = Checker(shown, text, table, registry)
    if not isinstance(values, dict):
        raise checker.fail((), f"[{'.'.join(TABLE)}] must be a table")
    folder = os.path.dirname(os.path.abspath(path))
    return Config(shown, folder, checker.check(values), text)


def read_text(path: str, shown: str) -> str:
    """The text of a TOML file; raises :class:`ConfigError`."""
    try:
        with open(path, "rb") as file:
            # Notepad puts a mark there that TOML does not know.
            return file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{shown}:{line}: the configuration is not UTF-8 text") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ConfigError(f"{shown}: the configuration cannot be read: {reason}") from None


def parse_toml(text: str, shown: str) -> dict[str, Any]:
    """The values of a TOML text; raises :class:`ConfigError` with the line."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        found = _AT.search(message)
        line = (found and found.group(1)) or len(text.splitlines()) or 1
        reason = message[: found.start()] if found else message
        raise ConfigError(f"{shown}:{line}: not valid TOML: {reason[:1].lower()}{reason[1:]}") from None
    except RecursionError:
        raise ConfigError(f"{shown}:1: not valid TOML: nested too deep") from None


def shown_path(path: str) -> str:
    """A path for people: from the current folder on when it lies below it."""
    try:
        found = os.path.relpath(path)
    except ValueError:  # another drive
        return path
    return path if found.startswith("..") else found
