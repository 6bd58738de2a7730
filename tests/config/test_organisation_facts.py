"""Files with an organisation's own facts: what they change, and what is said about wrong ones."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from deluge_lint.catalog.organisation import GivenName, Organisation, OwnParameter
from deluge_lint.config import facts_schema
from deluge_lint.config.model import ConfigError, Overrides
from deluge_lint.config.settings import Settings
from deluge_lint.engine.runner import lint_source
from deluge_lint.schema.model import Field, Form, Page, Permission, Report, Role, Schema
from deluge_lint.source import SourceFile

FACTS = """
[functions.standalone.orderTotal]
parameters = ["int orderId", "withTax"]
returns = "number"

[functions."tools.pushOrder"]
external = true

[functions.pow]

[connections.crm_oauth]
services = ["crm"]
scopes = ["ZohoCRM.modules.ALL"]

[modules.Deals.fields.Stage]
type = "picklist"
mandatory = true
choices = ["New", "Won"]

[forms.Orders]

[implicit-names.crm.automation]
dealId = "text"

[implicit-names.all]
company = "map"
"""


def _organisation(folder: Path, text: str, *more: str) -> Organisation:
    names = []
    for number, each in enumerate((text, *more)):
        names.append(f"facts{number or ''}.toml")
        (folder / names[-1]).write_text(each, encoding="utf-8")
    (folder / "deluge-lint.toml").write_text(f"catalog = {json.dumps(names)}\n", encoding="utf-8")
    found = Settings().settings_for(str(folder / "a.deluge")).organisation
    assert found is not None
    return found


def _lint(folder: Path, code: str, host: str, rule: str) -> list[str]:
    settings = Settings(Overrides(host=host, select=(rule,))).settings_for(str(folder / "a.deluge"))
    return [each.message for each in lint_source(SourceFile(code), settings).diagnostics]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_everything_is_read(folder: Path) -> None:
    found = _organisation(folder, FACTS)
    total = found.function("STANDALONE.ordertotal")
    assert total is not None
    assert total.parameters == (OwnParameter("orderId", "int"), OwnParameter("withTax", "any"))
    assert (total.returns, total.external) == ("number", False)
    pushed = found.function("tools.pushorder")
    assert pushed is not None and pushed.external and pushed.parameters is None
    assert found.function("thisapp.pow") is found.function("pow") is not None
    assert found.function("orderTotal") is None
    connection = found.connection("crm_oauth")
    assert connection is not None and connection.scopes == ("ZohoCRM.modules.ALL",)
    assert found.namespaces() == {"standalone", "tools"}


FORMS = """
complete = true

[modules.Deals]
title = "Deals of ours"
complete = true
fields.Stage = {type = "Pick List", mandatory = true, unique = true, choices = ["New", "Won"]}
fields.Account_Name = {type = "lookup", target = "Accounts"}
fields.Paid = {type = "Checkbox", read-only = true}

[forms.Orders.fields]
Status = {type = "Drop-Down"}
Tags = {type = "Checkbox", title = "All tags"}
Total = {type = "Decimal", formula = "Price * 2"}
Lines = {type = "subform", fields.Quantity.type = "Number"}

[reports.All_Orders]
form = "Orders"
kind = "list"

[pages.Start]
parameters = ["month"]

