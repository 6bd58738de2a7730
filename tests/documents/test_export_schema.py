"""What an export says of its forms, reports, pages and connections."""

from __future__ import annotations

from deluge_lint.schema.model import Field, Schema
from tests.documents.exports import NAMES, read, read_text, source

BAKERY = read("bakery_2026.ds").schema


def _field(form: str, name: str) -> Field:
    found = BAKERY.field(form, name)
    assert found is not None
    return found


def test_both_shapes_declare_forms_reports_and_pages() -> None:
    assert BAKERY.name == 'Bakery "Orders"'
    assert [form.name for form in BAKERY.forms] == ["Orders", "Bakers", "Items", "Visits", "Ask_Reason"]
    assert [(report.name, report.kind, report.form) for report in BAKERY.reports] == [
        ("All_Orders", "list", "Orders"), ("Visits_Calendar", "calendar", "Visits"),
    ]  # fmt: skip
    assert [(page.name, page.parameters) for page in BAKERY.pages] == [("Board", ("orderId", "tab"))]
    parcels = read("parcels_2020.ds").schema
    assert [form.name for form in parcels.forms] == ["Parcel"]
    assert [(report.name, report.kind, report.form) for report in parcels.reports] == [
        ("Parcel_List", "list", "Parcel")
    ]
    assert [(page.name, page.parameters) for page in parcels.pages] == [("Slip", ("parcel_id",))]
    assert parcels.complete


def test_fields_have_their_kinds() -> None:
    form = BAKERY.form("orders")
    assert form is not None
    assert [(field.name, field.kind) for field in form.fields] == [
        ("Section", "section"), ("Order_No", "text"), ("Baker", "lookup"), ("Helpers", "lookup"),
        ("State", "picklist"), ("Extras", "checkboxes"), ("Price", "currency"), ("Gift", "decision"),
        ("Total", "formula"), ("Remarks", "note"), ("Lines", "subform"), ("Visits", "subform"),
    ]  # fmt: skip


def test_fields_say_what_they_hold() -> None:
    number = _field("Orders", "Order_No")
    assert (number.mandatory, number.unique, number.title) == (True, True, "Order No")
    assert _field("Orders", "State").choices == ("Open", 'Baked "twice"', "Gone")
    assert _field("Orders", "State").initial == '"Open"'
    baker, helpers = _field("Orders", "Baker"), _field("Orders", "Helpers")
    assert (baker.target, baker.display, baker.several) == ("Bakers", "Full_Name", False)
    assert (helpers.target, helpers.several) == ("Bakers", True)
    total = _field("Orders", "Total")
    assert total.formula == "if(input.Gift,0.0,input.Price * 1.1) + input.Lines.sum(Amount)"
    assert total.hidden
    lines, visits = _field("Orders", "Lines"), _field("Orders", "Visits")
    assert [(field.name, field.target, field.mandatory) for field in lines.fields] == [
        ("Item", "Items", True), ("Amount", "", False),
    ]  # fmt: skip
    assert (visits.target, visits.back, visits.fields) == ("Visits", "Order", ())
    assert _field("Bakers", "Full_Name").parts == ("first_name", "last_name")
    assert (_field("Visits", "Seen").kind, _field("Visits", "Seen").word) == ("", "a type of the future")


def test_a_form_may_store_nothing() -> None:
    assert {form.name: form.stores for form in BAKERY.forms}["Ask_Reason"] is False


def test_workflows_and_connections() -> None:
    rules = next(one for one in BAKERY.workflows if one.name == "Orders_Rules")
    assert (rules.event, rules.hides, rules.scripted) == ("form.field_rules", ("Price", "Extras"), False)
    bake = next(one for one in BAKERY.workflows if one.name == "Bake")
    assert (bake.kind, bake.calls) == ("functions", ("bake.start",))
    assert [(one.name, one.service, one.scopes) for one in BAKERY.connections] == [
        ("sheet_link", "zohosheet", ("read_sheet", "write_sheet"))
    ]


