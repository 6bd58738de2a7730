"""What an expression is for certain: texts built from pieces, with holes for what nobody knows.

A variable counts where one assignment alone may be seen, and every way to the use has passed there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from deluge_lint.records import NamedTuple
from deluge_lint.semantics.reaching import Reaches
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.semantics.index import NodeIndex
    from deluge_lint.semantics.scopes import Body

#: A longer text, or one of more pieces, is known by its beginning: ``a = a + a`` doubles with every line.
_LONGEST = 10_000
_MOST_PIECES = 200
_TEXT_METHODS: dict[str, Callable[[str], str]] = {
    "trim": str.strip, "tolowercase": str.lower, "touppercase": str.upper, "tostring": str, "totext": str,
}  # fmt: skip


class Constant(NamedTuple):
    """A value that is known, wholly or in parts.

    ``kind`` is ``text``, ``number`` or ``boolean``.  ``pieces`` are the known parts in order, with
    ``None`` for each hole between them; a number or boolean is one piece as it is written.
    """

    kind: str
    pieces: tuple[str | None, ...]

    @property
    def whole(self) -> str | None:
        """The whole value as text, ``None`` where it has holes."""
        return "".join(piece or "" for piece in self.pieces) if None not in self.pieces else None

    @property
    def prefix(self) -> str:
        """What it begins with for certain."""
        return (self.pieces[0] or "") if self.pieces else ""

    @property
    def suffix(self) -> str:
        """What it ends with for certain."""
        return (self.pieces[-1] or "") if self.pieces else ""


class Constants:
    """The constants of one script, each computed when first asked for."""

    def __init__(self, body_of: Callable[[n.Node], Body], index: NodeIndex) -> None:
        self.reaches = Reaches(body_of, index)
        self._known: dict[n.Node, Constant | None] = {}

    def of(self, root: n.Node) -> Constant | None:
        """What is known of an expression; ``None`` for nothing."""
        stack: list[Any] = [root]
        waiting: set[n.Node] = set()
        while stack:
            node = stack[-1]
            if node in self._known:
                stack.pop()
                continue
            parts = [part for part in self._parts(node) if part not in self._known and part not in waiting]
            if parts and node not in waiting:
                waiting.add(node)
                stack += parts
                continue
            stack.pop()
            waiting.discard(node)
            self._known[node] = self._compute(node)
        return self._known[root]

    def _parts(self, node: Any) -> list[Any]:
        kind = node.__class__
        if kind is n.Binary:
            return [node.left, node.right] if node.op == "+" else []
        if kind is n.Paren:
            return [node.inner]
        if kind is n.MethodCall:
            return [node.object] if not node.args and node.name.lower() in _TEXT_METHODS else []
        if kind is n.Unary:
            return [node.operand] if node.op == "-" else []
        if kind is n.Name:
            value = self.reaches.only_value(node)
            return [value] if value is not None else []
        return []

    def _compute(self, node: Any) -> Constant | None:
        kind = node.__class__
        if kind is n.Text:
            return Constant("text", (node.value,))
        if kind is n.Number:
            return Constant("number", (node.text,))
        if kind is n.Bool:
            return Constant("boolean", ("true" if node.value else "false",))
        if kind is n.Paren:
            return self._known.get(node.inner)
        if kind is n.Name:
            value = self.reaches.only_value(node)
            return self._known.get(value) if value is not None else None
        if kind is n.Binary and node.op == "+":
            return _joined(self._known.get(node.left), self._known.get(node.right))
        if kind is n.Unary and node.op == "-":
            inner = self._known.get(node.operand)
            is_number = inner is not None and inner.kind == "number"
            return Constant("number", (f"-{inner.prefix}",)) if inner is not None and is_number else None
        if kind is n.MethodCall and not node.args:
            change = _TEXT_METHODS.get(node.name.lower())
            whole = inner.whole if change and (inner := self._known.get(node.object)) is not None else None
            return Constant("text", (change(whole),)) if change is not None and whole is not None else None
        return None


def _joined(left: Constant | None, right: Constant | None) -> Constant | None:
    """The sum: a text where one side is a text, unknown where nobody can tell."""
    if not any(each is not None and each.kind == "text" for each in (left, right)):
        return None
    pieces: list[str | None] = []
    for each in (left, right):
        for piece in each.pieces if each is not None else (None,):
            if piece is not None and pieces and pieces[-1] is not None:
                pieces[-1] += piece
            elif piece is not None or not pieces or pieces[-1] is not None:
                pieces.append(piece)
    if len(pieces) > _MOST_PIECES or sum(len(piece or "") for piece in pieces) > _LONGEST:
        return Constant("text", ((pieces[0] or "")[:_LONGEST], None))
    return Constant("text", tuple(pieces))