[roles.Clerk.rights]
Orders = ["view", "edit"]
"""


def _schema(folder: Path, text: str, *more: str) -> Schema:
    _organisation(folder, text, *more)
    return Settings().settings_for(str(folder / "a.deluge")).schema


def test_forms_and_modules_make_a_schema(folder: Path) -> None:
    found = _schema(folder, FORMS)
    assert (found.origin, found.complete) == ("stated", True)
    deals, orders = found.form("deals"), found.form("ORDERS")
    assert deals is not None and orders is not None
    assert (deals.kind, deals.title, deals.complete) == ("module", "Deals of ours", True)
    assert (orders.kind, orders.complete) == ("form", False)
    assert deals.fields == (
        Field("Stage", "picklist", "Pick List", mandatory=True, unique=True, choices=("New", "Won")),
        Field("Account_Name", "lookup", "lookup", target="Accounts"),
        Field("Paid", "decision", "Checkbox", read_only=True),
    )
    assert orders.fields == (
        Field("Status", "picklist", "Drop-Down"),
        Field("Tags", "checkboxes", "Checkbox", "All tags", several=True),
        Field("Total", "decimal", "Decimal", formula="Price * 2"),
        Field("Lines", "subform", "subform", several=True, fields=(Field("Quantity", "number", "Number"),)),
    )
    assert found.report("all_orders") == Report("All_Orders", "list", "Orders")
    assert found.page("Start") == Page("Start", ("month",))
    assert found.roles == (Role("Clerk", permissions=(Permission("Orders", ("view", "edit")),)),)


def test_several_files_make_one_schema(folder: Path) -> None:
    found = _schema(folder, "[modules.Deals]\n", "[forms.Orders]\n")
    assert found.forms == (Form("Orders", complete=False), Form("Deals", "module", complete=False))[::-1]
    assert not found.complete
    assert _schema(folder, "[modules.Deals]\n", "complete = true\n").complete


def test_facts_without_forms_know_none(folder: Path) -> None:
    assert _schema(folder, "[functions.a]\n").forms == ()


def test_names_hold_where_they_are_said_to(folder: Path) -> None:
    found = _organisation(folder, FACTS)
    names = {host: {one.name for one in found.names_in(host)} for host in ("crm", "crm.button", "desk", "")}
    assert names == {"crm": {"dealId", "company"}, "crm.button": {"company"}, "desk": {"company"},
                     "": {"dealId", "company"}}  # fmt: skip


def test_several_files_are_one(folder: Path) -> None:
    found = _organisation(folder, "[functions.one]\n", "[functions.two]\n")
    assert [one.name for one in found.functions] == ["one", "two"]


def test_it_travels(folder: Path) -> None:
    found = _organisation(folder, FACTS)
    again = pickle.loads(pickle.dumps(found))
    assert (again, repr(again)) == (found, repr(found))


def test_a_change_of_the_facts_is_a_change_of_the_settings(folder: Path) -> None:
    before = repr(_organisation(folder, FACTS))
    assert repr(_organisation(folder, FACTS.replace('"number"', '"text"'))) != before


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("[functions.a]\n\nretruns = 'text'\n", 3, "unknown key `retruns`; did you mean `returns`?"),
        ("[function.a]\n", 1, "unknown table `function`; did you mean `functions`?"),
        ("[functions.a]\nreturns = 'txet'\n", 2, "`txet` is no type; did you mean `text`?"),
        ("[functions.a]\nparameters = [\n  'int id',\n  'a b c',\n]\n", 4, "`a b c` is no parameter"),
        ("[functions.a]\nparameters = ['itn id']\n", 2, "`itn` is no type; did you mean `int`?"),
        ("[functions.a]\nexternal = 'yes'\n", 2, "`functions.a.external` must be true or false, not a text"),
        ("[functions.'a b']\n", 1, "`a b` cannot be the name"),
        ("[functions.a]\n\n[functions.'thisapp.A']\n", 3, "the function `a` stands in facts.toml:1 already"),
        ("[[functions]]\nname = 'a'\n", 1, "`functions` must be a table, not a list"),
        ("[connections.a]\nservices = 'crm'\n", 2, "must be a list of texts, not a text"),
        ("[modules.Deals.fields.Stage]\nchoice = []\n", 2, "unknown key `choice`; did you mean `choices`?"),
        ("[modules.Deals]\nname = 'x'\n", 2, "unknown key `name`"),
        ("[modules.Deals]\ncomplete = 1\n", 2, "`modules.Deals.complete` must be true or false"),
        ("complete = 'yes'\n", 1, "`complete` must be true or false, not a text"),
        ("[forms.A]\n[forms.a]\n", 2, "the form `a` stands in facts.toml:1 already"),
        (
            "[forms.A.fields.S]\nunique = true\ntype = 'Drop Dwon'\n",
            3,
            "`Drop Dwon` is no type of field; did you mean `Drop Down`?",
        ),
        ("[forms.A.fields.S]\nfields.a.fields.b.fields.c = {}\n", 1, "a subform stands too deep"),
        ("[reports.A]\nforms = 'x'\n", 2, "unknown key `forms`; did you mean `form`?"),
        ("[pages.A]\nparameters = 1\n", 2, "must be a list of texts, not a whole number"),
        ("[roles.A.rights]\nOrders = 'view'\n", 2, "`roles.A.rights.Orders` must be a list of texts"),
        ("[implicit-names.crmm]\na = 'text'\n", 1, "crmm"),
        ("[implicit-names]\na = 'text'\n", 2, "`a` needs a host"),
        ("[implicit-names.crm]\na = 5\n", 2, "must be a type, not a whole number"),
        ("[functions\n", 1, "not valid TOML"),
    ],
)
def test_a_wrong_file_is_an_error_with_the_line(folder: Path, text: str, line: int, says: str) -> None:
    with pytest.raises(ConfigError) as raised:
        _organisation(folder, text)
    assert str(raised.value).startswith(f"facts.toml:{line}: ")
    assert says in str(raised.value)


def test_a_file_that_is_not_there(folder: Path) -> None:
    (folder / "deluge-lint.toml").write_text(
        'preview = true\ncatalog = [\n  "no.toml"\n]\n', encoding="utf-8"
    )
    with pytest.raises(ConfigError) as raised:
        Settings().settings_for(str(folder / "a.deluge"))
    assert str(raised.value) == "deluge-lint.toml:3: `catalog` names `no.toml`, and there is no such file"


@pytest.mark.parametrize(
    ("host", "rule", "code"),
    [
        ("crm.automation", "undefined-variable", "void f()\n{\n\tinfo dealId + 1;\n}\n"),
        ("crm.automation", "undefined-variable", "void f()\n{\n\tinfo tools.size();\n}\n"),
        ("crm", "unknown-function", "info pow(2,3);"),
    ],
)
def test_what_is_stated_is_no_finding(folder: Path, host: str, rule: str, code: str) -> None:
    (folder / "deluge-lint.toml").write_text("", encoding="utf-8")
    assert _lint(folder, code, host, rule)
    _organisation(folder, FACTS)
    assert _lint(folder, code, host, rule) == []


@pytest.mark.parametrize(
    ("rule", "code", "says"),
    [
        ("own-argument-count", "info standalone.orderTotal(5);", "takes 2 arguments, here are 1"),
        ("unknown-connection", 'x = zoho.crm.getRecordById("Leads",1,Map(),"crm_oath");', "crm_oath"),
        ("external-call-in-loop", "for each row in rows\n{\n\ttools.pushOrder(row);\n}\n", "tools.pushOrder"),
        ("type-mismatch", "total = standalone.orderTotal(5);\ninfo total.toUpperCase() + total.size();", ""),
        ("unknown-method", "total = standalone.orderTotal(5);\ninfo total.keys();", "keys"),
    ],
)
def test_what_is_stated_leads_to_findings(folder: Path, rule: str, code: str, says: str) -> None:
    (folder / "deluge-lint.toml").write_text("", encoding="utf-8")
    assert _lint(folder, code, "crm", rule) == []
    _organisation(folder, FACTS)
    assert any(says in message for message in _lint(folder, code, "crm", rule)) is bool(says)


def test_own_functions_of_the_run_go_first(folder: Path) -> None:
    _organisation(folder, FACTS)
    call = "void f()\n{\n\tinfo standalone.orderTotal(1).keys();\n}\n"
    assert _lint(folder, call, "crm", "unknown-method")
    code = "map standalone.orderTotal(int id)\n{\n\treturn Map();\n}\n" + call
    assert _lint(folder, code, "crm", "unknown-method") == []


def test_the_schema_takes_what_the_reader_takes() -> None:
    import importlib

    jsonschema = importlib.import_module("jsonschema")
    toml = importlib.import_module("tomllib" if importlib.util.find_spec("tomllib") else "tomli")
    validator = jsonschema.Draft7Validator(facts_schema.build())
    assert not list(validator.iter_errors(toml.loads(FACTS)))
    assert not list(validator.iter_errors(toml.loads(FORMS)))
    for wrong in (
        "complete = 1\n",
        "[forms.A.fields.S.fields.T]\nunqiue = true\n",
        "[functions.a]\nretruns = 'text'\n",
        "[modules.D.fields.S]\nmandatory = 1\n",
        "[other]\n",
    ):
        assert list(validator.iter_errors(toml.loads(wrong))), wrong


def test_given_names_by_host() -> None:
    assert GivenName("creator.form", "x", "text").holds_in("creator.form.on_load")
    assert not GivenName("creator.form", "x", "text").holds_in("creator.forms")
