"""The page and the picture in it: whole, self-contained, nothing of a script is markup, boxes never overlap."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deluge_lint.output.context import OutputContext
from deluge_lint.output.inventory import render
from deluge_lint.output.inventory.layers import layout
from deluge_lint.output.inventory.picture import MANY, pictures
from deluge_lint.output.inventory.selection import select

from ..portability.test_portability_html import Page

EVIL = "</script><img src=x onerror=alert(1)>'\"&\u202e"


@pytest.fixture
def page(draw):
    def render_texts(texts, **changes):
        return "".join(render("html", select(draw(texts, **changes)), OutputContext(cwd="/nowhere")))

    return render_texts


def called(caller, callee):
    return f"void {caller}()\n{{\n\t{callee}();\n}}\n"


SCRIPTS = {
    "a.dg": called("automation.first", "standalone.second"),
    "b.dg": called("standalone.second", "standalone.third"),
    "c.dg": 'void standalone.third()\n{\n\tx = zoho.crm.getRecords("Leads");\n\tstandalone.first();\n}\n',
    "d.dg": "info 1;\n",
}


def test_the_page_is_whole_and_draws_every_call(page):
    text = page(SCRIPTS)
    found = Page(text)
    assert found.tags.count("svg") == 1
    keys = [value for tag, name, value in found.attributes if tag == "g" and name == "data-key"]
    assert keys == ["e0", "e1", "e2", "e3"]
    ends = re.findall(r'data-from="(\w+)" data-to="(\w+)"', text)
    assert sorted(ends) == [("e0", "e1"), ("e1", "e2")]
    assert "Zoho CRM" in text and "reads Leads in Zoho CRM, line 3" in text


def test_a_page_of_nothing_is_a_page_too(page):
    assert "svg" not in Page(page({})).tags


def test_nothing_is_loaded_from_elsewhere_and_no_style_stands_in_an_element(page):
    text = page(SCRIPTS)
    found = Page(text)
    assert not {"link", "img", "iframe", "object", "embed", "base", "image", "use"} & set(found.tags)
    assert not [
        each for each in found.attributes
        if each[1] in ("src", "href", "style", "xlink:href") or each[1].startswith("on")
    ]  # fmt: skip
    assert "default-src 'none'" in text


def test_texts_of_scripts_are_never_markup(page):
    text = page({f"{EVIL}.dg": f'info 1;\nx = zoho.crm.getRecords("{EVIL[:-4]}");\n'})
    found = Page(text)
    assert "img" not in found.tags and len(found.scripts) == 2
    assert "\u202e" not in text and "<" not in found.scripts[0]
    assert json.loads(found.scripts[0])["e0"]["title"].startswith("script><img")


def test_many_functions_are_folded_into_their_groups(draw):
    texts = {
        f"{group}{at}.dg": called(f"{group}.f{at}", f"standalone.f{at + 1}" if at < 49 else "standalone.f0")
        for group in ("automation", "standalone")
        for at in range(50)
    }
    shown = select(draw(texts))
    first, *inside = pictures(shown)
    assert [(each.key, each.title) for each in first.nodes] == [("g0", "automation"), ("g1", "standalone")]
    assert first.edges == ((0, 1),)
    assert len(first.nodes) < MANY
    keys = [{each.key for each in picture.nodes if "far" not in each.look} for picture in inside]
    assert [len(each) for each in keys] == [50, 50] and not keys[0] & keys[1]
    Page("".join(render("html", shown, OutputContext(cwd="/nowhere"))))


def test_callers_stand_left_of_what_they_call():
    placed = layout(4, [(0, 1), (1, 2), (0, 2), (3, 2)], (100, 40))
    lefts = [left for left, _ in placed.corners]
    assert lefts[0] < lefts[1] < lefts[2] and lefts[3] == lefts[1]
    for (caller, callee), way in zip([(0, 1), (1, 2), (0, 2), (3, 2)], placed.ways):
        assert way[0] == (lefts[caller] + 100, placed.corners[caller][1] + 20)
        assert way[-1] == (lefts[callee], placed.corners[callee][1] + 20)


EDGES = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=40, unique=True)


@given(EDGES)
def test_boxes_never_overlap_and_stand_inside(edges):
    placed = layout(15, edges, (100, 40), 600)
    for at, (left, top) in enumerate(placed.corners):
        assert -0.01 <= left <= placed.width - 100 + 0.01 and -0.01 <= top <= placed.height - 40 + 0.01
        for other, below in placed.corners[:at]:
            assert abs(left - other) > 99.9 or abs(top - below) > 39.9
    for edge, way in zip(edges, placed.ways):
        assert bool(way) == (edge[0] != edge[1])


def test_a_long_chain_is_no_trouble():
    count = 3000
    placed = layout(count, [(at, at + 1) for at in range(count - 1)], (10, 5))
    assert placed.corners[-1][0] == (count - 1) * 80


def test_a_dense_graph_is_drawn_all_the_same():
    count = 150
    edges = [(at, other) for at in range(count) for other in range(at + 1, count)]
    placed = layout(count, edges, (10, 5))
    assert len(placed.ways) == len(edges) and all(placed.ways)
    assert sum(map(len, placed.ways)) <= 2 * len(edges) + 2000
