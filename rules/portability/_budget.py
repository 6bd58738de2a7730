"""What the rule about budgets counts: the statements that loops run, and downloads that are files."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import TYPE_CHECKING, Any, cast

from deluge_lint.catalog import centers, limits
from deluge_lint.syntax import nodes as n

from ._lift import sound

if TYPE_CHECKING:
    from deluge_lint.engine.rule import RuleContext

#: Beyond, the number tells no more.
MANY = 1_000_000
_FILES = frozenset(("getfilename", "setfilename", "getfilecontent", "setparamname", "getfiletype", "extract"))


def heaviest(ctx: RuleContext) -> Iterator[tuple[n.ForEach, int]]:
    """The loop of each body that runs the most statements, and how many the loops of the body run."""
    loops = set(sound(ctx, n.ForEach))
    turns = {loop: _turns(loop, ctx) for loop in loops}
    counts: dict[n.ForEach, int] = {}
    for statement in ctx.tree.nodes if loops else ():
        if not isinstance(statement, n.Stmt):
            continue
        around = [loop for loop in ctx.model.loops_around(statement) if loop in loops]
        if around:
            outermost = cast("n.ForEach", around[-1])
            runs = min(prod(turns[cast("n.ForEach", loop)] for loop in around), MANY)
            counts[outermost] = counts.get(outermost, 0) + runs
    bodies: dict[Any, list[n.ForEach]] = {}
    for loop in counts:
        bodies.setdefault(ctx.model.body_of(loop), []).append(loop)
    for own in bodies.values():
        yield max(own, key=lambda loop: counts[loop]), sum(counts[loop] for loop in own)


def _turns(loop: n.ForEach, ctx: RuleContext) -> int:
    known = ctx.model.list_length(loop.iterable)
    return rows() if known is None else known


def rows() -> int:
    """The rows of a page, of which nobody can ask for more in one call."""
    found = limits.find("page-rows", "crm")
    return found.least if found is not None else 0


def files_of(ctx: RuleContext) -> frozenset[str]:
    """The names of what is used as a file: asked for its name, attached, uploaded."""
    found = set()
    for call in sound(ctx, n.MethodCall):
        if call.name.lower() in _FILES:
            found.add(n.dotted_name(call.object))
        task = ctx.model.task(call)
        for argument, parameter in zip(call.args, task.parameters if task is not None else ()):
            if "file" in parameter.types:
                found.add(n.dotted_name(argument))
    for block in sound(ctx, n.InvokeUrl, n.InvokeApi, n.SendMail):
        for entry in block.entries:
            if entry.key in ("files", "attachments"):
                found.update(n.dotted_name(value) for value in entry.values)
    return frozenset(found - {""})


def is_download(block: Any, ctx: RuleContext) -> bool:
    """Whether a block may fetch a file from Zoho: what comes from others is limited alike everywhere."""
    if isinstance(block, n.InvokeApi):
        return True
    if not isinstance(block, n.InvokeUrl):
        return False
    address = next((each.values[0] for each in block.entries if each.key == "url" and each.values), None)
    known = ctx.model.constant(address) if address is not None else None
    prefix = known.prefix.strip() if known is not None else ""
    # a host that is written down as a whole
    return prefix.count("/") < 3 or centers.match(prefix) is not None
