"""What the rules about connections share: what a task wants in a service, and what a call gives it.

Arguments are positional, so that a connection has its place: whoever passes one has to give
every optional argument in front of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from deluge_lint.syntax import nodes as n

from ._lift import advice, sound

if TYPE_CHECKING:
    from deluge_lint.catalog.tasks import IntegrationTask
    from deluge_lint.engine.lift import Place
    from deluge_lint.engine.rule import RuleContext

_FILLERS = {"map": "Map()", "list": "List()", "text": '""'}
_WANTED = frozenset(("always", "mandatory"))
_OTHERS = frozenset(("map", "list", "number", "decimal", "boolean", "date", "datetime", "file", "record"))


def calls(ctx: RuleContext) -> Iterator[tuple[Any, IntegrationTask]]:
    """The calls of tasks whose place for a connection was read on the task's own page."""
    for call in sound(ctx, n.MethodCall):
        task = ctx.model.task(call)
        if task is not None and task.signature_verified and task.connection.position:
            yield call, task


def wants(task: IntegrationTask, service: str) -> str:
    """``yes``, ``advised``, ``no`` (the argument does not apply) or ``may``: what holds in ``service``.

    Within its own service a task is left alone: there the pages say one thing and scripts that run
    say another.
    """
    rule = task.connection.rule(service)
    if rule == "not-applicable":
        return "no"
    if service == task.service and rule != "mandatory":
        return "may"
    if rule in _WANTED or rule == "outside-own-service":
        return "yes"
    # what is not needed at home is asked for abroad, whatever the page calls optional
    home = task.connection.hosts.get(task.service) == "not-needed"
    return "advised" if rule == "advised" or home else "may"


def is_out_of_reach(task: IntegrationTask, place: Place) -> bool:
    """Whether the task cannot be called from there at all, or no task takes a connection there."""
    if task.called_from.allows(place.service) is False:
        return True
    known = advice("task", task.name, place)
    return known is not None and known.name == "*"


def is_given(call: Any, task: IntegrationTask, ctx: RuleContext) -> bool:
    """Whether a call has an argument that may be the connection, in its place."""
    position = task.connection.position or 0
    if len(call.args) < position:
        return False
    return ctx.model.type_of(call.args[position - 1]).kind not in _OTHERS


def misplaced(call: Any, task: IntegrationTask) -> bool:
    """Whether the last argument is a text in the place of an optional map: the connection, too early."""
    last = len(call.args)
    if not 1 < last < (task.connection.position or 0):
        return False
    parameter = task.parameters[last - 1]
    takes = parameter.optional and set(parameter.types) <= {"map", "list"}
    return takes and isinstance(n.unparenthesised(call.args[-1]), n.Text)


def comes_first(task: IntegrationTask) -> bool:
    """Whether the connection stands in front of all other arguments, as in tasks of others than Zoho."""
    return task.connection.position == 1 and len(task.parameters) > 1


def filled(call: Any, task: IntegrationTask, ctx: RuleContext) -> str:
    """The text between the last argument given and the connection, spaced as the call spaces its own.

    Such as ``,Map(),``; ``None`` would be a guess, so the answer is ``?`` where no neutral value is known.
    """
    position = task.connection.position or 0
    skipped = task.parameters[len(call.args) : position - 1]
    fillers = [one.default or _FILLERS.get(one.types[0]) for one in skipped]
    if None in fillers or any(not one.optional for one in skipped):
        return "?"
    if not call.args:
        return "".join(f"{filler}," for filler in fillers)
    comma = _comma(call, ctx)
    return "".join(f"{comma}{filler}" for filler in fillers) + comma


def _comma(call: Any, ctx: RuleContext) -> str:
    """The comma of a call with its blank, if that is how the call is written."""
    if len(call.args) < 2:
        return ","
    start, end = ctx.tree.span(call.args[0]).end, ctx.tree.span(call.args[1]).start
    return ", " if ctx.tree.source.text[start:end] == ", " else ","
