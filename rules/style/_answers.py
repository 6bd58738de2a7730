"""Answers of calls that nobody looks at: one finding for all that a function drops of one task."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deluge_lint.diagnostics import Severity
from deluge_lint.records import NamedTuple
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.engine.rule import RuleContext

_LONGEST_NAME = 40
#: So many of the other places are shown.
_SHOWN = 5


class Dropped(NamedTuple):
    """An answer that nobody looks at: of ``called``, where several such are one finding."""

    where: n.Name
    called: str
    message: str
    help: str
    #: A name that keeps an answer is a habit of many; a call whose only purpose is its answer is not.
    severity: Severity = Severity.HINT


def report(answers: list[Dropped], ctx: RuleContext) -> None:
    """One finding for all that a function drops of what the same task answers."""
    first, others = answers[0], answers[1:]
    message = first.message
    if others:
        message += f" (and {len(others)} more of its answers)"
    finding = ctx.report(first.where, message, help=first.help, severity=first.severity)
    for other in others[:_SHOWN]:
        finding.note(ctx.tree.span(other.where), "this one, too")


def dropped_answer(unused: Any, name: str, ctx: RuleContext) -> Dropped:
    """The call whose answer nobody looks at, and what to say of it."""
    where = unused.symbol.writes[0]
    definition = unused.body.names.definitions.get(unused.symbol.writes[-1])
    value = n.unparenthesised(definition.value) if getattr(definition, "value", None) else None
    called = ""
    if isinstance(value, n.BlockTask):
        called = "invokeurl" if isinstance(value, n.InvokeUrl) else ctx.tree.tokens[value.first].lower()
    elif isinstance(value, (n.MethodCall, n.Call)):
        called = n.dotted_name(value)
        task = ctx.model.task(value)
        if task is not None and task.kind == "read":
            return Dropped(
                where, "", f"`{called}` is called for nothing: `{name}` is never read",
                "remove the call, which counts against the limits, or use its answer", Severity.INFO,
            )  # fmt: skip
        if task is None and not ctx.model.external_effect(value):
            what = f"`{called[:_LONGEST_NAME]}`" if called else "a call"
            return Dropped(
                where, "", f"`{name}` is given what {what} answers, and never read",
                "use it, or call the function without keeping its answer",
            )  # fmt: skip
    of = f" of `{called}`" if 0 < len(called) <= _LONGEST_NAME else ""
    return Dropped(
        where, called, f"the answer{of} in `{name}` is never looked at",
        "look at the answer: it tells whether the call has worked",
    )  # fmt: skip
