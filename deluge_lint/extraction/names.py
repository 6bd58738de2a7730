"""Names of files and folders that every file system takes, and that stay from export to export."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

#: Names that Windows keeps for devices, whatever ending follows.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\.|\Z)", re.IGNORECASE)
_ODD = re.compile(r"[^\w]+")
#: Bytes that one name may have: paths of Windows end at 260 characters, names elsewhere at 255 bytes.
_LONGEST = 80
_MARK = 8

#: A path that is not written yet: its folders and its name without the ending.
Parts = tuple[str, ...]


def word(name: str) -> str:
    """One word of a name: letters, digits and ``_``; a mark of what it stood for where that is lost."""
    kept = _ODD.sub("_", unicodedata.normalize("NFC", name)) or "_"
    short = kept.encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore")
    return kept if kept == name and short == name else f"{short}~{mark(name)}"


def mark(text: str) -> str:
    """A few characters that tell texts apart."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_MARK]


def _segment(text: str, identity: str) -> str:
    shown = text
    if len(shown.encode("utf-8", "replace")) > 2 * _LONGEST:
        shown = (
            shown.encode("utf-8", "replace")[: 2 * _LONGEST].decode("utf-8", "ignore") + f"~{mark(identity)}"
        )
    return f"_{shown}" if _DEVICES.match(shown) else shown


def paths(wanted: Iterable[Parts], ending: str) -> dict[Parts, str]:
    """The path of each: those that a file system without cases would take for one are told apart.

    Which of several gets which path does not depend on the order.
    """
    all_parts = sorted(set(wanted))
    names: dict[Parts, str] = {}
    alike: dict[tuple[Parts, str], set[Parts]] = {}
    for parts in all_parts:
        for depth in range(1, len(parts) + 1):
            here = parts[:depth]
            names[here] = _segment(parts[depth - 1], "/".join(here))
            folded = unicodedata.normalize("NFC", names[here]).casefold()
            kind = "file" if depth == len(parts) else "folder"
            alike.setdefault((here[:-1], f"{folded}/{kind}"), set()).add(here)
    for same in alike.values():
        if len(same) > 1:
            for here in same:
                names[here] += f"~{mark('/'.join(here))}"
    return {
        parts: "/".join(names[parts[:depth]] for depth in range(1, len(parts) + 1)) + ending
        for parts in all_parts
    }
