"""The verdict: what a policy says to a candidate, each reason with its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from fnmatch import fnmatch

from deluge_lint.diagnostics import Diagnostic, Span
from deluge_lint.engine.registry import registry
from deluge_lint.engine.results import Suppression
from deluge_lint.promotion.consequences import ACCESS, BROKEN, DATA
from deluge_lint.promotion.model import Comparison, Place, Side
from deluge_lint.promotion.policy import SEVERITIES, Environment
from deluge_lint.records import NamedTuple

PASS, WARNINGS, BLOCKED = "pass", "pass with warnings", "blocked"
_BLOCK, _WARN, _PASS = "block", "warn", "pass"

#: Words that mark an address or a recipient as one of development, unless the policy names others.
DEVELOPMENT = ("localhost", "127.0.0.1", "ngrok", "sandbox", "staging", "webhook.site", "requestbin", "test")

_OWNER = re.compile(r"\bowner\s*[=:]\s*([^\s,;]+)", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|expires?)\s*[=:]?\s*(\d{4}-\d{2}-\d{2})\b", re.IGNORECASE)


class Reason(NamedTuple):
    """Why a candidate is blocked or passes with a warning; ``act`` is block or warn."""

    act: str
    kind: str
    message: str
    place: Place | None = None


class Accepted(NamedTuple):
    """A suppression in the code, with what its reason states."""

    place: Place
    names: tuple[str, ...]
    reason: str
    owner: str
    until: str


class Verdict(NamedTuple):
    """``word`` is pass, pass with warnings or blocked."""

    word: str
    reasons: tuple[Reason, ...]
    accepted: tuple[Accepted, ...]


def judge(
    candidate: Side, comparison: Comparison | None, environment: Environment, today: date,
    further: Iterable[Reason] = (),
) -> Verdict:  # fmt: skip
    """Judge a candidate; ``comparison`` is there when there is a current side.

    ``further`` are reasons that somebody else has found.
    """
    accepted = tuple(_accepted(candidate))
    reasons = [
        *(Reason(_BLOCK, "not-read", problem) for problem in candidate.problems),
        *_findings(candidate, comparison, environment),
        *_suppressions(accepted, environment, today),
        *_doors(candidate, environment),
        *_leftovers(candidate, environment),
        *_budgets(candidate, environment),
        *(_consequences(comparison, environment) if comparison is not None else ()),
        *further,
    ]
    return Verdict(word_for(reasons), tuple(reasons), accepted)


def word_for(reasons: list[Reason]) -> str:
    """The verdict that some reasons come to."""
    acts = {each.act for each in reasons}
    return BLOCKED if _BLOCK in acts else WARNINGS if _WARN in acts else PASS


# -- findings ------------------------------------------------------------------------------


def _findings(side: Side, comparison: Comparison | None, environment: Environment) -> Iterator[Reason]:
    new_only = environment.new_only and comparison is not None
    found = list(comparison.new) if new_only and comparison is not None else side.findings()
    counts: Counter[str] = Counter()
    for path, each in found:
        act = act_for(each, environment)
        counts.update(word for word in environment.most if _means(word, each))
        if act != _PASS:
            message = f"{each.code} {each.name}: {each.message}"
            yield Reason(act, "finding", message, side.place(path, each.span))
    for word, most in environment.most.items():
        if counts[word] > most:
            yield Reason(_BLOCK, "too-many", f"{counts[word]} findings of `{word}`, {most} may pass")


def act_for(found: Diagnostic, environment: Environment) -> str:
    """What a finding does: of the words that mean it the most exact one counts, blocking before the rest."""
    best, act = -1, _PASS
    for words, meant in ((environment.block, _BLOCK), (environment.warn, _WARN), (environment.allow, _PASS)):
        for word in words:
            weight = _weight(word, found)
            if weight > best:
                best, act = weight, meant
    return act


def _means(word: str, found: Diagnostic) -> bool:
    return _weight(word, found) >= 0


def _weight(word: str, found: Diagnostic) -> int:
    """How exactly a word means a finding; -1 when it does not."""
    if word in SEVERITIES:
        return 0 if found.severity.label == word else -1
    if word.lower() == found.name or word.upper() == found.code:
        return 100
    if any(card.name == found.name for card in registry().select(word)):
        return 10 + len(word) if found.code.startswith(word.upper()) else 5
    return -1


# -- suppressions ----------------------------------------------------------------------------


def _accepted(side: Side) -> Iterator[Accepted]:
    for result in side.results:
        for each in result.suppressions:
            yield _accepted_one(side, result.path, each)


def _accepted_one(side: Side, path: str, each: Suppression) -> Accepted:
    owner, until = _OWNER.search(each.reason), _UNTIL.search(each.reason)
    place = side.place(path, Span(each.comment_start, each.comment_end))
    return Accepted(
        place, each.names, each.reason, owner[1] if owner else "", until[1] if until else ""
    )  # fmt: skip


def _suppressions(
    accepted: tuple[Accepted, ...], environment: Environment, today: date
) -> Iterator[Reason]:  # fmt: skip
    for each in accepted:
        names = ", ".join(each.names)
        lacks = [
            word for word, needed, there in (
                ("a reason", environment.reason, each.reason),
                ("an owner (`owner=NAME`)", environment.owner, each.owner),
                ("an expiry (`until=YYYY-MM-DD`)", environment.expiry, each.until),
            ) if needed and not there
        ]  # fmt: skip
        if lacks:
            message = f"the suppression of {names} lacks {' and '.join(lacks)}"
            yield Reason(_BLOCK, "suppression", message, each.place)
        if each.until and _is_past(each.until, today):
            yield Reason(
                _BLOCK, "suppression", f"the suppression of {names} ended on {each.until}", each.place
            )


def _is_past(until: str, today: date) -> bool:
    try:
        return date.fromisoformat(until) < today
    except ValueError:
        return True


# -- what scripts may reach -------------------------------------------------------------------


def _doors(side: Side, environment: Environment) -> Iterator[Reason]:
    """Connections, senders and addresses that the environment does not know."""
    for unit in side.units:
        for word, named, allowed in (
            ("uses the connection", unit.connections, environment.connections),
            ("sends mails from", unit.senders, environment.senders),
            ("names the address", unit.addresses, environment.domains),
        ):
            for each in named if allowed else ():
                if not any(fnmatch(each.lower(), pattern.lower()) for pattern in allowed):
                    message = f"{unit.title} {word} `{each}`, which is not allowed here"
                    yield Reason(_BLOCK, "not-allowed", message, unit.place)


def _leftovers(side: Side, environment: Environment) -> Iterator[Reason]:
    words = tuple(word.lower() for word in environment.development or DEVELOPMENT)
    for unit in side.units:
        for kind, word, named in (
            ("development-urls", "names the address", unit.addresses),
            ("test-mails", "sends mails to", unit.recipients),
        ):
            for each in named if kind in environment.forbid else ():
                if any(word in each.lower() for word in words):
                    message = f"{unit.title} {word} `{each}`, which looks like one of development"
                    yield Reason(_BLOCK, "leftover", message, unit.place)
    if "info" in environment.forbid:
        for path, found in side.findings():
            if found.name == "leftover-info":
                yield Reason(_BLOCK, "leftover", found.message, side.place(path, found.span))


def _budgets(side: Side, environment: Environment) -> Iterator[Reason]:
    for unit in side.units:
        for word, count, most in (
            ("external calls", unit.external, environment.budget.external_calls),
            ("lines", unit.lines, environment.budget.lines),
        ):
            if most and count > most:
                message = f"{unit.title} has {count} {word}, {most} may pass"
                yield Reason(_BLOCK, "budget", message, unit.place)


def _consequences(comparison: Comparison, environment: Environment) -> Iterator[Reason]:
    acts = {
        DATA: environment.data_at_risk,
        ACCESS: environment.widened_access,
        BROKEN: environment.broken_uses,
    }
    for each in comparison.consequences:
        act = acts.get(each.kind, _PASS)
        if act != _PASS:
            yield Reason(act, each.kind, each.message, each.place)
