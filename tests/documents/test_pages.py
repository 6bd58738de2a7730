"""The script of a page: its pieces in order, each character of them mapped back, nothing else touched."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deluge_lint.diagnostics import Edit, Span
from deluge_lint.documents.pages import page_islands, read_page
from deluge_lint.documents.placement import WHOLE, Placement, Shifted, escape, unescape
from deluge_lint.documents.script import NO_TRIGGER, Host, Island
from deluge_lint.source import SourceFile
from deluge_lint.syntax import nodes as n
from deluge_lint.syntax import parse_page

HOST = Host("creator", "page", "certain")
PAGE = """<%{
\torders = Orders[Total > 10];
\t%>
<h1 class="a">Orders {</h1>
<%
\tfor each  order in orders
\t{
\t\t%>
<td style="width:50%"><%=order.Number%></td>
<%
\t}

}%>
"""


def island_of(text: str, placement: Placement = WHOLE) -> Island:
    (island,) = page_islands(text, placement, HOST, NO_TRIGGER)
    return island


def statements(text: str) -> list[str]:
    tree = parse_page(SourceFile(island_of(text).text))
    assert tree.faults == []
    return [type(each).__name__ for each in tree.root.body]


def test_a_loop_around_html_is_one_script() -> None:
    island = island_of(PAGE)
    tree = parse_page(SourceFile(island.text))
    assert tree.faults == []
    assign, loop = tree.root.body
    assert isinstance(assign, n.Assign) and isinstance(loop, n.ForEach)
    (value,) = loop.body.body
    assert isinstance(value, n.ValueStmt)
    start, end = island.placement.span(tree.span(value))
    assert PAGE[start:end] == "<%=order.Number%>"
    start, end = island.placement.span(tree.span(loop))
    assert PAGE[start:end].startswith("for each  order") and PAGE[start:end].endswith("}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<% a = 1; %>", ["Assign"]),
        ("<%{ a = 1; }%>", ["Assign"]),
        ("<%{ a = 1; }%><b><%{ c = 2; }%>", ["Assign", "Assign"]),
        ("<% if(a) { %>x<% } else { %>y<% } %>", ["If"]),
        ("<% if(a) %>\n<% { %>y<% } %>", ["If"]),
        ("<% a = {\"x\":1}; %>", ["Assign"]),
        ('<% a = "%>"; %>', ["Assign"]),
        ("<% // it's %>don't<% b = 2; %>", ["Assign"]),
        ("<%\n// <a href='<%=b%>'>\nb = 2;\n%>", ["Assign"]),
        ("<%= a %><%=b;%>", ["ValueStmt", "ValueStmt"]),
        ("<%/* <b> %>x<% */ a = 1; %>", ["Assign"]),
    ],
)  # fmt: skip
def test_statements_of_a_page(text: str, expected: list[str]) -> None:
    assert statements(text) == expected


def test_no_island_without_deluge() -> None:
    for text in ("", "<html>50%</html>", "<%%>", "<% \n %>", "<%@ page language='x' %>", "<%-- no --%>"):
        assert read_page(text, WHOLE, HOST, NO_TRIGGER) == ((), ())


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("<p><% a = 1;", Span(3, 5), "this `<%` is never closed with `%>`"),
        ("<p><%=a", Span(3, 6), "this `<%=` is never closed with `%>`"),
        ("<%{ a = 1; %>x", Span(2, 3), "this `{` is never closed with `}%>`"),
        ("<%{ if(a) { %>x<% }%>", Span(2, 3), "this `{` is never closed with `}%>`"),
    ],
)
def test_what_is_never_closed(text: str, place: Span, message: str) -> None:
    for placement in (WHOLE, Shifted(7)):
        faults = read_page(text, placement, HOST, NO_TRIGGER).faults
        assert [(fault.message, fault.span) for fault in faults] == [(message, placement.span(place))]


def test_an_open_comment_hides_no_later_piece() -> None:
    island = island_of("<% /* %>a<% b = 1; %>")
    assert "b = 1;" in island.text


# ---------------------------------------------------------------- every offset, every edit

PARTS = st.lists(
    st.sampled_from(["<%", "<%{", "<%=", "%>", "}%>", "{", "}", '"', "'", "//", "/*", "*/", "\n", "<%@", "é", "\\"])
    | st.sampled_from(["a = 1;", "for each x in y", "<b>", " ", "if(a)", "else", 'info "x";']),
    max_size=25,
).map("".join)  # fmt: skip


def synthetic(island: Island) -> set[int]:
    """The offsets of the characters that the page has not."""
    taken = [range(piece.start, piece.end) for piece in island.placement.pieces]  # type: ignore[attr-defined]
    return set(range(len(island.text))) - {at for each in taken for at in each}


@settings(deadline=None)
@given(PARTS)
def test_every_character_is_that_of_the_page(page: str) -> None:
    file = f'Content="{escape(page)}"'
    inside, placement = unescape(file, 9, len(file) - 1)
    assert inside == page
    for island in page_islands(page, placement, HOST, NO_TRIGGER):
        made = synthetic(island)
        last = 0
        for at, character in enumerate(island.text):
            start, end = island.placement.span(Span(at, at + 1))
            assert last <= start <= end
            last = start
            if at in made:
                assert character in " \n" and start == end
            else:
                assert file[start:end] == escape(character)
        assert island.placement.offset(len(island.text)) <= len(file)
        moved = pickle.loads(pickle.dumps(island.placement))
        assert moved.span(Span(0, len(island.text))) == island.placement.span(Span(0, len(island.text)))


@settings(deadline=None)
@given(PARTS, st.integers(0, 60), st.integers(0, 60), st.sampled_from(["", "z", "\n", '"', "%>"]))
def test_an_edit_changes_code_alone(page: str, one: int, two: int, new: str) -> None:
    for island in page_islands(page, WHOLE, HOST, NO_TRIGGER):
        start, end = sorted((min(one, len(island.text)), min(two, len(island.text))))
        edit = island.placement.edit(Edit(Span(start, end), new))
        if edit is None:
            continue
        assert "%>" not in new
        pieces = island.placement.pieces  # type: ignore[attr-defined]
        inside = [each for each in pieces if each.code and each.place <= edit.span.start]
        assert inside and edit.span.end <= inside[-1].place + inside[-1].length
        kept = "".join(island.text[at] for at in range(start, end) if at not in synthetic(island))
        assert page[edit.span.start : edit.span.end] == kept


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [
        ("<% a = 1; %>x<% b; %>", "a = 1;", "", "<%  %>x<% b; %>"),
        ("<% a = 1; %>x<%= b %>", "b", "c", "<% a = 1; %>x<%= c %>"),
        ("<% a = 1; %>x<%= b %>", "<%= b %>", "", None),
        ("<% a = 1; %>x<% b; %>", " \n ", "", None),
        ("<% a; %>", "a;", 'a = "%>";', None),
        ("<%{ a; }%>", "a;", "b;", "<%{ b; }%>"),
    ],
)
def test_edits(text: str, old: str, new: str, expected: str | None) -> None:
    island = island_of(text)
    at = island.text.index(old)
    edit = island.placement.edit(Edit(Span(at, at + len(old)), new))
    changed = None if edit is None else text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert changed == expected


def test_an_insertion_before_a_value_has_no_place() -> None:
    island = island_of("<p><%=a%>")
    assert island.placement.edit(Edit(Span(0, 0), "b = 1;")) is None
    assert island.placement.edit(Edit(Span(3, 3), "b.")) == Edit(Span(6, 6), "b.")
    assert island.placement.edit(Edit(Span(4, 4), ".b")) == Edit(Span(7, 7), ".b")
