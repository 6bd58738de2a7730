"""The verdict for a terminal: reasons first, then changes and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from deluge_lint.output.context import OutputContext
from deluge_lint.output.palette import Palette
from deluge_lint.output.promotion.words import HEADINGS, SIGNS, address, change, headline, tally
from deluge_lint.output.visible import visible

_STYLES = {"block": "error", "warn": "warning"}
_VERDICTS = {"blocked": "error", "pass with warnings": "warning", "pass": "strong"}


def render(record: dict[str, Any], context: OutputContext) -> Iterator[str]:
    """All of it, line by line."""
    palette = Palette(context.colour)
    yield palette.paint(_VERDICTS[record["verdict"]], visible(headline(record))) + "\n"
    yield f"{visible(tally(record))}\n"
    for each in record["reasons"]:
        where = address(each["place"])
        word = palette.paint(_STYLES[each["act"]], f"{each['act']}[{each['kind']}]")
        yield (
            f"{visible(where)}: {word} {visible(each['message'])}\n"
            if where
            else (f"{word} {visible(each['message'])}\n")
        )
    if record["changes"]:
        yield "\n" + palette.paint("strong", "Changes") + "\n"
    for each in record["changes"]:
        yield f"  {SIGNS[each['act']]} {visible(change(each))}\n"
    for kind, title in HEADINGS.items():
        found = [each for each in record["consequences"] if each["kind"] == kind]
        if found:
            yield "\n" + palette.paint("strong", title) + "\n"
        for each in found:
            where = address(each["place"])
            yield f"  {visible(each['message'])}{f' ({visible(where)})' if where else ''}\n"
