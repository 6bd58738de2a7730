"""What to do about a call in a loop: not every call has one that does the same for many rows."""

from __future__ import annotations

from typing import Any

from deluge_lint.diagnostics import Span
from deluge_lint.engine.rule import Finding, RuleContext
from deluge_lint.syntax import nodes as n

#: So many of the other places are shown.
_SHOWN = 5
COLLECT = "collect the rows in the loop and make one call for all of them after it"
_READ = "ask once for all of them before the loop, and keep the answer in a map by its key"
_SAME = "its arguments are the same on every turn: call it once, before the loop"
_SINGLE = "make sure that the list stays short, or let a schedule work through it in portions"
_MESSAGE = "make sure that the list stays short, or send one message for all rows"


class Told:
    """A finding about a call in a loop, which tells of the same call in the same loop, too."""

    def __init__(self, finding: Finding, what: str, often: str) -> None:
        self.finding, self.what, self.often = finding, what, often
        self.others = 0

    def again(self, place: Span) -> None:
        """The same call stands at ``place``, too."""
        self.others += 1
        self.finding.message = f"`{self.what}`, and {self.others} more of it, {self.often}"
        if self.others <= _SHOWN:
            self.finding.note(place, f"`{self.what}` is called here, too")


def advice(node: Any, is_message: bool, ctx: RuleContext) -> str:
    """The help for a call: collect, ask before the loop, or keep the list short."""
    if is_message:
        return _MESSAGE
    task = ctx.model.task(node)
    if task is None:
        kinds = [entry.values for entry in getattr(node, "entries", ()) if entry.key in ("type", "method")]
        return _READ if kinds and ctx.text(kinds[0][0]).strip('"').upper() == "GET" else COLLECT
    better = f"`{task.bulk_alternative}`" if task.bulk_alternative.startswith("zoho.") else ""
    if task.kind == "read" and _is_same(node, ctx):
        return _SAME
    if task.kind == "read":
        return f"ask once for all of them with {better} before the loop" if better else _READ
    return f"collect the rows and use {better} after the loop" if better else _SINGLE


def _is_same(call: n.MethodCall, ctx: RuleContext) -> bool:
    """Whether nothing that the loops around a call change is in its arguments."""
    parts = [each for arg in call.args for each in arg.walk()]
    if any(isinstance(each, (n.Call, n.MethodCall, n.Fetch)) for each in parts):
        return False
    names = {each.text for each in parts if isinstance(each, n.Name)}
    within = ctx.model.index.within
    for loop in ctx.model.loops_around(call)[:1]:
        words: list[n.Node] = [loop.variable] if isinstance(loop, n.ForEach) else []
        words += [each.target for each in within(n.Assign, loop)]
        words += [each.variable for each in within(n.ForEach, loop)]
        words += [each.object for each in within(n.MethodCall, loop)]  # a map may be filled
        if names & {getattr(word, "text", "") for word in words}:
            return False
    return True
