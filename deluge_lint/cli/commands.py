"""The names of the commands and where each lives, known without importing any of them."""

from __future__ import annotations

#: The command that runs when the first word names none.
DEFAULT = "check"

#: Command → module and attribute of its click command, and its line in ``--help``.
COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("deluge_lint.cli.check_command:check", "Lint files and folders (the default)."),
    "rules": ("deluge_lint.cli.rules_command:rules", "List all rules."),
    "explain": ("deluge_lint.cli.explain_command:explain", "Explain a rule or a topic."),
    "init": ("deluge_lint.cli.init_command:init", "Write a commented deluge-lint.toml."),
    "config": ("deluge_lint.cli.config_command:config", "Show the settings of a path and their origin."),
    "format": ("deluge_lint.cli.format_command:format_", "Rewrite scripts as Zoho's editor does on save."),
    "extract": (
        "deluge_lint.cli.extract_command:extract",
        "Take the scripts out of a Creator export, and put them back.",
    ),
    "portability": (
        "deluge_lint.cli.portability_command:portability",
        "Report what keeps functions from another service.",
    ),
    "inventory": (
        "deluge_lint.cli.inventory_command:inventory",
        "List functions, their calls, costs and duplicates.",
    ),
    "catalog": (
        "deluge_lint.cli.catalog_command:catalog",
        "Look up a built-in, task, statement, host or limit.",
    ),
    "baseline": (
        "deluge_lint.cli.baseline_command:baseline",
        "Keep known findings silent, so that new ones show.",
    ),
    "merge": (
        "deluge_lint.cli.merge_command:merge",
        "Report what several machines found (--shard).",
    ),
    "promote": (
        "deluge_lint.cli.promote_command:promote",
        "Judge whether an application may be promoted.",
    ),
    "mcp": ("deluge_lint.cli.mcp_command:mcp", "Serve read-only tools to AI clients (MCP)."),
    "server": ("deluge_lint.cli.server_command:server", "Run the language server for editors."),
    "tree": ("deluge_lint.cli.tree_command:tree", "Print the syntax tree of a file, for writers of rules."),
    "completion": ("deluge_lint.cli.completion_command:completion", "Print a shell completion script."),
}

#: Set by the completion script of a shell while it asks for candidates.
COMPLETION_VARIABLE = "_DELUGE_LINT_COMPLETE"
