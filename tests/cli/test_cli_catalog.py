"""``deluge-lint catalog``: looking up what is known of Zoho."""

from __future__ import annotations

import json

import pytest

from deluge_lint.catalog import lookup
from deluge_lint.catalog.load import entries
from deluge_lint.output.catalog_page import table
from deluge_lint.output.context import OutputContext


def test_a_task_shows_arguments_services_connection_and_source(run):
    outcome = run("catalog", "ZOHO.CRM.createrecord")
    assert (outcome.code, outcome.err) == (0, "")
    for part in (
        "integration task",
        "record_details: map",
        "[connection: text]",
        "Zoho Cliq: needed",
        "official, read",
    ):
        assert part in outcome.out


def test_a_built_in_shows_both_ways_to_call_it(run):
    out = run("catalog", "isnull").out
    assert "<any>.isNull()" in out
    assert "isNull(any)" in out
    assert "everywhere but in Zoho Creator" in out


def test_a_host_comes_with_its_limits(run):
    out = run("catalog", "crm.schedule").out
    assert "900 seconds" in out


def test_a_name_may_mean_several_things(run):
    found = json.loads(run("catalog", "insert", "--output-format", "json").out)
    assert {each["entry"] for each in found} >= {"built-in", "statement", "advice"}
    assert all(each["source"] and each["evidence"] for each in found)


def test_a_misspelt_name_is_told_in_one_line(run):
    outcome = run("catalog", "zoho.crm.getRecrds")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.count("\n") == 1
    assert "did you mean `zoho.crm.getRecords`" in outcome.err


def test_kinds_are_counted(run):
    counted = json.loads(run("catalog", "--output-format", "json").out)
    assert sum(counted["integration task"].values()) == len(entries("tasks"))
    assert "integration task" in run("catalog").out


def test_the_data_can_be_checked(run):
    assert run("catalog", "--check") == (0, "the catalogue is in order\n", "")
    assert run("catalog", "toString", "--check").code == 2


def test_every_kind_has_a_page(run):
    for document in lookup.KINDS:
        name = next(each.name for each in lookup.everything() if each.document == document)
        outcome = run("catalog", name)
        assert (outcome.code, outcome.err) == (0, "")
        assert "source" in outcome.out


def test_every_name_is_found_and_near_ones_are_known():
    for name in lookup.names():
        assert lookup.find(name.upper()), name
    assert lookup.nearest("tostrng")[0].lower() == "tostring"
    assert lookup.find("no such thing") == []


def test_whole_words_of_a_name_list_what_has_them(run):
    out = run("catalog", "getRecordById").out
    assert "integration task (" in out
    assert "zoho.recruit.getRecordbyId" in out
    assert "name that does not exist (" in out
    assert "write zoho.books.getRecordsByID" in out
    assert "  zoho.crm.upsert  " in run("catalog", "zoho.crm").out


@pytest.mark.parametrize("kind", lookup.kinds())
def test_a_kind_is_listed_and_fits_the_width(run, kind):
    outcome = run("catalog", "--kind", kind)
    assert (outcome.code, outcome.err) == (0, "")
    lines = outcome.out.splitlines()
    assert lines[0] == f"{kind} ({len(lookup.of_kind(kind))})"
    assert len(lines) == len(lookup.of_kind(kind)) + 3
    assert max(map(len, lines)) <= 100


def test_an_unknown_kind_is_told(run):
    outcome = run("catalog", "--kind", "limits")
    assert outcome.code == 2
    assert outcome.err.startswith("deluge-lint: there is no kind `limits`; there are integration task, ")
    assert "statement" not in run("catalog", "insert", "--kind", "built-in").out.split()


def test_names_that_hosts_define_are_entries(run):
    out = run("catalog", "crmapirequest").out
    assert "implicit name" in out
    assert "in crm.validation_rule, crm.standalone" in " ".join(out.split())
    # hosts that agree stand together, and no label runs into what it labels
    form = " ".join(run("catalog", "input", "--kind", "implicit name").out.split())
    assert form.count("the form of the running event (form)") == 1


def test_a_page_tells_of_keys_and_contexts(run):
    assert "response-format     only in Zoho Creator: leave" in run("catalog", "invokeurl").out
    assert "invokeurl response-format" in run("catalog", "response-format").out
    assert "stands in           creator.form.on_validate" in run("catalog", "cancel submit").out
    assert "or before and       yes (official:" in run("catalog", "creator").out


def test_counts_are_lists_where_a_table_is_too_wide():
    lines = list(table(lookup.counts(), OutputContext(width=60)))
    assert max(map(len, lines)) <= 60
    assert lines[0] == f"integration task ({len(entries('tasks'))})"
    wide = list(table(lookup.counts(), OutputContext(width=120)))
    assert wide[0].split()[:3] == ["all", "official", "official-index"]


def test_an_entry_tells_what_becomes_of_it_elsewhere(run):
    assert "lifted to" in run("catalog", "zoho.crm.getOrgVariable").out
    assert "Zoho Creator: keep the value in a one-row form" in " ".join(
        run("catalog", "zoho.crm.getOrgVariable").out.split()
    )
