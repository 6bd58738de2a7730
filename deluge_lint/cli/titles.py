"""How a rule is called in lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deluge_lint.engine.rule import Rule


def title_of(rule: type[Rule]) -> str:
    """The first line of the docstring, as a phrase without full stop."""
    return (rule.__doc__ or "").strip().partition("\n")[0].strip().rstrip(".")
