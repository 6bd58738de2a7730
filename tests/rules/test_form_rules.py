"""Rules about forms and fields: what a whole application shows, and what they cost where nothing is known."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deluge_lint.documents.placement import WHOLE
from deluge_lint.documents.read import Document
from deluge_lint.documents.script import Host, Island, Trigger
from deluge_lint.engine.registry import registry
from deluge_lint.engine.results import ActiveRule, FileSettings
from deluge_lint.engine.runner import check_document
from deluge_lint.schema.model import Field, Form, Schema
from deluge_lint.source import SourceFile

ACTIVE = tuple(ActiveRule(card.name, card.severity) for card in registry().cards.values() if card.for_schema)
HOST = Host("creator", "form.on_success", "certain")
SHOP = Schema(
    "creator", "Shop",
    (
        Form("Orders", fields=(Field("Total", "currency"), Field("Customer", "lookup", target="Customers"))),
        Form("Customers", fields=(Field("City", "text"),)),
    ),
    complete=True,
)  # fmt: skip
SCRIPT = """order = Orders[ID == input.ID] sort by Total;
order.Total = input.Total + Orders[Total > 1].sum(Total);
hide Total, Customer;
for each row_ in Customers[City != ""]
{
	row_.City = input.Customer.City;
}
insert into Customers
[
	Added_User = zoho.loginuser
	City = "Oslo"
];
"""


def findings(text: str, kind: str = "script", schema: Schema = SHOP) -> list[tuple[str, str]]:
    island = Island(kind, text, WHOLE, HOST, Trigger("Orders"))
    document = Document(SourceFile(text), "export", islands=(island,), schema=schema)
    found = check_document(document, "shop.ds", FileSettings(ACTIVE)).diagnostics
    return [(each.name, text[each.span.start : each.span.end]) for each in found]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Totals > 1 && Customer.Town == City", "criteria", ["Totals", "Town"]),
        ("Total > 1 && Added_Time is not null", "criteria", []),
        ("input.Totals + input.Total", "expression", ["Totals"]),
        ("if(Total > 0,Total,input.Customer.Town)", "expression", ["Town"]),
    ],
)
def test_expressions_and_criteria_are_looked_at(text: str, kind: str, expected: list[str]) -> None:
    assert findings(text, kind) == [("unknown-field", word) for word in expected]


def test_a_sound_script_is_silent() -> None:
    assert findings(SCRIPT) == []


@given(st.sampled_from(["Total", "Customer", "City"]))
def test_a_field_that_is_renamed_in_the_application_is_found_at_every_use(name: str) -> None:
    forms = tuple(
        form._replace(fields=tuple(
            field._replace(name="Renamed" if field.name == name else field.name) for field in form.fields
        ))
        for form in SHOP.forms
    )  # fmt: skip
    found = findings(SCRIPT, schema=SHOP._replace(forms=forms))
    words = [word for rule, word in found if rule == "unknown-field"]
    # what stands behind a lookup that is gone cannot be told
    hidden = 0
    assert words == [name] * (
        SCRIPT.count(name) - (SCRIPT.count("Customers") if name == "Customer" else hidden)
    )


def test_a_form_that_is_gone_is_found_at_every_use() -> None:
    found = findings(SCRIPT, schema=SHOP._replace(forms=SHOP.forms[:1]))
    assert found == [("unknown-form", "Customers")] * 2


def test_an_application_that_is_known_in_part_proves_nothing() -> None:
    forms = tuple(form._replace(complete=False, fields=()) for form in SHOP.forms[:1])
    assert findings(SCRIPT, schema=SHOP._replace(forms=forms, complete=False)) == []


def test_a_script_with_faults_proves_nothing() -> None:
    assert findings("input.Totals = 1;\ninput.Total = = 2;") == []


UNLOADED = """
import sys
from deluge_lint.engine.runner import lint_source
from tests.rules.test_form_rules import ACTIVE, HOST, FileSettings, SourceFile
lint_source(SourceFile("x = Orders[ID == 1];\\ninput.Total = 1;"), FileSettings(ACTIVE, HOST))
print([name for name in sys.modules if name.startswith("deluge_lint.rules.schema.")])
"""


def test_no_rule_is_loaded_where_no_forms_are_known() -> None:
    assert len(ACTIVE) >= 9
    done = subprocess.run([sys.executable, "-c", UNLOADED], capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
