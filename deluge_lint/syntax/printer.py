"""Print a script as Zoho's own editor prints it on save.

Tokens stay as they are written; only the blanks between them are decided here, from the nodes that
they belong to: tabs, braces on lines of their own, ``for each  x in``, ``url :"..."``, no blank
behind a comma, no empty lines.  Comments stay where they are: on their own line, or behind the code.
The shape was learnt from scripts that went through the editor; tests hold the rules one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from deluge_lint.syntax import nodes as n
from deluge_lint.syntax.node import Node
from deluge_lint.syntax.tree import Tree

_NEVER_BEFORE = frozenset((")", "]", ",", ";", "."))
_NEVER_BEHIND = frozenset(("(", "[", ".", "!"))
#: Keys of invokeurl and invokeapi with a blank before the colon.
_APART = frozenset(("url", "type", "service", "path"))
_COMMENT = re.compile(r"//[^\r\n]*|/\*[\s\S]*?\*/")


def print_script(tree: Tree) -> str:
    """The text of ``tree`` in the editor's shape.

    Raises ``ValueError`` for a tree with faults: what could not be read is not rearranged.
    """
    if tree.faults:
        raise ValueError("a script with syntax errors is not printed")
    return _Printer(tree).text()


class _Printer:
    """Decides the gap in front of every token.

    ``_gaps`` holds the blanks between tokens of one line, ``_lines`` the depth of the tokens that
    begin a line, ``_apart`` those in front of which an empty line may stay, ``_ends`` those that
    close a block, ``_tight`` the entries without a blank before their colon.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._tokens = tree.tokens
        self._gaps: dict[int, str] = {}
        self._lines: dict[int, int] = {}
        self._apart: set[int] = set()
        self._ends: set[int] = set()
        self._tight: set[n.Entry] = set()

    # -- the parts of the tree --------------------------------------------------------

    def text(self) -> str:
        """Lay out the whole tree, then write it."""
        self._plain_gaps()
        stack: list[tuple[Node, int]] = [(self._tree.root, 0)]
        while stack:
            node, depth = stack.pop()
            laid = _LAYOUTS.get(node.__class__)
            inner = laid(self, node, depth) if laid is not None else depth
            stack += [(child, inner) for child in node.children()]
        return self._written()

    def _plain_gaps(self) -> None:
        tokens = self._tokens
        for at in range(1, len(tokens)):
            before, token = tokens[at - 1], tokens[at]
            if token in _NEVER_BEFORE or before in _NEVER_BEHIND or before == ",":
                self._gaps[at] = ""
            elif token == "(":
                self._gaps[at] = "" if before[-1:].isalnum() or before[-1:] in "_$)]" else " "
            elif token == "[":
                self._gaps[at] = "" if before[-1:].isalnum() or before[-1:] in "_$)]{" else " "
            else:
                self._gaps[at] = " "

    def _line(self, token: int, depth: int) -> None:
        self._lines[token] = depth

    def program(self, node: n.Program, depth: int) -> int:
        """Functions may stand apart from what is around them, statements do not."""
        for before, each in zip([None, *node.body], node.body):
            self._line(each.first, 0)
            if isinstance(each, n.Function) or isinstance(before, n.Function):
                self._apart.add(each.first)
        return 0

    def function(self, node: n.Function, depth: int) -> int:
        for param in node.params[1:]:
            self._gaps[param.first] = " "
        return depth

    def block(self, node: n.Block, depth: int) -> int:
        """Braces on lines of their own; a block without braces is one statement on the next line."""
        if self._tokens[node.first] == "{" and self._tokens[node.last] == "}":
            self._line(node.first, depth)
            self._line(node.last, depth)
            self._ends.add(node.last)
        for each in node.body:
            self._line(each.first, depth + 1)
        return depth + 1

    def case(self, node: n.Case, depth: int) -> int:
        self._line(node.first, depth + 1)
        for each in node.body:
            self._line(each.first, depth + 2)
        return depth + 2

    def if_(self, node: n.If, depth: int) -> int:
        self._gaps[node.first + 1] = ""
        if node.orelse is not None:
            self._line(node.body.last + 1, depth)
            if isinstance(node.orelse, n.If) and node.orelse.first > node.body.last + 1:
                self._lines.pop(node.orelse.first, None)
                self._gaps[node.orelse.first] = " "
        return depth

    def try_(self, node: n.Try, depth: int) -> int:
        for part in (node.catch, node.final):
            if part is not None:
                word = part.first if part is node.catch else part.first - 1
                self._line(word, depth)
        return depth

    def catch(self, node: n.Catch, depth: int) -> int:
        self._gaps[node.first + 1] = " "
        return depth

    def for_each(self, node: n.ForEach, depth: int) -> int:
        if self._tokens[node.first + 1].lower() == "each":
            named = node.variable is not None and node.variable.first == node.first + 2
            self._gaps[node.first + 2] = "  " if named else " "
        return depth

    def assign(self, node: n.Assign, depth: int) -> int:
        """``total = 1;`` and ``input.Total = 1;``, but ``order.Total=1;``."""
        target: Node = node.target
        while isinstance(target, n.Attribute):
            target = target.object
        of_form = isinstance(target, n.Name) and target.text.lower() == "input"
        blank = " " if target is node.target or of_form else ""
        self._gaps[node.target.last + 1] = blank
        self._gaps[node.value.first] = blank
        return depth

    def binary(self, node: n.Binary, depth: int) -> int:
        self._gaps[node.op_token] = " "
        self._gaps[node.right.first] = " "
        return depth

    def unary(self, node: n.Unary, depth: int) -> int:
        self._gaps[node.operand.first] = "" if node.op in "+-!" else " "
        return depth

    def paren(self, node: n.Paren, depth: int) -> int:
        """A parenthesis that is no part of a call stands like a value."""
        before = self._tokens[node.first - 1] if node.first else ""
        if before[-1:].isalnum() or before[-1:] in "_$":
            self._gaps[node.first] = " "
        return depth

    def braces(self, node: Node, depth: int) -> int:
        """The values in braces or brackets, and the last brace."""
        if node.last > node.first:
            self._gaps[node.first + 1] = ""
            self._gaps[node.last] = ""
        return depth

    def pair(self, node: n.Pair, depth: int) -> int:
        self._gaps[node.key.last + 1] = ""
        self._gaps[node.value.first] = ""
        return depth

    def type_ref(self, node: n.TypeRef, depth: int) -> int:
        for at in range(node.first + 1, node.last + 1):
            self._gaps[at] = ""
        return depth

    def ui(self, node: n.UiAttribute, depth: int) -> int:
        for at in range(node.object.last + 1, node.last + 1):
            self._gaps[at] = ""
        return depth

    def task(self, node: n.BlockTask, depth: int) -> int:
        """One key a line: ``key :value``, and for fields ``Field=value``."""
        bracket = next(
            (at for at in range(node.first, node.last) if self._tokens[at] == "[" and self._opens(at, node)),
            None,
        )
        if bracket is None:
            return depth
        self._line(bracket, depth)
        self._line(node.last, depth)
        self._ends.add(node.last)
        for entry in node.entries:
            self._line(entry.first, depth + 1)
        return depth + 1

    def _opens(self, at: int, node: n.BlockTask) -> bool:
        """Whether a bracket is the one of the task and not of a value before it."""
        return not node.entries or at < node.entries[0].first

    def web_call(self, node: n.BlockTask, depth: int) -> int:
        """Of the keys of a web call, few have a blank before the colon."""
        self._tight.update(entry for entry in node.entries if entry.key not in _APART)
        return self.task(node, depth)

    def mail(self, node: n.BlockTask, depth: int) -> int:
        """Of the keys of a mail, one has no blank before the colon."""
        self._tight.update(entry for entry in node.entries if entry.key == "cc")
        return self.task(node, depth)

    def entry(self, node: n.Entry, depth: int) -> int:
        if node.values:
            sign = node.values[0].first - 1
            self._gaps[sign] = "" if node in self._tight or self._tokens[sign] == "=" else " "
            self._gaps[sign + 1] = ""
        return depth

    # -- writing ------------------------------------------------------------------------

    def _written(self) -> str:
        tokens, text = self._tokens, self._tree.source.text
        newline = self._tree.source.newline
        offsets = self._tree.offsets
        parts: list[str] = []
        end, depth, last = 0, 0, len(tokens)
        for at in range(last + 1):
            gap = text[end : offsets[at] if at < last else len(text)]
            depth = self._lines.get(at, depth)
            if at == last:
                parts.append(self._behind(gap, newline, bool(parts)))
                break
            parts.append(self._gap(at, gap, depth, newline, not parts))
            parts.append(tokens[at])
            end = offsets[at] + len(tokens[at])
        return "".join(parts)

    def _gap(self, at: int, gap: str, depth: int, newline: str, first: bool) -> str:
        """What stands in front of a token, comments among it."""
        begins = at in self._lines or first
        comments = _COMMENT.findall(gap) if "/" in gap else []
        if not comments:
            if not begins:
                return self._gaps.get(at, " ")
            return "" if first else self._break(at, gap, newline) + "\t" * depth
        return self._with_comments(at, gap, comments, depth, newline, first, begins)

    def _break(self, at: int, gap: str, newline: str) -> str:
        # the editor leaves a blank behind this word
        trail = " " if self._tokens[at - 1].lower() == "try" and self._tokens[at] == "{" else ""
        empty = newline if at in self._apart and gap.count("\n") > 1 else ""
        return trail + newline + empty

    def _with_comments(
        self, at: int, gap: str, comments: list[str], depth: int, newline: str, first: bool, begins: bool
    ) -> str:  # fmt: skip
        inside = depth + 1 if at in self._ends else depth
        indent = "\t" * inside
        parts: list[str] = []
        rest = gap
        fresh = first
        for comment in comments:
            before, _, rest = rest.partition(comment)
            behind = not fresh and "\n" not in before
            if behind and (not parts or (not begins and comment.startswith("/*"))):
                parts.append(f" {comment}")
            else:
                apart = self._break(at, before, newline) if not parts else newline
                parts.append(comment if fresh else f"{apart}{indent}{comment}")
            fresh = False
        if begins:
            parts.append(newline + "\t" * depth)
        elif comments[-1].startswith("//"):
            parts.append(f"{newline}{indent}\t")
        else:
            parts.append(" ")
        return "".join(parts)

    def _behind(self, gap: str, newline: str, any_code: bool) -> str:
        """What stands behind the last token: comments, and a final line end where there was one."""
        parts: list[str] = []
        rest = gap
        for comment in _COMMENT.findall(gap):
            before, _, rest = rest.partition(comment)
            if not any_code and not parts:
                parts.append(comment)
            else:
                parts.append((newline if "\n" in before or parts else " ") + comment)
        return "".join(parts) + (newline if "\n" in rest else "")


_LAYOUTS: dict[type[Node], Callable[..., int]] = {
    n.Program: _Printer.program, n.Function: _Printer.function, n.Block: _Printer.block,
    n.Case: _Printer.case, n.If: _Printer.if_, n.Try: _Printer.try_, n.Catch: _Printer.catch,
    n.ForEach: _Printer.for_each, n.Assign: _Printer.assign, n.Binary: _Printer.binary,
    n.Unary: _Printer.unary, n.Paren: _Printer.paren, n.ListLiteral: _Printer.braces,
    n.MapLiteral: _Printer.braces, n.EmptyBraces: _Printer.braces, n.Pair: _Printer.pair,
    n.TypeRef: _Printer.type_ref, n.UiAttribute: _Printer.ui, n.Entry: _Printer.entry,
    n.InvokeUrl: _Printer.web_call, n.InvokeApi: _Printer.web_call, n.SendMail: _Printer.mail,
    n.SendSms: _Printer.task, n.Ftp: _Printer.task, n.InsertInto: _Printer.task,
}  # fmt: skip
