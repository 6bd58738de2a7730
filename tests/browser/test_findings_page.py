"""The page of findings in a real browser: no complaint, no request, usable by keyboard, and something to see."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deluge_lint.__main__ import main
from deluge_lint.diagnostics import Diagnostic, Severity, Span
from deluge_lint.engine.results import FileResult, RunResult
from deluge_lint.output import OutputContext, render
from deluge_lint.source import SourceFile

from .chromium import Browser

FUNCTION = (
    "void automation.f{number}(string name)\n{{\n"
    '\tfor each row in zoho.crm.searchRecords("Leads","(Last_Name:equals:" + name + ")")\n\t{{\n'
    '\t\tinfo zoho.crm.getRecordById("Deals",4876876000000333001);\n\t}}\n\tunused = {number} / 0;\n}}\n'
)
SECTIONS = ["section[aria-label=Sums]", ".trend", "#heat", "#controls", "#list"]


def shown(browser: Browser) -> str:
    return str(browser.ask("document.getElementById('count').textContent"))


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browser: Browser) -> Browser:
    """A page of a run over thirty functions, with two stored runs before it."""
    monkeypatch.chdir(tmp_path)
    for number in range(30):
        (tmp_path / f"s{number:02}.dg").write_text(FUNCTION.format(number=number), encoding="utf-8")
    counts = {"errors": 0, "warnings": 200, "infos": 1, "hints": 0}
    (tmp_path / "2026-01.json").write_text(json.dumps({"diagnostics": [], "summary": counts}))
    record = {
        "made": "2026-02-03T04:05:06+00:00",
        "verdict": "blocked",
        "findings": {"new": [1], "remaining": 40},
    }
    (tmp_path / "2026-02.json").write_text(json.dumps(record))
    words = ("--no-cache", "--exit-zero", "--output-format", "html:page.html", "--trend", "2026-*.json")
    assert main([".", *words]) == 0
    browser.open(tmp_path / "page.html")
    return browser


def test_no_complaint_and_no_request(page: Browser) -> None:
    page.until("document.querySelectorAll('.found').length > 0")
    page.ask("document.getElementById('more').click()")
    assert (page.errors, page.requests) == ([], [])


def test_there_is_something_to_see_in_every_part(page: Browser, tmp_path: Path) -> None:
    boxes = {each: page.boxes(each)[0] for each in SECTIONS}
    edge = 0.0
    for name, box in boxes.items():
        assert box["width"] > 300 and box["height"] > 20, name
        assert box["y"] >= edge, f"{name} lies upon what stands before it"
        edge = box["y"] + min(box["height"], 20)
        box["height"] = min(box["height"], 600)
        assert page.colours(box) > 4, f"{name} is blank"
    window = page.ask("document.documentElement.scrollWidth <= innerWidth")
    assert window, "nobody has to scroll sideways"
    (tmp_path / "page.png").write_bytes(page.picture())
    # the same on a telephone
    page.size(390, 800)
    try:
        assert page.ask("document.documentElement.scrollWidth <= innerWidth + 1")
    finally:
        page.size(1280, 900)


def test_the_trend_has_a_point_for_each_run(page: Browser) -> None:
    said = page.ask("[...document.querySelectorAll('.trend title')].map((each) => each.textContent)")
    total = page.ask("JSON.parse(document.getElementById('data').textContent).findings.length")
    assert said == ["2026-01: 201", "2026-02-03 04:05:06: 41, blocked", f"this run: {total}"]
    heights = page.ask(
        "[...document.querySelectorAll('.trend circle')].map((each) => Number(each.getAttribute('cy')))"
    )
    assert heights.index(min(heights)) == 0, "201 findings are the highest point"


def test_search_and_filters_narrow_the_list(page: Browser) -> None:
    whole = shown(page)
    page.ask("document.getElementById('search').focus()")
    page.write("f17")
    page.until(f"document.getElementById('count').textContent !== {json.dumps(whole)}")
    paths = page.ask("[...document.querySelectorAll('#list h3')].map((each) => each.textContent)")
    assert paths == ["s17.dg"]
    page.ask("document.querySelector('#controls [type=reset]').click()")
    page.until(f"document.getElementById('count').textContent === {json.dumps(whole)}")
    page.ask("document.getElementById('rule').value = 'division-by-zero'; document.getElementById('rule')"
             ".dispatchEvent(new Event('input', {bubbles: true}))")  # fmt: skip
    page.until("document.getElementById('count').textContent.startsWith('30 of ')")
    marks = page.ask("[...document.querySelectorAll('.found mark')].map((each) => each.textContent)")
    assert len(marks) == 30 and set(marks) <= {f"{number} / 0" for number in range(30)} | {"0"}


def test_everything_works_by_keyboard(page: Browser) -> None:
    order = []
    for _ in range(400):
        page.press("Tab", 9)
        order.append(
            page.ask("document.activeElement.id || document.activeElement.closest('table,form')?.id || ''")
        )
        if order[-1] == "path":
            break
    assert [each for each in dict.fromkeys(order) if each in ("heat", "search", "severity", "path")] == [
        "heat", "search", "severity", "path",
    ]  # fmt: skip
    # arrows move between the cells of the map, Enter shows what a cell counts
    page.ask("document.querySelector('#heat button').focus()")
    first = page.ask("document.activeElement.getAttribute('aria-label')")
    page.press("ArrowDown", 40)
    second = page.ask("document.activeElement.getAttribute('aria-label')")
    assert first != second and page.ask("document.activeElement.closest('#heat') !== null")
    page.press("Enter", 13, "\r")
    page.until("document.getElementById('count').textContent.includes(' of ')")
    number, _, rest = second.partition(" ")
    category, _, function = rest.partition(" of ")[2].partition(" in ")
    assert shown(page).startswith(f"{number} of ") and shown(page).endswith(f" in {function}")
    assert page.ask("document.getElementById('category').value") == category
    # what has the focus is to be seen
    page.ask("document.getElementById('search').focus()")
    page.press("Tab", 9)
    assert page.ask("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_twenty_thousand_findings_stay_usable(browser: Browser, tmp_path: Path) -> None:
    line = "answer = zoho.crm.updateRecord(module_name, record_id, values_of_record, options);\n"
    texts = {f"scripts/s{number:03}.dg": line * 100 for number in range(200)}
    files = [
        FileResult(path, tuple(
            Diagnostic("DLG103", "undefined-variable", Severity.WARNING, f"`v{at}` is not set here",
                       Span(at * len(line) + 9, at * len(line) + 30), "give it a value")
            for at in range(100)
        ))
        for path in texts
    ]  # fmt: skip
    context = OutputContext(source_of=lambda path: SourceFile(texts[path], path))
    path = tmp_path / "large.html"
    path.write_text("".join(render("html", RunResult(tuple(files)), context)), encoding="utf-8")
    assert path.stat().st_size < 12_000_000
    browser.open(path)
    assert shown(browser) == "20000 findings"
    # the browser is never asked to lay out all of them
    assert browser.ask("document.querySelectorAll('.found').length") <= 600
    browser.ask("document.getElementById('search').focus()")
    browser.write("s199.dg")
    browser.until("document.getElementById('count').textContent === '100 of 20000 findings'")
    assert browser.errors == []
