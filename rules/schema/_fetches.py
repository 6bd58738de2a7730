"""What the rules about fetched records share: where a record comes from, and whether it is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.engine.rule import RuleContext

_EQUAL = frozenset(("==", "="))
_AND, _OR = frozenset(("&&", "and")), frozenset(("||", "or"))
_CONSTANTS = frozenset((n.Text, n.Number, n.Bool, n.Null, n.DateTimeLiteral))
#: So many conditions are looked at.
_MOST = 400


def fetch_of(record: n.Node, ctx: RuleContext) -> n.Fetch | None:
    """The fetch of whole records that ``record`` is, or the variable was given; not those of a loop."""
    record = n.unparenthesised(record)
    found = ctx.model.value_of(record) if isinstance(record, n.Name) else record
    found = n.unparenthesised(found) if found is not None else None
    return found if isinstance(found, n.Fetch) and isinstance(found.source, n.Name) else None


def names_one(criteria: Any) -> bool:
    """Whether criteria are those of one record: something is compared with a value that is no constant.

    ``Email == input.Email`` and ``ID == 7`` mean one record, ``Status == "Open"`` and ``Due < today`` do
    not.  Of several conditions joined by "or" each has to be such a one.
    """
    # each entry is one way to fulfil the criteria, and what is left to look at on it
    ways: list[list[Any]] = [[criteria]]
    for _ in range(_MOST):
        if not ways:
            return True
        parts = ways.pop()
        part = n.unparenthesised(parts.pop()) if parts else None
        if part is None:
            return False  # a way without anything that names one record
        if part.__class__ is not n.Binary:
            ways.append(parts)
        elif part.op in _AND:
            ways.append([*parts, part.left, part.right])
        elif part.op in _OR:
            ways += ([*parts, part.left], [*parts, part.right])
        elif part.op not in _EQUAL or not _tells_apart(part):
            ways.append(parts)
    return True  # more ways than anybody reads


def _tells_apart(part: Any) -> bool:
    """Whether an equation holds for one record: with a value that is no constant, or with the id of one."""
    if n.unparenthesised(part.right).__class__ not in _CONSTANTS:
        return True
    left = n.unparenthesised(part.left)
    return isinstance(left, n.Name) and left.text.lower() == "id"
