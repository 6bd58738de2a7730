"""Underlines stand below what they mean, whatever the line holds."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

from hypothesis import given
from hypothesis import strategies as st

from deluge_lint.diagnostics import Applicability, Edit, Fix, Related, Span
from deluge_lint.engine.results import RunResult
from deluge_lint.output import OutputContext, render
from deluge_lint.output.palette import Palette
from deluge_lint.output.snippet import Snippet, marks
from deluge_lint.output.visible import cells, text_width, visible
from deluge_lint.output.window import window
from deluge_lint.source import SourceFile

PIECES = st.sampled_from(
    ["a", "xyz", " ", "\t", "é", "e\u0301", "東京", "😀", "\x1b[31m", "\u200b", "\u202e", '"', "한", "…"]
)
LINES = st.lists(PIECES, max_size=120).map("".join)
MARKS = st.tuples(st.integers(0, 400), st.integers(0, 60))


def shown(text: str, *spans: Span, width: int = 100, labels: tuple[str, ...] = ()) -> str:
    """The snippet of the first span, the others being related places with labels."""
    source = SourceFile(text)
    wanted = marks(source, spans[0])
    for span, label in zip(spans[1:], labels, strict=True):
        wanted += marks(source, span, label, primary=False)
    return "\n".join(Snippet(1, width, "error", Palette(False)).lines(source, wanted)) + "\n"


@given(LINES, MARKS, st.integers(20, 120))
def test_a_window_fits_and_shows_its_focus(line: str, mark: tuple[int, int], room: int) -> None:
    start = min(mark[0], len(line))
    end = min(start + mark[1], len(line))
    view = window(line, 0, len(line), start, end, room)
    assert text_width(view.text) <= room
    assert view.shows(start)
    if start < len(line):
        own, _ = cells(line[start])
        assert line[start] == "\t" or own[0] in view.text
    assert 0 <= view.cell(start) <= view.cell(end) <= text_width(view.text)


@given(LINES, MARKS, st.integers(23, 120))
def test_carets_stand_below_the_characters(line: str, mark: tuple[int, int], width: int) -> None:
    start = min(mark[0], len(line))
    end = min(start + mark[1], len(line))
    code, carets = shown(line, Span(start, end), width=width).splitlines()[:2]
    code, carets = code[4:], carets[4:]
    first = len(carets) - len(carets.lstrip(" "))
    assert set(carets[first:]) == {"^"}
    view = window(line, 0, len(line), start, end, width - 4)
    before = "".join(cells(line)[0][view.first : start])
    lead = "…" if view.text.startswith("…") and view.first > 0 else ""
    # Tab stops depend on where the looked-at piece begins, so compare on lines without tabs.
    if "\t" not in line:
        assert first == text_width(lead + before)
        assert code.startswith((lead + before).rstrip())


@given(st.text(st.characters(codec="utf-8"), max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_any_span_of_any_text_renders(text: str, left: int, right: int) -> None:
    rows = shown(text, Span(min(left, right), max(left, right))).splitlines()
    assert any("^" in row for row in rows)
    assert [visible(row) for row in rows] == rows


def test_tabs_and_wide_characters() -> None:
    text = '\tif(name = "東京" && x)\n'
    start = text.index("&&")
    assert shown(text, Span(start, start + 2)) == dedent("""\
        1 |     if(name = "東京" && x)
          |                      ^^
        """)


def test_a_long_line_is_windowed_on_both_sides() -> None:
    text = "a" * 300 + " HERE " + "b" * 300
    code, carets = shown(text, Span(301, 305), width=44).splitlines()
    assert code == "1 | …aaaaaaaaaaaaaaaa HERE bbbbbbbbbbbbbbbb…"
    assert carets == "  |                   ^^^^"


def test_places_far_apart_on_a_long_line_get_a_row_each() -> None:
    text = "first" + " " * 400 + "second"
    got = shown(text, Span(405, 411), Span(0, 5), width=44, labels=("seen here",)).splitlines()
    assert got[0].endswith("second") and got[1].endswith("^^^^^^")
    assert got[2].startswith("1 | first") and got[3] == "  | ----- seen here"


def test_two_marks_of_a_line_share_a_row_and_overlapping_ones_do_not() -> None:
    text = "total = count + total;"
    assert shown(text, Span(0, 5), Span(16, 21), labels=("again",)) == dedent("""\
        1 | total = count + total;
          | ^^^^^           ----- again
        """)
    assert shown(text, Span(0, 13), Span(8, 13), labels=("this",)) == dedent("""\
        1 | total = count + total;
          | ^^^^^^^^^^^^^
          |         ----- this
        """)


def test_gaps_between_places() -> None:
    text = "one;\ntwo;\nthree;\nfour;\nfive;\nsix;\n"
    spans = (Span(text.index("six"), text.index("six") + 3), Span(0, 3), Span(10, 15))
    assert shown(text, *spans, labels=("a", "b")) == dedent("""\
        1 | one;
          | --- a
        2 | two;
        3 | three;
          | ----- b
        ...
        6 | six;
          | ^^^
        """)


def test_a_span_of_several_lines_shows_its_first_and_last() -> None:
    text = "try\n{\n\ta = 1;\n\tb = 2;\n\tc(d);\n}\nend;\n"
    assert shown(text, Span(0, text.index("\nend"))) == dedent("""\
        1 | try
          | ^^^
        ...
        6 | }
          | ^
        """)
    # A line end at the close of the span is no part of the next line.
    assert shown(text, Span(0, 4)) == "1 | try\n  | ^^^\n"


def test_a_place_behind_the_last_character() -> None:
    assert shown("x = 1", Span(5, 5)) == "1 | x = 1\n  |      ^\n"
    assert shown("x = 1;\r\n", Span(8, 8)) == "2 |\n  | ^\n"
    assert shown("", Span(0, 0)) == "1 |\n  | ^\n"


def test_an_invisible_character_is_spelled_out_and_underlined_whole() -> None:
    assert shown("a\u200b = 1;", Span(1, 2)) == "1 | a<U+200B> = 1;\n  |  ^^^^^^^^\n"


def test_the_mended_line(one: Callable[..., RunResult], context: Callable[..., OutputContext]) -> None:
    text = "if(a = 1)\n{\n}\n"
    fixes = (
        Fix("Write `==`", [Edit(Span(5, 6), "==")], Applicability.SAFE),
        Fix("Move it out", [Edit(Span(0, 0), "a = 1;\n"), Edit(Span(5, 8), "a")], Applicability.SUGGESTION),
    )
    got = "".join(render("text", one("a.dg", Span(5, 6), fixes=fixes), context({"a.dg": text})))
    assert "  = fix: Write `==` (--fix)\n1 + if(a == 1)\n  = fix: Move it out (by hand)\n" in got
    assert got.count(" + ") == 1


def test_many_related_places_are_cut(
    one: Callable[..., RunResult], context: Callable[..., OutputContext]
) -> None:
    related = tuple(Related(Span(0, 1), f"place {number}") for number in range(12))
    got = "".join(render("text", one("a.dg", Span(0, 1), related=related), context({"a.dg": "a;"})))
    assert "place 7" in got and "place 8" not in got
    assert "= note: 4 more related places" in got


def test_a_source_that_is_gone(one: Callable[..., RunResult], context: Callable[..., OutputContext]) -> None:
    gone = one("gone.dg", Span(3, 4), related=(Related(Span(0, 1), "there", "lost.dg"),))
    got = "".join(render("text", gone, context({}, summary=False)))
    assert got.splitlines()[:4] == [
        "warning[DLG103] undefined-variable: met", " --> gone.dg", " ::: lost.dg", "  = note: there",
    ]  # fmt: skip
    assert "".join(render("concise", gone, context({}))).startswith("gone.dg: warning[DLG103]")
