"""What holds for every text: a tree, always; nothing lost; everything in its place."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deluge_lint.source import NotText, SourceFile, decode
from deluge_lint.syntax import Tree, parse, parse_criteria, parse_expression, parse_page
from deluge_lint.syntax import nodes as n

from .strategies import any_text, expressions, scripts, statements, token_soup

OK = sorted((Path(__file__).resolve().parents[1] / "corpus" / "ok").glob("*.deluge"))
EVERY_GOAL = (parse, parse_page, parse_expression, parse_criteria)
FAST = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def check_nesting(node: n.Node) -> None:
    before = node.first
    for child in node.children():
        assert before <= child.first <= child.last <= node.last, f"{child} of {node}, after {before}"
        before = child.last + 1


def check(tree: Tree) -> None:
    """Tokens tile the text, places lie in it; without a fault children lie in order inside their parents.

    Recovery finishes nodes out of nothing, and their places then touch others.
    """
    text = tree.source.text
    assert "".join(tree.all_tokens) == text
    assert len(tree.all_tokens) == len(tree.all_kinds)
    assert len(tree.tokens) == len(tree.kinds)
    seen = set()
    for node in tree.nodes:
        assert id(node) not in seen, f"{node} stands twice in the tree"
        seen.add(id(node))
        span = tree.span(node)
        assert 0 <= span.start <= span.end <= len(text)
        if not tree.faults:
            check_nesting(node)
    for fault in tree.faults:
        assert fault.message and 0 <= fault.span.start <= fault.span.end <= len(text)
    for draft in tree.drafts:
        assert 0 <= draft.first < len(tree.tokens)
    assert all(text[c.span.start : c.span.end] == c.text for c in tree.comments)


@FAST
@given(any_text)
def test_any_text_gives_a_tree(text: str) -> None:
    for read in EVERY_GOAL:
        check(read(SourceFile(text)))


@FAST
@given(token_soup)
def test_any_tokens_give_a_tree(text: str) -> None:
    for read in EVERY_GOAL:
        check(read(SourceFile(text)))


@FAST
@given(st.binary(max_size=80))
def test_any_bytes_give_a_tree(content: bytes) -> None:
    try:
        source = decode(content, "x.deluge")
    except NotText:
        return
    check(parse(source))


@FAST
@given(scripts())
def test_correct_scripts_have_no_fault(text: str) -> None:
    tree = parse(SourceFile(text))
    assert [(fault.message, text[fault.span.start :][:30]) for fault in tree.faults] == []
    assert tree.drafts == []
    assert not any(isinstance(node, n.ErrorStmt | n.ErrorExpr) for node in tree.nodes)
    check(tree)


@FAST
@given(statements, st.integers(0, 10**6))
def test_a_correct_statement_cut_or_doubled_gives_a_tree(tokens: list[str], seed: int) -> None:
    rng = random.Random(seed)
    index = rng.randrange(len(tokens))
    tokens = list(tokens)
    tokens[index : index + 1] = rng.choice(
        ([], [tokens[index]] * 2, ["@"], ["}"], [rng.choice(tokens), tokens[index]])
    )
    text = "before = 1;\n" + " ".join(tokens) + "\nafter = 2;\n"
    tree = parse(SourceFile(text))
    check(tree)
    assert isinstance(tree.root.body[0], n.Assign)


@pytest.mark.parametrize("path", OK, ids=lambda path: path.stem)
def test_every_truncation_gives_a_tree(path: Path) -> None:
    text = decode(path.read_bytes(), str(path)).text
    step = max(len(text) // 25, 1)
    for end in range(0, len(text), step):
        check(parse(SourceFile(text[:end])))


@FAST
@given(scripts())
def test_same_text_same_tree(text: str) -> None:
    first, second = parse(SourceFile(text)), parse(SourceFile(text))
    assert [(type(a), a.first, a.last) for a in first.nodes] == [
        (type(b), b.first, b.last) for b in second.nodes
    ]


@FAST
@given(scripts(), scripts())
def test_scripts_stand_side_by_side(one: str, two: str) -> None:
    """Two correct scripts one after the other are one correct script with the statements of both."""
    both = parse(SourceFile(one + "\n" + two))
    assert both.faults == []
    apart = [parse(SourceFile(text)).root.body for text in (one, two)]
    assert [type(node) for node in both.root.body] == [type(node) for body in apart for node in body]


@FAST
@given(expressions)
def test_every_expression_is_a_value_and_criteria(parts: list[str]) -> None:
    text = " ".join(parts)
    for read, kind in ((parse_expression, n.ValueStmt), (parse_criteria, n.CriteriaStmt)):
        tree = read(SourceFile(text))
        assert tree.faults == []
        assert [type(each) for each in tree.root.body] == [kind]
        check(tree)
