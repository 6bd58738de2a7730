"""Custom APIs of Zoho Creator that fetch by what the caller sends, and ask nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from deluge_lint.catalog import builtins
from deluge_lint.engine.rule import RuleContext
from deluge_lint.syntax import nodes as n

from ._users import asks_for_user

_HELP = "compare with `zoho.loginuserid` in the criteria, or ask for a permission or a key first"


def check_custom_api(function: Any, ctx: RuleContext) -> None:
    """Report the first fetch by a parameter in a custom API that asks for nothing."""
    names = {each.name for each in function.params}
    by = [(fetch, chosen) for fetch in ctx.model.of(n.Fetch)
          if fetch.criteria is not None and ctx.model.body_of(fetch).function is function
          and (chosen := _chosen(fetch.criteria, names, ctx))]  # fmt: skip
    if not by or asks_for_user(function):
        return
    free = names.difference(*(chosen for _, chosen in by))
    tests = (each.test for kind in (n.If, n.Conditional) for each in ctx.model.of(kind))
    if any(_asks(test, free, ctx) for test in tests):
        return
    more = f"these records, and those of {len(by) - 1} more fetches," if len(by) > 1 else "these records"
    message = f"whoever calls the custom API `{function.name[:40]}` chooses {more} by its parameters"
    ctx.report(by[0][0], message, help=_HELP)


def _chosen(criteria: Any, names: set[str], ctx: RuleContext) -> set[str]:
    """The parameters that criteria compare with, directly or by a variable."""
    return {each.text for each in _values(criteria, ctx) if each.__class__ is n.Name and each.text in names}


def _asks(test: Any, free: set[str], ctx: RuleContext) -> bool:
    """Whether a condition looks at another parameter, or asks a function that is no built-in."""
    return any(
        (node.__class__ is n.Name and node.text in free)
        or (node.__class__ is n.Call and not builtins.find_function(node.function.text))
        or (node.__class__ is n.MethodCall and not builtins.find_method(node.name.lower()))
        for node in _values(test, ctx)
    )


def _values(root: Any, ctx: RuleContext) -> Iterator[Any]:
    """The nodes of an expression, and those of what its variables were given."""
    for node in root.walk():
        value = ctx.model.value_of(node) if node.__class__ is n.Name else None
        yield node
        if value is not None:
            yield from value.walk()
