"""Nothing a stranger writes acts on the terminal or on the build that reads the output."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deluge_lint.diagnostics import Applicability, Diagnostic, Edit, Fix, Related, Severity, Span
from deluge_lint.engine.results import FileResult, RunResult
from deluge_lint.output import FORMATS, OutputContext, render
from deluge_lint.output.diff import unified_diff
from deluge_lint.output.github import escape_data, escape_property
from deluge_lint.output.visible import visible
from deluge_lint.source import SourceFile

EVIL = "\x1b]0;owned\x07\x1b[2J\r\n::error::x\x9b31m\u202e\u200b\x00\udc80"
OWN_SEQUENCES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^;\x1b\x07]*;[^\x1b\x07]*\x1b\\")


def evil_run() -> RunResult:
    path = f"scripts/{EVIL}.dg"
    fix = Fix(EVIL, [Edit(Span(0, 1), EVIL)], Applicability.SAFE)
    diagnostic = Diagnostic(
        "DLG103", "undefined-variable", Severity.ERROR, EVIL, Span(0, 8), EVIL,
        (Related(Span(1, 2), EVIL), Related(Span(0, 1), EVIL, EVIL)), (fix,),
    )  # fmt: skip
    return RunResult(
        (FileResult(path, (diagnostic,)), FileResult(EVIL, problem=EVIL), FileResult(EVIL, note=EVIL)),
        (EVIL,),
    )


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("format_name", FORMATS)
def test_no_sequence_of_a_stranger_comes_through(format_name: str, colour: bool) -> None:
    context = OutputContext(
        source_of=lambda path: SourceFile(EVIL, path), find_rule=lambda name: None,
        colour=colour, hyperlinks=colour, cwd="/w",
    )  # fmt: skip
    got = "".join(render(format_name, evil_run(), context))
    got.encode("utf-8")
    left = OWN_SEQUENCES.sub("", got) if colour else got
    assert not set(left) & set("\x1b\x07\x9b\x00\r\u202e\u200b")
    assert not re.search(r"^::error::x", left, re.M)


@pytest.mark.parametrize("format_name", FORMATS)
def test_no_colour_means_no_escape(
    format_name: str, sample: RunResult, context: Callable[..., OutputContext]
) -> None:
    assert "\x1b" not in "".join(render(format_name, sample, context(colour=False, hyperlinks=False)))


def test_colour_changes_nothing_but_colour(sample: RunResult, context: Callable[..., OutputContext]) -> None:
    plain = "".join(render("text", sample, context()))
    painted = "".join(render("text", sample, context(colour=True)))
    assert painted != plain
    assert OWN_SEQUENCES.sub("", painted) == plain


@given(st.text())
def test_visible_text_is_one_harmless_line(text: str) -> None:
    got = visible(text)
    assert len(f"{got}x".splitlines()) == 1
    assert "\x1b" not in got
    assert visible(got) == got


@pytest.mark.parametrize(
    ("given_text", "data", "value"),
    [
        ("100%", "100%25", "100%25"),
        ("%0A", "%250A", "%250A"),
        ("a\r\nb", "a%0D%0Ab", "a%0D%0Ab"),
        ("C:\\x, y", "C:\\x, y", "C%3A\\x%2C y"),
    ],
)
def test_github_escapes(given_text: str, data: str, value: str) -> None:
    assert escape_data(given_text) == data
    assert escape_property(given_text) == value


@given(st.text(st.characters(codec="utf-8"), min_size=1), st.text(st.characters(codec="utf-8")))
def test_a_github_command_reads_back(name: str, message: str) -> None:
    path = "d/n" + name.replace("/", "_").replace("\\", "_") + "."
    found = Diagnostic("DLG103", "undefined-variable", Severity.INFO, message, Span(0, 1))
    context = OutputContext(source_of=lambda _: None, find_rule=lambda _: None, cwd="/w")
    got = "".join(render("github", RunResult((FileResult(path, (found,)),)), context))
    match = re.fullmatch(r"::notice file=([^,:\n]*),title=([^,:\n]*)::([^\n]*)\n", got)
    assert match
    assert unescaped(match[1]) == visible(path)
    assert unescaped(match[3]) == f"{visible(path)}: {visible(message)}"


def unescaped(text: str) -> str:
    for sign, code in ((",", "%2C"), (":", "%3A"), ("\n", "%0A"), ("\r", "%0D"), ("%", "%25")):
        text = text.replace(code, sign)
    return text


def test_github_leaves_columns_out_over_several_lines(
    one: Callable[..., RunResult], context: Callable[..., OutputContext]
) -> None:
    run = one("a.dg", Span(0, 3), Span(2, 3))
    lines = "".join(render("github", run, context({"a.dg": "a\nb"}))).splitlines()
    assert lines[0].startswith("::warning file=a.dg,line=1,endLine=2,title=DLG103 undefined-variable::")
    assert lines[1].startswith("::warning file=a.dg,line=2,col=1,endLine=2,endColumn=2,title=")


def test_many_findings_stream(context: Callable[..., OutputContext]) -> None:
    """Every format hands out small pieces, also from one line of a megabyte."""
    text = "x = y + z; " * 100_000
    found = tuple(
        Diagnostic("DLG103", "undefined-variable", Severity.ERROR, "met", Span(at, at + 1))
        for at in range(0, 1_100_000, 55)
    )
    run = RunResult((FileResult("big.dg", found),))
    for format_name in ("text", "concise", "json", "sarif", "github"):
        chunks: Iterator[str] = render(format_name, run, context({"big.dg": text}, summary=False))
        sizes = [len(chunk) for chunk in chunks]
        assert len(sizes) >= 20_000
        assert max(sizes) < 2_000


def test_the_first_finding_comes_before_the_last_is_looked_at(
    context: Callable[..., OutputContext], one: Callable[..., RunResult]
) -> None:
    asked: list[str] = []

    def source_of(path: str) -> SourceFile:
        asked.append(path)
        return SourceFile("x;", path)

    files = tuple(one(f"{number}.dg", Span(0, 1)).files[0] for number in range(30))
    stream = render("text", RunResult(files), OutputContext(source_of=source_of, find_rule=lambda _: None))
    next(stream)
    assert asked == ["0.dg"]


def test_plain_text_needs_no_heavy_import() -> None:
    code = (
        "import sys, deluge_lint.output as o\n"
        "from deluge_lint.engine.results import FileResult, RunResult\n"
        "from deluge_lint.diagnostics import Diagnostic, Severity, Span\n"
        "from deluge_lint.source import SourceFile\n"
        "d = Diagnostic('DLG103', 'undefined-variable', Severity.ERROR, 'met', Span(0, 1))\n"
        "c = o.OutputContext(source_of=lambda p: SourceFile('x;'), find_rule=lambda n: None, colour=True)\n"
        "print(len(list(o.render('text', RunResult((FileResult('a', (d,)),)), c))))\n"
        "print(sorted({'rich', 'click', 'lark', 'difflib', 'urllib.parse'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[1] == "[]"


def test_a_diff_for_patch_is_exact_and_one_for_people_is_safe() -> None:
    before, after = "a = 1;\r\nb\x1b = 2;\r\nc", "a = 1;\r\nb\x1b = 3;\r\nc;"
    exact = "".join(unified_diff("x/a.dg", before, after, OutputContext(cwd="/w")))
    assert exact == (
        "--- a/x/a.dg\n+++ b/x/a.dg\n@@ -1,3 +1,3 @@\n a = 1;\r\n-b\x1b = 2;\r\n-c\n"
        "\\ No newline at end of file\n+b\x1b = 3;\r\n+c;\n\\ No newline at end of file\n"
    )
    shown = "".join(unified_diff("x/a.dg", before, after, OutputContext(cwd="/w", colour=True)))
    assert "\x1b[31m-b<U+001B> = 2;\x1b[0m\n" in shown
    assert "\x1b" not in OWN_SEQUENCES.sub("", shown)
    assert list(unified_diff("x/a.dg", before, before, OutputContext())) == []


def test_json_keeps_a_file_name_that_is_no_text() -> None:
    context = OutputContext(source_of=lambda _: None, find_rule=lambda _: None, cwd="/w")
    got = json.loads("".join(render("json", evil_run(), context)))
    assert got["diagnostics"][0]["path"] == f"scripts/{EVIL}.dg"
