"""Facts about null as text, and what follows from them.

A fact is a path that is present; ``a=>b`` says that ``a`` is another name of ``b``, ``+a=>b`` that ``b`` is
present where ``a`` is true, ``-a=>b`` where it is false.
"""

from __future__ import annotations

from deluge_lint.semantics.guards import ALL
from deluge_lint.semantics.paths import parent_of, root_of, variables_in

Facts = frozenset[str]
ALIAS = "=>"


def holds(path: str, facts: Facts) -> bool:
    """Whether ``facts`` say that the value of ``path`` is present."""
    if path in facts:
        return True
    parent = parent_of(path)
    return bool(parent) and parent + ALL in facts


def other_names(path: str, facts: Facts) -> list[str]:
    """What ``path`` is called by the values that its variable was given."""
    aliases = (each.partition(ALIAS) for each in facts if ALIAS in each)
    return [right + path[len(left) :] for left, _, right in aliases if path.startswith(left + "|")]


def mentioned(fact: str) -> frozenset[str]:
    """The variables whose assignment ends a fact; of ``a=>b`` either side does."""
    left, _, right = fact.lstrip("+-").partition(ALIAS)
    return frozenset((root_of(left), root_of(right), *variables_in(fact)))


def closed(facts: Facts, more: set[str]) -> Facts:
    """``facts`` and ``more``, with all that other names and stored tests make of them."""
    new = more - facts
    if not new:
        return facts
    aliases = [each.partition(ALIAS) for each in facts if ALIAS in each]
    result = set(facts)
    todo = list(new)
    while todo:
        fact = todo.pop()
        if fact in result:
            continue
        if fact[0] not in "+-":
            result.add(fact)
        for left, _, right in aliases:
            if left == fact:
                todo.append(right)
            elif fact.startswith(left + "|"):
                todo.append(right + fact[len(left) :])
    return frozenset(result)
