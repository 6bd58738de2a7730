"""The parts of a script that reports tell of one by one: its functions, and its bare statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deluge_lint.source import LineIndex
from deluge_lint.syntax import nodes as n

if TYPE_CHECKING:
    from deluge_lint.documents.script import Script
    from deluge_lint.semantics.calls import BodySummary
    from deluge_lint.semantics.model import SemanticModel
    from deluge_lint.semantics.scopes import Body


def parts_of(model: SemanticModel) -> list[tuple[Body, BodySummary]]:
    """The bodies with their summaries, the bare statements first, where there are any."""
    found = list(zip(model.bodies, model.summary()))
    bare = any(not isinstance(each, n.Function) for each in model.tree.root.body)
    return found if bare or len(found) == 1 else found[1:]


def function_name(function: n.Function) -> str:
    """Namespace and name as the header has them."""
    return f"{function.namespace}.{function.name}" if function.namespace else function.name


def fault_of(script: Script, lines: LineIndex) -> str:
    """Why a script was not read to its end without guessing; empty when it was.

    ``lines`` are those of the file that the script stands in.
    """
    faults = script.tree.faults
    if not faults:
        return ""
    first = min(faults, key=lambda each: each.span)
    place = lines.position(script.placement.offset(first.span.start))
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return f"has a syntax error at {place.line}:{place.column}: {first.message}{more}"
