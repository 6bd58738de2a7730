"""Text from strangers made safe for a terminal, and measured in terminal cells.

Source code, messages and file names may hold escape sequences, bidirectional controls or
invisible characters.  None of them is ever written raw: each becomes ``<U+001B>`` and the
like, which cannot act on a terminal and shows what an editor hides.
"""

from __future__ import annotations

import re
import unicodedata

TAB = 4

# C0, DEL, C1; soft hyphen; bidirectional and zero-width controls; line and paragraph
# separators; byte-order mark; interlinear marks; lone surrogates (undecodable bytes of
# file names); tag characters.
# A text, compiled by its first use: most of what is shown is plain.
_UNSAFE = (
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """``text`` on one line with everything that could act on a terminal spelled out."""
    if text.isascii() and text.isprintable():
        return text
    return re.sub(_UNSAFE, _spelled, text)


def _spelled(match: re.Match[str]) -> str:
    return f"<U+{ord(match.group()):04X}>"


def cell_width(character: str) -> int:
    """How many terminal cells a safe character takes: 0, 1 or 2."""
    if character < "\u0300":
        return 1
    if unicodedata.category(character) in ("Mn", "Me") or "\u1161" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def text_width(text: str) -> int:
    """How many terminal cells a safe text without tabs takes."""
    return len(text) if text.isascii() else sum(map(cell_width, text))


def cells(line: str) -> tuple[list[str], list[int]]:
    """What is shown for each character of ``line`` and the cell at which each begins.

    The second list has one more item: the width of the whole line.
    """
    shown: list[str] = []
    begins = [0]
    column = 0
    for character in line:
        if " " <= character <= "~":
            part, width = character, 1
        elif character == "\t":
            width = TAB - column % TAB
            part = " " * width
        elif re.match(_UNSAFE, character):
            part = f"<U+{ord(character):04X}>"
            width = len(part)
        else:
            part, width = character, cell_width(character)
        shown.append(part)
        column += width
        begins.append(column)
    return shown, begins


def clipped(text: str, width: int) -> str:
    """A safe text in at most ``width`` cells, its middle left out."""
    if text_width(text) <= width:
        return text
    head, tail = "", ""
    room = (width - 1) // 2
    while text_width(text[-len(tail) - 1 :]) <= room:
        tail = text[-len(tail) - 1 :]
    room = width - 1 - text_width(tail)
    while text_width(text[: len(head) + 1]) <= room:
        head = text[: len(head) + 1]
    return f"{head}…{tail}"
