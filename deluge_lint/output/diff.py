"""What ``--diff`` prints: the changes of a file as a unified diff."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from deluge_lint.output.context import OutputContext
from deluge_lint.output.palette import Palette
from deluge_lint.output.visible import visible
from deluge_lint.source import LineIndex


def unified_diff(path: str, before: str, after: str, context: OutputContext) -> Iterator[str]:
    """The diff line by line, nothing when the texts are equal.

    Written to a file or a pipe it is exact, so that ``patch`` can read it; on a terminal
    (``context.terminal`` or ``context.colour``) control characters are spelled out.
    """
    if before == after:
        return
    from difflib import unified_diff as differences

    palette = Palette(context.colour)
    for_people = context.terminal or context.colour
    name = context.shown(path) if for_people else context.relative(path)
    heads = (f"a/{name}", f"b/{name}")
    for number, line in enumerate(differences(_lines(before), _lines(after), *heads, lineterm="\n")):
        body, end = _split(line)
        yield _painted(visible_code(body) if for_people else body, number, palette)
        yield (end or "\n\\ No newline at end of file\n") if not for_people else "\n"
        if for_people and not end:
            yield palette.paint("faint", "\\ No newline at end of file") + "\n"


def visible_code(line: str) -> str:
    """A line made safe, its tabs kept."""
    return "\t".join(visible(part) for part in line.split("\t"))


def _lines(text: str) -> list[str]:
    """The lines with their ends; other separators than CR and LF end no line of a script."""
    starts = [*LineIndex(text).starts, len(text)]
    return [text[left:right] for left, right in pairwise(starts) if left < right]


def _split(line: str) -> tuple[str, str]:
    body = line.rstrip("\r\n")
    return body, line[len(body) :]


def _painted(line: str, number: int, palette: Palette) -> str:
    if number < 2:
        return palette.paint("strong", line)
    styles = {"+": "added", "-": "removed", "@": "hunk"}
    style = styles.get(line[:1])
    return palette.paint(style, line) if style else line
