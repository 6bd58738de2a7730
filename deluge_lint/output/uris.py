"""File names as URIs, undecodable bytes included."""

from __future__ import annotations

import os
import re
from urllib.parse import quote

_DRIVE = re.compile(r"[A-Za-z]:/")


def path_uri(path: str) -> str:
    """A relative path with forward slashes as a relative reference, an absolute one as ``file:``."""
    if path.startswith("/"):
        return "file://" + _quoted(path)
    if _DRIVE.match(path):
        return f"file:///{path[:2]}{_quoted(path[2:])}"
    return _quoted(path)


def directory_uri(path: str) -> str:
    """An absolute directory, with the closing slash that a base needs."""
    return path_uri(path.replace(os.sep, "/").rstrip("/") + "/")


def _quoted(path: str) -> str:
    return quote(path.encode("utf-8", "surrogateescape"), safe="/")
