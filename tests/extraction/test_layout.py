"""Scripts lose the blanks of the exporter, and get them back where they were changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deluge_lint.extraction.layout import laid_out, plain, readable

PIECE = "\n\t\t\t\tif(a)\n\t\t\t{\n\t\t\t\tinfo 1;\n\n\t\t\t}\n\t\t"


def test_a_piece_reads_as_it_was_written():
    assert readable(PIECE, "\n") == "if(a)\n{\n\tinfo 1;\n\n}\n"
    assert readable("\n\t\t\n", "\n") == ""
    assert readable("void f()\r\n\t\t{\r\n\t\t}", "\r\n") == "void f()\r\n{\r\n}\r\n"


def test_what_was_not_changed_stays():
    for text in (PIECE, "", "\n\n", " a ", "a\r\n  b\r  c"):
        assert laid_out(text, readable(text, "\r\n"), "\n") == text


@pytest.mark.parametrize(
    ("new", "wanted"),
    [
        ("if(a)\n{\n\tinfo 2;\n\n}\n", "\n\t\t\t\tif(a)\n\t\t\t{\n\t\t\t\tinfo 2;\n\n\t\t\t}\n\t\t"),
        ("b = 1;\nif(a)\n{\n\tinfo 1;\n\n}", "\n\t\t\t\tb = 1;\n\t\t\tif(a)\n\t\t\t{\n\t\t\t\tinfo 1;\n\n\t\t\t}\n\t\t"),
        ("{\n\tinfo 1;\n\n}", "\n\t\t\t\t{\n\t\t\t\tinfo 1;\n\n\t\t\t}\n\t\t"),
        ("if(a)\r\n{\r\n\tinfo 1;\r\n\r\n}\r\nc = 1;", PIECE.rstrip() + "\n\t\t\tc = 1;\n\t\t"),
        ("", "\n\t\t\t\t\n\t\t"),
    ],
)  # fmt: skip
def test_changed_lines_get_the_blanks_of_the_others(new, wanted):
    assert laid_out(PIECE, new, "\n") == wanted


def test_new_lines_end_as_the_others_do():
    assert laid_out("\r\n\t\ta = 1;\r\n\t\tb = 1;\r\n\t", "a = 1;\nc = 1;\nb = 1;\n", "\n") == (
        "\r\n\t\ta = 1;\r\n\t\tc = 1;\r\n\t\tb = 1;\r\n\t"
    )
    assert laid_out("\n\t\t\n\t", "a = 1;\nb = 1;", "\n") == "\n\t\ta = 1;\n\t\tb = 1;\n\t"


lines = st.text(st.sampled_from("ab \t{}\n\r"), max_size=30)


@given(lines, lines)
def test_what_is_put_back_reads_as_it_was_edited(old: str, new: str) -> None:
    assert plain(laid_out(old, new, "\n")) == plain(new)
    assert laid_out(old, readable(old, "\n"), "\n") == old


@given(lines)
def test_reading_twice_is_reading_once(text: str) -> None:
    assert plain(plain(text)) == plain(text) == plain(readable(text, "\r\n"))
