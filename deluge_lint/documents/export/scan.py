"""The structure of an export: blocks in brackets, each with the words before it.

Texts in double quotes end on their line, and there are no comments but the one at the head of the file.
Where a block holds Deluge, its end is found as that of a script is.
"""

from __future__ import annotations

import re

from deluge_lint.diagnostics import Span
from deluge_lint.documents.export.blocks import Block
from deluge_lint.documents.export.code import Ends, balanced
from deluge_lint.documents.export.functions import functions, holds_functions
from deluge_lint.syntax import Fault

_TOKENS = re.compile(r'"[^"\\\n]*(?:\\.[^"\\\n]*)*("?)|[(){}\[\]]')
_CLOSER = {"(": ")", "[": "]", "{": "}"}
# the brace may be what somebody lost
_APPLICATION = re.compile(r'application\s+"(?:\\.|[^"\\\n])*"?(?:\s*(?:\{|\Z)|\s+(?=[a-z][\w ]*(?:=|\s\{)))')
_BEHIND = re.compile(r"\s*(?:/\*.*?\*/)?\s*(?:\Z|application\s)", re.DOTALL)
#: Members of an ``actions`` block that are configuration or begin a script; anything else in it is Deluge.
_MEMBER = re.compile(
    r"\s*(?:(?:show|hide|enable|disable|set)\s[^;{}()]*;\s*)*"
    r"(?:\}|\Z|[\w ]+?[ \t]*\r?\n\s*[({]|(?:custom deluge script|on \w+|send\w+|push\w+)\s*\()"
)
_MEMBER_LINE = re.compile(
    r"^[ \t]*(?:custom deluge script|on (?:load|click|start)|send\w+|push\w+)[ \t]*\r?\n[ \t]*\(",
    re.MULTILINE,
)
#: Words behind which criteria in square brackets stand.
_RECORDS = re.compile(r"(?:show all rows from[ \t]+\w+|^form[ \t]*=[ \t]*\w+|^values[ \t]*=[ \t]*\w+\.\w+)\Z")
_EVENT = re.compile(r"on \w+\Z")
_SCRIPT = re.compile(r"\s*custom deluge script\s*\(")
#: Heads longer than this are cut: they are not read.
_LONGEST_HEAD = 400
_MOST_FAULTS = 20
#: What stands in an application only as a section of its own, and what does not stand within its like.
_SECTIONS = frozenset(
    ("workflow", "share_settings", "connections", "datasources", "web", "phone", "tablet", "translation")
)
_COMPONENT = re.compile(
    r"(?:default[ \t]+)?"
    r"(?:form|page|section|report|list|custom|summary|calendar|kanban|map|timeline|pivot\w+)[ \t]+\w+\Z"
)
#: How many open blocks are looked through for the one that a bracket closes.
_DEEPEST = 50


