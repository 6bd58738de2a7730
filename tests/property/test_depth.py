"""Depth and repetition: nothing recurses over the depth of a script, nothing is read twice."""

from __future__ import annotations

import sys

import pytest

from deluge_lint.source import SourceFile
from deluge_lint.syntax import lexer, parse

from .test_parse_properties import check

DEEP = 10_000

CORRECT = {
    "parens": "x = " + "(" * DEEP + "a" + ")" * DEEP + ";",
    "blocks": "if(a)\n{\n" * DEEP + "info 1;\n" + "}\n" * DEEP,
    "loops": "for each x in y {" * DEEP + "}" * DEEP,
    "lists": "x = " + "{" * DEEP + "1" + "}" * DEEP + ";",
    "maps": "x = " + '{"a":' * DEEP + "1" + "}" * DEEP + ";",
    "calls": "x = " + "f(" * DEEP + "1" + ")" * DEEP + ";",
    "conditions": "x = " + "if(a," * DEEP + "1" + ",2)" * DEEP + ";",
    "sum": "x = a" + " + a" * 5_000 + ";",
    "and": "x = a" + " && a || b" * 5_000 + ";",
    "chain": "x = a" + ".get(1)" * DEEP + ";",
    "index": "x = a" + "[0]" * DEEP + ";",
    "not": "x = " + "!" * DEEP + "a;",
    "minus": "x = " + "- " * DEEP + "a;",
    "else if": "if(a) { }" + " else if(b) { c = 1; }" * DEEP,
    "try": "try {" * 2_000 + "}  catch(e) { }" * 2_000,
}

BROKEN = {
    "open parens": "x = " + "(" * DEEP,
    "open blocks": "if(a) {" * DEEP,
    "closers": "}" * DEEP,
    "mixed openers": "x = ([{" * 3_000,
    "half an else chain": "if(a) { }" + " else if(b) { c = 1; }" * 3_000 + " else if(",
    "sum without an end": "x = a" + " + a" * 5_000,
    "one paren too few": "x = " + "(" * 3_000 + "a" + ")" * 2_999 + ";",
    "missing semicolons": "a = 1\n" * 3_000,
}


@pytest.mark.parametrize("name", CORRECT)
def test_deep_scripts_are_read(name: str) -> None:
    limit = sys.getrecursionlimit()
    tree = parse(SourceFile(CORRECT[name]))
    assert tree.faults == []
    assert sys.getrecursionlimit() == limit
    check(tree)


@pytest.mark.parametrize("name", BROKEN)
def test_deep_broken_scripts_give_a_tree(name: str) -> None:
    tree = parse(SourceFile(BROKEN[name]))
    assert 0 < len(tree.faults) <= 60
    check(tree)


OPENERS = [
    "/*",
    '"',
    "[",
    "{",
    "(",
    "'",
    "“",
    "/* ",
    '" ',
    "// \n",
    "#",
    "<",
    "in ",
    "list:",
    "x = ",
    "\\",
    ": ",
    "@ ",
    "/",
]


@pytest.mark.parametrize("opener", OPENERS)
def test_pathological_openers_give_a_tree_and_no_more_tokens_than_characters(opener: str) -> None:
    """The number of tokens grows with the text, and stays below it: no place is lexed twice."""
    counts = []
    for size in (10_000, 20_000):
        text = opener * size
        all_tokens, _, _, _ = lexer.tokenize(text)
        assert "".join(all_tokens) == text
        counts.append(len(all_tokens))
    assert counts[1] <= 2 * counts[0] + 2 <= 2 * len(opener) * 10_000 + 2


@pytest.mark.parametrize("opener", OPENERS)
def test_pathological_openers_are_few_faults(opener: str) -> None:
    tree = parse(SourceFile(opener * 2_000))
    assert "".join(tree.all_tokens) == tree.source.text
    assert len(tree.faults) <= 60
