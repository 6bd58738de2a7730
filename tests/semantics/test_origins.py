"""Where a value comes from, and which write a use of a variable sees."""

from __future__ import annotations

import pytest

from deluge_lint.semantics.origins import Origin
from tests.semantics.marks import Marked, marked

GET = "invokeurl\n[\n\turl :address\n\ttype :GET\n]"
CRM = 'invokeurl\n[\n\turl :"https://www.zohoapis.eu/crm/v8/Deals/" + id\n\ttype :GET\n]'


def origin(case: Marked) -> Origin | None:
    """The origin of the marked expression, the outermost one of that place."""
    (place,) = case.spans
    tree = case.model.tree
    found = next(
        node
        for kind in ("MethodCall", "Name")
        for node in tree.nodes
        if node.__class__.__name__ == kind and (tree.span(node).start, tree.span(node).end) == place
    )
    return case.model.origin(found)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"a = {GET};\ninfo ⟦a⟧;", "answer"),
        (f"a = {GET};\ninfo ⟦a.toMap()⟧;", "answer"),
        (f'a = {GET};\ninfo ⟦a.get("responseText")⟧;', "answer"),
        (f'a = {GET};\ninfo ⟦a.get("data")⟧;', "part"),
        (f'a = {GET};\nfor each x in a.get("data")\n{{\n\tinfo ⟦x⟧;\n}}', "part"),
        (f'a = {CRM};\ninfo ⟦a.get("data").get(0)⟧;', "record"),
        (f'a = {CRM};\na = a.get("data").get(0);\ninfo ⟦a⟧;', "record"),
        (f'a = {CRM.replace("GET", "PUT")};\ninfo ⟦a.get("data").get(0)⟧;', "part"),
        (f'b = "https://www.zohoapis.eu/crm/v8/Deals";\na = {GET.replace("address", "b")};\n'
         'info ⟦a.get("data")⟧;', "records"),
        ("a = invokeapi\n[\n\tservice :zohocrm\n\tpath :\"crm/v8/Leads\"\n\ttype :GET\n];\n"
         "info ⟦a.get(\"data\")⟧;", "records"),
        ('info ⟦zoho.books.getRecordsByID("invoices",1,2)⟧;', "answer"),
        ('info ⟦zoho.crm.getRecordById("Leads",1)⟧;', "record"),
        ('for each x in zoho.crm.searchRecords("Leads",c)\n{\n\tinfo ⟦x⟧;\n}', "record"),
        ('r = zoho.crm.getRecordById("Leads",1);\nfor each row in r.get("Rows")\n{\n\tinfo ⟦row⟧;\n}',
         "record"),
        ('r = ifnull(zoho.crm.searchRecords("Leads",c),List());\ninfo ⟦r.get(0)⟧;', "record"),
        (f"if(c)\n{{\n\ta = {GET};\n}}\nelse\n{{\n\ta = {CRM};\n}}\ninfo ⟦a⟧;", ""),
        (f"a = Map();\nfor each x in y\n{{\n\tinfo ⟦a⟧;\n\ta = {GET};\n}}", ""),
        (f"a = {GET};\nif(c)\n{{\n\ta = Map();\n}}\ninfo ⟦a⟧;", ""),
        ("a = b;\nb = a;\ninfo ⟦a⟧;", ""),
        ("void f(map a)\n{\n\tinfo ⟦a⟧;\n}", ""),
        ("info ⟦thisapp.read()⟧;", ""),
    ],
)  # fmt: skip
def test_where_a_value_comes_from(text: str, kind: str) -> None:
    case = marked(text)
    assert case.model.tree.faults == []
    found = origin(case)
    assert (found.kind if found else "") == kind


def test_many_writes_of_many_variables_take_no_time() -> None:
    names = [f"v{i}" for i in range(40)]
    writes = "".join(f"if(c)\n{{\n\t{a} = {b};\n}}\n" for a in names for b in names)
    assert origin(marked(f"{writes}info ⟦v0⟧;")) is None
