"""Reads a file that is to be linted, or says in one line why that cannot be."""

from __future__ import annotations

import os
import stat

from deluge_lint.engine.discovery import reason_of
from deluge_lint.engine.results import FileResult
from deluge_lint.source import NotText, SourceFile, decode, decode_head

#: Bytes that a script may have; the longest that Zoho's editors take are far smaller.
DEFAULT_LIMIT = 10_000_000
#: An export of a Creator application holds all of its scripts: it may have as many times the bytes of one.
EXPORT_FACTOR = 10

#: Bytes that tell an export: only a comment with its author and date stands before its name.
_HEAD = 4_096

EMPTY = "the file is empty"


def read_bytes(path: str, limit: int = DEFAULT_LIMIT, *, exports: int = EXPORT_FACTOR) -> bytes | FileResult:
    """The content of a file, or the result that says what is wrong with it.

    A file of more than ``limit`` bytes is not read to its end; an export may have ``exports`` times as many.
    """
    try:
        found = os.stat(path)
        if stat.S_ISDIR(found.st_mode):
            return FileResult(path, problem="is a folder")
        if not stat.S_ISREG(found.st_mode):  # a pipe would keep us waiting
            return FileResult(path, problem="is no regular file")
        with open(path, "rb") as file:
            if found.st_size > limit:
                limit = limit_of(file.read(_HEAD), limit, exports)
                file.seek(0)
            if found.st_size > limit:
                return too_large(path, found.st_size, limit)
            data = file.read(limit + 1)
    except OSError as error:
        return FileResult(path, problem=f"cannot be read: {reason_of(error)}")
    except ValueError as error:  # a NUL in the name
        return FileResult(path, problem=f"cannot be read: {error}")
    return data if len(data) <= limit else too_large(path, len(data), limit)


def limit_of(head: bytes, limit: int, exports: int = EXPORT_FACTOR) -> int:
    """How many bytes a file may have that begins so, where a script may have ``limit``."""
    from deluge_lint.documents.sniff import begins_export

    return limit * exports if exports > 1 and begins_export(decode_head(head[:_HEAD])) else limit


def read_text(data: bytes, path: str) -> SourceFile | FileResult:
    """The text in the bytes, or the result of a file that has none."""
    try:
        source = decode(data, path)
    except NotText as error:
        return FileResult(path, problem=str(error))
    return source if source.text.strip() else FileResult(path, note=EMPTY)


def read_again(path: str) -> SourceFile | None:
    """The text of a file that was linted, ``None`` when it cannot be had any more."""
    try:
        with open(path, "rb") as file:
            return decode(file.read(), path)
    except (OSError, ValueError, NotText):
        return None


def too_large(path: str, size: int, limit: int) -> FileResult:
    """The result of a file with more bytes than a script may have."""
    problem = f"too large to be linted: {_shown(size)}, the limit is {_shown(limit)} (`max-file-size`)"
    return FileResult(path, problem=problem)


def _shown(size: int) -> str:
    for unit, factor in (("MB", 1_000_000), ("kB", 1_000)):
        if size >= factor:
            return f"{size / factor:.1f}".removesuffix(".0") + f" {unit}"
    return f"{size} bytes"
