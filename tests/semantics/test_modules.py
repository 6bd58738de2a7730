"""Which modules and fields of Zoho CRM a script names, as far as its data flow proves it."""

from __future__ import annotations

import pytest

from deluge_lint.documents.read import read_script
from deluge_lint.semantics.model import SemanticModel
from deluge_lint.semantics.modules import uses_of
from deluge_lint.source import SourceFile


def uses(code: str):
    script = read_script(SourceFile(code)).script
    assert script is not None
    return uses_of(SemanticModel(script)), code


def modules(code: str) -> list[tuple[str, str, str]]:
    found, text = uses(code)
    return [(one.module, one.act, text[one.span.start : one.span.end]) for one in found.modules]


def fields(code: str) -> list[tuple[str, str, str]]:
    found, _ = uses(code)
    return [(one.module, one.field, one.act) for one in found.fields]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('zoho.crm.getRecordById("Deals",1);', [("Deals", "read", "Deals")]),
        ('zoho.crm.v8.updateRecord("Deals",1,Map());', [("Deals", "write", "Deals")]),
        ('name = "Deals";\nzoho.crm.getRecords(name);', [("Deals", "read", "name")]),
        ('zoho.crm.getRelatedRecords("Notes","Deals",1);', [("Deals", "read", "Deals")]),
        ('zoho.crm.getRecords("De" + "als");', [("Deals", "read", '"De" + "als"')]),
        ("zoho.crm.getRecords(name);", []),
        ('zoho.crm.getRecords("De" + name);', []),
        ('zoho.crm.update("Deals",1,Map());', []),
        ('zoho.books.getRecords("Deals",1);', []),
    ],
)
def test_modules(code, expected):
    assert modules(code) == expected


READS = [
    ('r = zoho.crm.getRecordById("Deals",1);\ninfo r.get("A");', [("Deals", "A", "read")]),
    ('r = zoho.crm.getRecordById("Deals",1).toMap();\ninfo r.getJSON("A");', [("Deals", "A", "read")]),
    ('for each r in zoho.crm.getRecords("Deals")\n{\n\tinfo r.get("A");\n}', [("Deals", "A", "read")]),
    ('info zoho.crm.searchRecords("Deals","x").get(0).get("A");', [("Deals", "A", "read")]),
    ('r = ifnull(zoho.crm.getRecordById("Deals",1),Map());\ninfo r.get("A");', [("Deals", "A", "read")]),
    (
        'r = zoho.crm.getRecordById("Deals",1);\nfor each row in r.get("Lines")\n{\n\tinfo row.get("B");\n}',
        [("Deals", "Lines", "read"), ("Deals.Lines", "B", "read")],
    ),
    # the answer of a lookup is no record of the module
    (
        'r = zoho.crm.getRecordById("Deals",1);\ninfo r.get("Owner").get("name");',
        [("Deals", "Owner", "read")],
    ),
    ('r = zoho.crm.getRelatedRecords("Notes","Deals",1).get(0);\ninfo r.get("A");', []),
    ('r = zoho.crm.getRecordById(name,1);\ninfo r.get("A");', []),
    ('r = zoho.recruit.getRecordById("Deals",1);\ninfo r.get("A");', []),
    ('r = zoho.crm.getRecordById("Deals",1);\ninfo r.get(key);', []),
    ('r = zoho.crm.getRecordById("Deals",1);\nr = Map();\ninfo r.get("A");', []),
    ('r = zoho.crm.getRecordById("Deals",1);\nr.put("A",1);\ninfo r.get("A");', []),
    (
        'if(a)\n{\n\tr = zoho.crm.getRecordById("Deals",1);\n}\nelse\n{\n'
        '\tr = zoho.crm.getRecordById("Leads",1);\n}\ninfo r.get("A");',
        [],
    ),
    (
        'if(a)\n{\n\tr = zoho.crm.getRecordById("Deals",1);\n}\nelse\n{\n'
        '\tr = zoho.crm.getRecordById("Deals",2);\n}\ninfo r.get("A");',
        [("Deals", "A", "read")],
    ),
    (
        'r = zoho.crm.getRecordById("Deals",1);\nif("Won" == r.get("A"))\n{\n\tinfo r;\n}',
        [("Deals", "A", "compare"), ("Deals", "A", "read")],
    ),
]


@pytest.mark.parametrize(("code", "expected"), READS)
def test_reads(code, expected):
    assert fields(code) == expected


