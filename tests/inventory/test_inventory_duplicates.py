"""Duplicates: names, texts and numbers apart, and nothing that is merely alike."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from deluge_lint.inventory.duplicates import Shape, clusters

BODY = """
	answer = zoho.crm.getRecordById("{module}",{value});
	if({value} > 3)
	{{
		info answer.get("{module}");
		sum = answer.get("a") + {value};
	}}
	else
	{{
		sum = 0;
	}}
	for each part in answer.get("parts")
	{{
		sum = sum + part.get("price").toDecimal();
		if(part.get("kind") == "{module}")
		{{
			continue;
		}}
		sum = sum * 2;
	}}
	return sum;
"""


def function(name, **words):
    return f"int standalone.{name}(int {words['value']})\n{{{BODY.format(**words)}}}\n"


def places(inventory):
    return [
        [(inventory.entries[each.entry].path, each.first, each.last, each.whole) for each in one.places]
        for one in inventory.duplicates
    ]


def test_other_names_texts_and_numbers_make_no_other_code(draw):
    first = function("a", module="Leads", value="id")
    second = "// a comment\n\n" + function("b", module="Deals", value="other").replace("sum", "total")
    found = draw({"a.dg": first, "b.dg": second.replace("3", "17")})
    assert places(found) == [[("a.dg", 1, 23, True), ("b.dg", 3, 25, True)]]
    assert found.duplicates[0].lines == 23


def test_a_stretch_of_a_function_is_found(draw):
    first = function("a", module="Leads", value="id")
    second = f"void standalone.other()\n{{\n\tinfo 1;\n\tx = {{}};{BODY.format(module='M', value='y')}}}\n"
    (found,) = places(draw({"a.dg": first, "b.dg": second}))
    assert [(path, last - start) for path, start, last, _ in found] == [("a.dg", 20), ("b.dg", 20)]


def test_within_one_function_too(draw):
    text = f"void standalone.a(int id)\n{{{BODY.format(module='Leads', value='id')}{BODY.format(module='Deals', value='id')}}}\n"
    (found,) = places(draw(text.replace("return sum;", "info sum;")))
    assert len(found) == 2


def test_other_built_ins_make_other_code(draw):
    first = function("a", module="Leads", value="id")
    second = first.replace("getRecordById", "getRecords").replace("toDecimal", "toLong").replace(">", "<")
    assert draw({"a.dg": first, "b.dg": second.replace("continue", "break")}, least=70).duplicates == ()


def test_small_code_is_no_duplicate(draw):
    text = 'void standalone.{}(int id)\n{{\n\tinfo id;\n\tx = zoho.crm.getRecordById("Leads",id);\n\tinfo x;\n}}\n'
    assert draw({"a.dg": text.format("a"), "b.dg": text.format("b")}).duplicates == ()


def test_a_pattern_that_repeats_counts_once(draw):
    puts = "".join(f'\tm.put("{at}",input.get("{at}"));\n' for at in range(60))
    text = "void standalone.{}(map input)\n{{\n\tm = Map();\n" + puts.replace("{", "{{") + "}}\n"
    assert draw({"a.dg": text.format("a"), "b.dg": text.format("b")}).duplicates == ()


def test_the_least_size_is_the_callers(draw):
    texts = {f"{name}.dg": function(name, module="Leads", value="id") for name in "ab"}
    assert len(draw(texts, least=20).duplicates) == 1
    assert draw(texts, least=1000).duplicates == ()
    assert draw(texts, least=0).duplicates == ()


def test_every_pair_of_equal_shapes_is_found():
    dice = random.Random(7)
    signs = tuple(str(dice.randrange(1000)) for _ in range(40))
    shapes = [Shape(signs, (5,) * 40, tuple(range(40)), tuple(range(1, 41))) for _ in range(3)]
    (found,) = clusters(shapes, 80)
    assert [(each.at, each.first, each.last) for each in found.stretches] == [
        (0, 0, 39),
        (1, 0, 39),
        (2, 0, 39),
    ]


SIGNS = st.lists(st.sampled_from("abcd"), max_size=30)


@given(st.lists(SIGNS, max_size=4), st.integers(1, 6))
def test_stretches_of_a_cluster_are_alike_large_enough_and_apart(rows, least):
    shapes = [
        Shape(tuple(row), (1,) * len(row), tuple(range(len(row))), tuple(range(1, len(row) + 1)))
        for row in rows
    ]
    for found in clusters(shapes, least):
        assert found.size >= least
        texts = {tuple(rows[at][first : last + 1]) for at, first, last in found.stretches}
        assert len(texts) == 1 and len(texts.pop()) == found.size
        spots = [(at, place) for at, first, last in found.stretches for place in range(first, last + 1)]
        assert len(spots) == len(set(spots))


@given(SIGNS, st.integers(1, 6))
def test_the_same_row_twice_is_always_found(row, least):
    shape = Shape(tuple(row), (1,) * len(row), tuple(range(len(row))), tuple(range(1, len(row) + 1)))
    assert bool(clusters([shape, shape], least)) == (len(row) >= least)
