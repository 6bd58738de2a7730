"""What the portability rules share: where to look, and how to say what is missing there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any

from deluge_lint.diagnostics import Severity, Span
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.catalog.portability import Advice
    from deluge_lint.engine.lift import Place
    from deluge_lint.engine.rule import Finding, RuleContext

_LONGEST_NAME = 44
#: Every link of a chain asks for its first word: without an end thousands of links cost their square.
_MOST_LINKS = 64


def advice(kind: str, name: str, place: Place) -> Advice | None:
    """What the catalogue knows to do about a construct at ``place``."""
    from deluge_lint.catalog import portability

    return portability.find(kind, name, place.service)


def tell(
    ctx: RuleContext, place: Place, where: n.Node | Span, message: str, known: Advice, *,
    source: str = "", evidence: str = "", need: str = "", severity: Severity | None = None,
) -> Finding:  # fmt: skip
    """Report ``message`` with what the catalogue advises.

    ``source`` and ``evidence`` are those of the claim, where it stands elsewhere than the advice.
    """
    return ctx.report_at(
        place, where, message, help=known.instead, need=need or known.need, source=source or known.source,
        evidence=evidence or known.evidence, severity=severity, minutes=0 if need else known.minutes or 0,
        along=known.along,
    )  # fmt: skip


def sound(ctx: RuleContext, *kinds: type[n.Node], names: Collection[str] = ()) -> Iterator[Any]:
    """The nodes of these classes, one class after the other, outside of statements that nobody could read.

    With ``names`` (in lower case) only the calls of these functions and methods.
    """
    index = ctx.model.index
    found = [index.called(kind, names) if names else index.of(kind) for kind in kinds]
    return _outside_errors(ctx, found) if ctx.tree.faults else chain.from_iterable(found)


def _outside_errors(ctx: RuleContext, found: list[list[Any]]) -> Iterator[Any]:
    broken = ctx.model.of(n.ErrorStmt)
    # in source order, the outer ones first: where each begins, and how far those up to it reach
    starts = [each.first for each in broken]
    reaches = list(accumulate((each.last for each in broken), max))
    for nodes in found:
        for node in nodes:
            at = bisect_right(starts, node.first) - 1
            if at < 0 or reaches[at] < node.first:
                yield node


def words(node: n.Node, ctx: RuleContext) -> Span:
    """The name of a call, as a person would underline it: from its first word to its last."""
    if isinstance(node, n.MethodCall):
        return ctx.tree.token_span(node.first, node.name_token)
    return ctx.tree.span(node.function if isinstance(node, n.Call) else node)


def text_of(node: n.Node, ctx: RuleContext) -> str:
    """The text that an expression is for certain; empty for anything else."""
    if isinstance(node, n.Text):
        return node.value
    constant = ctx.model.constant(node)
    return constant.whole or "" if constant is not None and constant.kind == "text" else ""


def is_free(name: n.Name, ctx: RuleContext) -> bool:
    """Whether the script itself gives the word no value: it is no variable, parameter or loop variable."""
    symbol = ctx.model.body_of(name).symbols.get(name.text)
    return symbol is None or not symbol.defined


def first_word(node: n.Node) -> n.Node:
    """What stands in front of all the dots, or of the last ones of a chain that is no name any more."""
    for _ in range(_MOST_LINKS):
        if node.__class__ is not n.Attribute and node.__class__ is not n.MethodCall:
            break
        node = node.object
    return node


def shortened(name: str) -> str:
    """A name that fits into a message."""
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def uses(word: str, ctx: RuleContext) -> Iterator[tuple[n.Node, bool]]:
    """Where a script reads the word, names a parameter or a key by it; and whether it is one of these."""
    for body in ctx.model.bodies:
        symbol = body.symbols.get(word)
        if symbol is not None and symbol.param is not None:
            yield symbol.param, True
        elif symbol is not None and symbol.reads and not symbol.defined:
            yield symbol.reads[0], False
    key = next((each for each in sound(ctx, n.Text) if each.value == word), None)
    if key is not None:
        yield key, True