class Scanner:
    """One pass over one text; see :func:`scan`."""

    def __init__(self, text: str, ends: Ends, *, by_margin: bool) -> None:
        self.text = text
        self.applications: list[Block] = []
        self.faults: list[Fault] = []
        self.broken = False
        self._ends = ends
        self._by_margin = by_margin
        self._stack: list[Block] = []
        self._last = 0

    def run(self) -> None:
        """Read the text to its end, or to the first bracket that does not match unless ``by_margin``."""
        found = _APPLICATION.search(self.text)
        while found is not None and not self.broken:
            at = self._application(found.start(), found.end() - 1)
            found = None if at < 0 else self._behind(at)

    def _application(self, start: int, opened: int) -> int:
        """Read one application; the offset behind it, -1 if it does not end."""
        head = self.text[start:opened].rstrip()
        block = Block("{", head, start, opened, None)
        self.applications.append(block)
        if self.text[opened : opened + 1].isspace():
            self.broken = not self._by_margin
            self._unopened(head.split("\n")[0][:60], block.span)
        quote = self.text.find('"', start, opened)
        closed = _TOKENS.match(self.text, quote, opened)
        if quote >= 0 and closed is not None and not closed[1]:
            self._unquoted(quote, opened)
        self._stack = [block]
        self._last = at = opened + 1
        search, text = _TOKENS.search, self.text
        while not self.broken:
            match = search(text, at)
            if match is None:
                self._unfinished()
                return -1
            here, at = match.span()
            bracket = text[here]
            if bracket == '"':
                if not match[1]:
                    at = self._unquoted(here, at)
                continue
            if bracket in "({[":
                self._last = at = self._open(bracket, here)
                continue
            self._close(bracket, here)
            if not self._stack:
                return -1 if self.broken else at
            self._last = at = self._statements(at)
        return -1

    def _open(self, bracket: str, here: int) -> int:
        """Begin a block; the offset at which reading goes on."""
        head, start = self._head(here)
        if self._by_margin and bracket == "{":
            self._begin(head, start)
        lost = self._lost_functions(start) if self._by_margin and len(self._stack) == 1 else -1
        if lost >= 0:
            bracket, head, here = "{", "functions", lost
        parent = self._stack[-1]
        if not head and parent.children and not self.text[self._last : here].strip():
            # `actions (condition) {`, `page P(int x) {`: the second pair belongs to the same words
            head, start = parent.children[-1].head, parent.children[-1].start
        block = Block(bracket, head, start, here, parent)
        parent.children.append(block)
        block.role = self._role(block, parent)
        if block.role:
            if block.role == "functions":
                block.closed = functions(self.text, block, self._ends)
                if self.text[block.closed : block.closed + 1] != "}":
                    self.broken = not self._by_margin
                    if self._by_margin:
                        self._unclosed(block, "before what follows")
            elif block.role == "opaque":
                self._opaque(block)
            else:
                block.closed = self._ends.of(here)[0]
            # a script that nothing closes ends before the next one
            closed = self.text[block.closed : block.closed + 1] in (")", "]", "}")
            return self._statements(max(block.closed + closed, here + 1))
        self._stack.append(block)
        return self._statements(here + 1)

    def _lost_functions(self, start: int) -> int:
        """Where the brace behind `functions` is missing, if a function begins at ``start``; else -1."""
        before = self.text[self._last : start].rstrip()
        if not before.endswith("functions") or not holds_functions(self.text, start):
            return -1
        end = self._last + len(before)
        self._unopened("functions", Span(end - len("functions"), end))
        return end

    def _opaque(self, block: Block) -> None:
        """Find the end of a block that is not read, but for texts in it that are not closed."""
        block.closed = balanced(self.text, block.opened, len(self.text))
        if block.closed < 0:
            block.closed = self._ends.of(block.opened)[0]
        for text in _TOKENS.finditer(self.text, block.opened + 1, block.closed):
            if text[1] == "":
                self._unquoted(text.start(), text.end())

    def _unquoted(self, here: int, end: int) -> int:
        """Tell of a text that nothing closes on its line; the offset at which reading goes on.

        What closes the blocks that were opened on this line stands in the text, most likely at its end.
        """
        shown = self.text[here : min(end, here + 40)].split("\n")[0].rstrip()
        self._fault(
            "unclosed", f"the text `{shown}` is not closed on its line", Span(here, here + len(shown)),
            'add the missing `"`, or export the application again',
        )  # fmt: skip
        line = self.text.rfind("\n", 0, here) + 1
        closers = "".join(_CLOSER[one.kind] for one in self._stack[::-1] if one.opened >= line)
        rest = self.text[here + 1 : end].rstrip()
        return here + 1 + len(rest) - len(closers) if closers and rest.endswith(closers) else end

    def _statements(self, at: int) -> int:
        """Take the statements that stand directly in an ``actions`` block as a script of their own."""
        actions = self._stack[-1]
        if actions.head != "actions" or actions.kind != "{" or _MEMBER.match(self.text, at):
            return at
        if actions.parent is not None and actions.parent.head == "field rules":
            return at  # what fields are to hold and to show is configuration there
        closed, _ = self._ends.of(actions.opened, at)
        member = _MEMBER_LINE.search(self.text, at, closed)
        block = Block("", "", at, at - 1, actions)
        block.role = "code"
        block.closed = member.start() if member is not None else closed
        actions.children.append(block)
        return block.closed

    def _begin(self, head: str, start: int) -> None:
        """Close blocks that cannot hold one with this head."""
        stack = self._stack
        depth = len(stack)
        if head in _SECTIONS or head == "functions" and _COMPONENT.match(stack[-1].head):
            depth = 1
        elif _COMPONENT.match(head):
            section = head.startswith("section")
            while depth > 1 and _COMPONENT.match(stack[depth - 1].head):
                if not section and stack[depth - 1].head.startswith("section"):
                    break
                depth -= 1
        if depth < len(stack):
            line = self.text.count("\n", 0, start) + 1
            self._unclosed(stack[depth], f"before `{head}` on line {line}")
            for block in stack[depth:]:
                block.closed = start
            del stack[depth:]

    def _head(self, here: int) -> tuple[str, int]:
        """The words before a bracket, and where they begin."""
        text = self.text
        low = max(self._last, here - _LONGEST_HEAD)
        before = text[low:here].rstrip()
        line = before.rfind("\n") + 1
        head = before[line:].lstrip()
        return head, low + len(before) - len(head)

    def _role(self, block: Block, parent: Block) -> str:
        head, bracket = block.head, block.kind
        if bracket == "(":
            if head == "custom deluge script":
                return "code"
            if parent.head == "actions" and _EVENT.match(head):
                # some exports that were edited by hand have a script within that
                return "" if _SCRIPT.match(self.text, block.opened + 1) else "code"
            return "criteria" if head == "actions" or head.endswith("condition =") else ""
        if bracket == "[":
            return "criteria" if _RECORDS.search(head) else ""
        if head == "script" and parent.head.startswith("page "):
            return "code"
        if len(self._stack) == 1:
            if head == "functions" and holds_functions(self.text, block.opened + 1):
                return "functions"
            return "opaque" if head == "translation" else ""
        return ""

    def _close(self, bracket: str, here: int) -> None:
        if not self._by_margin:
            top = self._stack.pop()
            top.closed = here
            self.broken = _CLOSER[top.kind] != bracket
            return
        index = self._closes(bracket, here)
        if index < 0:
            self._fault(
                "unexpected", f"this `{bracket}` closes nothing", Span(here, here + 1),
                "delete it, or export the application again",
            )  # fmt: skip
            return
        skipped = self._stack[index + 1 :]
        if skipped:
            self._unclosed(
                skipped[0], f"before the `{bracket}` on line {self.text.count(chr(10), 0, here) + 1}"
            )
        for block in self._stack[index:]:
            block.closed = here
        del self._stack[index:]

    def _closes(self, bracket: str, here: int) -> int:
        """Which of the open blocks a bracket closes, by how far to the right both lines begin; -1: none."""
        stack = self._stack
        inner = range(len(stack) - 1, max(-1, len(stack) - 1 - _DEEPEST), -1)
        margin = self._margin(here)
        if margin is not None:
            for index in inner:
                if (
                    index
                    and _CLOSER[stack[index].kind] == bracket
                    and self._margin(stack[index].opened) == margin
                ):
                    return index
            other = self._margin(stack[-1].opened)
            if other is not None and len(margin.expandtabs(4)) >= len(other.expandtabs(4)) + 4:
                return -1
        index = next((index for index in inner if _CLOSER[stack[index].kind] == bracket), -1)
        return index if index or self._ends_application(here + 1) else -1

    def _margin(self, at: int) -> str | None:
        """What stands before a bracket that is the first on its line."""
        before = self.text[self.text.rfind("\n", 0, at) + 1 : at]
        return None if before.strip() else before

    def _ends_application(self, at: int) -> bool:
        return _BEHIND.match(self.text, at) is not None or self.text.find("}", at) < 0

    def _behind(self, at: int) -> re.Match[str] | None:
        """The application that follows, if any; anything else behind the first is told."""
        rest = self.text[at : at + 2000].strip()
        if not rest:
            return None
        found = _APPLICATION.search(self.text, at)
        if found is None or not self._ends_application(at):
            if not self._by_margin:
                self.broken = True
                return None
            start = at + len(self.text[at:]) - len(self.text[at:].lstrip())
            self._fault(
                "unexpected", "there is text behind the end of the application", Span(start, start + 1),
                "export the application again, or delete what stands here",
            )  # fmt: skip
        return found

    def _unfinished(self) -> None:
        """The text ended within blocks."""
        self.broken = not self._by_margin
        if self._by_margin:
            self._unclosed(self._stack[-1], "before the end of the file")
        for block in self._stack:
            block.closed = len(self.text)
        self._stack.clear()

    def _unclosed(self, block: Block, where: str) -> None:
        shown = block.head.split("\n")[0][:60] or block.kind
        self._fault(
            "unclosed", f"`{shown}` is not closed {where}", block.span,
            f"add the missing `{_CLOSER[block.kind]}`, or export the application again",
        )  # fmt: skip

    def _unopened(self, words: str, span: Span) -> None:
        help = "add the missing `{`, or export the application again"
        self._fault("unclosed", f"`{words}` has no `{{` behind it", span, help)

    def _fault(self, kind: str, message: str, span: Span, help: str) -> None:
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append(Fault(kind, message, span, help))


class Structure:
    """The applications of a file, and what is wrong with its brackets."""

    __slots__ = ("applications", "faults")

    def __init__(self, applications: list[Block], faults: list[Fault]) -> None:
        self.applications = applications
        self.faults = faults


def scan(text: str) -> Structure:
    """Find the blocks of an export.

    Where brackets do not match, a second pass goes by how far to the right the lines with brackets
    begin, and tells which are missing.
    """
    ends = Ends(text)
    scanner = Scanner(text, ends, by_margin=False)
    scanner.run()
    if scanner.broken:
        scanner = Scanner(text, ends, by_margin=True)
        scanner.run()
    return Structure(scanner.applications, scanner.faults)
