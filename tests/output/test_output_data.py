"""JSON and SARIF: valid, complete, and with fingerprints that hold."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator

import deluge_lint.output
from deluge_lint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from deluge_lint.engine.fingerprint import Fingerprints
from deluge_lint.engine.results import FileResult, RunResult
from deluge_lint.output import OutputContext, render
from deluge_lint.output.uris import directory_uri, path_uri
from deluge_lint.source import SourceFile

HERE = Path(__file__).parent
SARIF = json.loads((HERE / "data" / "sarif-2.1.0.schema.json").read_text(encoding="utf-8"))
SCHEMA = json.loads(
    (Path(deluge_lint.output.__file__).parent / "json.schema.json").read_text(encoding="utf-8")
)
DOCUMENTED = HERE.parents[1] / "docs" / "reference" / "json.md"


def closed(schema: Any) -> Any:
    """The schema with unknown keys forbidden, so that an undocumented key is a failure."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    strict = {key: closed(value) for key, value in schema.items()}
    return {**strict, "additionalProperties": False} if isinstance(schema.get("properties"), dict) else strict


def load(format_name: str, run: RunResult, context: OutputContext) -> Any:
    return json.loads("".join(render(format_name, run, context)))


def test_json_fits_its_schema(sample: RunResult, context: Callable[..., OutputContext]) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    validator = Draft202012Validator(closed(SCHEMA))
    validator.validate(load("json", sample, context()))
    validator.validate(load("json", sample, context({})))
    validator.validate(load("json", RunResult(()), context()))
    assert not validator.is_valid({**load("json", sample, context()), "version": 2})


def test_the_documented_json_fits_the_schema() -> None:
    block = re.search(r"```json\n(.*?)```", DOCUMENTED.read_text(encoding="utf-8"), re.S)
    assert block
    Draft202012Validator(closed(SCHEMA)).validate(json.loads(block[1]))


def test_every_key_of_the_json_is_documented() -> None:
    page = DOCUMENTED.read_text(encoding="utf-8")
    keys = set(SCHEMA["properties"]) | set(SCHEMA["$defs"]["diagnostic"]["properties"])
    assert {key for key in keys if f'"{key}":' not in page} == set()


def test_json_edits_rebuild_the_file(sample: RunResult, context: Callable[..., OutputContext]) -> None:
    made = context()
    source = made.source_of("crm/sync leads.dg")
    assert source is not None
    found = load("json", sample, made)["diagnostics"][1]
    edit = found["fixes"][0]["edits"][0]
    start, end = edit["range"]["start"], edit["range"]["end"]
    mended = source.text[: start["offset"]] + edit["text"] + source.text[end["offset"] :]
    assert mended == source.text.replace('"City") =', '"City") ==')
    assert source.lines.offset(start["line"], start["column"]) == start["offset"]


