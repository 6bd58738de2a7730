"""Which forms and fields a script touches, and how, on the ways that lead there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deluge_lint.documents.script import Host, Script, Trigger
from deluge_lint.schema.model import NOTHING, Field, Form, Report, Schema
from deluge_lint.semantics.model import SemanticModel
from deluge_lint.source import SourceFile
from deluge_lint.syntax import parse
from tests.semantics.test_random_programs import PROGRAMS

CREATOR = Host("creator", "form.on_success", "certain")
ITEMS = Field(
    "Items", "subform", fields=(Field("Article", "lookup", target="Articles"), Field("Price", "currency"))
)
ORDERS = Form(
    "Orders",
    fields=(
        Field("Status", "picklist", choices=("Open", "Paid")),
        Field("Total", "currency"),
        Field("Paid", "decision"),
        Field("Customer", "lookup", target="Customers"),
        Field("Buyer", "name", parts=("first_name", "last_name")),
        ITEMS,
        Field("Visits", "subform", target="Visits"),
    ),
)
CUSTOMERS = Form("Customers", fields=(Field("City", "text"), Field("Agent", "lookup", target="Agents")))
AGENTS = Form("Agents", fields=(Field("Email", "email"), Field("Boss", "lookup", target="Elsewhere")))
ARTICLES = Form("Articles", fields=(Field("Title", "text"),))
VISITS = Form("Visits", fields=(Field("Day", "date"),))
SHOP = Schema(
    "creator", "Shop", (ORDERS, CUSTOMERS, AGENTS, ARTICLES, VISITS), (Report("Open_Orders", form="Orders"),),
    complete=True,
)  # fmt: skip
OF_ORDER = Trigger("Orders", ("created",))


def model(
    text: str, trigger: Trigger = OF_ORDER, schema: Schema = SHOP, host: Host = CREATOR
) -> SemanticModel:
    return SemanticModel(Script(parse(SourceFile(text)), host, trigger=trigger, schema=schema))


def fields(text: str, trigger: Trigger = OF_ORDER) -> list[str]:
    """The uses in source order: ``act Form.Field``, with ``?`` where the form lacks the field."""
    found = []
    for use in model(text, trigger).field_uses:
        assert text[use.span.start : use.span.end] == use.field
        part = f"/{use.part}" if use.part else ""
        found.append(f"{use.act} {use.form}.{use.field}{part}{'' if use.known else '?'}")
    return found


def forms(text: str, trigger: Trigger = OF_ORDER) -> list[str]:
    found = []
    for use in model(text, trigger).form_uses:
        assert text[use.span.start : use.span.end] == use.form
        found.append(f"{use.act} {use.form}{'' if use.known else '?'}")
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("info input.Total;", ["read Orders.Total"]),
        ("input.total = 1;", ["write Orders.total"]),
        ("input.Totals = 1;", ["write Orders.Totals?"]),
        ("x = input.ID + input.Added_User;", ["read Orders.ID", "read Orders.Added_User"]),
        ("x = old.Total;", ["read Orders.Total"]),
        ("x = input.Customer.City;", ["read Orders.Customer", "read Customers.City"]),
        ("x = input.Customer.Agent.Email;",
         ["read Orders.Customer", "read Customers.Agent", "read Agents.Email"]),
        ("x = input.Customer.Street;", ["read Orders.Customer", "read Customers.Street?"]),
        # the form of another application is not here
        ("for each a in Agents\n{\n\tx = a.Boss.Anything;\n}", ["read Agents.Boss/Anything"]),
        ('input.Buyer.first_name = "A";', ["write Orders.Buyer/first_name"]),
        ("x = input.Items.Price;", ["read Orders.Items", "read Orders.Items.Price"]),
        ("x = input.Items.Article.Title;",
         ["read Orders.Items", "read Orders.Items.Article", "read Articles.Title"]),
        ('input.Status.select("Open");', ["client Orders.Status"]),
        ("hide Status, Totals;", ["client Orders.Status", "client Orders.Totals?"]),
        ("hide Items.Price;", ["read Orders.Items", "client Orders.Items.Price"]),
        ('Status:ui.add("a");', ["client Orders.Status"]),
        ("input.Status:ui.add(Total);", ["client Orders.Status", "read Orders.Total"]),
        ('alert([Total],"No");', ["client Orders.Total"]),
        ("thisapp.check(ID);", ["read Orders.ID"]),
        ("x = unknown_word;", []),
    ],
)  # fmt: skip
def test_fields_of_the_form_of_the_event(text: str, expected: list[str]) -> None:
    assert fields(text) == expected


def test_rows_of_a_subform() -> None:
    row = Trigger("Orders", field="Items", subform="Items")
    assert fields("row.Price = row.Weight;", row) == ["write Orders.Items.Price", "read Orders.Items.Weight?"]
    assert fields("row.Price = 1;") == []
    assert fields("for each r in input.Items\n{\n\tr.Price = 1;\n}") == [
        "read Orders.Items", "write Orders.Items.Price"
    ]  # fmt: skip
    assert fields("for each r in Visits\n{\n\tx = r.Day;\n}") == ["read Orders.Visits", "read Visits.Day"]
    assert fields("rows = input.Items;\nfor each r in rows\n{\n\tx = r.Dear;\n}") == [
        "read Orders.Items", "read Orders.Items.Dear?"
    ]  # fmt: skip
    assert fields("r = Orders.Items();\nr.Price = 1;", Trigger()) == ["write Orders.Items.Price"]
    assert forms("r = Orders.Items();\nr.Price = 1;", Trigger()) == ["row Orders"]
    assert fields("r = Orders.Total();\nr.Price = 1;", Trigger()) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("r = Customers[ID == 1];\nx = r.City;", ["criteria Customers.ID", "read Customers.City"]),
        ("r = Customers[ID == 1] sort by City, Agent.Email;\nx = r.Street;",
         ["criteria Customers.ID", "sort Customers.City", "sort Customers.Agent", "sort Agents.Email",
          "read Customers.Street?"]),
        ("x = Customers[City == x && Agent.Email.contains(y)].City;",
         ["criteria Customers.City", "criteria Customers.Agent", "criteria Agents.Email", "read Customers.City"]),
        ("x = Customers[ID != 0].City sort by Agent;",
         ["criteria Customers.ID", "read Customers.City", "sort Customers.Agent"]),
        ("x = Customers[Street == City].ID;",
         ["criteria Customers.Street?", "criteria Customers.City", "read Customers.ID"]),
        ("x = Orders[Paid].Total;", ["criteria Orders.Paid", "read Orders.Total"]),
        ("x = Orders[!Paid && Total > input.Total].sum(Total);",
         ["criteria Orders.Paid", "criteria Orders.Total", "read Orders.Total", "aggregate Orders.Total"]),
        ("x = Orders[Status in {City}].count(ID);", ["criteria Orders.Status", "aggregate Orders.ID"]),
        ("x = Customers[City == Status].ID;", ["criteria Customers.City", "read Orders.Status", "read Customers.ID"]),
        # what is a variable is none of the form's, but where a field has to stand
        ("City = 1;\nx = Customers[ID == City].ID;", ["criteria Customers.ID", "read Customers.ID"]),
        ("City = 1;\nx = Customers[City == City].ID;", ["criteria Customers.City", "read Customers.ID"]),
        ("Street = 1;\nx = Customers[Street == ID].ID;", ["criteria Customers.ID", "read Customers.ID"]),
        ("for each r in Customers\n{\n\tx = r.City;\n}", ["read Customers.City"]),
        ("for each r in Customers[ID != 0] sort by City range from 1 to 5\n{\n\tr.Street = 1;\n}",
         ["criteria Customers.ID", "sort Customers.City", "write Customers.Street?"]),
        ("r = Customers[ID == 1];\nq = r;\nx = (q).City;", ["criteria Customers.ID", "read Customers.City"]),
        ("r = insert into Customers\n[\n\tAdded_User = zoho.loginuser\n\tCity = 1\n\tStreet = 2\n];\nx = r.City;",
         ["insert Customers.Added_User", "insert Customers.City", "insert Customers.Street?"]),
        ("insert into Orders\n[\n\tBuyer.first_name = 1\n];", ["insert Orders.Buyer/first_name"]),
        ("delete from Customers[City == 1];", ["criteria Customers.City"]),
        ("x = Nowhere[City == 1].Street;", []),
        ("x = elsewhere.Customers[City == 1].Street;", []),
        ("list = {1,2};\nx = list[City == 1];", []),
    ],
)  # fmt: skip
def test_fields_of_other_forms(text: str, expected: list[str]) -> None:
    assert fields(text) == expected


def test_the_parameter_of_a_function_may_be_a_record() -> None:
    text = (
        "void check(Orders order, int Customers)\n{\n\torder.Totals = order.Total;\n\tx = Customers.City;\n}"
    )
    assert fields(text, Trigger()) == ["write Orders.Totals?", "read Orders.Total"]


@pytest.mark.parametrize(
    "text",
    [
        "if(a)\n{\n\tr = Customers[ID == 1];\n}\nelse\n{\n\tr = Agents[ID == 1];\n}\nx = r.City;",
        "r = Customers[ID == 1];\nfor each i in {1,2}\n{\n\tx = r.City;\n\tr = Agents[ID == i];\n}",
        "r = Customers[ID == 1];\nr = r.City;\nx = r.City;",
        "r = Customers[ID == 1].City;\nx = r.City;",
        "void f(string r)\n{\n\tx = r.City;\n}",
    ],
)
def test_a_variable_that_may_hold_something_else_is_unknown(text: str) -> None:
    last = text.rindex("x = r.City")
    assert not any(use.span.start == last + 6 for use in model(text, Trigger()).field_uses)


def test_forms() -> None:
    text = (
        "a = Customers[ID == 1];\nb = Customer[ID == 1];\nc = Orders[ID != 0].count(ID);\nd = count(Orders[ID != 0]);\n"
        "delete from Agents[ID == 1];\ninsert into Articles\n[\n\tTitle = 1\n];\nfor each v in Visit\n{\n}\n"
    )
    assert forms(text) == [
        "fetch Customers", "fetch Customer?", "aggregate Orders", "aggregate Orders", "delete Agents",
        "insert Articles", "fetch Visit?",
    ]  # fmt: skip


def test_a_report_in_a_mail_is_no_form() -> None:
    mail = (
        "sendmail\n[\n\tfrom : a\n\tto : b\n\tsubject : c\n\tmessage : d\n\tattachments : view:{} as PDF\n]"
    )
    assert forms(mail.format("Open_Orders[Totals == 1]")) == []
    assert fields(mail.format("Open_Orders[Totals == 1]")) == ["criteria Orders.Totals?"]
    assert fields(mail.format("Other[Totals == 1]")) == []


def test_a_use_tells_its_value_and_how_it_was_come_by() -> None:
    text = 'input.Customer.City = "B";\nx = Customers[Agent.Email == "a@b.c"];'
    found = model(text)
    write, compared = (use for use in found.field_uses if use.through)
    assert (write.through, compared.through) == (("Customer",), ("Agent",))
    assert [found.tree.text(use.value) for use in (write, compared) if use.value] == ['"B"', '"a@b.c"']
    assert (write.op, compared.op) == ("=", "==")
    assert found.field_use(write.node) is write and found.field_use(found.tree.root) is None
    assert write.home is CUSTOMERS and write.known is CUSTOMERS.fields[0]


def test_nothing_is_known_without_a_schema_or_outside_of_creator() -> None:
    text = "r = Customers[ID == 1];\ninput.Totals = r.City;"
    for found in (model(text, schema=NOTHING), model(text, host=Host("crm", "automation", "certain"))):
        assert found.form_uses == () and found.field_uses == () and found.records is None


@given(PROGRAMS)
def test_any_program_may_be_asked(text: str) -> None:
    found = model(text)
    for use in (*found.form_uses, *found.field_uses):
        assert text[use.span.start : use.span.end]
    nodes = set(found.tree.nodes)
    assert all(use.node in nodes for use in found.field_uses)


@given(st.sampled_from(["r", "s"]), st.booleans())
def test_names_match_in_any_case(name: str, lower: bool) -> None:
    text = f"{name} = CUSTOMERS[id == 1];\nx = {name}.CITY;"
    text = text.lower() if lower else text
    assert [use.known is not None for use in model(text).field_uses] == [True, True]
