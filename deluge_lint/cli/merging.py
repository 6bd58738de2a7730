"""``deluge-lint merge``: one run from the parts that several machines wrote."""

from __future__ import annotations

from typing import Any

from deluge_lint.cli.check import refuse_contradictions, report
from deluge_lint.cli.errors import CommandError
from deluge_lint.cli.request import Request
from deluge_lint.cli.session import Session
from deluge_lint.cli.sharding import KEPT
from deluge_lint.cli.stored import expanded, text_of
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


def load(name: str) -> Part:
    """The part in a file; raises :class:`CommandError` when there is none."""
    try:
        return read(text_of(name))
    except ShardError as error:
        raise CommandError(f"{name}: {error}") from None


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
