"""What the rules about forms and fields ask for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from deluge_lint.engine.rule import RuleContext

if TYPE_CHECKING:
    from deluge_lint.schema.model import Field
    from deluge_lint.semantics.forms import FieldUse

#: All that an application writes in Deluge.
ALL_KINDS = ("script", "expression", "criteria")


def known_uses(ctx: RuleContext, *acts: str) -> Iterator[tuple[FieldUse, Field]]:
    """The uses of known fields for these acts; none in a script that could not be read in full."""
    if ctx.tree.faults:
        return
    for use in ctx.model.field_uses:
        if use.act in acts and use.known is not None and not use.part:
            yield use, use.known


def text_of(ctx: RuleContext, use: FieldUse) -> str | None:
    """The text that is assigned, inserted or compared, where it is certain."""
    constant = ctx.model.constant(use.value) if use.value is not None else None
    return constant.whole if constant is not None and constant.kind == "text" else None


def shown(name: str) -> str:
    """A name that fits into a message."""
    return f"`{name[:40]}`"
