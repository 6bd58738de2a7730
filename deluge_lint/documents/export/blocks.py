"""The blocks of an export, as data."""

from __future__ import annotations

from collections.abc import Iterator

from deluge_lint.diagnostics import Span


class Block:
    """A pair of brackets: ``head`` is what stands before it on its line, or on the line above.

    ``kind`` is the opening bracket, ``opened`` and ``closed`` are the offsets of both, ``start`` is that of
    the head.  ``role`` is ``code`` for a script, ``criteria`` for a condition, ``function`` for one function
    (whose piece of Deluge begins at ``start``), else empty.
    """

    __slots__ = ("children", "closed", "head", "kind", "opened", "parent", "role", "start")

    def __init__(self, kind: str, head: str, start: int, opened: int, parent: Block | None) -> None:
        self.kind = kind
        self.head = head
        self.start = start
        self.opened = opened
        self.closed = opened
        self.parent = parent
        self.role = ""
        self.children: list[Block] = []

    def close(self) -> None:
        """Let go of the blocks inside: parents and children would keep each other."""
        for one in [self, *self.walk()]:
            one.parent = None

    @property
    def span(self) -> Span:
        """Where the head stands, or the bracket of a block without one."""
        return (
            Span(self.start, self.start + len(self.head)) if self.head else Span(self.opened, self.opened + 1)
        )

    def named(self, word: str) -> Iterator[Block]:
        """The blocks inside whose head is this word."""
        return (one for one in self.children if one.head == word)

    def child(self, word: str) -> Block | None:
        """The first block inside whose head is this word."""
        return next(self.named(word), None)

    def walk(self) -> Iterator[Block]:
        """All blocks inside, in source order."""
        left = self.children[::-1]
        while left:
            one = left.pop()
            yield one
            left += one.children[::-1]
