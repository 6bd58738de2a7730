"""How much work a finding is, in minutes, from the metadata of its rule.

The first finding of a kind in a function costs what the catalogue says of its construct, else
what its rule says.  Each equal one after it,
from the same rule with the same need and message, costs a quarter of that: how to do it is
known by then, but it still has to be done and looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from deluge_lint.engine.lift import MINUTES, NEEDS
from deluge_lint.engine.rule import Rule
from deluge_lint.portability.model import Issue

#: The share of the price that a finding costs when an equal one stands before it.
REPEATED = 4

HOURS_A_DAY = 8


def price(rule: type[Rule] | None, need: str) -> int:
    """The minutes for one finding with this need; an unknown need counts as ``rework``."""
    known = need if need in NEEDS else "rework"
    efforts = rule.efforts if rule is not None else {}
    return efforts.get(known, MINUTES[known])


def priced(issues: Iterable[Issue], rules: Mapping[str, type[Rule]]) -> tuple[Issue, ...]:
    """The issues of one function at one target with their minutes."""
    seen: set[tuple[str, str, str]] = set()
    done = []
    for issue in issues:
        found = issue.diagnostic
        full = (found.lift.minutes if found.lift else 0) or price(rules.get(found.name), issue.need)
        key = (found.name, issue.need, found.message)
        repeated = key in seen
        seen.add(key)
        # rounded up: work of less than a minute is no work
        minutes = -(-full // REPEATED) if repeated else full
        done.append(issue._replace(minutes=minutes, repeated=repeated))
    return tuple(done)


def shown(minutes: int) -> str:
    """An effort for people: minutes, then hours, from two working days on days of eight hours."""
    if minutes < 60:
        return f"{minutes} min"
    hours = minutes / 60
    if hours < 2 * HOURS_A_DAY:
        return f"{_short(hours)} h"
    return f"{_short(hours / HOURS_A_DAY)} days"


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def efforts(rule: type[Rule]) -> dict[str, int]:
    """What one finding of a portability rule costs by need, in minutes; empty for other rules."""
    if rule.category != "portability" and not rule.efforts:
        return {}
    return {need: price(rule, need) for need in NEEDS}


def explained(rule: type[Rule]) -> str:
    """The efforts of a rule in one sentence; empty where it has none."""
    words = {
        "check": "to check",
        "fix": "to fix",
        "rework": "to rework",
        "block": "where the service blocks it",
    }
    parts = [f"{shown(minutes)} {words[need]}" for need, minutes in efforts(rule).items()]
    if not parts:
        return ""
    listed = ", ".join(parts)
    return f"Usual effort for one place: {listed}; a quarter of that where it is repeated in a function."
