"""Commands that a client may run: pages and reports as text that it can show."""

from __future__ import annotations

from typing import Any

from lsprotocol import types

from deluge_lint.engine.registry import registry
from deluge_lint.lsp.actions import fix_all
from deluge_lint.lsp.analysis import Analysis
from deluge_lint.lsp.project import Project
from deluge_lint.lsp.server import DelugeServer

EXPLAIN_TEXT = "deluge-lint.explainRuleText"
FIX_ALL = "deluge-lint.fixAll"
HOSTS = "deluge-lint.hosts"
HOST_OF = "deluge-lint.hostOf"
INVENTORY = "deluge-lint.inventoryReport"
PORTABILITY = "deluge-lint.portabilityReport"
RESTART_SCAN = "deluge-lint.rescan"


def register(server: DelugeServer) -> None:
    """Offer the commands."""

    @server.command(EXPLAIN_TEXT)
    def explain(name: str) -> str | None:
        rule = registry().find(str(name))
        if rule is None:
            return None
        sources = "\n".join(f"* [{each.title}](<{each.url}>)" for each in rule.sources)
        return f"# {rule.code} {rule.name}\n\n{_dedented(rule.__doc__ or '')}\n\n{sources}\n"

    @server.command(FIX_ALL)
    def fix(uri: str) -> bool:
        analysis = server.project.open.get(str(uri))
        edit = fix_all(analysis, server) if analysis is not None else None
        if edit is None:
            return False
        server.workspace_apply_edit(types.ApplyWorkspaceEditParams(edit, "deluge-lint: fix all"))
        return True

    @server.command(HOSTS)
    def hosts(*_: Any) -> list[str]:
        from deluge_lint.catalog import services

        return list(services.hosts())

    @server.command(RESTART_SCAN)
    def rescan(*_: Any) -> None:
        server.reconfigure()

    _reports(server)


def _reports(server: DelugeServer) -> None:
    """The commands that tell of a document, or of all there is."""

    @server.command(HOST_OF)
    def host_of(uri: str) -> dict[str, str] | None:
        analysis = server.project.open.get(str(uri))
        return told_host(analysis) if analysis is not None else None

    @server.command(INVENTORY)
    async def inventory(*_: Any) -> str | None:
        return await server.aside(inventory_page, server.project)

    @server.command(PORTABILITY)
    def portability(uri: str, *target: Any) -> str | None:
        return report(server, str(uri), str(target[0]) if target else "all")


def told_host(analysis: Analysis) -> dict[str, str] | None:
    """Where an open script runs (``name``, such as ``crm``, else empty) and what told it (``told``).

    ``None`` where the file is an application or has no script at all.
    """
    from deluge_lint.documents.hosts import told_by

    script = analysis.document.script
    if script is None:
        return None
    host, stated = script.host, analysis.settings.host
    if not host.service:
        return {"name": "", "told": told_by(script.tree, host)}
    if stated is None or str(stated) != str(host):
        told = told_by(script.tree, host)
    elif stated.confidence == "certain":
        told = "certain: its place in the folder"
    else:
        told = "stated: the settings"
    return {"name": str(host), "told": f"{host}, {told}"}


def report(server: DelugeServer, uri: str, target: str) -> str | None:
    """The portability report of an open document as an HTML page; ``None`` without document or service."""
    from deluge_lint.documents.hosts import UnknownHost
    from deluge_lint.output.context import OutputContext
    from deluge_lint.output.portability import render
    from deluge_lint.portability.report import draw_up
    from deluge_lint.portability.scan import scan_source
    from deluge_lint.portability.targets import hosts_of

    analysis = server.project.open.get(uri)
    if analysis is None:
        return None
    first = next(iter(analysis.document.scripts()), None)
    try:
        targets = hosts_of((target,), first.host if first is not None else None)
    except UnknownHost:
        return None
    settings = analysis.settings._replace(targets=targets)
    scanned = scan_source(analysis.source, settings, None)
    drawn = draw_up([scanned], targets, None)
    return "".join(render("html", drawn, OutputContext(source_of=lambda _: analysis.source)))


def inventory_page(project: Project) -> str | None:
    """The inventory of the session as an HTML page; ``None`` where there are no files.

    What is open counts as it is in the editor, the other scripts of the folders as on the disk.
    """
    from deluge_lint.inventory.draw import draw_up
    from deluge_lint.inventory.survey import scan_source, survey
    from deluge_lint.output.context import OutputContext
    from deluge_lint.output.inventory import render
    from deluge_lint.output.inventory.selection import select

    scans = [scan_source(each.source, each.settings) for each in list(project.open.values())]
    scans += survey(project.files(), project.settings_for)
    if not scans:
        return None
    return "".join(render("html", select(draw_up(scans)), OutputContext()))


def _dedented(text: str) -> str:
    from inspect import cleandoc

    return cleandoc(text)
