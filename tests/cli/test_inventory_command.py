"""`deluge-lint inventory` as a shell sees it."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from deluge_lint.output import inventory as formats
from deluge_lint.output.inventory.csv import COLUMNS

SCHEMA = json.loads((Path(formats.__file__).parent / "report.schema.json").read_text(encoding="utf-8"))

CALLER = """void automation.sync(list contacts)
{
	for each contact in contacts
	{
		standalone.push(contact);
	}
	sendmail
	[
		from : zoho.adminuserid
		to : "team@example.com"
		subject : "done"
		message : "all"
	]
}
"""
CALLEE = """void standalone.push(map contact)
{
	lead = zoho.crm.getRecordById("Leads",contact.get("id"));
	answer = invokeurl
	[
		url : "https://api.example.com/v1/people"
		type : POST
		connection : "people"
	];
}
"""


@pytest.fixture
def scripts(project):
    folder = project / "crm"
    folder.mkdir()
    (folder / "sync.dg").write_text(CALLER, encoding="utf-8")
    (folder / "push.dg").write_text(CALLEE, encoding="utf-8")
    return folder


def closed(schema):
    """The schema with unknown keys forbidden, so that an undocumented key is a failure."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    strict = {key: closed(value) for key, value in schema.items()}
    return {"additionalProperties": False, **strict} if isinstance(schema.get("properties"), dict) else strict


def read(run, *words):
    outcome = run("inventory", "crm", "--output-format", "json", *words)
    assert (outcome.code, outcome.err) == (0, "")
    return json.loads(outcome.out)


def test_the_text_has_every_function_and_the_sums(run, scripts):
    outcome = run("inventory", "crm")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("Inventory of 2 functions in 2 files\n")
    for words in (
        "automation.sync",
        "2 per contact",
        "Zoho CRM",
        "api.example.com",
        "people",
        "Leads (Zoho CRM)",
    ):
        assert words in outcome.out
    assert "Nothing here calls it; what runs it is kept in Zoho CRM (workflow rule" in outcome.out


def test_a_narrow_terminal_gets_fewer_columns(run, scripts, monkeypatch):
    from deluge_lint.cli import terminal

    monkeypatch.setattr(terminal, "is_terminal", lambda stream: True)
    for columns in (40, 60, 80, 120, 200):
        monkeypatch.setenv("COLUMNS", str(columns))
        outcome = run("inventory", "crm", "--color", "never")
        table = outcome.out.split("\n\n")[1].splitlines()
        assert len(table) == 3
        assert max(map(len, table)) <= columns


def test_details_tell_all(run, scripts):
    out = run("inventory", "crm", "--verbose").out
    for words in (
        "calls  standalone.push (line 5)",
        "run by  automation.sync",
        "mails  1 at worst",
        "line 3",
    ):
        assert words in out


def test_json_fits_its_schema(run, scripts):
    (scripts / "copy.dg").write_text(CALLEE.replace("push", "other"), encoding="utf-8")
    (scripts / "empty.dg").write_text("", encoding="utf-8")
    (scripts / "bare.dg").write_text("x = ;\nstandalone.elsewhere(x);\n", encoding="utf-8")
    data = read(run, "--duplicates", "20")
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(closed(SCHEMA)).validate(data)
    assert [each["name"] for each in data["entries"]] == [
        "bare.dg",
        "standalone.other",
        "standalone.push",
        "automation.sync",
    ]
    assert len(data["duplicates"]) == 1
    push = data["entries"][2]
    assert [each["name"] for each in push["callers"]] == ["automation.sync"]
    assert data["entries"][3]["api_calls"]["total"]["formula"] == "2 per contact"
    assert data["entries"][0]["fault"]
    assert not Draft202012Validator(SCHEMA).is_valid({**data, "version": 2})


