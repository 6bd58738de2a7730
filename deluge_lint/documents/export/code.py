"""Where a piece of Deluge in an export ends.

An export quotes its scripts in nothing: ``custom deluge script (`` is followed by the script and
its ``)``.  Brackets in comments and texts of the script do not count.  A script whose brackets do not
match must not swallow what follows: the exporter writes the closing bracket on a line of its own,
as far to the right as the opening one, and that line ends it then.
"""

from __future__ import annotations

import re
from bisect import bisect_right

_PIECES = re.compile(
    r"""/\*.*?(?:\*/|\Z)|//[^\n]*|"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|'[^'\\\n]*(?:\\.[^'\\\n]*)*'?|[(){}\[\]]""",
    re.DOTALL,
)
_CLOSER = {"(": ")", "[": "]", "{": "}"}

#: Lines with which a script or a setting beside one begins; no script runs past the beginning of another one.
_BEGINNINGS = re.compile(
    r"^[ \t]*(?:(?:custom deluge script|on (?:load|click|start)|send\w+|push\w+)[ \t]*\r?\n[ \t]*\("
    r"|actions\b[^\n]*\n[ \t]*\{"
    r"|(?!else\b|return\b|in\b)[A-Za-z][\w:]*[ \t]+[A-Za-z_][\w.]*[ \t]*\([^\n]*\)[ \t]*\r?\n[ \t]*\{)",
    re.MULTILINE,
)
_CLOSING_LINES = re.compile(r"^([ \t]*)([)}])[ \t]*\r?$", re.MULTILINE)
#: What stands behind a script in an application: the end of the block around it, or its next member.
_BEHIND = re.compile(r"\s*(?:[)}]|\Z|custom deluge script\b|on \w+|(?:send\w+|push\w+)\s*\(|//|/\*)")


class Ends:
    """Finds the ends of scripts in one text, in time linear in the text whatever it holds."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._beginnings = [match.start() for match in _BEGINNINGS.finditer(text)]
        self._closing: dict[tuple[str, str], list[int]] | None = None

    def of(self, opened: int, at: int = -1) -> tuple[int, bool]:
        """The offset of the bracket that closes the one at ``opened``, and whether all match.

        Reading begins there, or at ``at`` if what stands between is known.  Without any such bracket,
        the offset of the next script or of the end of the text.
        """
        text = self.text
        at = at if at >= 0 else opened + 1
        limit = self._next(at)
        closed = balanced(text, opened, limit, at)
        start = text.rfind("\n", 0, opened) + 1
        margin = text[start:opened]
        if margin.strip() or not _ends_line(text, opened + 1):
            # written by hand on one line: there is no layout to go by
            return (closed, True) if closed >= 0 else (limit, False)
        if closed >= 0 and text[text.rfind("\n", 0, closed) + 1 : closed] == margin:
            return closed, True
        if closed >= 0 and _own_line(text, closed) and _BEHIND.match(text, closed + 1):
            return closed, True
        by_layout = self._closing_line(margin, _CLOSER[text[opened]], at - 1, limit)
        if by_layout >= 0:
            return by_layout, False
        return (closed, True) if closed >= 0 else (limit, False)

    def _next(self, at: int) -> int:
        index = bisect_right(self._beginnings, at)
        return self._beginnings[index] if index < len(self._beginnings) else len(self.text)

    def _closing_line(self, margin: str, closer: str, after: int, limit: int) -> int:
        if self._closing is None:
            self._closing = {}
            for match in _CLOSING_LINES.finditer(self.text):
                self._closing.setdefault((match[1], match[2]), []).append(match.start(2))
        lines = self._closing.get((margin, closer), [])
        at = bisect_right(lines, after)
        return lines[at] if at < len(lines) and lines[at] < limit else -1


def balanced(text: str, opened: int, limit: int, at: int = -1) -> int:
    """The offset of the bracket that closes the one at ``opened``; -1 if there is none before ``limit``."""
    expected = [_CLOSER[text[opened]]]
    for match in _PIECES.finditer(text, at if at >= 0 else opened + 1, limit):
        piece = match.group()
        closer = _CLOSER.get(piece)
        if closer is not None:
            expected.append(closer)
        elif piece in ")]}":
            if expected.pop() != piece:
                return -1
            if not expected:
                return match.start()
    return -1


def _own_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()


def _ends_line(text: str, at: int) -> bool:
    end = text.find("\n", at)
    return not text[at : end if end >= 0 else len(text)].strip()
