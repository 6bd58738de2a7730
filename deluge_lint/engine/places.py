"""Which code a comment stands at: the lookup from comments to statements."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from deluge_lint.diagnostics import Span
from deluge_lint.records import NamedTuple
from deluge_lint.syntax import nodes as n
from deluge_lint.syntax.tree import Tree

# Statements with a block: a comment above one covers its header, never the whole block,
# so that nobody silences more code than was looked at.
_COMPOUND = (
    n.If,
    n.ForEach,
    n.Try,
    n.Catch,
    n.Function,
    n.While,
    n.CFor,
    n.Switch,
    n.Case,
    n.ErrorStmt,
    n.Block,
)


class Cover(NamedTuple):
    """What a comment covers: ``scope`` as in a suppression, and the covered spans."""

    scope: str
    spans: tuple[Span, ...]


class Places:
    """Statements of one tree by their first and last token."""

    __slots__ = ("_blocks", "_first", "_last", "_starts", "tree")

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._first: dict[int, n.Node] = {}
        self._last: dict[int, n.Node] = {}
        blocks: list[n.Block] = []
        for node in tree.nodes:
            if isinstance(node, n.Program) or node.last < node.first:
                continue
            if isinstance(node, n.Block):
                blocks.append(node)
            # Parents come first, so the outermost node wins.
            self._first.setdefault(node.first, node)
            if isinstance(node, (n.Stmt, n.Function)):
                self._last.setdefault(node.last, node)
        self._blocks = sorted(blocks, key=lambda block: block.first)
        self._starts = [block.first for block in self._blocks]

    def token_after(self, offset: int) -> int:
        """The index of the first token at or behind ``offset``."""
        return bisect_left(self.tree.offsets, offset, 0, len(self.tree.tokens))

    def block_end(self, offset: int) -> int:
        """Where the innermost block around ``offset`` ends, or the whole text."""
        token = self.token_after(offset)
        at = bisect_right(self._starts, token - 1) - 1
        if at >= 0:
            block: n.Node = self._blocks[at]
            candidates = [block, *self.tree.ancestors(block)] if block.last < token else [block]
            for node in candidates:
                if isinstance(node, n.Block) and node.last >= token:
                    return self.tree.span(node).end
        return len(self.tree.source.text)

    def stands_alone(self, comment: Span) -> bool:
        """Whether nothing but blanks stands before the comment on its line."""
        text = self.tree.source.text
        return not text[self._line_start(comment.start) : comment.start].strip()

    def cover(self, comment: Span) -> Cover:
        """What an ``ignore`` comment covers."""
        token = self.token_after(comment.end)
        if not self.stands_alone(comment):
            return Cover("line", (self._line_before(comment, token),))
        tokens = self.tree.tokens
        if token >= len(tokens) or (tokens[token] == "}" and token not in self._first):
            return Cover("statement", self._before(token))
        node = self._first.get(token)
        return Cover("statement", (self.tree.span(node) if node else self._line_of(token),))

    def _before(self, token: int) -> tuple[Span, ...]:
        """The statement before a closing brace or the end of the text; in an empty block
        the header that the block belongs to.
        """
        if token == 0:
            return ()
        node = self._last.get(token - 1)
        if node is None:
            node = self._owner(token - 1)
        return self._header(node) if node else (self._line_of(token - 1),)

    def _owner(self, token: int) -> n.Node | None:
        """The statement whose block opens at ``token``."""
        at = bisect_right(self._starts, token) - 1
        if at < 0 or self._blocks[at].first != token:
            return None
        parent = self.tree.parents.get(self._blocks[at])
        return None if isinstance(parent, n.Program) else parent

    def _line_before(self, comment: Span, token: int) -> Span:
        """The line that ``comment`` ends, from the start of the statement or header that
        ends on it.
        """
        start = self._line_start(comment.start)
        if token > 0:
            node = self._last.get(token - 1)
            if node is None or isinstance(node, _COMPOUND):
                node = self._owner(token - 1)
            if node is not None:
                start = min(start, self.tree.span(node).start)
        return Span(start, self._line_end(comment.start))

    def _header(self, node: n.Node) -> tuple[Span, ...]:
        """All of a simple statement; of a compound one the lines before its blocks."""
        span = self.tree.token_span
        if not isinstance(node, _COMPOUND):
            return (span(node.first, node.last),)
        last = node.last
        if isinstance(node, (n.ErrorStmt, n.Block, n.Case)):
            body = node.body.body if isinstance(node, n.ErrorStmt) else node.body
            last = max(node.first, body[0].first - 1) if body else node.last
        elif isinstance(node, n.Switch):
            last = node.cases[0].first - 1 if node.cases else node.last
        else:
            last = node.body.first
        spans = [span(node.first, max(last, node.first))]
        if isinstance(node, n.Try) and node.catch is not None:
            spans.append(span(node.catch.first, max(node.catch.body.first, node.catch.first)))
        return tuple(spans)

    def _line_of(self, token: int) -> Span:
        start = self.tree.offsets[token]
        return Span(self._line_start(start), self._line_end(start))

    def _line_start(self, offset: int) -> int:
        lines = self.tree.source.lines
        return lines.starts[lines.position(offset).line - 1]

    def _line_end(self, offset: int) -> int:
        lines = self.tree.source.lines
        line = lines.position(offset).line
        return lines.starts[line - 1] + len(lines.line_text(line))

    def removal(self, comment: Span) -> Span:
        """What to delete so that the comment is gone: its line when it stands alone."""
        text = self.tree.source.text
        lines = self.tree.source.lines
        if not self.stands_alone(comment):
            start = comment.start
            while start > 0 and text[start - 1] in " \t":
                start -= 1
            return Span(start, comment.end) if self._ends_line(comment.end) else comment
        if not self._ends_line(comment.end):  # code follows a block comment
            end = comment.end
            while text[end] in " \t":
                end += 1
            return Span(comment.start, end)
        line = lines.position(comment.end).line
        start = self._line_start(comment.start)
        if line < len(lines.starts):
            return Span(start, lines.starts[line])
        # The last line of a text without a final line end: its leading one goes instead.
        return Span(len(text[:start].removesuffix("\n").removesuffix("\r")), len(text))

    def _ends_line(self, offset: int) -> bool:
        return not self.tree.source.text[offset : self._line_end(offset)].strip()
