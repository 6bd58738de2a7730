"""One script: a tree, the host it runs in, and its place in a file."""

from __future__ import annotations

from deluge_lint.records import NamedTuple
from deluge_lint.source import SourceFile
from deluge_lint.syntax.tree import Tree


class Host(NamedTuple):
    """Where a script runs: ``crm.automation`` is service ``crm`` and context ``automation``.

    An empty service is an unknown host, for which host rules stay silent.  ``confidence``
    is ``stated`` (command line, configuration, pragma), ``certain`` (the header or the
    place in an export) or ``guessed`` (from names in use).
    """

    service: str = ""
    context: str = ""
    confidence: str = "guessed"

    def __str__(self) -> str:
        return f"{self.service}.{self.context}" if self.context else self.service


class Script(NamedTuple):
    """A parsed script with its host."""

    tree: Tree
    host: Host

    @property
    def source(self) -> SourceFile:
        """The text that the script's offsets count in."""
        return self.tree.source
