"""The page of findings: closed to strangers, complete, and small enough to be sent."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from deluge_lint.diagnostics import Diagnostic, Severity, Span
from deluge_lint.engine.fingerprint import Surroundings
from deluge_lint.engine.results import FileResult, RunResult
from deluge_lint.output import OutputContext, render
from deluge_lint.source import SourceFile


def page(run: RunResult, context: OutputContext) -> str:
    return "".join(render("html", run, context))


def data(made: str) -> dict[str, Any]:
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', made, re.S)
    assert match
    held: dict[str, Any] = json.loads(match[1])
    return held


def test_the_policy_names_the_style_and_the_script_and_nothing_else(
    sample: RunResult, context: Callable[..., OutputContext]
) -> None:
    made = page(sample, context())
    for tag in ("style", "script"):
        parts = re.findall(rf"<{tag}>(.*?)</{tag}>", made, re.S)
        assert len(parts) == 1
        assert f"'sha256-{b64encode(sha256(parts[0].encode()).digest()).decode()}'" in made
    assert "default-src 'none'" in made
    assert not re.search(r"\s(src|style|on\w+)=", re.sub(r"<(script|style).*?</\1>", "", made, flags=re.S))


def test_every_finding_is_there_with_its_place(
    sample: RunResult, context: Callable[..., OutputContext]
) -> None:
    held = data(page(sample, context()))
    source = context().source_of("crm/sync leads.dg")
    assert source is not None
    found = sample.files[1].diagnostics
    assert len(held["findings"]) == len(found)
    for row, each in zip(held["findings"], found):
        assert held["texts"][row[0]] == "crm/sync leads.dg"
        assert held["rules"][row[2]][:2] == [each.code, each.name]
        assert held["texts"][row[6]] == each.message
        assert (row[4], row[5]) == tuple(source.lines.position(each.span.start))
    assert held["findings"][0][10] == "zoho.crm.getRecordById"


def test_markup_of_a_stranger_stays_text(
    one: Callable[..., RunResult], context: Callable[..., OutputContext]
) -> None:
    evil = "</script><img src=x onerror=alert(1)>"
    made = page(one(evil, Span(0, 4), message=evil), context({evil: evil}))
    assert "<img" not in made
    assert evil in data(made)["texts"]


def test_a_place_behind_wide_and_invisible_characters_is_marked(
    one: Callable[..., RunResult], context: Callable[..., OutputContext]
) -> None:
    text = 'x = "漢字\u200b";\ty = z;'
    at = text.index("z")
    row = data(page(one("a.dg", Span(at, at + 1)), context({"a.dg": text})))["findings"][0]
    assert row[10] == "z"
    assert row[11] == ";"


def test_five_thousand_findings_fit_into_three_megabytes(
    context: Callable[..., OutputContext],
) -> None:
    line = "response = zoho.crm.updateRecord(module_name, record_id, values_of_record, options);\n"
    files, texts = [], {}
    for number in range(50):
        path = f"a_folder/of_scripts/script_{number}.dg"
        texts[path] = line * 100
        found = tuple(
            Diagnostic(
                "DLG103", "undefined-variable", Severity.WARNING, f"`record_{number}_{at}` is not set here",
                Span(at * len(line) + 11, at * len(line) + 30), "give the variable a value before the loop",
            )
            for at in range(100)
        )  # fmt: skip
        files.append(FileResult(path, found))
    assert len(page(RunResult(tuple(files)), context(texts)).encode()) <= 3_000_000


def test_surroundings_name_the_function_as_it_is_written() -> None:
    text = "void crm.sendMail()\n{\n\tinfo 1;\n}\nstring other()\n{\n\tinfo 2;\n}\n"
    source, surroundings = SourceFile(text, "a.dg"), Surroundings()
    names = [
        surroundings.of("a.dg", Span(text.index(f"info {n}"), text.index(f"info {n}") + 4), source)
        for n in "12"
    ]
    assert names == ["crm.sendMail", "other"]
    bare = SourceFile("info 1;", "b.dg")
    assert surroundings.of("b.dg", Span(0, 4), bare) == ""
