"""Parameters of tasks and built-ins, and how an index writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from deluge_lint.records import NamedTuple


class Parameter(NamedTuple):
    """One positional parameter; ``types`` are the kinds of value it takes."""

    name: str
    types: tuple[str, ...]
    optional: bool = False


def packed(parameters: Iterable[Mapping[str, Any]]) -> str:
    """Such as ``module:text;ids:text|list;page:number?``."""
    return ";".join(
        f"{one['name']}:{packed_types(one['type'])}{'?' if one.get('optional') else ''}" for one in parameters
    )


def packed_types(types: str | list[str]) -> str:
    """``text`` or ``text|list``."""
    return types if isinstance(types, str) else "|".join(types)


def unpacked(text: str) -> tuple[Parameter, ...]:
    """The parameters of :func:`packed`."""
    found = []
    for part in text.split(";") if text else ():
        name, _, types = part.partition(":")
        optional = types.endswith("?")
        found.append(Parameter(name, tuple(types.rstrip("?").split("|")), optional))
    return tuple(found)


def arity(parameters: tuple[Parameter, ...], variadic: bool = False) -> tuple[int, int | None]:
    """The least and the greatest number of arguments; ``None`` for no upper end."""
    least = sum(not one.optional for one in parameters)
    return least, None if variadic else len(parameters)
