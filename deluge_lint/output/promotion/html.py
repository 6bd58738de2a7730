"""The verdict as one page that needs nothing else: no network, no script of a stranger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from deluge_lint.output.context import OutputContext
from deluge_lint.output.promotion.words import HEADINGS, address, change, headline, tally
from deluge_lint.output.visible import visible

_STYLE = """
:root{color-scheme:light dark;--line:#8884;--bad:#c62828;--mid:#b26a00;--good:#2e7d32}
body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:70rem;padding:1.5rem}
h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.1rem;margin:1.6rem 0 .4rem}
.blocked{color:var(--bad)}.warnings{color:var(--mid)}.pass{color:var(--good)}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;
border-bottom:1px solid var(--line)}th{font-weight:600}code{font:13px ui-monospace,monospace}
td:last-child{white-space:nowrap}input{font:inherit;padding:.3rem .5rem;width:100%;max-width:30rem;
box-sizing:border-box}
@media(max-width:40rem){td:last-child{white-space:normal}}@media print{input{display:none}}
"""
_FILTER = """
const box=document.getElementById('filter');
box.addEventListener('input',()=>{const word=box.value.toLowerCase();
for(const row of document.querySelectorAll('tbody tr'))
row.hidden=!row.textContent.toLowerCase().includes(word);});
"""
_CLASSES = {"blocked": "blocked", "pass with warnings": "warnings", "pass": "pass"}


def render(record: dict[str, Any], context: OutputContext) -> Iterator[str]:
    """The whole page."""
    title = _text(headline(record))
    yield f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>\n'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
    yield f"<style>{_STYLE}</style></head><body>\n"
    yield f'<h1 class="{_CLASSES[record["verdict"]]}">{title}</h1>\n<p>{_text(tally(record))}</p>\n'
    yield '<p><label>Show only rows with <input id="filter" type="search"></label></p>\n'
    yield from _table("Reasons", ("does", "kind", "reason", "place"), [
        (each["act"], each["kind"], each["message"], address(each["place"])) for each in record["reasons"]
    ])  # fmt: skip
    yield from _table("Changes", ("", "change", "risk", "place"), [
        (each["act"], change(each), "; ".join(each["risks"]), address(each["place"] or each["old_place"]))
        for each in record["changes"]
    ])  # fmt: skip
    yield from _table("What follows", ("kind", "consequence", "place"), [
        (HEADINGS.get(each["kind"], each["kind"]), each["message"], address(each["place"]))
        for each in record["consequences"]
    ])  # fmt: skip
    yield from _table("New findings", ("severity", "rule", "finding", "place"), [
        (each["severity"], f"{each['code']} {each['name']}", each["message"], address(each["place"]))
        for each in record["findings"]["new"]
    ])  # fmt: skip
    yield from _table("Suppressions", ("rules", "reason", "owner", "until", "place"), [
        (", ".join(each["names"]), each["reason"], each["owner"], each["until"], address(each["place"]))
        for each in record["suppressions"]
    ])  # fmt: skip
    yield from _inputs(record)
    yield f"<script>{_FILTER}</script></body></html>\n"


def _text(text: str) -> str:
    return escape(visible(text))


def _table(title: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    yield f"<h2>{title}: {len(rows)}</h2>\n"
    if not rows:
        return
    cells = "".join(f'<th scope="col">{_text(head)}</th>' for head in heads)
    yield f"<table><thead><tr>{cells}</tr></thead><tbody>\n"
    for row in rows:
        yield f"<tr>{''.join(f'<td>{_cell(each)}</td>' for each in row)}</tr>\n"
    yield "</tbody></table>\n"


def _cell(text: str) -> str:
    """A text in which what stands between backticks is code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return _text(text)
    return "".join(f"<code>{_text(each)}</code>" if at % 2 else _text(each) for at, each in enumerate(parts))


def _inputs(record: dict[str, Any]) -> Iterator[str]:
    rows = [("policy", record["policy"]["path"] or "built in", record["policy"]["digest"])]
    for side in ("candidate", "current"):
        for path, digest in (record[side]["sha256"] if record[side] is not None else {}).items():
            rows.append((side, path, digest))
    yield from _table("Inputs", ("", "file", "SHA-256"), rows)
    yield f"<p>Made {_text(record['made'])} by deluge-lint {_text(record['tool']['version'])}.</p>\n"
