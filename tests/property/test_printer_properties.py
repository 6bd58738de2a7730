"""Printing changes no token and no comment, and a second time nothing at all."""

from __future__ import annotations

import pytest
from hypothesis import given

from deluge_lint.source import SourceFile
from deluge_lint.syntax import Tree, parse
from deluge_lint.syntax.printer import print_script
from tests.property.strategies import scripts


def parsed(text: str) -> Tree:
    return parse(SourceFile(text))


def shape(tree: Tree) -> list[object]:
    """Everything but where things stand."""
    nodes = [(type(node).__name__, node.first, node.last) for node in tree.nodes]
    return [tree.tokens, [comment.text.rstrip() for comment in tree.comments], nodes]


@given(scripts())
def test_the_tree_and_the_comments_stay(text: str) -> None:
    before = parsed(text)
    if before.faults:
        return
    printed = print_script(before)
    after = parsed(printed)
    assert not after.faults
    assert shape(after) == shape(before)
    assert print_script(after) == printed


@given(scripts())
def test_a_printed_script_has_no_empty_line_in_its_statements(text: str) -> None:
    before = parsed(text)
    if before.faults or any("\n" in token for token in before.tokens):
        return
    lines = print_script(before).replace("\r\n", "\n").split("\n")
    assert not any(
        line != line.rstrip(" \t") and line.strip() not in ("try",) for line in lines if "//" not in line
    )


def test_what_cannot_be_read_is_not_printed() -> None:
    with pytest.raises(ValueError, match="syntax errors"):
        print_script(parsed("if(x"))