UPDATE = 'zoho.crm.updateRecord("Deals",1,m);'
WRITES = [
    ('zoho.crm.createRecord("Deals",{"A":1,key:2});', ["A"]),
    (f'm = Map();\nm.put("A",1);\nm.put(key,2);\n{UPDATE}', ["A"]),
    (f'm = {{"A":1}};\nm.put("B",2);\n{UPDATE}', ["A", "B"]),
    (f'm = Map();\nif(x)\n{{\n\tm.put("A",1);\n}}\n{UPDATE}', ["A"]),
    ('zoho.crm.bulkCreate("Deals",{{"A":1},{"B":2}});', ["A", "B"]),
    ('zoho.crm.upsert("Deals",{"A":1},{"duplicate_check_fields":{"A"}});', ["A"]),
    # what is put in later, or into another map, is not sent
    (f'm = Map();\nm.put("A",1);\n{UPDATE}\nm.put("B",2);', ["A"]),
    (f'm = Map();\nm.put("A",1);\nm = Map();\nm.put("B",2);\n{UPDATE}', ["B"]),
    (f'm = Map();\nm.put("A",1);\nm.remove("A");\n{UPDATE}', []),
    (f'm = Map();\nm.put("A",1);\nm.clear();\n{UPDATE}', []),
    (f'm = other;\nm.put("A",1);\n{UPDATE}', []),
    (f'if(x)\n{{\n\tm = Map();\n}}\nelse\n{{\n\tm = other;\n}}\nm.put("A",1);\n{UPDATE}', []),
    ('zoho.crm.update("Deals",1,{"A":1});', []),
    ('zoho.crm.updateRecord(name,1,{"A":1});', []),
]


@pytest.mark.parametrize(("code", "expected"), WRITES)
def test_writes(code, expected):
    assert [one for _, one, act in fields(code) if act == "write"] == expected


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        ('"(A:equals:1)"', ["A"]),
        ('"((A:equals:" + x + ") and (B:starts_with:" + y + "))"', ["A", "B"]),
        ('"(" + name + ":equals:1)"', []),
        ("criteria", []),
        ('"A = 1"', []),
    ],
)
def test_criteria(criteria, expected):
    code = f'zoho.crm.searchRecords("Deals",{criteria});'
    found, text = uses(code)
    assert [(one.field, one.act) for one in found.fields] == [(name, "criteria") for name in expected]
    assert [text[one.span.start : one.span.end] for one in found.fields] == expected


QUERIES = [
    ("select A, B from Deals", "Deals", ["A", "B"]),
    ("SELECT A as x, Owner.name, count(id) FROM Deals where C = 1 and (D in (1,2) or E is not null)", "", []),
    ("select A as x, Owner.name from Deals where C = 1 and (D in (1,2) or E is not null) limit 5", "Deals",
     ["A", "C", "D", "E"]),
    ("select A from Deals as d where d.B = 1", "Deals", ["A"]),
    ("update Deals", "", []),
]  # fmt: skip


@pytest.mark.parametrize(("query", "module", "names"), QUERIES)
def test_queries(query, module, names):
    for code in (f'm = {{"select_query":"{query}"}};', f'm.put("select_query","{query}");'):
        found, text = uses(code)
        assert [one.module for one in found.modules] == ([module] if module else [])
        assert [one.field for one in found.fields] == names
        assert [text[one.span.start : one.span.end] for one in found.fields] == names


def test_a_query_with_holes():
    code = 'm.put("select_query","select A from Deals where B = \'" + x + "\' and C > 1");'
    assert fields(code) == [("Deals", name, "criteria") for name in "ABC"]
    assert fields('m.put("select_query","select A from " + x);') == []
    assert fields('m.put("select_query","select A from De" + x + " where B = 1");') == []


CREATE = 'zoho.crm.createRecord("Deals",m);'
CREATED = [
    ('zoho.crm.createRecord("Deals",{"A":1});', [{"A"}]),
    ('zoho.crm.createRecord("Deals",{key:1});', []),
    (f'm = Map();\nm.put("A",1);\n{CREATE}', [{"A"}]),
    (f'm = Map();\nif(x)\n{{\n\tm.put("A",1);\n}}\n{CREATE}', [{"A"}]),
    (f'm = Map();\nm.put("A",1);\ninfo m.get("A") + m.size();\n{CREATE}', [{"A"}]),
    (f'm = Map();\nm.put("A",1);\nzoho.crm.updateRecord("Deals",1,m);\n{CREATE}', [{"A"}]),
    (f"m = Map();\nm.put(key,1);\n{CREATE}", []),
    (f"m = Map();\nm.putAll(other);\n{CREATE}", []),
    (f"m = Map();\nother = m;\n{CREATE}", []),
    (f"m = Map();\nfill(m);\n{CREATE}", []),
    (f'm = Map();\nm.put("A",1);\nm.remove("A");\n{CREATE}', []),
    (f"m = other;\n{CREATE}", []),
    (CREATE, []),
    ('zoho.crm.updateRecord("Deals",1,{"A":1});', []),
    ('zoho.crm.upsert("Deals",{"A":1});', []),
]


@pytest.mark.parametrize(("code", "expected"), CREATED)
def test_records_that_are_created_from_known_keys(code, expected):
    found, _ = uses(code)
    assert [set(one.keys) for one in found.created] == expected
