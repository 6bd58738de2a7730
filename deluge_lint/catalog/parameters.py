"""Parameters of tasks and built-ins, and how an index writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from deluge_lint.records import NamedTuple


class Parameter(NamedTuple):
    """One positional parameter; ``types`` are the kinds of value it takes.

    ``default`` is the number that an optional one stands for when it is left out, as text; empty
    where no page says it.  ``holds`` says what a text in it is: ``criteria``, ``query``,
    ``date-pattern``, else empty.
    """

    name: str
    types: tuple[str, ...]
    optional: bool = False
    default: str = ""
    holds: str = ""


def packed(parameters: Iterable[Mapping[str, Any]]) -> str:
    """Such as ``module:text;ids:text|list;criteria:text@criteria;page:number?1``."""
    return ";".join(map(_packed, parameters))


def _packed(one: Mapping[str, Any]) -> str:
    optional = f"?{one.get('default', '')}" if one.get("optional") else ""
    holds = f"@{one['holds']}" if "holds" in one else ""
    return f"{one['name']}:{packed_types(one['type'])}{holds}{optional}"


def packed_types(types: str | list[str]) -> str:
    """``text`` or ``text|list``."""
    return types if isinstance(types, str) else "|".join(types)


def unpacked(text: str) -> tuple[Parameter, ...]:
    """The parameters of :func:`packed`."""
    found = []
    for part in text.split(";") if text else ():
        name, _, rest = part.partition(":")
        types, optional, default = rest.partition("?")
        types, _, holds = types.partition("@")
        found.append(Parameter(name, tuple(types.split("|")), bool(optional), default, holds))
    return tuple(found)


def arity(parameters: tuple[Parameter, ...], variadic: bool = False) -> tuple[int, int | None]:
    """The least and the greatest number of arguments; ``None`` for no upper end."""
    least = sum(not one.optional for one in parameters)
    return least, None if variadic else len(parameters)
