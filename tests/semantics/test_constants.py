"""Texts built from pieces, and what is left of them where nobody knows a part."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from deluge_lint.semantics.model import SemanticModel
from deluge_lint.syntax import nodes as n
from tests.semantics.marks import marked
from tests.semantics.test_random_programs import PROGRAMS


def said(text: str) -> str:
    """The constant of the marked expression, a hole shown as ``_``."""
    case = marked(text)
    assert case.model.tree.faults == []
    nodes = {tuple(case.model.tree.span(node)): node for node in reversed(case.model.tree.nodes)
             if isinstance(node, n.Expr)}  # fmt: skip
    found = case.model.constant(nodes[case.spans[0]])
    return (
        "nothing"
        if found is None
        else f"{found.kind} " + "".join("_" if p is None else p for p in found.pieces)
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('info ⟦"a"⟧;', "text a"), ("info ⟦5⟧;", "number 5"), ("info ⟦-5⟧;", "number -5"), ("info ⟦true⟧;", "boolean true"),
        ('info ⟦"a" + "b"⟧;', "text ab"), ('info ⟦"a" + x + "b"⟧;', "text a_b"), ('info ⟦x + y + "b"⟧;', "text _b"),
        ('info ⟦"a" + 1⟧;', "text a1"), ("info ⟦1 + 2⟧;", "nothing"), ("info ⟦x + y⟧;", "nothing"), ("info ⟦x⟧;", "nothing"),
        ('info ⟦("a")⟧;', "text a"), ('info ⟦" A ".trim().toLowerCase()⟧;', "text a"), ('info ⟦("a" + x).trim()⟧;', "nothing"),
        ("info ⟦5.toString()⟧;", "text 5"), ('b = "x"; info ⟦b + "/y"⟧;', "text x/y"),
        ('a = "1"; b = a + "2"; info ⟦b + c⟧;', "text 12_"), ('b = "x"; b = "y"; info ⟦b⟧;', "text y"),
        ('b = "x"; info ⟦b⟧; b = "y";', "text x"),
        ('b = "x"; if(c) { b = "y"; } info ⟦b⟧;', "nothing"),
        ('b = "x"; for each a in c { info ⟦b⟧; b = "y"; }', "nothing"),
        ('b = "x"; b = b + "y"; info ⟦b⟧;', "text xy"),
        ('if(c) { b = "x"; } info ⟦b⟧;', "nothing"), ('b = "x"; b += "y"; info ⟦b⟧;', "nothing"),
        ('for each r in rows { b = "x"; info ⟦b⟧; }', "text x"), ('info ⟦b⟧; b = "x";', "nothing"),
        ('b = b + "x"; info ⟦b⟧;', "text _x"), ('for each r in rows { b = b + "x"; } info ⟦b⟧;', "nothing"),
        ('void f(string b) { info ⟦b⟧; }', "nothing"), ('b = {"a"}; info ⟦b⟧;', "nothing"),
    ],
)  # fmt: skip
def test_constants(text: str, wanted: str) -> None:
    assert said(text) == wanted


def test_what_a_text_begins_and_ends_with() -> None:
    case = marked('info "https://" + host + "/path";')
    found = case.model.constant(case.model.of(n.Info)[0].value)
    assert found is not None
    assert (found.prefix, found.suffix, found.whole) == ("https://", "/path", None)


def _all(model: SemanticModel, backwards: bool) -> list[object]:
    nodes = [node for node in model.tree.nodes if isinstance(node, n.Expr)]
    asked = [(node, model.constant(node)) for node in (reversed(nodes) if backwards else nodes)]
    return [value for _, value in (reversed(asked) if backwards else asked)]


@settings(max_examples=60, deadline=None)
@given(PROGRAMS)
def test_every_order_of_asking_says_the_same(program: str) -> None:
    assert _all(marked(program).model, False) == _all(marked(program).model, True)


def test_texts_do_not_grow_without_end() -> None:
    model = marked('a0 = "ab";\n' + "".join(f"a{i + 1} = a{i} + a{i};\n" for i in range(60))).model
    found = model.constant(model.of(n.Assign)[-1].value)
    assert found is not None and found.whole is None
    assert len("".join(piece or "" for piece in found.pieces)) <= 20_000


def test_depth_is_no_danger() -> None:
    model = marked('x = "a"' + " + b" * 5000 + ";").model
    found = model.constant(model.of(n.Assign)[0].value)
    assert found is not None and found.prefix == "a"