def test_sarif_fits_the_official_schema(sample: RunResult, context: Callable[..., OutputContext]) -> None:
    validator = Draft7Validator(SARIF, format_checker=Draft7Validator.FORMAT_CHECKER)
    for run in (sample, RunResult(())):
        for made in (context(), context({})):
            validator.validate(load("sarif", run, made))
    broken = load("sarif", sample, context())
    broken["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not validator.is_valid(broken)


def test_sarif_places_are_what_platforms_accept(
    sample: RunResult, context: Callable[..., OutputContext]
) -> None:
    run = load("sarif", sample, context())["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["originalUriBaseIds"] == {"SRCROOT": {"uri": "file:///home/ada/scripts/"}}
    for result in run["results"]:
        location = result["locations"][0]["physicalLocation"]
        assert location["artifactLocation"] == {"uri": "crm/sync%20leads.dg", "uriBaseId": "SRCROOT"}
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    region = run["results"][1]["locations"][0]["physicalLocation"]["region"]
    place = {"startLine": 5, "startColumn": 21, "endLine": 5, "endColumn": 22}
    assert region == {**place, "snippet": {"text": "="}}
    replacement = run["results"][1]["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert replacement == {"deletedRegion": place, "insertedContent": {"text": "=="}}
    assert (
        run["results"][0]["relatedLocations"][1]["physicalLocation"]["artifactLocation"]["uri"]
        == "crm/shared.dg"
    )


def test_sarif_describes_rules(sample: RunResult, context: Callable[..., OutputContext]) -> None:
    rules = {
        rule["id"]: rule for rule in load("sarif", sample, context())["runs"][0]["tool"]["driver"]["rules"]
    }
    rule = rules["DLG201"]
    assert rule["name"] == "ExternalCallInLoop"
    assert rule["shortDescription"]["text"] == "A call out of the script runs once for each round of a loop."
    assert rule["fullDescription"]["text"] == (
        "An integration task, `invokeurl` or `sendmail` in the body of a loop."
    )
    assert "\n## Why it matters\nEach call counts" in rule["help"]["markdown"]
    assert "- [Deluge limits](https://www.zoho.com/deluge/help/limits.html)" in rule["help"]["markdown"]
    assert rule["helpUri"].endswith("/docs/rules/external-call-in-loop.md")
    assert "security-severity" not in rule["properties"]
    secret = rules["DLG401"]
    assert secret["properties"]["security-severity"] == "8.0"
    # A stranger's rule has no page in our documentation.
    assert secret["helpUri"] == "https://plugin.example/hardcoded-secret"


def test_sarif_says_when_the_run_is_not_complete(
    sample: RunResult, context: Callable[..., OutputContext]
) -> None:
    invocation = load("sarif", sample, context())["runs"][0]["invocations"][0]
    assert invocation["executionSuccessful"] is False
    notes = [(note["level"], note["message"]["text"]) for note in invocation["toolExecutionNotifications"]]
    assert notes == [
        ("error", "no scripts below `empty`"),
        ("error", "not UTF-8 text: byte 0xE9 on line 3 does not fit"),
        ("note", "JavaScript, not Deluge"),
    ]
    clean = load("sarif", RunResult((FileResult("a.dg"),)), context())
    assert clean["runs"][0]["invocations"] == [
        {"executionSuccessful": True, "toolExecutionNotifications": []}
    ]


def test_a_bracket_in_a_sarif_message_is_no_link(
    one: Callable[..., RunResult], context: Callable[..., OutputContext]
) -> None:
    got = load("sarif", one("a.dg", Span(0, 1), message="`a[0](1)` and b[2]"), context({"a.dg": "a"}))
    assert got["runs"][0]["results"][0]["message"]["text"] == "`a\\[0](1)` and b[2]"


def prints(text: str, *offsets: int, path: str = "a.dg", name: str = "too-complex") -> list[str]:
    source, made = SourceFile(text, path), Fingerprints()
    return [
        made.of(path, Diagnostic("DLG913", name, Severity.INFO, "x", Span(at, at + 1)), source)
        for at in offsets
    ]


def test_fingerprints_survive_moves_and_indentation() -> None:
    before = "a = 1;\nb = x + x;\n"
    after = "// new\n\nif(c)\n{\n\ta = 1;\r\n\t\tb  = x + x;\r\n}\n"
    assert prints(before, before.index("x")) == prints(after, after.index("x + x"))


def test_fingerprints_tell_places_rules_and_repetitions_apart() -> None:
    text = "b = x + x;\nb = x + x;\nc = x;\n"
    found = prints(text, 4, 8, 15, 19, 27)
    assert len(set(found)) == 5
    assert prints(text, 4) != prints(text, 4, name="unused-variable")
    changed = text.replace("c = x", "d = x")
    assert prints(changed, 4, 8, 15, 19, 27)[:4] == found[:4]
    assert prints(changed, 27) != prints(text, 27)


def test_fingerprints_do_not_know_the_path() -> None:
    assert prints("b = x;\n", 4) == prints("b = x;\n", 4, path="b.dg")


@given(st.lists(st.sampled_from(["a;", "  a;", "b;", "", "c(1);"]), max_size=8), st.data())
def test_fingerprints_never_collide(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(lines)
    offsets = data.draw(st.lists(st.integers(0, len(text)), max_size=12))
    found = prints(text, *sorted(offsets))
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/ü#1.dg", "a%20b/%C3%BC%231.dg"),
        ("/srv/a.dg", "file:///srv/a.dg"),
        ("C:/work/a b.dg", "file:///C:/work/a%20b.dg"),
        ("a:b.dg", "a%3Ab.dg"),
        ("bad\udcff.dg", "bad%FF.dg"),
    ],
)
def test_uris(path: str, uri: str) -> None:
    assert path_uri(path) == uri


def test_paths_are_shown_from_the_working_directory(tmp_path: Path) -> None:
    made = OutputContext(cwd=str(tmp_path))
    assert made.relative(str(tmp_path / "crm" / "a.dg")) == "crm/a.dg"
    assert made.relative(os.path.join(".", "crm", "..", "a.dg")) == "a.dg"
    outside = str(tmp_path.parent / "a.dg").replace(os.sep, "/")
    assert made.relative(os.path.join("..", "a.dg")) == outside
    assert made.relative("<stdin>") == "<stdin>"
    assert directory_uri(str(tmp_path)).endswith("/")


def test_sources_are_read_when_needed(tmp_path: Path) -> None:
    (tmp_path / "a.dg").write_bytes(b"\xef\xbb\xbfx;\n")
    (tmp_path / "b.dg").write_bytes(b"\xff\xfe\xff")
    made = OutputContext(cwd=str(tmp_path))
    source = made.source_of("a.dg")
    assert source is not None and source.text == "x;\n"
    assert made.source_of("a.dg") is source
    assert made.source_of("b.dg") is None
    assert made.source_of("missing.dg") is None
    assert made.address("a.dg", Span(1, 2)) == "a.dg:1:2"


def test_a_hint_names_the_rule_that_matters_most(context: Callable[..., OutputContext]) -> None:
    def found(name: str, severity: Severity, count: int) -> tuple[Diagnostic, ...]:
        fix = (Fix("x", [Edit(Span(0, 0), "y")], Applicability.SAFE),)
        return (Diagnostic("DLG103", name, severity, "x", Span(0, 1), fixes=fix),) * count

    worst = found("b-rule", Severity.ERROR, 2) + found("a-rule", Severity.ERROR, 1)
    run = RunResult((FileResult("a.dg", found("c-rule", Severity.WARNING, 9) + worst),))
    closing = "".join(render("text", run, context({}))).splitlines()[-2:]
    assert closing == [
        "Found 3 errors, 9 warnings in 1 file; 12 fixable with --fix",
        "Why, and how to mend it: deluge-lint explain b-rule",
    ]
    clean = "".join(render("text", RunResult((FileResult("a.dg"), FileResult("b.dg"))), context({})))
    assert clean == "No findings in 2 files\n"


def test_sarif_shows_the_way_of_a_value() -> None:
    from deluge_lint.config.settings import Settings
    from deluge_lint.engine.runner import lint_source

    text = (
        "void standalone.find(String city)\n{\n\tname = city;\n"
        '\tleads = zoho.crm.searchRecords("Leads","(City:equals:" + name + ")");\n}\n'
    )
    source = SourceFile(text, "a.dg")
    run = RunResult((lint_source(source, Settings().settings_for("a.dg")),))
    log = load("sarif", run, OutputContext(source_of=lambda path: source))
    Draft7Validator(SARIF).validate(log)
    (found,) = [each for each in log["runs"][0]["results"] if each["ruleId"] == "DLG402"]
    steps = found["codeFlows"][0]["threadFlows"][0]["locations"]
    lines = [each["location"]["physicalLocation"]["region"]["startLine"] for each in steps]
    assert (lines[0], lines[-1]) == (3, 4)


def test_sarif_shows_code_but_no_secret(context: Callable[..., OutputContext]) -> None:
    text = '\tx = 1 / 0;\n\ttoken = "hush"; y = 2 / 0;\nz;\n' + "long = 1" + " + 1" * 200 + ";\n"

    def found(name: str, piece: str) -> Diagnostic:
        at = text.index(piece)
        return Diagnostic("DLG150", name, Severity.ERROR, "wrong", Span(at, at + len(piece)))

    run = RunResult((FileResult("a.dg", (
        found("division-by-zero", "1 / 0"), found("hardcoded-secret", '"hush"'), found("division-by-zero", "2 / 0"),
        found("division-by-zero", "z;"), found("division-by-zero", "1 + 1"),
    )),))  # fmt: skip
    log = load("sarif", run, context({"a.dg": text}))
    places = [each["locations"][0]["physicalLocation"] for each in log["runs"][0]["results"]]
    assert places[0]["region"]["snippet"] == {"text": "1 / 0"}
    assert places[0]["contextRegion"] == {"startLine": 1, "endLine": 1, "snippet": {"text": "\tx = 1 / 0;"}}
    assert places[1]["region"]["snippet"] == {"text": '"****"'}
    assert places[2]["contextRegion"]["snippet"] == {"text": '\ttoken = "****"; y = 2 / 0;'}
    assert "snippet" not in places[4]["region"] and "contextRegion" not in places[4]
    assert places[3]["region"]["snippet"] == {"text": "z;"} and "contextRegion" not in places[3]
    assert "hush" not in json.dumps(log)
    Draft7Validator(SARIF).validate(log)
