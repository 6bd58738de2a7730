"""The record of a promotion in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from deluge_lint.__main__ import main

from .chromium import Browser

EXPORT = Path(__file__).resolve().parents[1] / "corpus" / "exports" / "bakery_2026.ds"
POLICY = """version = 1
[environments.production]
block = ["error"]
warn = ["warning", "info"]
data-at-risk = "block"
domains = ["*.example.com"]
"""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browser: Browser) -> Browser:
    monkeypatch.chdir(tmp_path)
    text = EXPORT.read_text(encoding="utf-8")
    (tmp_path / "old.ds").write_text(text, encoding="utf-8")
    comment = "// deluge-lint: ignore[division-by-zero] known since May, owner=mira until=2020-01-02\n"
    new = text.replace(
        "return prefix + id;", f"{comment}rest = id / 0;\nmissing = prefix / 0;\nreturn prefix + id;", 1
    )
    assert new != text
    (tmp_path / "new.ds").write_text(new, encoding="utf-8")
    (tmp_path / "deluge-gate.toml").write_text(POLICY)
    words = ("--to", "production", "--output-format", "html", "--output-file", "page.html")
    assert main(["promote", "new.ds", "--from", "old.ds", *words]) == 1
    browser.open(tmp_path / "page.html")
    return browser


def rows(page: Browser) -> int:
    found = page.ask(
        "[...document.querySelectorAll('tbody tr')].filter((row) => row.offsetHeight > 0).length"
    )
    assert isinstance(found, int)
    return found


def test_no_complaint_and_no_request(page: Browser) -> None:
    assert (page.errors, page.requests) == ([], [])


def test_there_is_something_to_see(page: Browser, tmp_path: Path) -> None:
    (tmp_path / "page.png").write_bytes(page.picture())
    parts = ["section", "#controls", *(f"details:nth-of-type({number})" for number in range(1, 8))]
    edge = 0.0
    for part in parts:
        box = page.boxes(part)[0]
        assert box["width"] > 300 and box["height"] > 20 and box["y"] >= edge, part
        edge = box["y"] + box["height"]
        assert page.colours({**box, "height": min(box["height"], 500)}) > 4, f"{part} is blank"
    for width in (1280, 390):
        page.size(width, 900)
        assert page.ask("document.documentElement.scrollWidth <= innerWidth + 1"), width
        # no word of the narrow columns is cut into letters
        heights = page.ask(
            "[...document.querySelectorAll('.list thead th')].map((each) => each.offsetHeight)"
        )
        assert max(heights) < 60
    page.size(1280, 900)


def test_rows_are_found_by_word_and_by_what_they_do(page: Browser) -> None:
    folded = page.ask("document.querySelectorAll('details:not([open])').length")
    assert folded == 2, "policy and inputs are there for whoever asks"
    page.ask("document.getElementById('filter').focus()")
    page.write("missing = prefix")
    page.until("document.getElementById('count').textContent.includes(' of ')")
    assert page.ask("document.querySelectorAll('details:not([open])').length") == 0
    texts = page.ask(
        "[...document.querySelectorAll('tbody tr:not([hidden])')].map((each) => each.textContent)"
    )
    assert len(texts) == rows(page) >= 2, "as reasons and as findings"
    assert all("missing = prefix" in each for each in texts)
    page.ask("document.querySelector('#controls [type=reset]').click()")
    page.until("!document.getElementById('count').textContent.includes(' of ')")
    page.ask("document.getElementById('level').focus()")
    page.press("b", 66, "b")
    page.until("document.getElementById('level').value === 'block'")
    page.until("document.getElementById('count').textContent.includes(' of ')")
    said = page.ask(
        "[...document.querySelectorAll('tbody tr:not([hidden]) .badge')].map((each) => each.textContent)"
    )
    assert set(said) == {"block"}


def test_sections_fold_by_keyboard(page: Browser) -> None:
    page.ask("document.querySelector('summary').focus()")
    assert page.ask("document.querySelector('details').open")
    page.press("Enter", 13, "\r")
    page.until("!document.querySelector('details').open")
