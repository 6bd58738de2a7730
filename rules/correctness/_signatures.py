"""What the rules about arguments share: signatures in words, and calls that could not be read in full."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from deluge_lint.catalog import builtins
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.catalog.builtins import Builtin
    from deluge_lint.catalog.tasks import IntegrationTask
    from deluge_lint.engine.rule import RuleContext


def is_broken(call: n.Node, ctx: RuleContext) -> bool:
    """Whether something in a call could not be read, so that nobody knows its arguments."""
    if not ctx.tree.faults:
        return False
    span = ctx.tree.span(call)
    return any(span.start <= each.span.start <= span.end for each in ctx.tree.faults)


def takes_connection(task: IntegrationTask) -> bool:
    """Whether the page of a task lists a connection among its arguments."""
    return any("connection" in each.name.lower() for each in task.parameters)


def count_range(found: Iterable[Builtin]) -> str:
    """Such as "1 or 2 arguments"."""
    least = min(one.arity[0] for one in found)
    most = max(one.arity[1] or 0 for one in found)
    return counted(most) if least == most else f"{least} to {counted(most)}"


def counted(count: int) -> str:
    return "no argument" if not count else "1 argument" if count == 1 else f"{count} arguments"


def signature(one: Builtin) -> str:
    names = (f"[{each.name}]" if each.optional else each.name for each in one.parameters)
    return f"write it as `.{builtins.find(one.name)[0].name}({', '.join(names)})`"
