"""The engine: what lints files, for the command line, the editor and tests alike.

The names below are loaded when first used, because importing them all would cost a third
of a run over one file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deluge_lint.engine.fixer import FixOutcome, WriteRefused, diff, fix_source, write_atomically
    from deluge_lint.engine.registry import Registry, RegistryError
    from deluge_lint.engine.results import ActiveRule, FileResult, FileSettings, RunResult, Suppression
    from deluge_lint.engine.runner import check_source, finish, lint_source
    from deluge_lint.engine.testing import RuleTester, RuleTestFailure, cases

_HOMES = {
    "ActiveRule": "results", "FileResult": "results", "FileSettings": "results", "FixOutcome": "fixer",
    "Registry": "registry", "RegistryError": "registry", "RuleTestFailure": "testing",
    "RuleTester": "testing", "RunResult": "results", "Suppression": "results", "WriteRefused": "fixer",
    "cases": "testing", "check_source": "runner", "diff": "fixer", "finish": "runner",
    "fix_source": "fixer", "lint_source": "runner", "write_atomically": "fixer",
}  # fmt: skip

__all__ = [
    "ActiveRule", "FileResult", "FileSettings", "FixOutcome", "Registry", "RegistryError",
    "RuleTestFailure", "RuleTester", "RunResult", "Suppression", "WriteRefused", "cases",
    "check_source", "diff", "finish", "fix_source", "lint_source", "write_atomically",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{home}"), name)
