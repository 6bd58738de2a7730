"""Markdown, CSV and text: nothing of a script becomes markup, a formula or a control sequence."""

from __future__ import annotations

import csv
import io
import re

import pytest

from deluge_lint.output.context import OutputContext
from deluge_lint.output.labels import labels
from deluge_lint.output.portability import render
from deluge_lint.output.portability.csv import COLUMNS
from deluge_lint.output.visible import clipped, text_width
from deluge_lint.source import SourceFile

EVIL = "a|b`*_[x](y)<b>&\x1b[31m\u202e.dg"


@pytest.fixture
def shown(draw):
    def render_texts(name, texts, verbose=False, **context):
        report = draw(texts)
        sources = {path: SourceFile(text, path) for path, text in texts.items()}
        return "".join(
            render(
                name, report, OutputContext(cwd="/nowhere", source_of=sources.get, **context), verbose=verbose
            )
        )

    return render_texts


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_control_characters_are_spelled_out(shown, name):
    text = shown(name, {EVIL: "info needs_block;\n"}, verbose=True)
    assert "\x1b" not in text and "\u202e" not in text
    assert "U+001B" in text


def test_names_are_no_markdown(shown):
    text = shown("markdown", {EVIL: "info needs_block;\n"})
    row = next(line for line in text.splitlines() if line.startswith("| a"))
    assert len(re.findall(r"(?<!\\)\|", row)) == 4
    for sign in ("*", "_", "[", "<", "`"):
        assert not re.search(rf"(?<!\\){re.escape(sign)}", row.replace("\\<U", ""))


def test_the_table_has_a_row_for_each_function_and_target(shown):
    text = shown("csv", {"a.dg": "info needs_block;\n", "=cmd.dg": "info needs_fix;\n"})
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [(each["function"], each["target"], each["status"]) for each in rows] == [
        ("'=cmd.dg", "creator", "fixes"), ("'=cmd.dg", "flow", "fixes"),
        ("a.dg", "creator", "blocked"), ("a.dg", "flow", "blocked"),
    ]  # fmt: skip
    assert rows[2]["first_obstacle"] == "`needs_block` needs block in Zoho Creator"
    assert text.endswith("\r\n")


def test_details_have_line_reason_replacement_evidence_and_effort(shown):
    text = shown("text", {"a.dg": "x = 1;\ninfo needs_block;\n"}, verbose=True)
    block = text[text.index("a.dg → Zoho Creator") :]
    for words in (
        "blocked, 4 h", "blocks  2:6  `needs_block` needs block in Zoho Creator", "2 | info needs_block;",
        "^^^^^^^^^^^", "instead: do <it>", "Zoho's documentation: https://", "effort 4 h", "still being tried",
    ):  # fmt: skip
        assert words in block


def test_equal_findings_stand_together(shown):
    text = shown("text", {"a.dg": "info needs_fix;\n" * 20}, verbose=True)
    assert "1:6, 2:6, 3:6, 4:6, 5:6, 6:6, 7:6, 8:6 and 12 more" in text
    assert "effort 43 min" in text  # 5 + 19 · 2


def test_worst_findings_come_first(shown):
    text = shown("text", {"a.dg": "info needs_check;\ninfo needs_fix;\ninfo needs_block;\n"}, verbose=True)
    assert text.index("`needs_block`") < text.index("`needs_fix`") < text.index("`needs_check`")


def test_an_inherited_status_says_so(shown):
    texts = {
        "a.dg": "void automation.a(int x)\n{\n\tautomation.b(x);\n}\n",
        "b.dg": "void automation.b(int x)\n{\n\tinfo needs_block;\n}\n",
    }
    words = "blocked through what it calls (by itself ready)"
    assert words in shown("text", texts, verbose=True)
    assert "calls  `automation.b`, which is blocked (line 3)" in shown("text", texts, verbose=True)
    assert words in shown("markdown", texts)


@pytest.mark.parametrize("width", [6, 7, 12, 40])
@pytest.mark.parametrize("text", ["short", "a" * 60, "東京" * 30, "a東" * 20])
def test_names_are_cut_to_their_width(width, text):
    assert text_width(clipped(text, width)) <= width


def test_labels_tell_functions_apart(draw):
    texts = {"a/x.dg": "y = 1;\n", "b/x.dg": "y = 1;\n", "b/z.dg": "y = 1;\n"}
    assert labels(draw(texts).functions) == ["a/x.dg", "b/x.dg", "z.dg"]
    twice = "void automation.f(int x)\n{\n\tinfo x;\n}\n"
    assert labels(draw({"a.dg": twice + twice}).functions) == [
        "automation.f (a.dg:1)",
        "automation.f (a.dg:5)",
    ]
