"""Symbols, names that nothing defines, values that nobody reads."""

from __future__ import annotations

import pytest

from deluge_lint.documents.script import Host
from tests.semantics.marks import CREATOR, CRM, marked


def test_a_function_and_the_bare_statements_have_a_scope_each() -> None:
    function_text = "void f(int rate)\n{\n\tfor each row1 in rates\n\t{\n\t\tsum = rate;\n\t}\n}"
    model = marked("total = 1;\n" + function_text).model
    bare, function = model.bodies
    assert {symbol.name: symbol.kind for symbol in bare.symbols.values()} == {"total": "variable"}
    assert {symbol.name: symbol.kind for symbol in function.symbols.values()} == {
        "rate": "parameter", "row1": "loop", "rates": "free", "sum": "variable",
    }  # fmt: skip


@pytest.mark.parametrize(
    "statements",
    [
        "info ⟦price⟧;",
        "total = ⟦price⟧ + ⟦price⟧;\ninfo total;",
        'info ⟦answer⟧.get("data");',
        "⟦list1⟧.add(1);",
        "Rate = 1;\ninfo ⟦rate⟧ + Rate;",
        "if(⟦done⟧ == true)\n{\n\tinfo 1;\n}",
        'info {"k":⟦value⟧};',
        "r = invokeurl\n[\n\turl :⟦endpoint⟧\n\ttype :GET\n];\ninfo r;",
        "for each x in ⟦orders⟧\n{\n\tinfo x;\n}",
    ],
)
def test_undefined(statements: str) -> None:
    case = marked(f"void automation.f(int id)\n{{\n{statements}\n}}", CRM)
    assert case.spans == case.found(each.node for each in case.model.undefined)


@pytest.mark.parametrize(
    "statements",
    [
        "info input.price;",
        'r = Orders[Status == "open" && Customer.Name == name].count(ID);\ninfo r;',
        "for each x in Orders\n{\n\tinfo x.Total;\n}",
        "for each x in Orders[ID != 0] sort by Total desc\n{\n\tinfo x.Total;\n}",
        "x = insert into Orders\n[\n\tAdded_User = zoho.loginuser\n\tTotal = 4\n];\ninfo x;",
        "delete from Orders[Total == 0];",
        "r = Orders[Is_open];\ninfo r;",
        "hide Total;\nshow Lines.Price;",
        'Total:ui.add("a");',
        "row1 = Orders.Lines();\ninfo row1;",
        "billing.price(4);",
        "info thisapp.billing.price(4);",
        "info today + now;",
        "sendmail\n[\n\tfrom :zoho.adminuserid\n\tto :zoho.loginuserid\n"
        "\tsubject :name\n\tmessage :name\n\tcontent type :HTML\n]",
        "r = invokeapi\n[\n\tservice :zohocrm\n\tpath :name\n\ttype :GET\n];\ninfo r;",
        "thisapp.blueprint.changeStage(Orders,Sales,Won,4);",
        "try\n{\n\tinfo 1;\n}\ncatch (e)\n{\n\tinfo e.message;\n}",
        "info Total.sum(Price);",
    ],
)
def test_words_that_are_no_variables(statements: str) -> None:
    assert marked(f"void f(string name)\n{{\n{statements}\n}}", CREATOR).model.undefined == []


def test_free_names_of_a_script_without_header_are_its_parameters() -> None:
    assert marked('info price;\ntotal.put("a",rate);').model.undefined == []


def test_names_of_the_host() -> None:
    text = "void f()\n{\n\tinfo message;\n}"
    assert marked(text, Host("cliq", "bot_message", "stated")).model.undefined == []
    assert [each.node.text for each in marked(text, CRM).model.undefined] == ["message"]
    assert marked(text, Host("crm", "", "guessed")).model.undefined == []


def test_a_word_that_a_fault_may_have_hidden_is_not_undefined() -> None:
    case = marked("void f()\n{\n\tprice = = ;\n\tinfo price;\n\tinfo rate;\n}", CRM).model
    assert case.tree.faults
    assert "price" not in [each.node.text for each in case.undefined]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("custid", "custId"), ("custI", "custId"), ("cusstId", "custId"), ("csutId", "custId"), ("other", "")],
)
def test_suggestion(written: str, meant: str) -> None:
    model = marked(f"void f(int custId)\n{{\n\tinfo {written};\n}}", CRM).model
    assert [each.suggestion for each in model.undefined] == [meant]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a = 1;", ["a"]),
        ("a = 1;\ninfo a;", []),
        ("a = 1;\na += 1;", ["a"]),
        ("a = 1;\na = a + 1;", ["a"]),
        ("a = 1;\nb = a + 1;", ["b"]),
        ("_a = 1;", []),
        ("a = 1;\ninfo input.a;", []),
        ("void f()\n{\n\ta = 1;\n}\n}\ninfo a;", []),
        ("for each x in {1,2}\n{\n}", []),
        ('m = Map();\nm.put("a",1);', ["m"]),
        ('whole = f();\nm = whole.get("a");\nm.put("a",1);', []),
        ('m = Map();\nm.put("a",1);\nreturn m;', []),
        ("a = 1;\nreturn 1;\ninfo a;", []),
        ("name = 1;\nr = Orders[Name == name];\ninfo r;", []),
        ("r = Orders[ID == 1];\nr.Total = 4;", []),
        ("try\n{\n\tinfo 1;\n}\ncatch (e)\n{\n}", []),
        ('GET = 1;\ninfo invokeurl\n[\n\turl :"u"\n\ttype :GET\n];', []),
    ],
)
def test_unused(text: str, names: list[str]) -> None:
    assert [each.symbol.name for each in marked(text).model.unused] == names


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("1", "value"),
        ('"a" + b.trim()', "value"),
        ('zoho.crm.getRecordById("Leads",1)', "effect"),
        ('zoho.encryption.md5("a")', "value"),
        ('invokeurl\n[\n\turl :"u"\n]', "effect"),
        ("standalone.send(1)", "effect"),
        ("send(1)", "effect"),
        ("insert into Orders\n[\n\tTotal = 1\n]", "effect"),
        ("Orders[ID == 1]", "value"),
    ],
)
def test_where_an_unused_value_comes_from(value: str, kind: str) -> None:
    (found,) = marked(f"void f()\n{{\n\tx = {value};\n}}").model.unused
    assert found.symbol.name == "x"
    assert found.kinds == {kind}
    assert not found.bare
