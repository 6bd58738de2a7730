"""Text from outside: where it comes in, how it goes on, what makes it harmless."""

from __future__ import annotations

import pytest

from deluge_lint.documents.script import Host
from deluge_lint.semantics.taint import Trail
from deluge_lint.syntax import nodes as n
from tests.semantics.marks import CREATOR, UNKNOWN, marked

HEADER = "string standalone.find(string name, int count, list rows, map values)\n{\n"


def trail(body: str, place: str = "criteria", host: Host = UNKNOWN, header: str = HEADER) -> Trail | None:
    """The trail to the argument of ``sink(...)``."""
    model = marked(f"{header}{body}\n}}" if header else body, host).model
    (sink,) = (each for each in model.of(n.Call) if each.function.text == "sink")
    return model.taint(sink.args[0], place)


@pytest.mark.parametrize(
    "body",
    [
        "sink(name);",
        'sink("a" + name + "b");',
        'x = name.trim();\ny = "a" + x;\nsink(y);',
        'x = "";\nif(count > 1)\n{\n\tx = name;\n}\nsink(x);',
        'x = "a";\nx += name;\nsink(x);',
        'm = Map();\nm.put("k",name);\nsink(m.get("k"));',
        'm = Map();\nm.put("k",name);\nsink(m.toString());',
        'm = {"k":name};\nsink(m.get("k"));',
        "for each row in rows\n{\n\tsink(row);\n}",
        'x = "";\nfor each row in rows\n{\n\tx = x + row;\n}\nsink(x);',
        'sink(if(count > 1,name,"b"));',
        'sink(ifnull(name,"b"));',
        'sink(values.get("city"));',
        'sink(name.toUpperCase().subString(0,2));',
        'try\n{\n\tx = name;\n}\ncatch (e)\n{\n\tx = "b";\n}\nsink(x);',
        "sink(trim(name));",
    ],
)  # fmt: skip
def test_a_parameter_flows(body: str) -> None:
    found = trail(body)
    assert found is not None
    assert found.kind == "parameter"


@pytest.mark.parametrize(
    "body",
    [
        'sink("a");',
        "sink(count);",
        'sink("a" + count);',
        "sink(name.toLong());",
        'sink("a" + name.length());',
        "sink(encodeUrl(name));",
        "sink(zoho.encryption.urlEncode(name));",
        'x = name.replaceAll("\\"","");\nsink(x);',
        'name = "a";\nsink(name);',
        'm = Map();\nm.put("k",name);\nm.put("l","b");\nsink(m.get("l"));',
        'm = {"k":name,"l":"b"};\nsink(m.get("l"));',
        'if(!name.matches("[a-z]+"))\n{\n\treturn "";\n}\nsink(name);',
        'if(name == "a")\n{\n\tsink(name);\n}',
        "sink(standalone.clean(name));",
        "sink(name == count);",
        'x = name;\nx = "b";\nsink(x);',
    ],
)
def test_what_is_harmless_or_unknown(body: str) -> None:
    assert trail(body) is None


@pytest.mark.parametrize(
    ("body", "host", "header", "kind", "name"),
    [
        ('r = crmAPIRequest.toMap();\nsink(r.get("body"));', UNKNOWN, "", "request", "crmAPIRequest"),
        ("sink(input.Email);", CREATOR, "", "field", "input.Email"),
        ("sink(email);", UNKNOWN, "", "argument", "email"),
        ("sink(email);", UNKNOWN, "void automation.f(string email)\n{\n", "argument", "email"),
        ('r = zoho.crm.getRecordById("Leads",1);\nsink(r.get("Email"));', UNKNOWN, "", "response",
         "zoho.crm.getrecordbyid"),
        ('r = invokeurl\n[\n\turl :"u"\n\ttype :GET\n];\nsink(r.get("Email"));', UNKNOWN, "", "response",
         "invokeurl"),
    ],
)  # fmt: skip
def test_the_kinds_of_origin(body: str, host: Host, header: str, kind: str, name: str) -> None:
    found = trail(body, host=host, header=header)
    assert found is not None
    assert (found.kind, found.name) == (kind, name)


@pytest.mark.parametrize("value", ["input.ID", "input", "zoho.loginuserid", "order_id", "thisapp.appname"])
def test_handles_and_numbers_of_records_bring_in_nothing(value: str) -> None:
    assert trail(f"sink({value});", host=CREATOR, header="") is None


def test_what_the_organisation_has_set_is_its_own() -> None:
    assert trail('sink(zoho.crm.getOrgVariable("key"));', header="") is None


def test_the_number_of_a_record_is_harmless() -> None:
    assert trail('r = zoho.crm.getRecordById("Leads",1);\nsink(r.get("id"));', header="") is None


def test_the_worst_origin_counts_and_the_trail_names_the_way() -> None:
    found = trail('r = zoho.crm.getRecordById("Leads",1);\nx = r.get("City") + name;\ny = x;\nsink(y);')
    assert found is not None
    assert found.kind == "parameter"
    texts = [each.text for each in found.steps if isinstance(each, n.Name)]
    assert texts[0] == "name"
    assert texts[-1] == "y"


def test_what_cleans_one_place_does_not_clean_another() -> None:
    body = 'sink(name.replaceAll("<","&lt;"));'
    assert trail(body, "html") is None
    assert trail(body, "url") is not None


def test_pieces_of_a_text_go_through_variables_of_one_value() -> None:
    model = marked('base = "u?";\nurl = base + "a=" + x;\nsink(url);').model
    (sink,) = model.of(n.Call)
    assert [model.tree.text(each) for each in model.text_pieces(sink.args[0])] == ['"u?"', '"a="', "x"]


def test_a_circle_of_assignments_ends() -> None:
    body = 'a = "";\nb = "";\nfor each row in rows\n{\n\ta = b + row;\n\tb = a + "y";\n}\nsink(b);'
    assert trail(body) is not None
    assert trail(body.replace("rows", "{1,2}")) is None
