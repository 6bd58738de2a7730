"""The promotion record: what was checked, with what, and how it came out, as plain data.

The same inputs, policy and version give the same record byte for byte, but for ``made``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from deluge_lint import __version__
from deluge_lint.diagnostics import Diagnostic
from deluge_lint.engine.fingerprint import Fingerprints
from deluge_lint.promotion.judge import Accepted, Reason, Verdict
from deluge_lint.promotion.model import Change, Comparison, Consequence, Place, Side
from deluge_lint.promotion.policy import Environment
from deluge_lint.redaction import redacted, secret_spans
from deluge_lint.source import SourceFile

VERSION = 1
#: The one key that differs from run to run.
MADE = "made"

#: Characters of a line.
_MOST = 200


def record(
    candidate: Side, current: Side | None, comparison: Comparison | None, verdict: Verdict,
    environment: Environment, policy: dict[str, str], made: str,
) -> dict[str, Any]:  # fmt: skip
    """The record of one judgement; ``policy`` has the ``path`` and ``digest`` of the policy file."""
    found = list(comparison.new) if comparison is not None else candidate.findings()
    places = _Places(candidate, current)
    changes = comparison.changes if comparison is not None else ()
    consequences = comparison.consequences if comparison is not None else ()
    return {
        "version": VERSION,
        MADE: made,
        "tool": {"name": "deluge-lint", "version": __version__},
        "verdict": verdict.word,
        "environment": _environment(environment),
        "policy": policy,
        "candidate": _side(candidate),
        "current": _side(current) if current is not None else None,
        "reasons": [_reason(each, places) for each in verdict.reasons],
        "changes": [_change(each) for each in changes],
        "consequences": [_consequence(each, places) for each in consequences],
        "findings": {
            "new": _findings(candidate, found, places),
            "remaining": len(comparison.remaining) if comparison is not None else 0,
            "fixed": len(comparison.fixed) if comparison is not None else 0,
        },
        "suppressions": [_accepted(each, places) for each in verdict.accepted],
    }


def written(data: dict[str, Any]) -> str:
    """A record as text."""
    return json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def same(left: dict[str, Any], right: dict[str, Any]) -> list[str]:
    """The keys in which two records differ, ``made`` left out."""
    keys = sorted({*left, *right} - {MADE})
    return [key for key in keys if left.get(key) != right.get(key)]


def _environment(environment: Environment) -> dict[str, Any]:
    data = environment._asdict()
    data["budget"] = environment.budget._asdict()
    data["most"] = dict(environment.most)
    return {key: list(value) if isinstance(value, tuple) else value for key, value in data.items()}


def _side(side: Side) -> dict[str, Any]:
    return {
        "path": side.path.replace("\\", "/"), "name": side.name, "kind": side.kind,
        "scripts": len(side.units), "sha256": dict(sorted(side.digests.items())),
    }  # fmt: skip


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {"path": place.path.replace("\\", "/"), "line": place.line, "column": place.column}


class _Places:
    """Places with the line that stands there, without the secrets in it."""

    def __init__(self, *sides: Side | None) -> None:
        self._sources: dict[str, SourceFile] = {}
        for side in filter(None, sides):
            hidden = secret_spans(side.findings())
            for path, source in side.sources.items():
                self._sources[path] = redacted(source, hidden[path]) if path in hidden else source

    def shown(self, place: Place | None) -> dict[str, Any] | None:
        """The place as data, with its ``text`` where there is one."""
        data = _place(place)
        if data is None or place is None or not place.line:
            return data
        source = self._sources.get(place.path)
        if source is not None:
            text = source.lines.line_text(place.line).strip()
            data["text"] = text if len(text) <= _MOST else text[: _MOST - 1] + "\u2026"
        return data


def _reason(each: Reason, places: _Places) -> dict[str, Any]:
    return {"act": each.act, "kind": each.kind, "message": each.message, "place": places.shown(each.place)}


def _change(each: Change) -> dict[str, Any]:
    return {
        "act": each.act, "what": each.what, "name": each.name, "before": each.before,
        "details": list(each.details), "risks": list(each.risks), "place": _place(each.place),
        "old_place": _place(each.old_place),
    }  # fmt: skip


def _consequence(each: Consequence, places: _Places) -> dict[str, Any]:
    return {"kind": each.kind, "message": each.message, "place": places.shown(each.place)}


def _accepted(each: Accepted, places: _Places) -> dict[str, Any]:
    return {
        "place": places.shown(each.place), "names": list(each.names), "reason": each.reason,
        "owner": each.owner, "until": each.until,
    }  # fmt: skip


def _findings(side: Side, found: Iterable[tuple[str, Diagnostic]], places: _Places) -> list[dict[str, Any]]:
    prints = Fingerprints(side.exports)
    return [
        {
            "code": each.code, "name": each.name, "severity": each.severity.label, "message": each.message,
            "place": places.shown(side.place(path, each.span)),
            "fingerprint": prints.of(path, each, side.sources.get(path)),
        }
        for path, each in found
    ]  # fmt: skip
