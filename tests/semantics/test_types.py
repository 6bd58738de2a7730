"""What is proven of the kind of a value: the lattice, and what flows through a script."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deluge_lint.documents.script import Host
from deluge_lint.semantics import types as t
from deluge_lint.semantics.types import Type, join
from deluge_lint.syntax import nodes as n
from tests.semantics.marks import CREATOR, CRM, UNKNOWN, marked
from tests.semantics.test_random_programs import PROGRAMS

_SIMPLE = st.sampled_from(
    [t.UNKNOWN, t.NULL, t.TEXT, t.NUMBER, t.DECIMAL, t.NUMERIC, t.BOOLEAN, t.DATE, t.DATETIME, t.TIME, t.LIST,
     t.MAP, t.COLLECTION, t.FILE, t.RESPONSE, t.record("Orders"), t.record("Leads")]
)  # fmt: skip
_KEYS = st.sampled_from(["a", "b", "c"])
_ANY = st.recursive(
    st.builds(lambda type, null: type.or_null() if null else type, _SIMPLE, st.booleans()),
    lambda inner: st.one_of(
        inner.map(t.list_of), st.builds(t.map_of, st.dictionaries(_KEYS, inner, max_size=3), st.booleans())
    ),
    max_leaves=6,
)


@given(_ANY, _ANY, _ANY)
def test_the_lattice_holds_its_laws(one: Type, two: Type, three: Type) -> None:
    assert join(one, one) == one
    assert join(one, two) == join(two, one)
    assert join(join(one, two), three) == join(one, join(two, three))
    assert join(one, t.UNKNOWN) == t.UNKNOWN
    assert join(join(one, two), two) == join(one, two)


@given(st.lists(_ANY, max_size=40))
def test_nothing_climbs_for_ever(types: list[Type]) -> None:
    """Joining takes few steps to where it stays."""
    at, steps = types[0] if types else t.UNKNOWN, 0
    for each in types:
        joined = join(at, each)
        steps += joined != at
        at = joined
    assert steps <= 30


def test_types_are_called_as_zoho_calls_them() -> None:
    assert [str(each) for each in (t.TEXT, t.DATETIME, t.list_of(t.TEXT), t.record("Orders"), t.NUMERIC)] == [
        "Text", "Date-Time", "List of Text", "Record of Orders", "Number or Decimal"
    ]  # fmt: skip


def test_deep_types_are_cut() -> None:
    deep = t.TEXT
    for _ in range(1000):
        deep = t.list_of(t.map_of({"k": deep}))
    assert str(deep).count("List") <= t.DEEPEST
    assert t.map_of({str(each): t.TEXT for each in range(t.MOST_KEYS + 1)}) == t.FRESH_MAP


def said(text: str, host: Host = UNKNOWN) -> list[str]:
    """The types of the marked expressions, null shown as a question mark."""
    case = marked(text, host)
    assert case.model.tree.faults == []
    by_span = {tuple(case.model.tree.span(node)): node for node in reversed(case.model.tree.nodes)
               if isinstance(node, n.Expr)}  # fmt: skip
    found = [case.model.type_of(by_span[span]) for span in case.spans]
    return [f"{each}{'?' if each.nullable else ''}" for each in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('⟦"a"⟧ + 1', "Text"), ("x = ⟦5⟧", "Number"), ("x = ⟦0.5⟧", "Decimal"), ("x = ⟦true⟧", "Boolean"),
        ("x = ⟦null⟧", "null"), ("x = ⟦'15-Aug-1947'⟧", "Date"), ("x = ⟦'15-Aug-1947 19:00:00'⟧", "Date-Time"),
        ("x = ⟦'19:00:00'⟧", "Time"), ("x = ⟦'06:00:00 PM'⟧", "Time"), ("x = ⟦{}⟧", "unknown"),
        ('x = ⟦{"a","b"}⟧', "List of Text"), ('x = ⟦{"a",1}⟧', "List"), ('x = ⟦{"a":1}⟧', "Map"),
        ("x = ⟦Map()⟧", "Map"), ("x = ⟦list()⟧", "List"), ("x = ⟦List:Int()⟧", "List of Number"),
        ("x = ⟦Collection()⟧", "Collection"), ('x = ⟦a + "b"⟧', "Text"), ("x = ⟦a + b⟧", "unknown"),
        ("x = ⟦a + 1⟧", "unknown"), ("x = ⟦2 + 1⟧", "Number"), ("x = ⟦2 + 1.5⟧", "Decimal"),
        ("x = ⟦a * b⟧", "Number or Decimal"), ("x = ⟦5 / 2⟧", "Number or Decimal"), ("x = ⟦a - 1⟧", "Number or Decimal"),
        ("x = ⟦zoho.currentdate - zoho.currentdate⟧", "Number"), ("x = ⟦a > b⟧", "Boolean"), ("x = ⟦!a⟧", "Boolean"),
        ("x = ⟦a && b⟧", "Boolean"), ("x = ⟦-a⟧", "Number or Decimal"), ("x = ⟦zoho.currentdate⟧", "Date"),
        ("x = ⟦zoho.loginuser⟧", "Text"), ("x = ⟦zoho.currentdate.addDay(1)⟧", "Date-Time"),
        ("x = ⟦zoho.crm.nothing(1)⟧", "unknown"), ("x = ⟦thisapp.nothing(1)⟧", "unknown"),
        ("x = ⟦a.toString()⟧", "Text"), ("x = ⟦a.size()⟧", "Number"),
        ('x = ⟦{"a"}.get(0)⟧', "Text"), ('x = ⟦{"a":1}.get("a")⟧', "Number"), ('x = ⟦{"a":1}.get("b")⟧', "unknown"),
        ("x = ⟦a.get(0)⟧", "unknown"), ('x = ⟦"a,b".toList()⟧', "List"), ("x = ⟦2.5.abs()⟧", "Number or Decimal"),
        ('x = ⟦zoho.crm.getRecordById("Leads",1)⟧', "Response"), ("x = ⟦if(a,1,2)⟧", "Number"),
        ('x = ⟦if(a,1,"b")⟧', "unknown"), ("x = ⟦ifnull(a,1)⟧", "unknown"), ("x = ⟦Orders[ID == 1]⟧", "Record of Orders"),
        ('x = ⟦zoho.encryption.md5("a")⟧', "Text"), ("x = ⟦today⟧", "unknown"), ("x = ⟦(5)⟧", "Number"),
        ('x = ⟦"abc".getPrefix("b")⟧', "Text?"), ("x = ⟦b(1)⟧", "unknown"), ("x = ⟦{'a'}⟧", "List of Text"),
    ],
)  # fmt: skip
def test_expressions(text: str, wanted: str) -> None:
    assert said(f"{text};") == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("x = 1; info ⟦x⟧;", "Number"),
        ('x = 1; x = "a"; info ⟦x⟧;', "Text"),
        ('x = 1; if(c) { x = "a"; } info ⟦x⟧;', "unknown"),
        ("x = 1; if(c) { x = 2.5; } info ⟦x⟧;", "Number or Decimal"),
        ("x = 1; if(c) { x = null; } info ⟦x⟧;", "Number?"),
        ("x = 1; if(c) { x = null; } if(x != null) { info ⟦x⟧; }", "Number"),
        ("x = 1; if(c) { x = null; } if(x == null) { return; } info ⟦x⟧;", "Number"),
        ("x = 1; if(c) { x = null; } if(isNull(x)) { return; } info ⟦x⟧;", "Number"),
        ("x = 1; if(c) { x = null; } if(x != null && ⟦x⟧ > 1) { }", "Number"),
        ("x = 1; if(c) { x = null; } if(x == null || ⟦x⟧ > 1) { }", "Number"),
        ("if(c) { x = 1; } info ⟦x⟧;", "unknown"),
        ("if(isText(x)) { info ⟦x⟧; } x = f();", "Text"),
        ("x = f(); if(isNumber(x)) { info ⟦x⟧; }", "unknown"),
        ("x = f(); if(isDate(x)) { info ⟦x⟧; }", "unknown"),
        ("x = f(); if(isText(x)) { info ⟦x⟧; }", "Text"),
        ("x = f(); if(isText(x) && c) { info 1; } else { info ⟦x⟧; }", "unknown"),
        ('for each x in {"a","b"} { info ⟦x⟧; }', "Text"),
        ("for each index x in y { info ⟦x⟧; }", "Number"),
        ("for each x in Orders[ID > 1] { info ⟦x⟧; }", "Record of Orders"),
        ("for each x in y { info ⟦x⟧; }", "unknown"),
        ("x = 0; for each y in z { info ⟦x⟧; x = x + 1; }", "Number"),
        ('x = 0; for each y in z { x = x + "a"; } info ⟦x⟧;', "unknown"),
        ("try { x = 1; y = f(); } catch (e) { info ⟦x⟧; }", "unknown"),
        ("x = 1; try { y = f(); } catch (e) { info ⟦x⟧; }", "Number"),
        ('m = Map(); m.put("a",1); info ⟦m.get("a")⟧;', "Number"),
        ('m = Map(); m.put("a",1); m.put(k,"b"); info ⟦m.get("a")⟧;', "unknown"),
        ('m = Map(); m.put("a",1); b = m; b.put("a","c"); info ⟦m.get("a")⟧;', "unknown"),
        ('m = Map(); m.put("a",1); f(m); info ⟦m.get("a")⟧;', "unknown"),
        ('m = Map(); if(c) { m.put("a",1); } info ⟦m.get("a")⟧;', "unknown"),
        ('m = Map(); b = m; m.put("a",1); b.put("a","c"); info ⟦m.get("a")⟧;', "unknown"),
        ('b = 1; m = {"a":1}; b = m; m.put("a","c"); info ⟦b.get("a")⟧;', "unknown"),
        ('m = {"k":{"a":1}}; s = m.get("k"); s.put("a","c"); info ⟦m.get("k").get("a")⟧;', "unknown"),
        ('m = {"k":{"a":1}}; m.get("k").put("a","c"); info ⟦m.get("k")⟧;', "Map"),
        ('m = {"a":1}; m.frobnicate(); info ⟦m.get("a")⟧;', "unknown"),
        ('m = {"a":1}; m.a = "c"; info ⟦m.get("a")⟧;', "unknown"),
        ('m = {"a":1}; try { x = m.put("a","c").f(); } catch(e) { info ⟦m.get("a")⟧; }', "unknown"),
        ('m = Map(); if(c) { m.put("b",1); } m.put("a",1); info ⟦m.get("a")⟧;', "Number"),
        ('m = Map(); m.put(k,"b"); m.put("a",1); info ⟦m.get("a")⟧;', "Number"),
        ('l = {1}; b = l.sort(); b.add("c"); info ⟦l.get(0)⟧;', "unknown"),
        ('l = {1}; l.sort().add("c"); info ⟦l.get(0)⟧;', "unknown"),
        ("l = {1}; l = l.sort(); info ⟦l.get(0)⟧;", "Number"),
        ("l = {1}; info l.sort(); info ⟦l.get(0)⟧;", "Number"),
        ('l = {{"a":1}}; for each x in l { x.put("a","c"); } info ⟦l.get(0).get("a")⟧;', "unknown"),
        ('l = {"a"}; l.add(1); info ⟦l.get(0)⟧;', "unknown"),
        ('l = {"a"}; l.add("b"); info ⟦l.get(0)⟧;', "Text"),
        ("x += 1; info ⟦x⟧;", "unknown"),
        ("x = 1; x += 1; info ⟦x⟧;", "Number"),
        ("info ⟦x⟧;", "unknown"),
        ("x = 1; return; info ⟦x⟧;", "unknown"),
        ('String x = "a"; info ⟦x⟧;', "Text"),
    ],
)
def test_ways_through_a_script(text: str, wanted: str) -> None:
    assert said(text) == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted", "host"),
    [
        ("void automation.f(int a) { info ⟦a⟧; }", "Number?", CRM),
        ("void automation.f(string a) { info ⟦a⟧; }", "Text?", CRM),
        ("void automation.f(list:string a) { info ⟦a⟧; }", "List of Text?", CRM),
        ("void f(Orders a) { info ⟦a⟧; }", "unknown", CREATOR),
        ("string standalone.f(string crmAPIRequest) { info ⟦crmAPIRequest⟧; }", "unknown",
         Host("crm", "standalone", "certain")),
        ("info ⟦input⟧;", "Map?", CRM),
        ("info ⟦input⟧;", "unknown", Host("creator", "form.on_load", "stated")),
        ("int twice(int a) { return a * 2; }\nvoid g() { info ⟦thisapp.twice(1)⟧; }", "Number?", CREATOR),
        ("int twice(int a) { return a * 2; }\nvoid g() { info ⟦twice(1)⟧; }", "Number?", CREATOR),
        ("int a() { return 1; }\nint a() { return 1; }\nvoid g() { info ⟦a()⟧; }", "unknown", CREATOR),
    ],
)  # fmt: skip
def test_what_headers_and_hosts_tell(text: str, wanted: str, host: Host) -> None:
    assert said(text, host) == [wanted]


def test_a_field_of_a_template_is_no_list() -> None:
    model = marked("x = ${Amount};\ny = {Amount};\ninfo x;\ninfo y;").model
    assert [str(model.type_of(each.value).kind) for each in model.of(n.Info)] == ["unknown", "list"]


@settings(max_examples=100, deadline=None)
@given(PROGRAMS)
def test_inference_ends_and_says_the_same_again(program: str) -> None:
    def ask(backwards: bool) -> list[Type]:
        model = marked(program).model
        nodes = [node for node in model.tree.nodes if isinstance(node, n.Expr)]
        asked = [(node, model.type_of(node)) for node in (reversed(nodes) if backwards else nodes)]
        return [type for _, type in (reversed(asked) if backwards else asked)]

    assert ask(False) == ask(True)


@pytest.mark.parametrize("whole_first", [True, False])
def test_what_is_asked_first_changes_no_answer(whole_first: bool) -> None:
    model = marked("x = 1; if(c) { x = null; } y = if(x != null,x,2); info y;").model
    (choice,) = model.of(n.Conditional)
    asked = [choice, choice.then] if whole_first else [choice.then, choice]
    assert [model.type_of(each) for each in asked] == [t.NUMBER, t.NUMBER]


@pytest.mark.parametrize(
    "text", ['"a"' + " + b" * 5000, "a" + ".trim()" * 5000, "(" * 2000 + "a" + ")" * 2000]
)
def test_depth_is_no_danger(text: str) -> None:
    model = marked(f"x = {text};").model
    assert model.type_of(model.of(n.Assign)[0].value).kind in ("text", "unknown")