def _named(schema: Schema) -> list[tuple[str, int, int]]:
    found = [(form.name, *form.span) for form in schema.forms]
    found += [(field.name, *field.span) for form in schema.forms for field in form.fields]
    found += [(report.name, *report.span) for report in schema.reports]
    found += [(page.name, *page.span) for page in schema.pages]
    found += [(workflow.name, *workflow.span) for workflow in schema.workflows]
    return found


def test_spans_are_those_of_the_names() -> None:
    for name in NAMES:
        text = source(name).text
        for word, start, end in _named(read(name).schema):
            assert text[start:end] == word


def test_permissions_and_roles() -> None:
    assert [(one.name, one.kind) for one in BAKERY.roles] == [
        ("Baker", "profile"), ("CEO", "role"), ("Baker", "role")
    ]  # fmt: skip
    orders, board = BAKERY.roles[0].permissions
    assert (orders.module, orders.rights) == ("Orders", ("Create", "Viewall"))
    assert orders.fields == (("Order_No", True, False), ("Price", False, True))
    assert (board.module, board.rights) == ("Board", ("tab",))
    text = source("bakery_2026.ds").text
    assert all(text[one.span.start : one.span.end] == one.name for one in BAKERY.roles)


def test_portal_permissions_are_told_from_those_of_users() -> None:
    role = '\t"Guest"\n\t{\n\t\ttype = Customer_Portal\n\t}\n'
    schema = read_text(f'application "A"\n{{\nshare_settings\n{{\n{role}}}\n}}\n').schema
    assert [(one.name, one.kind) for one in schema.roles] == [("Guest", "portal")]


def test_mentions_are_the_names_in_use() -> None:
    used = {(one.kind, one.name) for one in BAKERY.mentions}
    # named by the permissions alone, by a declaration alone, and in a section that people see
    assert ("field", "Remarks") not in used and ("connection", "sheet_link") not in used
    assert {("field", "Price"), ("page", "Board"), ("function", "bake.start")} <= used
    assert ("page", "Slip") in {(one.kind, one.name) for one in read("parcels_2020.ds").schema.mentions}


def _functions_in_use(functions: str, page: str = "") -> list[str]:
    page = f'pages\n{{\npage Board\n{{\nContent="<zml>{page}</zml>"\n}}\n}}\n'
    text = f'application "A"\n{{\n{page}functions\n{{\nDeluge\n{{\n{functions}}}\n}}\n}}\n'
    return [one.name for one in read_text(text).schema.mentions if one.kind == "function"]


def test_functions_are_in_use_that_something_in_use_calls() -> None:
    again = "void Mails.again()\n{\nthisapp.Mails.again();\n}\n"
    once = "void Mails.once()\n{\nthisapp.Mails.again();\n}\n"
    other = "void Stock.again()\n{\ninfo 1;\n}\nvoid again()\n{\n}\n"
    assert _functions_in_use(again) == []
    assert _functions_in_use(again + once) == []
    button = "<button action='Function' functionName={}Mails.once{} />"
    for mark in ("'", "&apos;", '\\"'):
        assert _functions_in_use(again + once, button.format(mark, mark)) == ["mails.again", "mails.once"]
    # a name without a namespace is meant by every word that says it
    assert _functions_in_use(again + once + other, "<%=thisapp.mails . Once()%>") == [
        "again", "mails.again", "mails.once",
    ]  # fmt: skip
    assert _functions_in_use(again + other, "<%{\\nStock.again();\\n}%>") == ["again", "stock.again"]
    assert _functions_in_use(again + other, "again.Mails stock again") == ["again"]


def test_a_lookup_may_offer_some_records_of_a_form_alone() -> None:
    text = (
        'application "Shop"\n{\n\tforms\n\t{\n\t\tform Orders\n\t\t{\n\t\t\tBaker\n\t\t\t(\n\t\t\t\ttype = picklist\n'
        '\t\t\t\tvalues  = Bakers[Shift == "Early"].ID\n\t\t\t)\n\t\t}\n\t}\n}\n'
    )
    field = _of(text).field("Orders", "Baker")
    assert field is not None
    assert (field.kind, field.target, field.choices) == ("lookup", "Bakers", ())


def _of(text: str) -> Schema:
    return read_text(text).schema
