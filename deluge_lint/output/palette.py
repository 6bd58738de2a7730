"""Colours and hyperlinks for a terminal; plain text where they are switched off."""

from __future__ import annotations

from deluge_lint.output.visible import visible

_STYLES = {
    "error": "1;31", "warning": "1;33", "info": "1;36", "hint": "1;32",
    "gutter": "34", "secondary": "1;34", "strong": "1", "faint": "2",
    "added": "32", "removed": "31", "hunk": "36",
}  # fmt: skip


class Palette:
    """Paints pieces of text that are safe already."""

    __slots__ = ("colour", "hyperlinks")

    def __init__(self, colour: bool, hyperlinks: bool = False) -> None:
        self.colour = colour
        self.hyperlinks = hyperlinks

    def paint(self, style: str, text: str) -> str:
        """``text`` in a style; unchanged without colour."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.colour and text else text

    def link(self, url: str, text: str) -> str:
        """``text`` as an OSC 8 hyperlink; unchanged where hyperlinks are off."""
        if not (self.hyperlinks and url):
            return text
        return f"\x1b]8;;{visible(url)}\x1b\\{text}\x1b]8;;\x1b\\"
