"""What surely runs before what, as far as the blocks alone tell."""

from __future__ import annotations

from typing import Any

from deluge_lint.syntax import nodes as n


def surely_before(write: n.Node, read: n.Node, parents: dict[n.Node, n.Node]) -> bool:
    """Whether the assignment of the word ``write`` has run whenever ``read`` is reached.

    That is so for all that follows in the same block, whatever stands between, but for the
    cases of a ``switch``, which may be entered in the middle.  Cheap, and never wrong when true.
    """
    statement: Any = parents.get(write)
    if statement.__class__ not in (n.Assign, n.TypedDeclaration) or statement.last >= read.first:
        return False
    block: Any = parents.get(statement)
    return block.__class__ in (n.Block, n.Program) and bool(read.first <= block.last)
