"""Effects of nodes, summaries, and the call graph of a run."""

from __future__ import annotations

import json
import pickle
import sys
from types import FrameType
from typing import Any

import pytest

from deluge_lint.semantics import calls
from deluge_lint.semantics.calls import BodySummary, CallGraph, Effect, OwnCall, resolve
from deluge_lint.syntax import nodes as n
from tests.semantics.marks import marked


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('⟦zoho.crm.getRecordById("Leads",1)⟧;', "integration task"),
        ('⟦ZOHO.CRM.getrecordbyid("Leads",1)⟧;', "integration task"),
        ('⟦zoho.crm.someNewTask("Leads")⟧;', "integration task"),
        ('⟦twilio.sms.send("a","b","c","d","e")⟧;', "integration task"),
        ('r = ⟦invokeurl\n[\n\turl :"u"\n]⟧;', "invokeurl"),
        ('r = ⟦invokeapi\n[\n\tservice :zohocrm\n\tpath :"u"\n]⟧;', "invokeapi"),
        ('⟦sendmail\n[\n\tfrom :a\n\tto :b\n\tsubject :"s"\n\tmessage :"m"\n]⟧', "sendmail"),
        ('r = ⟦getUrl("u")⟧;', "web task"),
        ('r = ⟦postUrl("u",m)⟧;', "web task"),
    ],
)
def test_external_effect(text: str, kind: str) -> None:
    case = marked(text)
    model = case.model
    acting = [node for node in model.tree.nodes if model.external_effect(node)]
    assert case.found(acting) == case.spans
    assert {model.external_effect(node) for node in acting} == {kind}


@pytest.mark.parametrize(
    "text",
    [
        'x = zoho.encryption.md5("a");',
        "x = zoho.currentdate.addDay(1);",
        'x = r.get("a");',
        'x = encodeUrl("u");',
        "x = standalone.helper(1);",
        "x = insert into Orders\n[\n\tTotal = 1\n];",
    ],
)
def test_no_external_effect(text: str) -> None:
    model = marked(text).model
    assert not any(model.external_effect(node) for node in model.tree.nodes)


def test_task_and_call_name() -> None:
    model = marked('zoho.crm.getRecordById("Leads",1).get("a");').model
    outer, inner = model.of(n.MethodCall)
    assert model.call_name(inner) == "zoho.crm.getrecordbyid"
    assert model.call_name(outer) == ""
    task = model.task(inner)
    assert task is not None
    assert task.name == "zoho.crm.getRecordById"
    assert model.task(outer) is None


def graph(**files: str) -> CallGraph:
    """The call graph of files by name."""
    return resolve({f"{name}.dg": marked(text).model.summary() for name, text in files.items()})


HELPER = 'string standalone.fetch(int id)\n{\n\treturn zoho.crm.getRecordById("Leads",id);\n}'
CALLER = "void automation.run()\n{\n\tfor each x in list1\n\t{\n\t\tinfo standalone.FETCH(x);\n\t}\n}"


def test_a_call_in_a_loop_reaches_out_through_a_function_of_another_file() -> None:
    (found,) = graph(helper=HELPER, caller=CALLER).looped_calls()
    assert (found.path, found.call.loops, found.target.path) == ("caller.dg", 1, "helper.dg")
    (reached,) = found.reached
    assert (reached.effect.kind, reached.path) == ("integration task", "helper.dg")
    assert reached.chain == ("standalone.fetch",)


def test_effects_flow_through_chains_and_recursion_with_the_loops_of_the_way() -> None:
    first = "void thisapp.ns.a()\n{\n\tfor each x in l\n\t{\n\t\tthisapp.ns.b(x);\n\t}\n}"
    second = (
        "void ns.b(int x)\n{\n\tns.a();\n\tfor each y in l\n\t{\n"
        '\t\tsendmail\n\t\t[\n\t\t\tfrom :z\n\t\t\tto :z\n\t\t\tsubject :""\n\t\t\tmessage :""\n\t\t]\n\t}\n}'
    )
    calls = graph(first=first, second=second)
    start = calls.find("thisapp.NS.a")
    assert start is not None
    (reached,) = calls.effects_of(start)
    assert (reached.effect.kind, reached.chain, reached.loops) == ("sendmail", ("ns.a", "ns.b"), 2)


def test_a_name_that_two_files_define_is_no_match_but_in_its_own_file() -> None:
    assert list(graph(one=HELPER, two=HELPER, caller=CALLER).looped_calls()) == []
    (found,) = graph(one=HELPER, two=HELPER + "\n" + CALLER).looped_calls()
    assert found.target.path == "two.dg"


@pytest.mark.parametrize(
    "call", ["m.get(x)", "zoho.currentdate.addDay(1)", "trim(x)", "openUrl(x)", "m.helper(x)"]
)
def test_what_is_no_call_of_a_function_of_the_project(call: str) -> None:
    text = f"m = Map();\nfor each x in y\n{{\n\tinfo {call};\n}}"
    assert [each.calls for each in marked(text).model.summary()] == [()]


def test_a_summary_is_plain_data() -> None:
    summary = marked(HELPER).model.summary()
    assert pickle.loads(pickle.dumps(summary)) == summary
    assert json.loads(json.dumps(summary))[1][0] == "standalone.fetch"


def _chain(length: int) -> dict[str, list[BodySummary]]:
    """Functions of which each calls the next in a loop, the last one sends a mail; one calls them all."""
    mail = (Effect("sendmail", "sendmail", 1, 2, 0),)
    bodies = [
        BodySummary(f"f{i}", 0, 10 * i, 10 * i + 2, mail if i == length - 1 else (),
                    (OwnCall(f"f{i + 1}", 0, 1, 2, 1),))
        for i in range(length)
    ]  # fmt: skip
    hub = tuple(OwnCall(f"f{i}", 0, i, i + 1, 1) for i in range(length))
    return {"chain.dg": [*bodies, BodySummary("hub", 0, 10 * length, 10 * length + 3, (), hub)]}


def _lines(length: int) -> int:
    """How many lines of the call graph's code run for a chain."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        if frame.f_code.co_filename != calls.__file__:
            return None
        count += event == "line"
        return trace

    summaries = _chain(length)
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        found = sum(1 for _ in resolve(summaries).looped_calls())
    finally:
        sys.settrace(before)
    assert found == 2 * length - 1
    return count


def test_twice_as_many_functions_take_twice_as_many_steps() -> None:
    assert _lines(400) < 2.5 * _lines(200)


def test_the_nearest_of_two_ways_counts_and_the_first_of_equally_near_ones() -> None:
    text = (
        "void far()\n{\n\tnear();\n\tother();\n}\n"
        'void near()\n{\n\tinfo getUrl("u");\n\tzoho.crm.getRecords("Leads");\n}\n'
        'void other()\n{\n\tinfo getUrl("v");\n\tfar();\n}\n'
        "void top()\n{\n\tfar();\n\tother();\n}"
    )
    run = graph(one=text)
    top, far = run.find("top"), run.find("far")
    assert top is not None
    assert far is not None
    assert [(each.effect.kind, each.chain) for each in run.effects_of(top)] == [
        ("web task", ("top", "other")),
        ("integration task", ("top", "far", "near")),
    ]
    assert [each.chain for each in run.effects_of(far)] == [("far", "near"), ("far", "near")]
