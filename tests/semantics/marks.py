"""Deluge sources with the expected places between ⟦ and ⟧."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from deluge_lint.documents.script import Host, Script
from deluge_lint.semantics.model import SemanticModel
from deluge_lint.source import SourceFile
from deluge_lint.syntax import parse
from deluge_lint.syntax.node import Node

CRM = Host("crm", "automation", "stated")
CREATOR = Host("creator", "function", "stated")
UNKNOWN = Host()


class Marked(NamedTuple):
    """A model of the text without its marks, and the offsets of what was marked."""

    model: SemanticModel
    spans: list[tuple[int, int]]

    def found(self, nodes: Iterable[Node]) -> list[tuple[int, int]]:
        """The spans of ``nodes`` in order, to compare with ``spans``."""
        return sorted((span.start, span.end) for span in map(self.model.tree.span, nodes))


def marked(text: str, host: Host = UNKNOWN) -> Marked:
    """Parse ``text`` without its marks."""
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    clean = ""
    for part in re.split("([⟦⟧])", text):
        if part == "⟦":
            opened.append(len(clean))
        elif part == "⟧":
            spans.append((opened.pop(), len(clean)))
        else:
            clean += part
    return Marked(SemanticModel(Script(parse(SourceFile(clean)), host)), sorted(spans))
