"""How severe what cannot be read is: an error, but where Zoho's own samples write it so."""

from __future__ import annotations

import pytest

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.registry import registry
from deluge_lint.engine.results import ActiveRule, FileSettings
from deluge_lint.engine.runner import lint_source
from deluge_lint.source import SourceFile

CALL = 'answer = invokeurl\n[\n\turl :"https://example.com"\n\ttype :GET\n]'


def severities(text: str) -> list[Severity]:
    rule = registry().rules["syntax-error"]
    settings = FileSettings((ActiveRule(rule.name, rule.severity),))
    return [each.severity for each in lint_source(SourceFile(text, "a.deluge"), settings).diagnostics]


@pytest.mark.parametrize(
    "rest", ["\ninfo answer;", "\n", " // asked\ninfo answer;", "\nif(a)\n{\n\tinfo a;\n}"]
)
def test_a_call_to_the_web_may_lack_its_semicolon(rest: str) -> None:
    assert severities(CALL + rest) == [Severity.WARNING]
    assert severities(CALL + ";" + rest) == []


def test_other_statements_may_not() -> None:
    assert severities('answer = Map()\nanswer.put("a",1);') == [Severity.ERROR]
    assert severities(CALL + '.get("a")\ninfo answer;') == [Severity.ERROR]
