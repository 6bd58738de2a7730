"""Files that earlier commands wrote, named on the command line."""

from __future__ import annotations

import os
from collections.abc import Iterable

from deluge_lint.cli.errors import CommandError


def expanded(files: Iterable[str]) -> list[str]:
    """The files, each once; patterns are for shells that leave them to the command."""
    found: dict[str, None] = {}
    for name in files:
        if "*" in name and not os.path.exists(name):
            from glob import glob

            matches = sorted(glob(name))
            if not matches:
                raise CommandError(f"{name}: matches no file")
            found.update(dict.fromkeys(matches))
        else:
            found[name] = None
    return list(found)


def text_of(name: str) -> str:
    """The text of a file; raises :class:`CommandError` when there is none."""
    try:
        with open(name, encoding="utf-8-sig") as file:
            return file.read()
    except FileNotFoundError:
        raise CommandError(f"{name}: no such file") from None
    except OSError as error:
        raise CommandError(f"{name}: cannot be read: {(error.strerror or str(error)).lower()}") from None
    except UnicodeDecodeError:
        raise CommandError(f"{name}: not UTF-8 text") from None
