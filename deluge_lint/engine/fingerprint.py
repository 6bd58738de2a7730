"""Names for findings that stay the same while the code around them moves.

A fingerprint is made of the rule, the function or event that the finding stands in, the tokens of
the statement around it and of the place itself, and a running number among findings that share all
of these.  Lines, paths, blanks and comments stay out of it, as do messages, which may hold counts:
functions may be shuffled, files renamed and scripts printed anew by Zoho's editor.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import TYPE_CHECKING

from deluge_lint.diagnostics import Diagnostic, Span
from deluge_lint.source import SourceFile

if TYPE_CHECKING:
    from deluge_lint.documents.read import Document
    from deluge_lint.documents.script import Island, Script
    from deluge_lint.syntax.node import Node
    from deluge_lint.syntax.nodes import Function
    from deluge_lint.syntax.tree import Tree

#: A single statement may be a list of thousands of items: so many tokens of it count.
_MOST_TOKENS = 400

# Zoho's editor adds and drops these when it prints a script.
_PRINTED = frozenset((";", ",", ""))


class Fingerprints:
    """Hands out the fingerprints of one run; ask in the order of the findings.

    ``exports`` are Creator exports that were read before, by path: nothing that is stated outside of an
    export changes what its places hang on.
    """

    __slots__ = ("_anchors", "_exports", "_path", "_seen")

    def __init__(self, exports: Mapping[str, Document] | None = None) -> None:
        self._exports = exports or {}
        self._seen: dict[str, int] = {}
        self._path: tuple[str, SourceFile | None] = ("", None)
        self._anchors: _Anchors | None = None

    def of(self, path: str, diagnostic: Diagnostic, source: SourceFile | None) -> str:
        """``<32 hex digits>:<n>`` for the n-th such finding of the run."""
        digest = self.digest(path, diagnostic, source)
        count = self._seen[digest] = self._seen.get(digest, 0) + 1
        return f"{digest}:{count}"

    def digest(self, path: str, diagnostic: Diagnostic, source: SourceFile | None) -> str:
        """The same without the running number; ``source`` is the text that was linted."""
        if self._anchors is None or self._path != (path, source):
            # findings come file by file: one file is kept
            self._path = (path, source)
            self._anchors = _Anchors(source, self._exports.get(path))
        to = diagnostic.lift.to if diagnostic.lift is not None and not diagnostic.lift.own else ""
        key = "\0".join((diagnostic.name, to, *self._anchors.of(diagnostic.span)))
        return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Surroundings:
    """Tells what places lie in, for reports; ask file by file, as only one is kept."""

    __slots__ = ("_anchors", "_path")

    def __init__(self) -> None:
        self._path: tuple[str, SourceFile | None] = ("", None)
        self._anchors: _Anchors | None = None

    def of(self, path: str, span: Span, source: SourceFile) -> str:
        """The function around a span of a file as it is written, else the event; empty for neither."""
        if self._anchors is None or self._path != (path, source):
            self._path = (path, source)
            self._anchors = _Anchors(source)
        return self._anchors.around(span)


class _Anchors:
    """What the places of one file hang on."""

    def __init__(self, source: SourceFile | None, document: Document | None = None) -> None:
        self._source = source
        self._document = document or _read(source)
        self._islands: list[tuple[int, int, Island]] = []
        self._of_island: dict[int, _OfScript] = {}
        self._of_file: _OfScript | None = None
        if self._document is None:
            return
        if self._document.script is not None:
            self._of_file = _OfScript(self._document.script)
        for island in self._document.islands:
            start, end = island.placement.span(Span(0, len(island.text)))
            self._islands.append((start, end, island))
        self._islands.sort(key=lambda each: each[:2])

    def of(self, span: Span) -> tuple[str, ...]:
        """The texts that name a place."""
        script = self._of_file or self._script_around(span)
        if script is None:
            text = self._source.slice(span) if self._source is not None else ""
            return ("", " ".join(text.split()))
        return script.of(span)

    def around(self, span: Span) -> str:
        """The name of the function or event that a place lies in."""
        script = self._of_file or self._script_around(span)
        return script.around(span) if script is not None else ""

    def _script_around(self, span: Span) -> _OfScript | None:
        at = bisect_right(self._islands, span.start, key=lambda each: each[0]) - 1
        if at < 0 or self._islands[at][1] < span.end or self._document is None:
            return None
        found = self._of_island.get(at)
        if found is None:
            script = self._document.script_of(self._islands[at][2])
            found = self._of_island[at] = _OfScript(script)
        return found


def _read(source: SourceFile | None) -> Document | None:
    from deluge_lint.documents.read import read_script

    if source is None:
        return None
    try:
        return read_script(source)
    except Exception:  # noqa: BLE001 - a file that cannot be read still has findings about that
        return None


class _OfScript:
    """The functions and statements of one script, by their places."""

    def __init__(self, script: Script) -> None:
        from deluge_lint.syntax import nodes as n

        self._tree: Tree = script.tree
        self._placement = script.placement
        trigger = script.trigger
        self._event = " ".join(
            (str(script.host.context), trigger.form, trigger.workflow, trigger.field)
            if trigger.form or trigger.workflow
            else ()
        ).lower()
        kinds = (n.Stmt, n.Function, n.Catch)
        self._statements = [node for node in script.tree.nodes if isinstance(node, kinds)]
        self._first = [node.first for node in self._statements]
        self._places: list[int] | None = None

    def of(self, span: Span) -> tuple[str, ...]:
        """The texts that name a place of the file."""
        first, last = self._tokens(span)
        node = self._statement(first)
        return (self._container(node), self._header(node), self._text(first, last) or self._comment(span))

    def around(self, span: Span) -> str:
        """The function around a place of the file, else the event of the script."""
        first, _ = self._tokens(span)
        function = self._function(self._statement(first))
        if function is None:
            return self._event
        return f"{function.namespace}.{function.name}" if function.namespace else function.name

    def _tokens(self, span: Span) -> tuple[int, int]:
        """The tokens that a span of the file covers: from the first, up to and without the last."""
        if self._places is None:
            offset = self._placement.offset
            self._places = list(map(offset, self._tree.offsets[:-1]))
        places = self._places
        first = bisect_left(places, span.start)
        return first, max(first, bisect_left(places, span.end))

    def _statement(self, token: int) -> Node | None:
        """The innermost statement or function around a token."""
        at = bisect_right(self._first, token) - 1
        node: Node | None = self._statements[at] if at >= 0 else None
        while node is not None and node.last < token:
            node = self._tree.parents.get(node)
        return node

    def _container(self, node: Node | None) -> str:
        function = self._function(node)
        return f"{function.namespace or ''}.{function.name}".lower() if function is not None else self._event

    def _function(self, node: Node | None) -> Function | None:
        from deluge_lint.syntax import nodes as n

        while node is not None:
            if isinstance(node, n.Function):
                return node
            node = self._tree.parents.get(node)
        return None

    def _header(self, node: Node | None) -> str:
        """The tokens of a simple statement, of a compound one those before its first block."""
        from deluge_lint.syntax import nodes as n

        if node is None or isinstance(node, n.Program):
            return ""
        blocks = [child.first for child in node.children() if isinstance(child, n.Block)]
        return self._text(node.first, min(blocks, default=node.last + 1))

    def _text(self, first: int, last: int) -> str:
        tokens = self._tree.tokens[first : min(last, first + _MOST_TOKENS)]
        return " ".join(token for token in tokens if token not in _PRINTED)

    def _comment(self, span: Span) -> str:
        """The text of a finding in a comment."""
        for comment in self._tree.comments:
            if (
                self._placement.offset(comment.span.start)
                <= span.start
                < self._placement.offset(comment.span.end)
            ):
                return " ".join(comment.text.split())
        return ""
