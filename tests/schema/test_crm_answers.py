"""Modules, fields and functions as Zoho CRM's settings API answers them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deluge_lint.catalog import crm_fields, field_types, services, words
from deluge_lint.schema.crm import NoJson, fields_of, function_of, module_of, read_json
from deluge_lint.schema.model import Field, Form

KINDS = crm_fields.kinds()
SHUT = {"operation_type": {"api_create": False, "api_update": False, "web_create": False}}


def field(**record) -> Field:
    (found,) = fields_of({"api_name": "A", **record}, KINDS)
    return found


def test_a_field_with_everything():
    found = field(
        api_name="Stage", field_label="Stage of it", data_type="picklist", system_mandatory=True, length=120,
        unique={"case_sensitive": False}, visible=False,
        pick_list_values=[
            {"actual_value": "Open", "display_value": "Offen", "type": "used"},
            {"actual_value": "Done", "display_value": "Done", "type": "unused"},
        ],
    )  # fmt: skip
    assert found == Field(
        "Stage", "picklist", "picklist", "Stage of it", mandatory=True, unique=True,
        choices=("Open", "Offen", "Done"), hidden=True, length=120,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("record", "kind", "several", "target"),
    [
        ({"data_type": "lookup", "lookup": {"module": {"api_name": "Growers"}}}, "lookup", False, "Growers"),
        ({"data_type": "lookup", "lookup": {"module": "Growers"}}, "lookup", False, "Growers"),
        (
            {"data_type": "multiselectlookup", "multiselectlookup": {"connected_module": "Growers"}},
            "lookup", True, "Growers",
        ),
        ({"data_type": "subform", "associated_module": {"module": "Harvests"}}, "subform", True, "Harvests"),
        ({"data_type": "ownerlookup", "lookup": {}}, "users", False, ""),
        ({"data_type": "multiselectpicklist"}, "multiselect", True, ""),
        ({"data_type": "of tomorrow"}, "", False, ""),
        ({"data_type": None}, "", False, ""),
        ({}, "", False, ""),
    ],
)  # fmt: skip
def test_kinds_and_targets(record, kind, several, target):
    found = field(**record)
    assert (found.kind, found.several, found.target) == (kind, several, target)


def test_what_no_script_can_set():
    assert field(data_type="datetime", **SHUT).read_only
    assert not field(data_type="datetime").read_only
    # the API takes the rows of a subform although it says this of the field
    assert not field(data_type="subform", **SHUT).read_only
    assert field(data_type="formula", formula={"expression": "1+1", "return_type": "double"}).formula == "1+1"


def test_fields_come_one_by_one_or_in_an_answer():
    both = [{"api_name": "A"}, {"api_name": "B"}, {"field_label": "nameless"}, 7]
    assert [one.name for one in fields_of({"fields": both}, KINDS)] == ["A", "B"]
    assert [one.name for one in fields_of(both, KINDS)] == ["A", "B"]


def test_a_module():
    fields = (Field("A"),)
    for data in ({"api_name": "Orchards"}, {"modules": [{"api_name": "Orchards"}]}):
        assert module_of(data, fields, complete=True) == Form("Orchards", "module", fields=fields)
    assert module_of({"plural_label": "Orchards"}, fields, complete=True) is None


def test_a_function():
    found = function_of(
        {
            "api_name": "sum", "category": "Related List", "return_type": "STRING",
            "arguments": [{"name": "a", "type": "INT"}],
        }
    )  # fmt: skip
    assert found == ("sum", "related_list", (("a", "int"),), "string")
    assert function_of({"api_name": "sum"}) == ("sum", "", None, "")
    assert function_of({"api_name": "sum", "arguments": []}).parameters == ()
    # a parameter without a name would make the count of the others wrong
    assert function_of({"api_name": "sum", "arguments": [{"name": "a"}, 7]}).parameters is None
    assert function_of({"name": "sum"}) is None


@pytest.mark.parametrize(
    ("text", "line"),
    [("", 1), ("{\n  'a': 1}", 2), ("[" * 100_000, 1), ("9" * 5_000, 1), ("{}\n{}", 2), ("\x00", 1)],
)
def test_no_json_says_where(text, line):
    try:
        read_json(text)
    except NoJson as error:
        assert error.line == line
        assert "\n" not in str(error)
    else:
        # Python 3.10 before 3.10.7 reads numbers of any length
        assert text.startswith("9")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            [
                "api_name", "fields", "modules", "functions", "data_type", "lookup", "module", "unique",
                "pick_list_values", "actual_value", "operation_type", "length", "formula", "arguments",
                "name", "type", "category", "return_type", "associated_module", "display_field",
            ]
        ),
        inner, max_size=5,
    ),
    max_leaves=30,
)  # fmt: skip


@given(VALUES)
def test_nothing_that_json_holds_makes_them_raise(data):
    for one in fields_of(data, KINDS):
        assert one.name
        hash(one)
    assert module_of(data, (), complete=True) is None or module_of(data, (), complete=True).name
    found = function_of(data)
    assert found is None or found.name


@given(st.text())
def test_no_text_makes_the_reader_raise_anything_else(text):
    try:
        assert json.dumps(read_json(text))
    except NoJson as error:
        assert error.line >= 1


def test_every_type_has_a_kind_and_every_value_a_type_of_deluge():
    for one in crm_fields.all_types().values():
        assert field_types.get(one.kind) is not None, one.name
        assert one.value in ("", "text", "number", "decimal", "boolean", "map", "list")
        # what holds several values comes as a list
        assert one.several == (one.value == "list"), one.name


def test_categories_are_contexts():
    assert {"automation", "button", "standalone"} <= services.get("crm").contexts.keys()
    assert {"int", "string", "void"} <= {word.lower() for word in words.types()}
