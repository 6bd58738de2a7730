"""The MCP server: the tools with their schemas, each request through the guard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from deluge_lint import __version__
from deluge_lint.agents import tools
from deluge_lint.agents.guard import Guard, Refused

_INSTRUCTIONS = (
    "Static analysis of Zoho Deluge scripts. Facts about Zoho come from a catalogue with sources; ask "
    "catalog_lookup before using a built-in or integration task, lint_script after writing code."
)
_READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

Code = Annotated[str, Field(description="The text of a Deluge script; empty to read `path` instead.")]
Path = Annotated[str, Field(description="A file below the allowed folders, or a name for the given code.")]
HostWord = Annotated[
    str,
    Field(description="Where the script runs, such as `crm` or `creator.form.on_load`; empty to detect it."),
]


class _Asked:
    """Passes requests through the guard; what is refused becomes an error of the tool."""

    def __init__(self, guard: Guard, who: str) -> None:
        self.guard = guard
        self._who = who

    def __call__(
        self, tool: str, arguments: dict[str, Any], answer: Callable[[], dict[str, Any]]
    ) -> dict[str, Any]:
        try:
            return self.guard.ask(self._who, tool, arguments, answer)
        except Refused as refusal:
            raise ToolError(str(refusal)) from None


def create(guard: Guard, who: str = "") -> MCPServer[Any]:
    """A server whose requests go through ``guard``; ``who`` names the client in the audit log."""
    server: MCPServer[Any] = MCPServer("deluge-lint", version=__version__, instructions=_INSTRUCTIONS)
    asked = _Asked(guard, who)
    _about_scripts(server, asked)
    _about_facts(server, asked)
    return server


def _about_scripts(server: MCPServer[Any], asked: _Asked) -> None:
    guard = asked.guard

    @server.tool(annotations=_READS)
    def lint_script(
        code: Code = "", path: Path = "", host: HostWord = "",
        preset: Annotated[str, Field(description="draft, recommended or production-gate.")] = "",
    ) -> dict[str, Any]:  # fmt: skip
        """Find mistakes, limits, secrets and portability faults in a script, each with an id and edits."""
        given = {"code": code, "path": path, "host": host, "preset": preset}
        return asked("lint_script", given, lambda: tools.lint_script(guard, code, path, host, preset))

    @server.tool(annotations=_READS)
    def check_portability(
        to: Annotated[str, Field(description="The service to lift to, such as `creator`, or `all`.")],
        code: Code = "", path: Path = "",
        source_host: Annotated[str, Field(description="Where the script runs now, such as `crm`.")] = "",
    ) -> dict[str, Any]:  # fmt: skip
        """Tell whether functions run in another Zoho service, and what to write instead of what does not."""
        given = {"code": code, "path": path, "from": source_host, "to": to}
        return asked(
            "check_portability", given, lambda: tools.check_portability(guard, code, path, source_host, to)
        )

    @server.tool(annotations=_READS)
    def inventory(path: Annotated[str, Field(description="A file or folder of scripts.")]) -> dict[str, Any]:
        """List functions with callers, external calls, worst-case cost, duplicates and what is unused."""
        return asked("inventory", {"path": path}, lambda: tools.inventory(guard, path))


def _about_facts(server: MCPServer[Any], asked: _Asked) -> None:
    guard = asked.guard

    @server.tool(annotations=_READS)
    def explain_rule(name: Annotated[str, Field(description="Name or code of a rule.")]) -> dict[str, Any]:
        """Explain a rule: what it finds, why it matters, its sources."""
        return asked("explain_rule", {"name": name}, lambda: tools.explain_rule(guard, name))

    @server.tool(annotations=_READS)
    def catalog_lookup(
        name: Annotated[str, Field(description="A built-in, task, statement, variable or limit.")],
    ) -> dict[str, Any]:
        """Look up what is known of a name of Deluge: signature, services, connection rule, limits, source."""
        return asked("catalog_lookup", {"name": name}, lambda: tools.catalog_lookup(guard, name))
