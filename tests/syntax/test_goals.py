"""Texts that are less than a script: one value, criteria; and the script of a page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lark import Lark, UnexpectedInput

from deluge_lint.source import SourceFile
from deluge_lint.syntax import Tree, grammar_source, parse, parse_criteria, parse_expression, parse_page
from deluge_lint.syntax import nodes as n

from .test_referee import shape

PARSERS: dict[str, Callable[[SourceFile], Tree]] = {
    "value": parse_expression, "criteria": parse_criteria, "start": parse_page,
}  # fmt: skip

RIGHT = [
    ("value", "input.Net + input.Tax"),
    ("value", "if(input.Net > 100,input.Net * 0.9,input.Net)"),
    ("value", '"Order " + ifnull(input.Number,"") // title'),
    ("value", "zoho.currentdate"),
    ("value", "-1"),
    ("value", 'Orders[Customer == input.ID].count()'),
    ("value", "{1,2,3}"),
    ("criteria", 'Status == "Open" && Due_Date is not null'),
    ("criteria", "(Total > 10 || !Paid) && Owner.Name is null"),
    ("criteria", "Added_Time in last 7 days"),
    ("criteria", 'Status = "Open"'),
    ("criteria", "Due_Date == today"),
    ("criteria", 'City not in {"Rome","Oslo"}'),
    ("start", "<%= total %>"),
    ("start", "for each  line in lines\n{\n<%=line.Name%>\n<%=line.get(\"n\") + 1;%>\n}"),
]  # fmt: skip


@pytest.fixture(scope="module")
def lark() -> Lark:
    return grammar_source.lark_parser()


@pytest.mark.parametrize(("start", "text"), RIGHT)
def test_reads_as_lark_does(start: str, text: str, lark: Lark) -> None:
    tree = PARSERS[start](SourceFile(text))
    program, tokens = grammar_source.referee(lark, text, start)
    assert tree.faults == []
    assert tree.tokens == tokens
    assert shape(tree.root) == shape(program)


@pytest.mark.parametrize(("start", "node"), [("value", n.ValueStmt), ("criteria", n.CriteriaStmt)])
def test_the_program_holds_the_one_value(start: str, node: type[n.Node]) -> None:
    tree = PARSERS[start](SourceFile("  Total + 1 // net\n"))
    (statement,) = tree.root.body
    assert type(statement) is node
    assert [tree.text(child) for child in statement.children()] == ["Total + 1"]


@pytest.mark.parametrize("start", ["value", "criteria"])
@pytest.mark.parametrize("text", ["", " \n", "// nothing\n"])
def test_an_empty_text_is_an_empty_program(start: str, text: str) -> None:
    tree = PARSERS[start](SourceFile(text))
    assert (tree.root.body, tree.faults) == ([], [])


BROKEN = [
    ("value", "input.Net +", 11, "expected a value after `+`"),
    ("value", "(input.Net", 10, "expected `)`"),
    ("value", "(input.Net + ", 12, "this value ends too early"),
    ("value", "input.Net;", 9, "unexpected `;`"),
    ("value", "{1,2", 4, "expected `}`"),
    ("value", "input.Net}", 9, "unexpected `}`: no `{` is open here"),
    ("value", "info total;", 5, "unexpected `total;`"),
    ("value", "<%=total", 0, "`<%=` belongs into a page, not into a script"),
    ("criteria", "Status ==", 9, "expected a value after `==`"),
    ("criteria", 'Status == "Open" City == "Rome"', 17, "expected an operator before `City`"),
    ("criteria", "(A == 1 && (", 12, "these criteria end too early"),
    ("criteria", "a b c d e f", 2, "cannot read these criteria: `b` does not fit here"),
    ("start", "<%=%>", 3, "expected a name or value before `%>`"),
]


@pytest.mark.parametrize(("start", "text", "place", "message"), BROKEN)
def test_one_fault_said_in_words(start: str, text: str, place: int, message: str, lark: Lark) -> None:
    tree = PARSERS[start](SourceFile(text))
    assert [(fault.span.start, fault.message) for fault in tree.faults] == [(place, message)]
    with pytest.raises(UnexpectedInput):
        grammar_source.referee(lark, text, start)


def test_a_value_stays_out_of_scripts() -> None:
    tree = parse(SourceFile("a = 1;\n<%= a %>\nb = 2;"))
    assert tree.faults[0].message == "`<%=` belongs into a page, not into a script"
    assert type(tree.root.body[0]) is n.Assign


def test_a_broken_value_in_a_page_costs_no_statement() -> None:
    tree = parse_page(SourceFile("<%= ) ( = %>\na = 1;\n<%= a %>"))
    assert len(tree.faults) == 1
    assert [type(each) for each in tree.root.body][-2:] == [n.Assign, n.ValueStmt]
