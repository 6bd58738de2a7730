"""Fingerprints survive what Zoho's editor and people do to scripts around a finding."""

from __future__ import annotations

import random
import re

import pytest

from deluge_lint.config.settings import Settings
from deluge_lint.diagnostics import Diagnostic
from deluge_lint.engine.fingerprint import Fingerprints
from deluge_lint.engine.runner import lint_source
from deluge_lint.source import SourceFile

FUNCTIONS = [
    """void automation.closeDeals(String dealId)
{
	deals = zoho.crm.getRecords("Deals");
	for each  deal in deals
	{
		details = zoho.crm.getRecordById("Deals",deal.get("id"));
		owner = details.get("Account_Name").get("id");
		if(owner = "4876876000000225001")
		{
			info owner;
		}
	}
}
""",
    """string automation.greet(String name)
{
	values = Map();
	values.put("a",1);
	values.put("a",2);
	try
	{
		answer = zoho.crm.updateRecord("Contacts",name,values);
	}
	catch (e)
	{
	}
	return "Hello " + name;
}
""",
    """void automation.twice()
{
	first = invokeurl
	[
		url :"https://www.zohoapis.com/crm/v2/Leads"
		type :GET
	];
	first = invokeurl
	[
		url :"https://www.zohoapis.com/crm/v2/Leads"
		type :GET
	];
}
""",
]


def found(text: str, path: str = "a.deluge") -> list[tuple[Diagnostic, str]]:
    source = SourceFile(text, path)
    settings = Settings().settings_for(path)
    prints = Fingerprints()
    result = lint_source(source, settings)
    return [(each, prints.of(path, each, source)) for each in result.diagnostics]


def prints_of(text: str, path: str = "a.deluge") -> set[str]:
    return {print_ for _, print_ in found(text, path)}


BEFORE = "\n".join(FUNCTIONS)


def test_there_is_something_to_tell_apart() -> None:
    assert len(prints_of(BEFORE)) == len(found(BEFORE)) >= 8


@pytest.mark.parametrize("seed", range(6))
def test_shuffled_functions(seed: int) -> None:
    shuffled = FUNCTIONS[:]
    random.Random(seed).shuffle(shuffled)
    assert prints_of("\n".join(shuffled)) == prints_of(BEFORE)


def test_a_hundred_lines_above() -> None:
    above = "".join(f"// line {number}\n" for number in range(100))
    assert prints_of(above + BEFORE) == prints_of(BEFORE)


def test_another_name_of_the_file() -> None:
    assert prints_of(BEFORE, "crm/renamed.dg") == prints_of(BEFORE)


def test_printed_anew() -> None:
    printed = BEFORE.replace("\t", "  ").replace("for each  ", "for each ").replace(" = ", "=")
    printed = re.sub(r"\n\s*\{", " {", printed).replace('url :"', 'url: "').replace("\n", "\r\n")
    assert prints_of(printed) == prints_of(BEFORE)


def test_a_comment_inside() -> None:
    commented = BEFORE.replace("\tinfo owner;", "\t// why not\n\t\tinfo owner;")
    assert prints_of(commented) == prints_of(BEFORE)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('deal.get("id")', 'deal.get("Id")', "external-call-in-loop"),
        ('details.get("Account_Name")', 'details.get("Parent")', "unguarded-chained-get"),
        ('owner = "4876876000000225001"', 'owner = "4876876000000225002"', "assignment-in-condition"),
        ('values.put("a",2)', 'values.put("a",3)', "duplicate-map-key"),
    ],
)
def test_another_expression_is_another_finding(old: str, new: str, rule: str) -> None:
    before = {print_ for each, print_ in found(BEFORE) if each.name == rule}
    after = {print_ for each, print_ in found(BEFORE.replace(old, new)) if each.name == rule}
    assert before and after and not before & after


def test_what_is_unreadable_has_one_too() -> None:
    broken = "x = (1;\n" + BEFORE
    assert prints_of(broken) > prints_of(BEFORE)