def test_the_documented_json_fits_the_schema():
    page = Path(formats.__file__).parents[3] / "docs" / "reference" / "inventory.md"
    if not page.exists():
        pytest.skip("not a checkout")
    block = re.search(r"```json\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
    assert block
    Draft202012Validator(closed(SCHEMA)).validate(json.loads(block[1]))


def test_the_table_for_spreadsheets_has_a_row_each(run, scripts):
    (scripts / "evil.dg").write_text('info "=1";\n', encoding="utf-8")
    outcome = run("inventory", "crm", "--output-format", "csv", "--sort", "name")
    rows = list(csv.DictReader(io.StringIO(outcome.out, newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [(each["name"], each["api_calls"], each["mails"]) for each in rows] == [
        ("automation.sync", "2 per contact", "1"),
        ("evil.dg", "–", "–"),
        ("standalone.push", "2", "–"),
    ]


def test_order_and_choice(run, scripts):
    assert read(run, "--sort", "api-calls")["entries"][0]["name"] == "automation.sync"
    assert [each["name"] for each in read(run, "--only-unused")["entries"]] == ["automation.sync"]
    assert [each["name"] for each in read(run, "--service", "crm")["entries"]] == ["standalone.push"]
    assert [each["name"] for each in read(run, "--service", "example.com")["entries"]] == ["standalone.push"]
    assert read(run, "--service", "books")["entries"] == []


def test_the_host_can_be_stated(run, scripts):
    (scripts / "bare.dg").write_text("x = 1;\n", encoding="utf-8")
    data = read(run, "--host", "desk.function", "--sort", "name")
    assert data["entries"][1]["host"] == "desk.function"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("mermaid", ["flowchart LR", "n1 --> n0", "automation.sync"]),
        ("dot", ["digraph inventory {", "n1 -> n0;", "automation.sync"]),
        (
            "markdown",
            ["# Inventory of 2 functions", "```mermaid", "2 per contact", "### void automation.sync"],
        ),
    ],
)
def test_the_call_graph_is_drawn(run, scripts, name, words):
    outcome = run("inventory", "crm", "--output-format", name)
    assert outcome.code == 0
    for each in words:
        assert each in outcome.out


@pytest.mark.parametrize("name", formats.FORMATS)
def test_every_format_can_be_written_to_a_file(run, scripts, project, name):
    outcome = run("inventory", "crm", "--output-format", name, "--output-file", "report")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    assert "automation.sync" in (project / "report").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", formats.FORMATS)
def test_no_format_needs_a_function(run, project, name):
    (project / "empty.dg").write_text("", encoding="utf-8")
    outcome = run("inventory", "empty.dg", "--output-format", name)
    assert (outcome.code, outcome.err) == (0, "")


@pytest.mark.parametrize("name", ["text", "markdown", "mermaid", "dot"])
def test_control_characters_are_spelled_out(run, project, name):
    (project / "a\x1b[31m\u202e.dg").write_text("info 1;\n", encoding="utf-8")
    out = run("inventory", ".", "--output-format", name, "--verbose").out
    assert "\x1b" not in out and "\u202e" not in out
    assert "001B" in out


def test_unreadable_files_are_a_line_each(run, scripts):
    (scripts / "a.dg").write_bytes(b"\x00\x01\x02\x03" * 100)
    (scripts / "b.dg").write_bytes(b"\xff\xfe\x00")
    outcome = run("inventory", "crm")
    assert outcome.code == 0
    assert len(outcome.err.splitlines()) == 2
    assert "automation.sync" in outcome.out


@pytest.mark.parametrize(
    "words",
    [
        ["nowhere"],
        ["-"],
        ["crm", "--host", "nothing"],
        ["crm", "--output-file", "crm/sync.dg"],
        ["crm", "--sort", "x"],
    ],
)
def test_what_cannot_be_meant_is_one_line(run, scripts, words):
    outcome = run("inventory", *words)
    assert outcome.code == 2
    assert outcome.out == "" and "Traceback" not in outcome.err
