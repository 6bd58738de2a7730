"""The result of parsing: a program, its tokens, its comments and what was wrong with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate, compress
from typing import Any

from deluge_lint.diagnostics import Edit, Fix, Related, Span
from deluge_lint.records import NamedTuple
from deluge_lint.source import SourceFile
from deluge_lint.syntax.expressions import MethodCall, Name, Text
from deluge_lint.syntax.node import Node
from deluge_lint.syntax.statements import Program


class Comment(NamedTuple):
    """One comment with its marks, as written."""

    span: Span
    text: str


#: The kind of a `;` that is missing behind a call to the web, as Zoho's own samples leave it out:
#: https://www.zoho.com/inventory/kb/automation/sample-deluge-script-to-update-records.html
AFTER_TASK = "missing-semicolon-after-task"


class Fault(NamedTuple):
    """One independent syntax error in a Zoho developer's words.

    ``kind`` groups faults ("missing-semicolon", "unexpected", "unclosed", "limit" ...).
    """

    kind: str
    message: str
    span: Span
    help: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None


class Draft(NamedTuple):
    """A word or form that other languages have and Deluge lacks, met at ``first..last``.

    ``kind`` names it: ``while``, ``do-while``, ``for``, ``for-in``, ``switch``, ``ternary``,
    ``increment``, ``declaration``, ``function``, ``elseif``, ``finally``, ``new``,
    ``strict-equality``, ``word-operator``.
    """

    kind: str
    first: int
    last: int
    node: Node | None = None


class Tree:
    """A parsed text.  ``tokens`` and ``kinds`` hold the significant tokens alone."""

    __slots__ = (
        "_kinds", "_nodes", "_offsets", "_parents", "all_kinds", "all_tokens", "drafts", "faults",
        "kinds", "root", "source", "tokens", "trivia",
    )  # fmt: skip

    def __init__(
        self, source: SourceFile, root: Program, all_tokens: list[str], all_kinds: bytes,
        tokens: list[str], kinds: bytes, faults: list[Fault], drafts: list[Draft], trivia: bytes,
    ) -> None:  # fmt: skip
        self.source = source
        self.root = root
        self.all_tokens = all_tokens
        self.all_kinds = all_kinds
        self.tokens = tokens
        self.kinds = kinds
        self.faults = faults
        self.drafts = drafts
        self.trivia = trivia
        self._offsets: list[int] | None = None
        self._nodes: list[Node] | None = None
        self._kinds: dict[type[Node], list[Any]] | None = None
        self._parents: dict[Node, Node] | None = None

    @property
    def offsets(self) -> list[int]:
        """The start offset of every significant token, computed when first asked for."""
        if self._offsets is None:
            starts = accumulate(map(len, self.all_tokens), initial=0)
            self._offsets = list(compress(starts, self.all_kinds.translate(self.trivia)))
            self._offsets.append(len(self.source.text))
        return self._offsets

    def token_span(self, first: int, last: int | None = None) -> Span:
        """The span from token ``first`` to token ``last`` (default: the same token)."""
        last = first if last is None else last
        offsets = self.offsets
        if last < first or first >= len(self.tokens):
            return Span(offsets[first], offsets[first])
        return Span(offsets[first], offsets[last] + len(self.tokens[last]))

    def span(self, node: Node) -> Span:
        """Where ``node`` stands in the text."""
        return self.token_span(node.first, node.last)

    def text(self, node: Node) -> str:
        """The source text of ``node``."""
        start, end = self.span(node)
        return self.source.text[start:end]

    @property
    def nodes(self) -> list[Node]:
        """Every node, parents first, in source order; computed once."""
        if self._nodes is None:
            self._nodes = list(self.root.walk())
        return self._nodes

    @property
    def by_class(self) -> dict[type[Node], list[Any]]:
        """The nodes by their class, each list parents first, in source order; computed once."""
        if self._kinds is None:
            self._walk()
        return self._kinds or {}

    @property
    def parents(self) -> dict[Node, Node]:
        """Every node's parent; computed once."""
        if self._parents is None:
            self._walk()
        return self._parents or {}

    def forget(self) -> None:
        """Find nodes and parents anew: somebody has put other nodes into the tree."""
        self._nodes = self._kinds = self._parents = None

    def _walk(self) -> None:
        """Find nodes and parents in one go, in the order of ``Node.walk``; most are of three classes."""
        kinds: defaultdict[type[Node], list[Any]] = defaultdict(list)
        parents: dict[Node, Node] = {}
        stack: list[Any] = [self.root]
        pop, push = stack.pop, stack.append
        names, texts, calls = kinds[Name], kinds[Text], kinds[MethodCall]
        while stack:
            node = pop()
            kind = node.__class__
            if kind is Name:
                names.append(node)
            elif kind is MethodCall:
                calls.append(node)
                if node.args:
                    for child in node.args:
                        parents[child] = node
                    stack += node.args[::-1]
                value = node.object
                parents[value] = node
                push(value)
            elif kind is Text:
                texts.append(node)
            else:
                kinds[kind].append(node)
                for field in node.fields[::-1]:
                    value = getattr(node, field)
                    if value.__class__ is list:
                        for child in value:
                            parents[child] = node
                        stack += value[::-1]
                    elif value is not None:
                        parents[value] = node
                        push(value)
        self._kinds = {kind: found for kind, found in kinds.items() if found}
        self._parents = parents

    def ancestors(self, node: Node) -> Iterator[Node]:
        """The parents of ``node``, nearest first."""
        parents = self.parents
        found = parents.get(node)
        while found is not None:
            yield found
            found = parents.get(found)

    @property
    def comments(self) -> list[Comment]:
        """All comments in source order."""
        from deluge_lint.syntax.tokens import COMMENT

        if COMMENT not in self.all_kinds:
            return []
        starts = list(accumulate(map(len, self.all_tokens), initial=0))
        return [
            Comment(Span(starts[i], starts[i + 1]), self.all_tokens[i])
            for i, kind in enumerate(self.all_kinds)
            if kind == COMMENT
        ]

    def insert_after(self, token: int, text: str) -> Edit:
        """An edit that inserts ``text`` right behind a token."""
        end = self.token_span(token).end
        return Edit(Span(end, end), text)
