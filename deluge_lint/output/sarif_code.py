"""The code in a SARIF log, for whoever reads it where the scripts are not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from deluge_lint.diagnostics import Diagnostic, Span
from deluge_lint.output.context import OutputContext

#: Lines and characters of a place that are shown; of longer ones nothing is.
_MOST_LINES, _MOST = 3, 400

_SECRET = "hardcoded-secret"


class Snippets:
    """Adds the code of a place; a line with a secret is never shown.

    ``found`` are all findings of the log.
    """

    def __init__(self, found: Iterable[tuple[str, Diagnostic]], context: OutputContext) -> None:
        self.context = context
        self._secret: set[tuple[str, int]] = set()
        for path, each in found:
            place = context.place(path, each.span) if each.name == _SECRET else None
            if place is not None:
                self._secret |= {(path, line) for line in range(place.start.line, place.end.line + 1)}

    def add(self, location: dict[str, Any], path: str, span: Span) -> None:
        """Give a physical location the text of its region, and the lines around it."""
        source, place = self.context.source_of(path), self.context.place(path, span)
        if source is None or place is None or place.end.line - place.start.line >= _MOST_LINES:
            return
        lines = range(place.start.line, place.end.line + 1)
        whole = "\n".join(map(source.lines.line_text, lines))
        if len(whole) > _MOST or any((path, line) in self._secret for line in lines):
            return
        text = source.slice(span)
        if text:
            location["region"]["snippet"] = {"text": text}
        # what stands around a place has to be more than the place
        if len(whole) > len(text):
            location["contextRegion"] = {
                "startLine": lines[0], "endLine": lines[-1], "snippet": {"text": whole},
            }  # fmt: skip
