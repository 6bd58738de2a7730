"""Names for findings that stay the same while the lines around them move.

A fingerprint is made of the rule, the path, the text of the line with its blanks evened
out, and a running number among the findings that share all of these.  Line numbers and
messages stay out of it: the first move, the second may hold counts.
"""

from __future__ import annotations

import hashlib

from deluge_lint.diagnostics import Diagnostic
from deluge_lint.source import SourceFile

# On longer lines only the surroundings of the finding count, so that a minified script
# neither costs its whole length for each finding nor changes all fingerprints at once.
_REACH = 120


class Fingerprints:
    """Hands out the fingerprints of one run; ask in the order of the findings."""

    __slots__ = ("_seen",)

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def of(self, path: str, diagnostic: Diagnostic, source: SourceFile | None) -> str:
        """``<32 hex digits>:<n>`` for the n-th such finding; ``path`` is the one that is shown."""
        text = _line_around(source, diagnostic.span.start) if source is not None else ""
        key = "\0".join((diagnostic.name, path, text)).encode("utf-8", "surrogatepass")
        digest = hashlib.sha256(key).hexdigest()[:32]
        count = self._seen[digest] = self._seen.get(digest, 0) + 1
        return f"{digest}:{count}"


def _line_around(source: SourceFile, offset: int) -> str:
    text = source.text
    offset = min(max(offset, 0), len(text))
    reach_back, reach_on = max(offset - _REACH, 0), min(offset + _REACH, len(text))
    start = 1 + max(text.rfind(end, reach_back, offset) for end in "\r\n")
    ends = [found for end in "\r\n" if (found := text.find(end, offset, reach_on)) >= 0]
    return " ".join(text[max(start, reach_back) : min(ends, default=reach_on)].split())
