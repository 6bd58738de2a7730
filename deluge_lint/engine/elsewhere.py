"""Deluge in files of other types: what to tell people whose folder has no scripts by its names."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable

#: Types that people keep pulled functions in, and that are mostly something else.
TYPES = (".txt", ".ts", ".js", ".java", ".groovy", ".md")

_MOST_FILES = 300
_MOST_BYTES = 200_000


def hint(paths: Iterable[str]) -> str:
    """What to write into the configuration, so that the files of ``paths`` that hold Deluge are linted.

    Empty where none does.  At most some hundred files are looked at.
    """
    found = Counter(
        os.path.splitext(path)[1].lower() for path in list(paths)[:_MOST_FILES] if _holds_deluge(path)
    )
    if not found:
        return ""
    patterns = ", ".join(f'"*{suffix}"' for suffix, _ in found.most_common())
    count = sum(found.values())
    what = "1 file of another type holds" if count == 1 else f"{count} files of other types hold"
    return f"{what} Deluge: name them in deluge-lint.toml with `files = [{patterns}]`"


def _holds_deluge(path: str) -> bool:
    from deluge_lint.documents.sniff import holds_deluge
    from deluge_lint.source import NotText, decode

    try:
        with open(path, "rb") as file:
            return holds_deluge(decode(file.read(_MOST_BYTES), path).text, path)
    except (OSError, ValueError, NotText):
        return False
