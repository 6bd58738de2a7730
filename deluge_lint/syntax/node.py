"""The base of all nodes, and the walk over them.

A node knows its first and last token (indexes into ``Tree.tokens``, both inclusive);
:class:`~deluge_lint.syntax.tree.Tree` turns these into offsets.  Classes are written out
with ``__slots__`` instead of dataclasses: building dataclasses at import time would cost
more than parsing a script.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar


class Node:
    """A piece of the tree, from token ``first`` to token ``last``, both inclusive."""

    __slots__ = ("first", "last")

    #: The slots that hold a node, a list of nodes or ``None``, in source order.
    fields: ClassVar[tuple[str, ...]] = ()

    first: int
    last: int

    def __init__(self, first: int, last: int) -> None:
        self.first = first
        self.last = last

    def children(self) -> list[Node]:
        """The direct children in source order."""
        found: list[Node] = []
        for name in self.fields:
            value = getattr(self, name)
            if value.__class__ is list:
                found += value
            elif value is not None:
                found.append(value)
        return found

    def walk(self) -> Iterator[Node]:
        """This node and all below it, parents first, in source order, without recursion."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            if node.fields:
                stack += reversed(node.children())

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.first}..{self.last}>"
