"""No secret gets from a script into what is shown of it, and everything stays in its place."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deluge_lint.diagnostics import Diagnostic, Severity, Span
from deluge_lint.engine.results import FileResult, RunResult
from deluge_lint.output import FORMATS, OutputContext, render
from deluge_lint.redaction import redacted, redacted_text
from deluge_lint.source import SourceFile

KEY = "q7Zk2LxV9sT4mN8bR1cY6wHd"
TEXT = f'url = "https://shop.example:8443/v2/orders?authtoken={KEY}&page=one";\nx = 1 / 0; info 2;\n'


def _found(name: str, piece: str) -> Diagnostic:
    start = TEXT.index(piece)
    return Diagnostic("DLG150", name, Severity.ERROR, "wrong", Span(start, start + len(piece)))


SECRET = _found("hardcoded-secret", TEXT[6 : TEXT.index(";")])
BESIDE = _found("hardcoded-data-center", "shop.example")


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("silenced", [False, True])
def test_no_format_shows_a_secret(
    format_name: str, silenced: bool, context: Callable[..., OutputContext]
) -> None:
    known = (("a.dg", SECRET),) if silenced else ()
    run = RunResult((FileResult("a.dg", (BESIDE,) if silenced else (BESIDE, SECRET)),), known=known)
    shown = "".join(render(format_name, run, context({"a.dg": TEXT})))
    assert KEY not in shown and KEY[5:] not in shown
    if format_name in {"text", "sarif", "html"}:
        assert "shop.example" in shown and ":8443/" in shown and "page=one" not in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('"hush"', '"****"'),
        ('"tR8#kq2!Lm"', '"**********"'),
        (f'"Bearer {KEY}"', '"Bearer q7Zk********************"'),
        (f'"{KEY}"', '"q7Zk********************"'),
        ('"two words"', '"*** *****"'),
        ('"https://ada:pass1word@shop.example/x"', '"https://ada:*********@shop.example/x"'),
        ('"https://api.example/T01/list?key=abc&n=x"', '"https://api.example/***/list?key=***&n=*"'),
        ('"-- KEY --\nMIIEow\n"', '"** *** **\n******\n"'),
    ],
)
def test_what_stays_readable(text: str, shown: str) -> None:
    assert redacted_text(text) == shown


@given(
    st.text(st.sampled_from("ab1 =/?&:@\"'\n\r#.-"), max_size=40), st.lists(st.integers(0, 40), max_size=6)
)
def test_every_character_keeps_its_place(text: str, ends: list[int]) -> None:
    spans = [Span(min(pair), max(pair)) for pair in zip(ends, ends[1:], strict=False)]
    shown = redacted(SourceFile(text), spans)
    assert len(shown.text) == len(text) and shown.lines.starts == SourceFile(text).lines.starts
    assert all(a in (b, "*") for a, b in zip(shown.text, text, strict=True))


@given(st.from_regex(r"[A-Za-z0-9]{12,40}", fullmatch=True))
def test_a_value_of_letters_and_digits_is_never_whole(value: str) -> None:
    for text in (f'"{value}"', f'"Basic {value}"', f'"https://a.example/?token={value}"'):
        assert re.search(re.escape(value[4:]), redacted_text(text)) is None
