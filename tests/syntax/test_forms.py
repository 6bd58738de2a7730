"""Every form by itself: what parses, what is foreign, what is broken and how it is said."""

from __future__ import annotations

import re

import pytest
from lark import Lark

from deluge_lint.source import SourceFile
from deluge_lint.syntax import grammar_source, parse
from deluge_lint.syntax import nodes as n

from .snippets import BROKEN, FOREIGN, SNIPPETS
from .test_referee import shape

TERMINAL = re.compile(r"\b[A-Z]{2,}(?:_[A-Z]+)*\b")


@pytest.fixture(scope="module")
def lark() -> Lark:
    return grammar_source.lark_parser()


@pytest.mark.parametrize("name", SNIPPETS)
def test_reads_without_a_fault(name: str) -> None:
    tree = parse(SourceFile(SNIPPETS[name]))
    assert [fault.message for fault in tree.faults] == []
    assert [draft.kind for draft in tree.drafts] == []
    assert "".join(tree.all_tokens) == SNIPPETS[name]


@pytest.mark.parametrize("name", [*SNIPPETS, *FOREIGN])
def test_reads_as_lark_does(name: str, lark: Lark) -> None:
    text = SNIPPETS[name] if name in SNIPPETS else FOREIGN[name][0]
    tree = parse(SourceFile(text))
    program, tokens = grammar_source.referee(lark, text)
    assert tree.tokens == tokens
    assert shape(tree.root) == shape(program)


@pytest.mark.parametrize("name", FOREIGN)
def test_names_what_is_foreign(name: str) -> None:
    text, kind = FOREIGN[name]
    tree = parse(SourceFile(text))
    assert tree.faults == []
    assert kind in {draft.kind for draft in tree.drafts}


@pytest.mark.parametrize("name", BROKEN)
def test_one_fault_said_in_words(name: str) -> None:
    text, line, part = BROKEN[name]
    tree = parse(SourceFile(text))
    assert [tree.source.lines.position(fault.span.start).line for fault in tree.faults] == [line]
    message = tree.faults[0].message
    assert part in message
    assert not TERMINAL.search(re.sub(r"`[^`]*`", "", message))
    assert "".join(tree.all_tokens) == text


@pytest.mark.parametrize("name", BROKEN)
def test_statements_around_a_fault_are_kept(name: str) -> None:
    text = "before = 1;\n" + BROKEN[name][0]
    first = parse(SourceFile(text)).root.body[0]
    assert isinstance(first, n.Assign)


def test_precedence() -> None:
    tree = parse(SourceFile("x = a || b && c == d + e * f;"))
    assign = tree.root.body[0]
    assert isinstance(assign, n.Assign)
    ops = [node.op for node in assign.value.walk() if isinstance(node, n.Binary)]
    assert ops == ["||", "&&", "==", "+", "*"]


def test_equals_sign_binds_as_tight_as_comparison() -> None:
    tree = parse(SourceFile("if(a = 1 || b = 2) { }"))
    test = tree.root.body[0].test  # type: ignore[attr-defined]
    assert (test.op, test.left.op, test.right.op) == ("||", "=", "=")
    assert tree.text(test.right) == "b = 2"


def test_fetch_is_told_from_index() -> None:
    tree = parse(SourceFile("r = Orders[A == 1] sort by B desc range from 1 to 2; s = parts[0];"))
    fetch, index = (statement.value for statement in tree.root.body)  # type: ignore[attr-defined]
    assert isinstance(fetch, n.Fetch) and isinstance(index, n.Index)
    assert [(key.name, key.descending) for key in fetch.sort] == [("B", True)]
    assert (
        fetch.range_to is not None and tree.text(fetch) == "Orders[A == 1] sort by B desc range from 1 to 2"
    )


def test_block_task_keys() -> None:
    tree = parse(SourceFile(SNIPPETS["sendmail"]))
    mail = tree.root.body[0].value  # type: ignore[attr-defined]
    assert isinstance(mail, n.SendMail)
    keys = [entry.key for entry in mail.entries]
    assert keys == ["from", "to", "cc", "reply to", "subject", "message", "content type", "attachments"]
    assert len(mail.entries[1].values) == 2 and len(mail.entries[7].values) == 2


def test_positions_nest() -> None:
    for text in SNIPPETS.values():
        tree = parse(SourceFile(text))
        for node in tree.nodes:
            for child in node.children():
                assert node.first <= child.first and child.last <= node.last, (text, node, child)


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "(" * 10_000 + "1" + ")" * 10_000 + ";",
        "if(a){" * 10_000 + "}" * 10_000,
        "if(a){" * 10_000,
        "x = " + "+".join(['"a"'] * 20_000) + ";",
        "if(a){b();}" + "else if(a){b();}" * 5_000,
        "x = a" + '.get("k")' * 20_000 + ";",
        "}" * 3_000,
        "/*" * 20_000,
        '"' * 20_001,
        "@#$%^&*~`" * 2_000,
        "if(a {\n" * 1_000,
        "x = " * 5_000,
        "\0\ud800 x = 1",
    ],
    ids=lambda text: text[:12],
)
def test_nothing_raises_and_nothing_is_lost(text: str) -> None:
    tree = parse(SourceFile(text))
    assert "".join(tree.all_tokens) == text
    assert isinstance(tree.root, n.Program)
    assert tree.nodes[0] is tree.root


def test_a_map_has_pairs_and_nothing_else() -> None:
    """A key without a value is accepted, and rules still meet maps of pairs alone."""
    tree = parse(SourceFile('x = {"a" : 1, "b", c}; y = {"a" : 1, "b" : 2};'))
    assert [len(node.pairs) for node in tree.nodes if isinstance(node, n.MapLiteral)] == [2]
    mixed = next(node for node in tree.nodes if isinstance(node, n.ListLiteral))
    assert [type(each) for each in mixed.items] == [n.Pair, n.Text, n.Name]
