"""Statements of one shape: the same kinds of tokens make the same nodes.

``x = y.get("z");`` in all its wordings is one shape, and a few dozen shapes are most of what
people write.  A shape that was met often enough is compiled to a function that makes its
nodes at one go; until then, and for whatever could depend on the wording (operators of
several ranks, dates, declarations), the driver does its work as ever.  What is built is the
same either way: the function is made from the tree that the driver gives for the shape.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from deluge_lint.syntax import tokens as t
from deluge_lint.syntax.node import Node
from deluge_lint.syntax.tokens import KIND

if TYPE_CHECKING:
    from deluge_lint.syntax.build import Builder

#: Makes the statement that begins with the token of the given number.
Build = Callable[["Builder", int], Node]
#: Reads a text of words with their kinds, by the driver; no statement where it is not that plain.
Read = Callable[[list[str], bytes], list[Node]]

#: A shape has at most so many tokens.
LONGEST = 40
#: A shape is compiled when it was met so often; that costs as much as reading it hundred times.
OFTEN = 100
_MOST = 4000

# what a token stands for here: a word of its own, or always the same mark
_FREE = {t.NAME: "n{}", t.STRING: '"{}"', t.NUMBER: "{}0", t.CONST: "c{}", KIND["AUGMENTED"]: "{}="}
_FIXED = {
    KIND[kind]: text for text, kind in t.MARKS.items()
    if kind in ("LPAR", "RPAR", "COMMA", "DOT", "ASSIGN", "PLUS", "MINUS", "SEMICOLON")
}  # fmt: skip
_ALLOWED = bytes({*_FREE, *_FIXED})
_NODES = {"Assign", "ExprStmt", "Name", "Text", "Number", "MethodCall", "Call", "Attribute", "Binary", "Bool"}


class Shapes(dict[bytes, "Build | None"]):
    """The kinds of a statement with its semicolon → what builds it, ``None`` for the driver.

    ``read`` is the driver, which shows once what the tree of a shape is.
    """

    __slots__ = ("_met", "_often", "_read")

    def __init__(self, read: Read, often: int = OFTEN) -> None:
        super().__init__({b"": None})
        self._read = read
        self._often = often
        self._met: dict[bytes, int] = {}

    def __missing__(self, shape: bytes) -> Build | None:
        met = self._met[shape] = self._met.get(shape, 0) + 1
        suited = not shape.translate(None, _ALLOWED)
        if suited and met < self._often or len(self._met) > _MOST:
            return None
        self[shape] = None  # the driver asks for it while it is being made
        if not suited:
            return None
        self[shape] = found = _compiled(shape, self._read)
        return found


def _compiled(shape: bytes, read: Read) -> Build | None:
    """The function for a shape, if its tree depends on nothing but the kinds."""
    words = [_FREE[kind].format(at) if kind in _FREE else _FIXED[kind] for at, kind in enumerate(shape)]
    statements = read(words, shape)
    if len(statements) != 1 or any(type(node).__name__ not in _NODES for node in statements[0].walk()):
        return None
    return _function(statements[0], {word: at for at, word in enumerate(words)}, shape)


def _function(statement: Node, number_of: dict[str, int], shape: bytes) -> Build:
    nodes = list(statement.walk())[::-1]  # children first
    names = {node: f"node{at}" for at, node in enumerate(nodes)}

    def written(value: Any) -> str:
        if isinstance(value, Node):
            return names[value]
        if isinstance(value, list):
            return f"[{', '.join(map(written, value))}]"
        if isinstance(value, int):
            return f"i{value}"
        free = shape[number_of[value]] in _FREE
        return f"tokens[i{number_of[value]}]" if free else repr(value)

    lines = [f"i{at} = i0 + {at}" for at in range(1, len(shape))]
    for node in nodes:
        if shape[node.first] == t.CONST and node.first == node.last:  # the word decides what it is
            lines.append(f"{names[node]} = builder.leaf({t.CONST}, i{node.first})")
            continue
        lines.append(f"{names[node]} = new({type(node).__name__})")
        slots = [slot for base in type(node).__mro__ for slot in getattr(base, "__slots__", ())]
        lines += (f"{names[node]}.{slot} = {written(getattr(node, slot))}" for slot in slots)
    body = "\n    ".join([*lines, f"return {names[statement]}"])
    scope: dict[str, Any] = {type(node).__name__: type(node) for node in nodes}
    scope["new"] = object.__new__
    exec(f"def build(builder, i0):\n    tokens = builder.tokens\n    {body}", scope)
    return scope["build"]  # type: ignore[no-any-return]
