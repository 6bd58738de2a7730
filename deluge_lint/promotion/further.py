"""Questions of a policy that need more than the side itself: another service, a baseline."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

from deluge_lint.documents.hosts import parse
from deluge_lint.engine.baseline import FILE_NAME, BaselineError, Entry, read
from deluge_lint.portability.model import Status
from deluge_lint.portability.report import draw_up
from deluge_lint.portability.scan import scan_source
from deluge_lint.promotion.judge import Reason
from deluge_lint.promotion.model import Place, Side
from deluge_lint.promotion.policy import Environment

_LEAST = {"ready": Status.READY, "fixes": Status.FIXES, "rework": Status.REWORK}


def portability(candidate: Side, environment: Environment) -> Iterator[Reason]:
    """Functions that cannot move as far to another service as the policy wants."""
    if not environment.portability:
        return
    host = parse(environment.portability)
    scans = [
        scan_source(source, candidate.settings[path]._replace(targets=(host,)), None)
        for path, source in candidate.sources.items()
    ]
    least = _LEAST[environment.least]
    for function in draw_up(scans, (host,)).functions:
        verdict = function.verdicts.get(str(host))
        if verdict is not None and verdict.status > least:
            message = f"{function.name} does not lift to {host}: {verdict.status.title}"
            yield Reason("block", "portability", message, Place(function.path, function.line))


def baselines(candidate: Side, current: Side | None, environment: Environment) -> Iterator[Reason]:
    """Findings that the baseline beside the candidate took in since the one beside the current side."""
    if environment.baseline_may_grow or current is None:
        return
    new = Counter({each: each.times for each in _entries(candidate)})
    old = Counter({(each.name, each.fingerprint): each.times for each in _entries(current)})
    for each, times in new.items():
        more = times - old[each.name, each.fingerprint]
        if more > 0:
            message = f"the baseline took in {more} of {each.name}: {each.message}"
            yield Reason("block", "baseline", message, Place(each.path))


def _entries(side: Side) -> tuple[Entry, ...]:
    folder = side.path if os.path.isdir(side.path) else os.path.dirname(side.path)
    try:
        with open(os.path.join(folder, FILE_NAME), encoding="utf-8-sig") as file:
            return read(file.read())
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, BaselineError) as error:
        raise ValueError(f"{os.path.join(folder, FILE_NAME)}: {error}") from None
