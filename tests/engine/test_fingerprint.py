"""Fingerprints survive what Zoho's editor and people do to scripts around a finding."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest

from deluge_lint.config.settings import Settings
from deluge_lint.diagnostics import Diagnostic
from deluge_lint.engine.examples import settings_of
from deluge_lint.engine.fingerprint import Fingerprints
from deluge_lint.engine.registry import registry
from deluge_lint.engine.results import ActiveRule
from deluge_lint.engine.rule import Bad, Rule
from deluge_lint.engine.runner import lint_source
from deluge_lint.source import SourceFile
from deluge_lint.syntax.parser import parse
from deluge_lint.syntax.printer import print_script

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


def test_shuffled_functions_with_code_between() -> None:
    bare = ['return "done";\n', 'info "never";\nowner = "nobody";\n']
    urls = [
        f'void f{at}()\n{{\n\tinfo getUrl("https://www.zohoapis.eu/crm/v8/{at}");\n}}\n' for at in range(2)
    ]
    before = "".join((urls[0], bare[0], urls[1], bare[1]))
    after = "".join((urls[1], bare[0], bare[1], urls[0]))
    assert len(prints_of(before)) >= 3
    assert prints_of(after) == prints_of(before)


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


def shown(example: Bad) -> str:
    """The text of an example without the marks of what is wrong."""
    return re.sub("[\u27e6\u27e7]", "", (example.given + example.code))


#: Every script that the documentation of a rule shows as wrong.
EXAMPLES = [
    pytest.param(rule, example, id=f"{name}-{number}")
    for name, rule in registry().rules.items()
    for number, example in enumerate(rule.examples, 1)
    if isinstance(example, Bad)
    and example.kind == "script"
    and not example.code.lstrip().startswith("application ")
]


def of_example(rule: type[Rule], example: Bad, text: str, path: str = "a.deluge") -> Counter[str]:
    """The fingerprints of what the rule finds, as other rules would change with their own findings."""
    settings = settings_of(example, (ActiveRule(rule.name, rule.severity, tuple(example.options.items())),))
    source = SourceFile(text, path)
    prints = Fingerprints()
    result = lint_source(source, settings)
    return Counter(prints.of(path, each, source) for each in result.diagnostics if each.name == rule.name)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_findings_of_all_rules_keep_theirs(rule: type[Rule], example: Bad) -> None:
    text = shown(example)
    before = of_example(rule, example, text)
    above = "".join(f"// line {number}\n" if number % 2 else "\n" for number in range(100))
    assert of_example(rule, example, above + text) == before
    assert of_example(rule, example, text, "elsewhere/other.dg") == before
    tree = parse(SourceFile(text, "a.deluge"))
    if not tree.faults:
        printed = of_example(rule, example, print_script(tree))
        # printing may mend what a rule about letters and signs complains of
        assert printed == before or not printed
