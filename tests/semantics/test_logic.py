"""Which of `&&` and `||` goes first: AND in every service but Creator, where it is OR."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deluge_lint.documents.read import read_script
from deluge_lint.documents.script import Host
from deluge_lint.semantics.logic import mixed, parenthesised
from deluge_lint.semantics.model import SemanticModel
from deluge_lint.source import SourceFile
from deluge_lint.syntax import nodes as n

NAMES = ("a", "b", "c", "d")
HOSTS = ("crm", "creator")


def _script(condition: str, service: str) -> Any:
    found = read_script(SourceFile(f"if({condition})\n{{\n\tinfo 1;\n}}"), Host(service, "", "stated")).script
    assert found is not None
    return found


def _value(node: Any, values: dict[str, bool]) -> bool:
    if isinstance(node, n.Paren):
        return _value(node.inner, values)
    if isinstance(node, n.Unary):
        return not _value(node.operand, values)
    if isinstance(node, n.Binary):
        left, right = _value(node.left, values), _value(node.right, values)
        return left and right if node.op == "&&" else left or right
    assert isinstance(node, n.Name)
    return values[node.text]


def _expected(condition: str, service: str, values: dict[str, bool]) -> bool:
    """The condition as Python would take it, whose `and` goes first; `&` and `|` swap that for Creator."""
    for name, value in values.items():
        condition = re.sub(rf"\b{name}\b", str(value), condition)
    if service == "creator":
        # the innermost chains first: `|` joins what `&` then takes together
        while "(" in condition:
            condition = re.sub(r"\(([^()]*)\)", lambda each: str(_flat(each[1])), condition)
        return _flat(condition)
    return bool(eval(condition.replace("&&", " and ").replace("||", " or ").replace("!", " not ")))


def _flat(condition: str) -> bool:
    def truth(word: str) -> bool:
        word = word.strip()
        return not truth(word[1:]) if word.startswith("!") else word == "True"

    return all(any(truth(word) for word in group.split("||")) for group in condition.split("&&"))


_LEAF = st.sampled_from([*NAMES, *(f"!{name}" for name in NAMES)])


def _longer(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operator = st.sampled_from([" && ", " || "])
    chain = st.tuples(inner, st.lists(st.tuples(operator, inner), min_size=1, max_size=5)).map(
        lambda each: each[0] + "".join(word + operand for word, operand in each[1])
    )
    return st.one_of(chain, chain.map("({})".format), chain.map("!({})".format))


CONDITIONS = st.recursive(_LEAF, _longer, max_leaves=14)


@given(CONDITIONS, st.sampled_from(HOSTS))
def test_conditions_mean_what_they_mean_in_the_service(condition: str, service: str) -> None:
    test = _script(condition, service).tree.root.body[0].test
    for values in product((True, False), repeat=len(NAMES)):
        given_values = dict(zip(NAMES, values))
        assert _value(test, given_values) == _expected(condition, service, given_values)


@given(CONDITIONS, st.sampled_from(HOSTS))
def test_with_the_parentheses_put_they_mean_the_same_in_every_service(condition: str, service: str) -> None:
    tree = _script(condition, service).tree
    text = tree.source.text
    edits = [
        edit
        for node in tree.nodes if isinstance(node, n.Binary)
        for edit in parenthesised(mixed(node, tree), tree)
    ]  # fmt: skip
    for edit in sorted(edits, key=lambda each: (each.span.start, each.text == "("), reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    fixed = text[len("if(") : text.index(")\n{")]
    there = [_script(fixed, each).tree.root.body[0].test for each in HOSTS]
    before = tree.root.body[0].test
    for values in product((True, False), repeat=len(NAMES)):
        given_values = dict(zip(NAMES, values))
        assert {_value(each, given_values) for each in there} == {_value(before, given_values)}


@pytest.mark.parametrize(("service", "guarded"), [("crm", False), ("creator", True)])
def test_a_guard_reaches_as_far_as_the_service_says(service: str, guarded: bool) -> None:
    script = _script('x.get("k") != null && c || x.get("k").size() > 1', service)
    (call,) = (each for each in script.tree.nodes if isinstance(each, n.MethodCall) and each.name == "size")
    assert SemanticModel(script).is_guarded_not_null(call.object) is guarded


def test_nothing_is_mixed_in_a_chain_of_one_kind() -> None:
    tree = _script("a && b && (c || d)", "crm").tree
    assert [mixed(each, tree) for each in tree.nodes if isinstance(each, n.Binary)] == [[], [], []]
