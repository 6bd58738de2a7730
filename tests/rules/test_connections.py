"""What the rules about connections mend is well for every task of the catalogue."""

from __future__ import annotations

import pytest

from deluge_lint.catalog import tasks
from deluge_lint.diagnostics import Diagnostic, Severity
from deluge_lint.documents.script import Host
from deluge_lint.engine.results import ActiveRule, FileSettings
from deluge_lint.engine.runner import lint_source
from deluge_lint.source import SourceFile

RULES = ("connection-missing", "connection-superfluous", "connection-position")
ACTIVE = tuple(ActiveRule(name, Severity.WARNING) for name in RULES)
VALUES = {
    "text": '"some text"', "number": "7", "decimal": "1.5", "map": '{"a":1}', "list": '{"a","b"}',
    "boolean": "true", "file": '"a".toFile("a.txt")', "date": "zoho.currentdate",
    "datetime": "zoho.currenttime",
}  # fmt: skip
WITH_CONNECTION = [
    task for task in map(tasks.find, tasks.names())
    if task is not None and task.connection.position and task.signature_verified
]  # fmt: skip


def _has_neutral_values(task: tasks.IntegrationTask) -> bool:
    """Whether something can stand for each argument between the required ones and the connection."""
    return all(
        one.optional and (one.default or one.types[0] in ("map", "list", "text"))
        for one in task.parameters[sum(not each.optional for each in task.parameters) :][:-1]
    )


def _found(code: str, target: str) -> list[Diagnostic]:
    settings = FileSettings(ACTIVE, Host("crm", "", "stated"), targets=(Host(target, "", "stated"),))
    result = lint_source(SourceFile(code), settings)
    return [each for each in result.diagnostics if each.lift is None or not each.lift.own]


def _mended(code: str, found: Diagnostic) -> str:
    for edit in reversed(found.fixes[0].edits):
        code = code[: edit.span.start] + edit.text + code[edit.span.end :]
    return code


def _call(task: tasks.IntegrationTask, optional: bool, connection: bool) -> str:
    position = task.connection.position or 0
    given = [
        '"link"' if at == position else VALUES[one.types[0]]
        for at, one in enumerate(task.parameters, 1)
        if (at != position or connection) and (optional or connection or not one.optional)
    ]
    return f"info {task.name}({','.join(given)});"


@pytest.mark.parametrize("target", ["creator", "cliq", "desk", "books", "flow"])
@pytest.mark.parametrize("optional", [True, False], ids=["all", "required"])
@pytest.mark.parametrize("connection", [True, False], ids=["with", "without"])
def test_mended_calls_are_well(target: str, optional: bool, connection: bool) -> None:
    mended = 0
    for task in WITH_CONNECTION:
        code = _call(task, optional, connection)
        for found in _found(code, target):
            if not found.fixes:
                assert not _has_neutral_values(task), code
                continue
            again = _mended(code, found)
            assert _found(again, target) == [], (code, again)
            mended += 1
    assert mended or connection or target == "flow"
