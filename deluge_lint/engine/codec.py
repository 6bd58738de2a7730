"""Results as JSON and back, exactly: what is read is equal to what was written, tuples included.

JSON, because reading it runs no code whoever wrote the file.  Lists stand for themselves;
everything else that JSON lacks is an object with one key that tells what it is.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from deluge_lint.diagnostics import Along, Applicability, Diagnostic, Edit, Fix, Lift, Related, Severity, Span
from deluge_lint.engine.results import FileResult, Suppression

_PLAIN = (str, int, float, bool, type(None))
_KNOWN = {each.__name__: each for each in (Span, Suppression)}
_OURS = "deluge_lint."
_SUMMARIES = re.compile(r"deluge_lint\.semantics\.[a-z]+")


class NotStorable(Exception):
    """A rule recorded something that is no plain data; the result is not kept."""


def pack(value: Any) -> Any:
    """``value`` as plain JSON data; raises :class:`NotStorable`."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is list:
        return [pack(each) for each in value]
    if kind is tuple:
        return {"tuple": [pack(each) for each in value]}
    if kind is dict:
        return {"dict": [[pack(key), pack(each)] for key, each in value.items()]}
    if kind in (set, frozenset):
        return {kind.__name__: sorted((pack(each) for each in value), key=repr)}
    if kind in (Severity, Applicability):
        return {kind.__name__: int(value)}
    if _KNOWN.get(kind.__name__) is kind:
        return {kind.__name__: [pack(each) for each in value]}
    if issubclass(kind, tuple) and kind.__module__.startswith(_OURS) and hasattr(kind, "_fields"):
        return {f"{kind.__module__}:{kind.__qualname__}": [pack(each) for each in value]}
    raise NotStorable(kind.__name__)


def unpack(data: Any) -> Any:
    """The value of :func:`pack`; raises :class:`ValueError` or :class:`TypeError` for anything else."""
    if type(data) is list:
        return [unpack(each) for each in data]
    if type(data) is not dict:
        return data
    ((name, inner),) = data.items()
    if name in ("Severity", "Applicability"):
        return (Severity if name == "Severity" else Applicability)(inner)
    if name == "dict":
        return {unpack(key): unpack(each) for key, each in inner}
    values = [unpack(each) for each in inner]
    if name == "tuple":
        return tuple(values)
    if name in ("set", "frozenset"):
        return set(values) if name == "set" else frozenset(values)
    return (_KNOWN.get(name) or _class(name))(*values)


def _class(name: str) -> Any:
    """A tuple class of ours.  Only modules that are loaded already, and those of the summaries,
    which a run that finds everything here has had no other reason to load.
    """
    module, _, path = name.partition(":")
    if module not in sys.modules and _SUMMARIES.fullmatch(module) and find_spec(module):
        import_module(module)
    found = getattr(sys.modules.get(module), path, None) if module.startswith(_OURS) else None
    if not (isinstance(found, type) and issubclass(found, tuple) and hasattr(found, "_fields")):
        raise ValueError(f"{name} is no tuple class")
    return found


def pack_result(result: FileResult) -> list[Any]:
    """A result as plain data, without its path."""
    return [
        [_pack_diagnostic(each) for each in result.diagnostics],
        [pack(each) for each in result.suppressions],
        [[name, pack(list(facts))] for name, facts in result.facts.items()],
        result.problem, result.note, result.digest, result.faults,
    ]  # fmt: skip


def unpack_result(path: str, data: Any) -> FileResult:
    """The result of :func:`pack_result`; raises :class:`ValueError` or :class:`TypeError`."""
    diagnostics, suppressions, facts, problem, note, digest, faults = data
    return FileResult(
        path, tuple(map(_unpack_diagnostic, diagnostics)), tuple(map(unpack, suppressions)),
        {name: unpack(values) for name, values in facts}, problem, note, digest, faults,
    )  # fmt: skip


def _unpack_lift(
    to: str, need: str, own: bool, source: str, evidence: str, minutes: int, along: list[Any] | None
) -> Lift:  # fmt: skip
    return Lift(to, need, own, source, evidence, minutes, Along(*along) if along else None)


def _pack_diagnostic(found: Diagnostic) -> list[Any]:
    related = [[*each.span, each.message, each.path] for each in found.related]
    fixes = [
        [fix.title, int(fix.applicability), [[*edit.span, edit.text] for edit in fix.edits]]
        for fix in found.fixes
    ]
    return [
        found.code, found.name, int(found.severity), found.message, *found.span, found.help, related, fixes,
        sorted(found.tags), found.lift and list(found.lift),
    ]  # fmt: skip


def _unpack_diagnostic(data: list[Any]) -> Diagnostic:
    code, name, severity, message, start, end, help, related, fixes, tags, lift = data
    return Diagnostic(
        code, name, Severity(severity), message, Span(start, end), help,
        tuple(Related(Span(a, b), words, path) for a, b, words, path in related),
        tuple(
            Fix(title, [Edit(Span(a, b), text) for a, b, text in edits], Applicability(level))
            for title, level, edits in fixes
        ),
        frozenset(tags), lift and _unpack_lift(*lift),
    )  # fmt: skip
