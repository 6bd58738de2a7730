"""The text of a piece of an export, as people write it and as the exporter indents it.

The exporter puts the same blanks before every line of a script, often more before the first.  Both ways
lose nothing: what was not changed is put back as it stood.
"""

from __future__ import annotations

import re

_END = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_BLANKS = " \t"


def plain(text: str) -> str:
    """The text with the line ends of Unix, without blanks around it or the blanks that all lines begin with.

    Two texts that are plainly the same are one script, whatever laid them out.
    """
    lines = _END.sub("\n", text).strip().split("\n")
    margin = _margin(lines)
    rest = (line[len(margin) :] if line.startswith(margin) else line.lstrip(_BLANKS) for line in lines[1:])
    return "\n".join([lines[0], *rest])


def _margin(lines: list[str]) -> str:
    """The blanks that all lines but the first begin with; empty lines do not count."""
    before = [line[: len(line) - len(line.lstrip(_BLANKS))] for line in lines[1:] if line.strip()]
    # of all texts the first and the last of their order have least in common
    return _common(min(before), max(before)) if before else ""


def readable(text: str, newline: str) -> str:
    """What a file of a tree holds: the plain text with the line ends ``newline``, ended by one."""
    shown = plain(text)
    return shown.replace("\n", newline) + newline if shown else ""


def newline_of(text: str, default: str) -> str:
    """The first line end of a piece, or ``default``."""
    found = _END.search(text)
    return found.group() if found else default


def laid_out(old: str, new: str, newline: str) -> str:
    """``new`` as it stands in the export in place of the piece ``old``.

    Lines at the beginning and at the end that are not changed stay as they are, blank by blank.
    """
    before, after = plain(old).split("\n"), plain(new).split("\n")
    if before == after:
        return old
    lead, tail = _around(old, newline)
    raw = _LINE.findall(old.strip()) or [""]
    head = _same(before, after)
    foot = _same(before[head:][::-1], after[head:][::-1])
    margin = _margin([_without_end(line) for line in raw]) if len(raw) > 1 else _END.split(lead)[-1]
    if not _END.search(lead) and len(raw) == 1:
        margin = ""
    end = newline_of(old.strip(), newline)
    kept = raw[len(raw) - foot :]
    lines = [*raw[:head], *(line and margin + line for line in after[head : len(after) - foot]), *kept]
    if not head:
        # what stands before the first line is in `lead`
        lines[0] = lines[0].lstrip(_BLANKS)
        if foot == len(raw) and len(lines) > foot:
            lines[-foot] = margin + lines[-foot]
    written = [line if _without_end(line) != line else line + end for line in lines]
    return lead + "".join(written[:-1]) + _without_end(written[-1]) + tail


def _around(old: str, newline: str) -> tuple[str, str]:
    """What stands before and behind the lines of a piece."""
    core = old.strip()
    if core:
        start = old.index(core)
        return old[:start], old[start + len(core) :]
    end = newline_of(old, "")
    last = _END.split(old)[-1]
    return (end + last + "\t", end + last) if end else ("", "")


def _same(left: list[str], right: list[str]) -> int:
    """How many items both begin with."""
    count = 0
    for one, other in zip(left, right):
        if one != other:
            break
        count += 1
    return count


def _without_end(line: str) -> str:
    return line.rstrip("\r\n")


def _common(left: str, right: str) -> str:
    """What both begin with."""
    at = 0
    while at < min(len(left), len(right)) and left[at] == right[at]:
        at += 1
    return left[:at]
