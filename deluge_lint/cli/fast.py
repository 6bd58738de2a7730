"""The short way in: a command line of nothing but paths needs no option parser.

Importing click takes longer than linting a script.  Whatever is not understood here is
left to click, so both ways must agree on what is: a test compares them.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from deluge_lint.cli.commands import COMMANDS, COMPLETION_VARIABLE, DEFAULT
from deluge_lint.cli.request import Request

#: Options without a value that scripts often give → field of the request and its value.
_FLAGS = {
    "--exit-zero": ("exit_zero", True),
    "--isolated": ("isolated", True),
    "--no-cache": ("cache", False),
    "--quiet": ("quiet", True),
    "-q": ("quiet", True),
}


def plain_request(words: Sequence[str]) -> Request | None:
    """The request of a plain command line, ``None`` when click has to read it."""
    if os.environ.get(COMPLETION_VARIABLE):
        return None
    rest = list(words)
    if rest and rest[0] in COMMANDS and rest.pop(0) != DEFAULT:
        return None
    paths: list[str] = []
    fields: dict[str, Any] = {}
    for word in rest:
        if word in _FLAGS:
            field, value = _FLAGS[word]
            fields[field] = value
        elif word == "-" or not word.startswith("-"):
            paths.append(word)
        else:
            return None
    if paths:
        fields["paths"] = tuple(paths)
    return Request(**fields)
