"""Text from strangers made safe for Markdown."""

from __future__ import annotations

import re

from deluge_lint.output.visible import visible

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~!&])")
_CODE = re.compile(r"(`[^`]*`)")


def prose(text: str) -> str:
    """A text on one line in which only what stands between two backticks is markup."""
    parts = _CODE.split(visible(text))
    return "".join(part if _CODE.fullmatch(part) else _SPECIAL.sub(r"\\\1", part) for part in parts)


def cell(text: str) -> str:
    """The same for a table, where a bar ends the cell even in code."""
    return re.sub(r"(?<!\\)\|", r"\\|", prose(text))


def address(url: str) -> str:
    """A web address for between ``<`` and ``>``."""
    return re.sub(r"[<>\s\\]", "", url)


def code(text: str) -> str:
    """A text as code, whatever stands in it."""
    return f"`{visible(text).replace('`', chr(39))}`"
