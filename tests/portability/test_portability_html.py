"""The HTML report: one whole file, nothing of a script ever becomes markup, and it stays small."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest

from deluge_lint.output.context import OutputContext
from deluge_lint.output.portability import render
from deluge_lint.source import SourceFile

VOID = {"meta", "input", "br"}
EVIL = "</script><img src=x onerror=alert(1)>'\"&"


class Page(HTMLParser):
    """Checks that every element ends where it should, and keeps what is of interest."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.tags, self.attributes, self.scripts = [], [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *each) for each in attrs]
        if tag == "script":
            self.scripts.append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] == "script":
            self.scripts[-1] += data


@pytest.fixture
def page(draw):
    def render_texts(texts, **changes):
        report = draw(texts, **changes)
        sources = {path: SourceFile(text, path) for path, text in texts.items()}
        context = OutputContext(cwd="/nowhere", source_of=sources.get)
        return "".join(render("html", report, context))

    return render_texts


def data_of(text):
    return json.loads(Page(text).scripts[0])


SCRIPTS = {
    "a.dg": "void automation.a(string needs_block)\n{\n\tinfo needs_block;\n\tautomation.b();\n}\n",
    "b.dg": "void automation.b(string needs_rework)\n{\n\t// deluge-lint: ignore[wanting-name] known\n\tinfo needs_rework;\n}\n",
    "c.dg": "info (;\n",
}


def test_the_page_is_whole_and_shows_every_cell(page):
    text = page(SCRIPTS)
    found = Page(text)
    assert text.startswith("<!DOCTYPE html>\n<html lang=")
    assert found.tags.count("td") >= 3 * 2
    for word in ("automation.a", "blocked", "unknown", "Zoho Creator", "flow"):
        assert word in text


def test_a_report_of_nothing_is_a_page_too(page):
    Page(page({}))


def test_nothing_is_loaded_from_elsewhere(page):
    text = page(SCRIPTS)
    found = Page(text)
    assert not {"link", "img", "iframe", "object", "embed", "base"} & set(found.tags)
    assert not [
        each
        for each in found.attributes
        if each[1] in ("src", "href", "srcset", "style") or each[1].startswith("on")
    ]
    assert "@import" not in text and "url(" not in text


def test_the_policy_names_exactly_the_style_and_the_script(page):
    text = page(SCRIPTS)
    policy = next(
        value for tag, name, value in Page(text).attributes if name == "content" and "default-src" in value
    )
    assert policy.startswith("default-src 'none';")
    for kind, pattern in (("style-src", r"<style>(.*?)</style>"), ("script-src", r"<script>(.*?)</script>")):
        (inside,) = re.findall(pattern, text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in policy


def test_texts_of_scripts_are_never_markup(page):
    texts = {
        f"{EVIL}.dg": f'info needs_block; x = "{EVIL[:-2]}";\n',
        "b.dg": f"// deluge-lint: ignore[wanting-name] {EVIL}\ninfo needs_fix;\n",
    }
    text = page(texts)
    found = Page(text)
    assert "img" not in found.tags
    assert len(found.scripts) == 2
    assert EVIL in data_of(text)["texts"]
    assert "<" not in found.scripts[0]


def test_controls_that_turn_text_around_are_spelled_out(page):
    text = page({"a\u202e.dg": 'info needs_block + "\u202e\u2066";\n', "\udcff.dg": "x = 1;\n"})
    text.encode()
    assert "\u202e" not in text
    assert "<U+202E>" in json.dumps(data_of(text)["snippets"])


def test_the_data_has_the_findings_with_their_lines(page):
    data = data_of(page(SCRIPTS))
    texts, (_, _, _, verdicts) = data["texts"], data["functions"][0]
    status, said, effort, calls, issues, accepted = verdicts[0]
    assert (status, texts[said], texts[effort], accepted) == (4, "blocked", "4 h", [])
    assert [(texts[words], line, at) for words, line, at in calls] == []
    need, message, help, *_ = issues[0]
    assert (need, texts[message], texts[help]) == (
        "block",
        "`needs_block` needs block in Zoho Creator",
        "do <it>",
    )
    assert data["snippets"][issues[0][13][0]] == [[3, "    info ", "needs_block", ";"]]
    (known,) = data["functions"][1][3][0][5]
    assert texts[known[3]] == "known"


def test_long_lines_are_cut(page):
    long = "x" * 5000
    data = data_of(page({"a.dg": f'info "{long}" + needs_block + "{long}";\n'}))
    (line, before, marked, behind) = data["snippets"][0][0]
    assert (line, marked) == (1, "needs_block")
    assert len(before) < 100 and len(behind) < 120


def test_very_many_equal_findings_are_counted(page):
    data = data_of(page({"a.dg": "info needs_fix;\n" * 3000}))
    (issue,) = data["functions"][0][3][0][4]
    assert (len(issue[11]), issue[12], len(issue[13])) == (40, 3000, 5)


def test_many_functions_make_a_page_of_bounded_size(page):
    body = "info needs_fix;\ninfo needs_fix;\ninfo needs_block;\n"
    text = page({f"folder/{number}.dg": body for number in range(300)})
    assert len(text) < 40_000 + 300 * 900
