"""What clients may ask, as plain functions: nothing is written, nothing leaves the machine."""

from __future__ import annotations

import json
import os
from inspect import cleandoc
from typing import Any

from deluge_lint.agents.guard import Guard, Refused
from deluge_lint.catalog import lookup
from deluge_lint.config.model import Overrides
from deluge_lint.config.settings import Settings
from deluge_lint.documents.hosts import UnknownHost, parse
from deluge_lint.documents.script import Host
from deluge_lint.engine.discovery import SettingsError, discover
from deluge_lint.engine.fingerprint import Fingerprints
from deluge_lint.engine.links import rule_url
from deluge_lint.engine.registry import registry
from deluge_lint.engine.results import FileSettings
from deluge_lint.engine.runner import lint_source
from deluge_lint.output.agent import finding
from deluge_lint.output.catalog_page import rows
from deluge_lint.output.context import OutputContext
from deluge_lint.source import SourceFile

#: Findings that one answer has at most.
MOST_FINDINGS = 200


def lint_script(guard: Guard, code: str, path: str, host: str, preset: str) -> dict[str, Any]:
    """The findings in a text, or in a file when ``path`` names one and there is no text."""
    source, settings = _source(guard, code, path, host, preset)
    result = lint_source(source, settings)
    context = OutputContext(source_of=lambda _: source)
    prints = Fingerprints()
    found = [finding(source.path, each, context, prints) for each in result.diagnostics[:MOST_FINDINGS]]
    more = max(0, len(result.diagnostics) - MOST_FINDINGS)
    return {"count": len(result.diagnostics), "findings": found, "left_out": more, "note": result.note}


def explain_rule(guard: Guard, name: str) -> dict[str, Any]:
    """The page of a rule."""
    rule = registry().find(name)
    if rule is None:
        near = registry().nearest(name, selectors=False)
        raise Refused(f"there is no rule `{name}`" + (f"; did you mean `{near}`?" if near else ""))
    return {
        "count": 1, "code": rule.code, "name": rule.name, "category": rule.category,
        "severity": rule.severity.label, "page": cleandoc(rule.__doc__ or ""), "url": rule_url(rule.name),
        "sources": [each._asdict() for each in rule.sources],
    }  # fmt: skip


def check_portability(guard: Guard, code: str, path: str, source_host: str, to: str) -> dict[str, Any]:
    """Whether the functions of a text or file run in another service, and what keeps them from it."""
    from deluge_lint.output.portability import render
    from deluge_lint.portability.report import draw_up
    from deluge_lint.portability.scan import scan_source
    from deluge_lint.portability.targets import hosts_of

    origin = _host(source_host)
    source, settings = _source(guard, code, path, "", "")
    try:
        targets = hosts_of((to,), origin)
    except UnknownHost as error:
        raise Refused(str(error)) from None
    if not targets:
        raise Refused("name the service to lift to, such as `creator`")
    scanned = scan_source(source, settings._replace(targets=targets), origin)
    report = draw_up([scanned], targets, origin)
    text = "".join(render("json", report, OutputContext(source_of=lambda _: source)))
    return {"count": len(report.functions), "report": json.loads(text)}


def catalog_lookup(guard: Guard, name: str) -> dict[str, Any]:
    """What the catalogue knows of a name: signature, services, limits, sources."""
    if not name.strip():
        raise Refused("give the name of a built-in, task, statement, variable or limit")
    found = lookup.find(name) or lookup.below(name)
    if not found:
        near = lookup.nearest(name)
        raise Refused(f"nothing is known of `{name}`" + (f"; near are {', '.join(near)}" if near else ""))
    return {
        "count": len(found),
        "entries": [
            {"name": each.name, "kind": each.kind, "facts": [list(row) for row in rows(each)]}
            for each in found[:20]
        ],
    }


def inventory(guard: Guard, path: str) -> dict[str, Any]:
    """Every function below a path: callers, callees, calls outside, cost, what is unused."""
    from deluge_lint.inventory.draw import draw_up
    from deluge_lint.inventory.survey import survey
    from deluge_lint.output.inventory import render
    from deluge_lint.output.inventory.selection import select

    real = guard.path(path)
    settings = Settings()
    try:
        found = discover([real], settings.files_in)
        drawn = draw_up(survey(guard.files(list(found.files)), settings.settings_for, broken=found.broken))
    except SettingsError as error:
        raise Refused(str(error)) from None
    text = "".join(render("json", select(drawn), OutputContext(cwd=real if os.path.isdir(real) else "")))
    return {"count": len(drawn.entries), "inventory": json.loads(text)}


def _source(
    guard: Guard, code: str, path: str, host: str, preset: str
) -> tuple[SourceFile, FileSettings]:  # fmt: skip
    if preset not in ("", "draft", "recommended", "production-gate"):
        raise Refused(f"there is no preset `{preset}`: draft, recommended, production-gate")
    stated = _host(host)
    if code:
        settings = Settings(Overrides(preset=preset, isolated=True)).settings_for(path or "script.deluge")
        source = SourceFile(guard.text(code), path or "script.deluge")
        return source, settings._replace(host=stated) if stated is not None else settings
    if not path:
        raise Refused("give the code of a script, or the path of one")
    real = guard.path(path)
    if os.path.isdir(real):
        raise Refused(f"{path} is a folder; name a file")
    from deluge_lint.engine.reading import read_bytes, read_text
    from deluge_lint.engine.results import FileResult

    data = read_bytes(real)
    read = data if isinstance(data, FileResult) else read_text(data, real)
    if isinstance(read, FileResult):
        raise Refused(f"{path}: {read.problem or read.note}")
    try:
        settings = Settings(Overrides(preset=preset)).settings_for(real)
    except SettingsError as error:
        raise Refused(str(error)) from None
    guard.text(read.text)
    return read, settings._replace(host=stated) if stated is not None else settings


def _host(word: str) -> Host | None:
    try:
        return parse(word) if word else None
    except UnknownHost as error:
        raise Refused(str(error)) from None
