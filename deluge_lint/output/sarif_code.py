"""The code in a SARIF log, for whoever reads it where the scripts are not."""

from __future__ import annotations

from typing import Any

from deluge_lint.diagnostics import Span
from deluge_lint.output.context import OutputContext

#: Lines and characters of a place that are shown; of longer ones nothing is.
_MOST_LINES, _MOST = 3, 400


class Snippets:
    """Adds the code of a place, without the secrets in it."""

    def __init__(self, context: OutputContext) -> None:
        self.context = context

    def add(self, location: dict[str, Any], path: str, span: Span) -> None:
        """Give a physical location the text of its region, and the lines around it."""
        source, place = self.context.shown_source(path), self.context.place(path, span)
        if source is None or place is None or place.end.line - place.start.line >= _MOST_LINES:
            return
        lines = range(place.start.line, place.end.line + 1)
        whole = "\n".join(map(source.lines.line_text, lines))
        if len(whole) > _MOST:
            return
        text = source.slice(span)
        if text:
            location["region"]["snippet"] = {"text": text}
        # what stands around a place has to be more than the place
        if len(whole) > len(text):
            location["contextRegion"] = {
                "startLine": lines[0], "endLine": lines[-1], "snippet": {"text": whole},
            }  # fmt: skip
