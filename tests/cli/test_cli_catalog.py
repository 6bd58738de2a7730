"""``deluge-lint catalog``: looking up what is known of Zoho."""

from __future__ import annotations

import json

from deluge_lint.catalog import lookup
from deluge_lint.catalog.load import entries


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
