"""What can be configured, and how a configuration looks once it has been read.

:data:`KEYS` is the one list of settings: the loader checks against it, the schema and the
reference page are generated from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deluge_lint.engine.discovery import SettingsError
from deluge_lint.records import NamedTuple

FILE_NAMES = ("deluge-lint.toml", ".deluge-lint.toml", "pyproject.toml")
PYPROJECT = "pyproject.toml"
TABLE = ("tool", "deluge-lint")

MEGABYTE = 1_000_000


class ConfigError(SettingsError):
    """A configuration cannot be meant as it stands.

    The message is one line for people, with file and line where it comes from a file.
    """


class Key(NamedTuple):
    """One setting: its ``kind`` decides how a value is checked (see :mod:`.values`)."""

    name: str
    kind: str
    default: Any
    about: str
    example: Any = None


KEYS: Mapping[str, Key] = {
    key.name: key
    for key in (
        Key("preset", "preset", "recommended",
            "The ladder of rules to start from: `draft` has the rules for code that is being written, "
            "`recommended` those for daily work, `production-gate` those for code that goes live as well. "
            "Each step holds all rules of the one before."),
        Key("preview", "boolean", False,
            "Whether new rules that are still being tried run as well. Without it such a rule runs only "
            "when its own name or code is selected."),
        Key("select", "selectors", None,
            "Run these rules instead of those of the preset: names, codes, starts of codes such as `DLG2`, "
            "categories, or `all`. Where `select` and `ignore` both mean a rule, the more exact one counts.",
            ["security", "DLG2", "undefined-variable"]),
        Key("extend-select", "selectors", (),
            "Run these rules as well.", ["leftover-info"]),
        Key("ignore", "selectors", (),
            "Do not run these rules.", ["unused-variable", "style"]),
        Key("severity", "severities", {},
            "The severity of rules, or `off`. It switches no rule on: that is what `extend-select` is for.",
            {"hardcoded-record-id": "error", "style": "hint", "mixed-and-or": "off"}),
        Key("fail-on", "severity", "warning",
            "The lowest severity that makes the exit code 1. It counts from the configuration that is "
            "nearest to everything that is linted."),
        Key("host", "host", "",
            "Where scripts run that do not say it themselves, as service or service and context. It goes "
            "before what pulled files beside the scripts tell, see docs/reference/trees.md.",
            "creator.form.on_validate"),
        Key("hosts", "hosts", {},
            "Hosts by path. Patterns are those of .gitignore, relative to the folder of the configuration; "
            "of several that match the last one counts.",
            {"crm/**": "crm", "creator/forms/**": "creator.form"}),
        Key("targets", "host_list", (),
            "Services that the scripts are to be lifted to. Portability rules then report what keeps them "
            "from running there as well.", ["creator"]),
        Key("catalog", "fact_files", (),
            "TOML files with facts about the organisation: its own functions, connections, modules, forms "
            "and names, see docs/reference/organisation-facts.md. Paths are relative to the folder of the "
            "configuration.", ["zoho-facts.toml"]),
        Key("baseline", "path", "",
            "A file with findings that are known and stay silent, as `deluge-lint baseline write` makes it, "
            "relative to the folder of the configuration. See docs/reference/baseline.md.",
            "deluge-lint-baseline.json"),
        Key("per-path-ignores", "ignores", {},
            "Rules that do not run on some paths. Patterns are those of .gitignore, relative to the folder "
            "of the configuration.", {"tests/**": ["leftover-info"], "vendor/**": ["all"]}),
        Key("rules", "options", {}, "The options of rules, a table for each rule.",
            {"too-complex": {"max-complexity": 25}}),
        Key("require-reason", "boolean", True,
            "Whether a suppression comment has to give a reason."),
        Key("files", "patterns", ("*.deluge", "*.dg", "*.ds", "*.zml"),
            "Which files of a folder are linted: scripts, exports of Creator, pages with `<% %>`, Markdown "
            "with blocks of Deluge. A file that is named on the command line always is.",
            ["*.deluge", "functions/**/*.txt", "pages/*.html", "docs/**/*.md"]),
        Key("exclude", "patterns", (),
            "Files and folders that are left out when a folder is searched. Hidden ones and `node_modules` "
            "always are.", ["generated/", "*.backup.deluge"]),
        Key("respect-gitignore", "boolean", True,
            "Whether what .gitignore excludes is left out when a folder is searched."),
        Key("max-file-size", "size", 10 * MEGABYTE,
            "Larger files are not linted: bytes as a number, or a text such as `\"500 kB\"` or `\"2 MB\"`. "
            "An export of a Creator application may be ten times as large.",
            "2 MB"),
        Key("jobs", "count", 0,
            "Processes for a large run; 0 for as many as there are processors."),
        Key("cache", "boolean", True,
            "Whether results are kept for the next run. Small runs never use the cache."),
        Key("cache-dir", "path", "",
            "Where results are kept, relative to the folder of the configuration. Without it they are in "
            "`.deluge-lint-cache` there, or in the user's cache folder where there is no configuration."),
    )
}  # fmt: skip


class Config(NamedTuple):
    """One configuration as read: ``values`` holds the checked values of the keys it states.

    ``folder`` is what its patterns are relative to; ``file`` is empty for the defaults.
    ``text`` is kept to say on which line something stands.
    """

    file: str
    folder: str
    values: Mapping[str, Any]
    text: str = ""

    def get(self, key: str) -> Any:
        """The stated value of a setting, or its default."""
        return self.values.get(key, KEYS[key].default)


class Overrides(NamedTuple):
    """What the command line puts on top of every configuration; empty fields leave it alone.

    ``select`` replaces what the configuration chooses, the others add to it.
    """

    preset: str = ""
    preview: bool = False
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    host: str = ""
    targets: tuple[str, ...] = ()
    fail_on: str = ""
    config: str = ""
    isolated: bool = False
    jobs: int = 0
    cache: bool = True
    baseline: str = ""
