"""``deluge-lint merge``: one run from the parts that several machines wrote."""

from __future__ import annotations

import os
from typing import Any

from deluge_lint.cli.check import refuse_contradictions, report
from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.request import Request
from deluge_lint.cli.session import Session
from deluge_lint.cli.sharding import KEPT
from deluge_lint.engine.shards import Part, Parts, ShardError, read


def merge(files: tuple[str, ...], changes: dict[str, Any]) -> int:
    """Report the run that the parts come from; ``changes`` are fields of its request.

    Raises :class:`CommandError` for files that are no parts of one run, or of other files than are here.
    """
    try:
        parts = Parts({name: load(name) for name in expanded(files)})
        request = Request(**{**_request(parts.options), **changes})
        refuse_contradictions(request)
        return report(request, Session(request), parts)
    except ShardError as error:
        raise CommandError(str(error)) from None


def expanded(files: tuple[str, ...]) -> list[str]:
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


def load(name: str) -> Part:
    """The part in a file; raises :class:`CommandError` when there is none."""
    try:
        with open(name, encoding="utf-8") as file:
            return read(file.read())
    except FileNotFoundError:
        raise CommandError(f"{name}: no such file") from None
    except OSError as error:
        raise CommandError(f"{name}: cannot be read: {(error.strerror or str(error)).lower()}") from None
    except (UnicodeDecodeError, ShardError) as error:
        words = error if isinstance(error, ShardError) else "not a part of a run: not UTF-8 text"
        raise CommandError(f"{name}: {words}") from None


def _request(options: Any) -> dict[str, Any]:
    """The fields of the request that parts were made for."""
    fields: dict[str, Any] = {}
    for option, value in options.items():
        default = getattr(Request, option, None) if option in KEPT else None
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            value = tuple(value)
        if option == "changed_since" and value is None:
            continue
        if type(value) is not (str if option == "changed_since" else type(default)):
            raise ShardError(f"the parts have an option that means nothing here: {option}")
        fields[option] = value
    return fields
