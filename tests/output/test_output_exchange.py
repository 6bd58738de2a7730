"""GitLab, JUnit, Checkstyle, CSV and Markdown: valid, complete, and safe whatever stands in a script."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from deluge_lint.diagnostics import Diagnostic, Severity, Span
from deluge_lint.engine.results import FileResult, RunResult
from deluge_lint.output import OutputContext, markdown, render
from deluge_lint.source import SourceFile

DATA = Path(__file__).parent / "data"
GITLAB = Draft202012Validator(json.loads((DATA / "gitlab.schema.json").read_text(encoding="utf-8")))
XML = {name: xmlschema.XMLSchema(str(DATA / f"{name}.xsd")) for name in ("junit", "checkstyle")}
FINDINGS = 5


def text_of(name: str, run: RunResult, context: OutputContext) -> str:
    return "".join(render(name, run, context))


def test_gitlab(sample: RunResult, context: Callable[..., OutputContext]) -> None:
    found = json.loads(text_of("gitlab", sample, context()))
    GITLAB.validate(found)
    assert len(found) == FINDINGS + 2
    assert len({each["fingerprint"] for each in found}) == len(found)
    assert [each["severity"] for each in found if each["check_name"] == "not linted"] == ["blocker"] * 2
    assert json.loads(text_of("gitlab", RunResult(()), context())) == []


@pytest.mark.parametrize("name", XML)
def test_xml(sample: RunResult, context: Callable[..., OutputContext], name: str) -> None:
    for run in (sample, RunResult(())):
        XML[name].validate(ElementTree.fromstring(text_of(name, run, context())))
    XML[name].validate(ElementTree.fromstring(text_of(name, sample, context({}))))


def test_junit_counts(sample: RunResult, context: Callable[..., OutputContext]) -> None:
    root = ElementTree.fromstring(text_of("junit", sample, context()))
    for element in (root, *root):
        cases = list(element.iter("testcase"))
        assert int(element.get("tests") or 0) == len(cases)
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(element.get(name) or 0) == sum(case.find(tag) is not None for case in cases)
    assert int(root.get("failures") or 0) == 3


def test_csv(sample: RunResult, context: Callable[..., OutputContext]) -> None:
    rows = list(csv.DictReader(io.StringIO(text_of("csv", sample, context()))))
    assert len(rows) == FINDINGS + 2
    assert {row["severity"] for row in rows} == {"error", "warning", "info", "hint", "problem"}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_markdown_lists_the_worst(
    context: Callable[..., OutputContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(markdown, "MOST", 2)
    levels = (Severity.HINT, Severity.ERROR, Severity.INFO, Severity.WARNING)
    found = [Diagnostic("DLG1", "a-rule", level, level.label, Span(0, 1)) for level in levels]
    text = text_of("markdown", RunResult((FileResult("a.dg", tuple(found)),)), context({"a.dg": "x = 1;"}))
    assert "| error |" in text and "| warning |" in text and "| hint |" not in text
    assert "2 more are left out" in text


@given(st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=12))
def test_any_text_is_safe(message: str, name: str) -> None:
    path = name.replace("\0", "") + ".dg"
    found = Diagnostic("DLG103", "undefined-variable", Severity.WARNING, message, Span(0, 1), message)
    run = RunResult((FileResult(path, (found,)), FileResult("z.dg", problem=message)))
    made = OutputContext(cwd="/w", source_of=lambda path: SourceFile("x = 1;", path))
    for format_name, schema in XML.items():
        schema.validate(ElementTree.fromstring(text_of(format_name, run, made)))
    json.loads(text_of("gitlab", run, made))
    text_of("markdown", run, made).encode()
    assert len(list(csv.reader(io.StringIO(text_of("csv", run, made), newline="")))) == 3
