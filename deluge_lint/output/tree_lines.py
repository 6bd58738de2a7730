"""The syntax tree of a script as lines: what somebody who writes a rule can handle and ask for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from deluge_lint.documents.script import Script
from deluge_lint.output.palette import Palette
from deluge_lint.output.visible import visible
from deluge_lint.source import LineIndex
from deluge_lint.syntax.node import Node

_LONGEST = 40


def tree_lines(script: Script, places: LineIndex, palette: Palette) -> Iterator[str]:
    """One line for each node: its field in the parent, its class, its values, line and column.

    ``places`` are the lines of the file that the script stands in.  Nothing recurses: scripts may be
    nested ten thousand deep.
    """
    stack: list[tuple[int, str, Node]] = [(0, "", script.tree.root)]
    while stack:
        depth, field, node = stack.pop()
        start = places.position(script.placement.span(script.tree.span(node)).start)
        label = f"{palette.paint('secondary', field)}: " if field else ""
        name = palette.paint("strong", type(node).__name__)
        values = "".join(f" {key}={value}" for key, value in _values(node))
        yield f"{'  ' * depth}{label}{name}{values}  {start.line}:{start.column}"
        stack += [(depth + 1, *each) for each in reversed(list(_children(node)))]


def _children(node: Node) -> Iterator[tuple[str, Node]]:
    """The field and the node of each child, in source order."""
    for field in node.fields:
        value = getattr(node, field)
        if isinstance(value, list):
            yield from ((f"{field}[{number}]", each) for number, each in enumerate(value))
        elif value is not None:
            yield field, value


def _values(node: Node) -> Iterator[tuple[str, str]]:
    """What a node holds beside nodes, except where its tokens are."""
    for kind in reversed(type(node).__mro__):
        for slot in getattr(kind, "__slots__", ()):
            if slot in ("first", "last") or slot in node.fields or slot.endswith("_token"):
                continue
            value = getattr(node, slot, None)
            if value not in (None, "", []):
                yield slot, _shown(value)


def _shown(value: Any) -> str:
    text = visible(value if isinstance(value, str) else repr(value))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
