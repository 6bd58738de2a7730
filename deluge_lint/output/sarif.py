"""SARIF 2.1.0, the exchange format that GitHub code scanning and other platforms read.

What platforms insist on: paths relative to ``SRCROOT`` with forward slashes, lines and
columns from 1, every rule described, fingerprints that tell findings apart.  GitHub's
upload action adds its own ``primaryLocationLineHash`` and complains when somebody else
fills it differently; ours therefore has a key of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from deluge_lint.diagnostics import FLOW, Diagnostic, Fix, Severity, Span
from deluge_lint.engine.fingerprint import Fingerprints
from deluge_lint.engine.links import HOME
from deluge_lint.engine.results import RunResult
from deluge_lint.output.context import OutputContext
from deluge_lint.output.sarif_code import Snippets
from deluge_lint.output.sarif_rules import LEVELS, descriptor
from deluge_lint.output.summary import findings, problems
from deluge_lint.output.uris import directory_uri, path_uri

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "delugeLint/v1"
_ROOT = "SRCROOT"
# In SARIF messages this would be a link to a related place.
_LINK = re.compile(r"\[(?=[^\]]*\]\()")


def render(run: RunResult, context: OutputContext) -> Iterator[str]:
    """The log file, one result a line."""
    rules: dict[str, int] = {}
    described: list[dict[str, Any]] = []
    listed = [(path, found, "new" if run.compared else "") for path, found in findings(run)]
    listed += [(path, found, "unchanged") for path, found in run.known]
    for _, diagnostic, _ in listed:
        if diagnostic.code not in rules:
            rules[diagnostic.code] = len(rules)
            described.append(descriptor(diagnostic, context))
    driver = {
        "name": "deluge-lint", "informationUri": HOME, "version": context.version,
        "semanticVersion": context.version, "rules": described,
    }  # fmt: skip
    yield f'{{\n"$schema": "{SCHEMA}",\n"version": "2.1.0",\n"runs": [{{\n'
    yield f'"tool": {_dump({"driver": driver})},\n'
    yield '"columnKind": "unicodeCodePoints",\n'
    yield f'"originalUriBaseIds": {_dump({_ROOT: {"uri": directory_uri(context.cwd)}})},\n'
    yield f'"invocations": [{_dump(_invocation(run, context))}],\n"results": ['
    fingerprints, separator = Fingerprints(), "\n"
    snippets = Snippets(context)
    for path, diagnostic, state in listed:
        result = _result(path, diagnostic, snippets, rules[diagnostic.code])
        if state:
            result["baselineState"] = state
        if state == "unchanged":
            # what platforms understand that have never heard of baselines
            result["suppressions"] = [{"kind": "external", "justification": "known in the baseline"}]
        fingerprint = fingerprints.of(context.relative(path), diagnostic, context.source_of(path))
        result["partialFingerprints"] = {FINGERPRINT: fingerprint}
        yield separator + _dump(result)
        separator = ",\n"
    yield "\n]\n}]\n}\n"


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True)


def _text(text: str) -> dict[str, str]:
    return {"text": _LINK.sub(r"\\[", text)}


def _invocation(run: RunResult, context: OutputContext) -> dict[str, Any]:
    """Whether the run was complete, and what could not be linted or was left out."""
    notifications: list[dict[str, Any]] = [
        _notification("error", path, message, context) for path, message in problems(run)
    ]
    complete = not notifications
    notifications += [
        _notification("note", file.path, file.note, context)
        for file in run.files
        if file.note and not file.problem
    ]
    return {"executionSuccessful": complete, "toolExecutionNotifications": notifications}


def _notification(level: str, path: str, message: str, context: OutputContext) -> dict[str, Any]:
    found: dict[str, Any] = {"level": level, "message": _text(message)}
    if path:
        found["locations"] = [{"physicalLocation": {"artifactLocation": _artifact(path, context)}}]
    return found


def _sentence(text: str) -> str:
    """A sentence of its own: viewers that show a message on one line drop the line break between two."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?')) else '.'}"


def _result(path: str, diagnostic: Diagnostic, snippets: Snippets, rule_index: int) -> dict[str, Any]:
    context = snippets.context
    said = filter(None, (diagnostic.message, diagnostic.help))
    message = "\n".join(map(_sentence, said)) if diagnostic.help else diagnostic.message
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule_index,
        "level": LEVELS[diagnostic.severity],
        "message": _text(message),
        "locations": [{"physicalLocation": _location(path, diagnostic.span, snippets)}],
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _location(note.path or path, note.span, snippets),
                "message": _text(note.message),
            }
            for number, note in enumerate(diagnostic.related, 1)
        ]
    if FLOW in diagnostic.tags:
        result["codeFlows"] = [_flow(path, diagnostic, snippets)]
    fixes = [_fix(path, fix, context) for fix in diagnostic.fixes]
    if fixes and context.source_of(path) is not None:
        result["fixes"] = fixes
    if diagnostic.tags or diagnostic.severity is Severity.HINT:
        hint = {"hint"} if diagnostic.severity is Severity.HINT else set()
        result["properties"] = {"tags": sorted(diagnostic.tags | hint)}
    return result


def _flow(path: str, diagnostic: Diagnostic, snippets: Snippets) -> dict[str, Any]:
    """The way of a value from where it comes in to where it does harm."""
    steps = [(note.path or path, note.span, note.message) for note in diagnostic.related]
    steps.append((path, diagnostic.span, diagnostic.message))
    locations = [
        {"location": {"physicalLocation": _location(where, span, snippets), "message": _text(message)}}
        for where, span, message in steps
    ]
    return {"threadFlows": [{"locations": locations}]}


def _artifact(path: str, context: OutputContext) -> dict[str, Any]:
    relative = context.relative(path)
    uri = path_uri(relative)
    return {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": _ROOT}


def _location(path: str, span: Span, snippets: Snippets) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": _artifact(path, snippets.context)}
    region: dict[str, Any] = {**_region(path, span, snippets.context)}
    if region:
        location["region"] = region
        snippets.add(location, path, span)
    return location


def _region(path: str, span: Span, context: OutputContext) -> dict[str, int]:
    place = context.place(path, span)
    if place is None:
        return {}
    return {
        "startLine": place.start.line, "startColumn": place.start.column,
        "endLine": place.end.line, "endColumn": place.end.column,
    }  # fmt: skip


def _fix(path: str, fix: Fix, context: OutputContext) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(path, edit.span, context), "insertedContent": {"text": edit.text}}
        for edit in fix.edits
    ]
    return {
        "description": _text(fix.title),
        "artifactChanges": [{"artifactLocation": _artifact(path, context), "replacements": replacements}],
        "properties": {"applicability": fix.applicability.label},
    }
