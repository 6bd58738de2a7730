"""The worst case of a run: branches, loops, ways that leave, functions that are called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deluge_lint.inventory.cost import MOST, Formula, plus, times, worst

GET = 'r = zoho.crm.getRecordById("Leads", 1);'


def wrapped(body):
    return f"void standalone.f(list items, int a)\n{{\n{body}\n}}\n"


@pytest.mark.parametrize(
    ("body", "formula"),
    [
        ("info 1;", "0"),
        (GET, "1"),
        (GET + GET, "2"),
        ("info zoho.crm.getRecordById(zoho.crm.getRecords(1), 1);", "2"),
        (f"for each contact in items {{ {GET} }}", "1 per contact"),
        (f"{GET} for each contact in items {{ {GET} {GET} }} {GET}", "2 + 2 per contact"),
        (f"for each contact in items {{ for each line in contact {{ {GET} }} {GET} }}", "1 per contact + 1 per contact × line"),
        (f"for each contact in zoho.crm.getRecords(\"Leads\") {{ {GET} }}", "1 + 1 per contact"),
        (f"for each x in items {{ {GET} }}", "1 per x in items"),
        (f"for each number in {{1,2,3}} {{ {GET} }}", "3"),
        # of two branches one alone runs
        (f"if(a == 1) {{ {GET} }}", "1"),
        (f"if(a == 1) {{ {GET} {GET} }} else {{ {GET} }}", "2"),
        (f"if(a == 1) {{ {GET} }} else if(a == 2) {{ {GET} {GET} }} else {{ {GET} }}", "2"),
        (f"if(a == 1) {{ {GET} }} if(a == 2) {{ {GET} }}", "2"),
        (f"if(zoho.crm.getRecords(1) != null) {{ {GET} }}", "2"),
        # what leaves does not run what follows
        (f"if(a == 1) {{ {GET} return; }} {GET}", "1"),
        (f"if(a == 1) {{ {GET} {GET} {GET} return; }} {GET}", "3"),
        (f"if(a == 1) {{ {GET} return; }} else {{ {GET} }} {GET}", "2"),
        (f"{GET} return; {GET}", "1"),
        (f"for each contact in items {{ if(a == 1) {{ {GET} continue; }} {GET} }}", "1 per contact"),
        (f"for each contact in items {{ {GET} return; }}", "1"),
        (f"for each contact in items {{ {GET} if(a == 1) {{ break; }} }} {GET}", "1 + 1 per contact"),
        # an error may come at the end of what is tried
        (f"try {{ {GET} }} catch(e) {{ {GET} }}", "2"),
        (f"try {{ {GET} return; }} catch(e) {{ {GET} }} {GET}", "3"),
        ("info if(a == 1, zoho.crm.getRecords(1), zoho.crm.getRecords(2));", "1"),
    ],
)  # fmt: skip
def test_the_worst_run_of_a_body(entry, body, formula):
    assert str(entry(wrapped(body)).api.total) == formula


def test_bare_statements_around_functions_are_a_body_of_their_own(draw):
    text = f"{GET}\n{wrapped(GET + GET)}\n{GET}\n"
    costs = {each.name: str(each.api.own) for each in draw(text).entries}
    assert costs == {"a.dg": "2", "standalone.f": "2"}


def test_what_is_called_costs_with_its_caller(draw):
    texts = {
        "a.dg": "void standalone.a(list orders)\n{\n\tfor each order in orders\n\t{\n\t\tstandalone.b(order);\n\t}\n}",
        "b.dg": f"void standalone.b(map order)\n{{\n\t{GET}\n\tfor each line in order\n\t{{\n\t\t{GET}\n\t}}\n}}",
    }
    first, second = draw(texts).entries
    assert (str(first.api.own), str(first.api.total)) == ("0", "1 per order + 1 per order × line")
    assert second.api.own == second.api.total
    assert first.calls[0].line == 5
    assert (second.callers, first.callers) == ((0,), ())


def test_of_two_functions_one_alone_is_called(entry):
    text = (
        f"void standalone.f(int a)\n{{\n\tif(a == 1)\n\t{{\n\t\tstandalone.g();\n\t}}\n\telse\n\t{{\n\t\tstandalone.h();\n\t}}\n}}\n"
        f"void standalone.g()\n{{\n{GET}{GET}\n}}\nvoid standalone.h()\n{{\n{GET}\n}}\n"
    )
    assert str(entry(text, "standalone.f").api.total) == "2"


def test_a_circle_of_calls_ends(draw):
    text = (
        f"void standalone.f(int a)\n{{\n{GET}\nstandalone.g();\n}}\n"
        f"void standalone.g()\n{{\n{GET}{GET}\nstandalone.f(1);\n}}\nvoid standalone.h()\n{{\nstandalone.g();\n}}\n"
    )
    first, second, third = draw(text).entries
    assert str(first.api.total) == "1 + 3 per round of standalone.f"
    assert str(second.api.total) == str(third.api.total) == "2 + 3 per round of standalone.f"
    assert first.recursive and second.recursive and not third.recursive


def test_a_function_that_calls_itself(entry):
    found = entry(f"void standalone.f(int a)\n{{\n{GET}\nstandalone.f(1);\n}}\n")
    assert (str(found.api.total), found.recursive) == ("1 + 1 per round of standalone.f", True)


def test_what_stands_in_no_file_leaves_the_sum_open(entry):
    found = entry(wrapped(GET + "standalone.elsewhere(1);"))
    assert (str(found.api.total), found.api.total.is_open, found.api.own.is_open) == ("1", True, False)
    assert [(each.name, each.line) for each in found.missing] == [("standalone.elsewhere", 3)]


def test_a_method_that_nobody_knows_is_no_missing_function(entry):
    found = entry(wrapped(GET + "x = items.shuffled();"))
    assert (str(found.api.total), found.api.total.is_open, found.missing) == ("1", False, ())


def test_of_several_functions_of_one_name_the_dearest_counts(draw):
    texts = {
        "a.dg": wrapped("standalone.g();"),
        "b.dg": f"void standalone.g()\n{{\n{GET}\n}}\n",
        "c.dg": f"void standalone.g()\n{{\n{GET}{GET}\n}}\n",
    }
    first, *others = draw(texts).entries
    assert (str(first.api.total), first.api.total.is_open) == ("2", False)
    assert first.missing[0].candidates == (1, 2)
    assert {each.use.value for each in others} == {"called"}


def test_mails_and_sms_are_counted_apart(entry):
    found = entry(
        'for each person in items\n{\n\tsendmail\n\t[\n\t\tfrom : zoho.adminuserid\n\t\tto : "a@example.com"\n'
        '\t\tsubject : "s"\n\t\tmessage : "m"\n\t]\n}\nsendsms\n[\n\tto : "1"\n\tmessage : "m"\n]\n'
    )
    assert [str(each.total) for each in (found.api, found.mails, found.sms)] == ["0", "1 per person", "1"]


def test_doubling_calls_stay_a_number(draw):
    count = 60
    parts = [
        f"void standalone.f{at}()\n{{\nstandalone.f{at + 1}();\nstandalone.f{at + 1}();\n}}\n"
        for at in range(count)
    ]
    found = draw("".join(parts) + f"void standalone.f{count}()\n{{\n{GET}\n}}\n").entries[0]
    assert dict(found.api.total.terms)[()] == MOST
    assert str(found.api.total).startswith("over ")


def test_very_deep_code_is_no_trouble(entry):
    depth = 150
    text = "if(a == 1) { " * depth + GET + " }" * depth
    assert str(entry(wrapped(text)).api.total) in ("1", "0")


TERMS = st.dictionaries(
    st.lists(st.sampled_from("abc"), max_size=3).map(tuple), st.integers(1, 9), max_size=3
).map(
    lambda terms: plus(
        Formula(), Formula(tuple(sorted(terms.items(), key=lambda each: (len(each[0]), each[0]))))
    )
)


def value(formula, sizes):
    total = 0
    for loops, count in formula.terms:
        for loop in loops:
            count *= sizes[loop]
        total += count
    return total


@given(TERMS, TERMS, st.fixed_dictionaries({each: st.integers(0, 5) for each in "abc"}))
def test_formulas_bound_what_they_stand_for(left, right, sizes):
    assert value(plus(left, right), sizes) == value(left, sizes) + value(right, sizes)
    assert value(worst(left, right), sizes) >= max(value(left, sizes), value(right, sizes))
    assert value(times(left, "a"), sizes) == value(left, sizes) * sizes["a"]
    assert value(times(left, "a", 3), sizes) == value(left, sizes) * 3
