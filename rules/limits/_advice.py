"""What to do about a call in a loop: not every call has one that does the same for many rows."""

from __future__ import annotations

from typing import Any

from deluge_lint.engine.rule import RuleContext

COLLECT = "collect the rows in the loop and make one call for all of them after it"
_READ = "ask once for all of them before the loop, and keep the answer in a map by its key"
_SINGLE = "make sure that the list stays short, or let a schedule work through it in portions"
_MESSAGE = "make sure that the list stays short, or send one message for all rows"


def advice(node: Any, is_message: bool, ctx: RuleContext) -> str:
    """The help for a call: collect, ask before the loop, or keep the list short."""
    if is_message:
        return _MESSAGE
    task = ctx.model.task(node)
    if task is None:
        kinds = [entry.values for entry in getattr(node, "entries", ()) if entry.key in ("type", "method")]
        return _READ if kinds and ctx.text(kinds[0][0]).strip('"').upper() == "GET" else COLLECT
    better = f"`{task.bulk_alternative}`" if task.bulk_alternative.startswith("zoho.") else ""
    if task.kind == "read":
        return f"ask once for all of them with {better} before the loop" if better else _READ
    return f"collect the rows and use {better} after the loop" if better else _SINGLE
