"""The verdict as one page that needs nothing else: no network, no script of a stranger."""

from __future__ import annotations

import os.path
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from deluge_lint.output.context import OutputContext
from deluge_lint.output.promotion.words import HEADINGS, address, change, headline
from deluge_lint.output.summary import counted
from deluge_lint.output.webpage import asset, choice, closing, opening, prose, text

_CLASSES = {"blocked": "v4", "pass with warnings": "v3", "pass": "v0"}
_ACTS = {"block": "v4", "warn": "v3"}
_LEVELS = {"error": "v4", "warning": "v3", "info": "v2", "hint": "v1"}

#: A cell is markup that is ready.
Row = Sequence[str]


def render(record: dict[str, Any], context: OutputContext) -> Iterator[str]:
    """The whole page."""
    folder = os.path.dirname(__file__)
    style, script = asset(folder, "page.css"), asset(folder, "page.js")
    yield from opening(headline(record), style, script, record["tool"]["version"])
    yield from _verdict(record)
    yield _controls()
    yield from _reasons(record)
    yield from _changes(record)
    yield from _consequences(record)
    yield from _findings(record)
    yield from _suppressions(record)
    yield from _policy(record)
    yield from _inputs(record)
    yield from closing({"verdict": record["verdict"], "made": record["made"]}, script)


def _verdict(record: dict[str, Any]) -> Iterator[str]:
    """What was judged, and how it came out."""
    acts = Counter(each["act"] for each in record["reasons"])
    found = record["findings"]
    tiles = [
        (_CLASSES[record["verdict"]], record["verdict"], f"to {record['environment']['name']}"),
        ("v4" if acts["block"] else "v1", str(acts["block"]), "to block"),
        ("v3" if acts["warn"] else "v1", str(acts["warn"]), "to warn"),
    ]
    if record["current"] is not None:
        tiles += [
            _tile("v2", len(record["changes"]), "change"), _tile("v2", len(found["new"]), "new finding"),
            ("v1", str(found["remaining"]), "remaining"), ("v0", str(found["fixed"]), "fixed"),
        ]  # fmt: skip
    else:
        tiles.append(_tile("v2", len(found["new"]), "finding"))
    yield '<section aria-label="Verdict">\n<ul class="tiles">'
    for kind, number, words in tiles:
        yield f'<li class="{kind}"><b>{text(number)}</b> {text(words)}</li>'
    yield "</ul>\n<dl>\n"
    for title, side in (("Candidate", record["candidate"]), ("Compared with", record["current"])):
        said = _side(side) if side is not None else "nothing: only the candidate was judged"
        yield f"<dt>{title}</dt><dd>{said}</dd>\n"
    yield f"<dt>Judged</dt><dd><time>{text(record['made'])}</time></dd>\n</dl>\n</section>\n"


def _tile(kind: str, count: int, noun: str) -> tuple[str, str, str]:
    return kind, str(count), counted(count, noun).split(" ", 1)[1]


def _side(side: dict[str, Any]) -> str:
    name = f"<b>{text(side['name'])}</b>, " if side["name"] else ""
    scripts, files = counted(side["scripts"], "script"), counted(len(side["sha256"]), "file")
    return f"{name}<code>{text(side['path'])}</code> ({text(side['kind'])}, {scripts} in {files})"


def _controls() -> str:
    levels = [("", "all"), *((each, each) for each in ("block", "warn", *_LEVELS))]
    return (
        '<form class="controls" id="controls" hidden>\n<label>Show only rows with '
        '<input type="search" id="filter" autocomplete="off"></label>\n'
        f"{choice('That say', 'level', levels)}"
        '<button type="reset">Clear</button> <output id="count"></output>\n</form>\n'
    )


def _reasons(record: dict[str, Any]) -> Iterator[str]:
    rows = [
        (_badge(each["act"], _ACTS), text(each["kind"]), prose(each["message"]), _place(each))
        # those that block come first; False sorts before True
        for each in sorted(record["reasons"], key=lambda each: each["act"] != "block")
    ]
    yield from _table("Reasons", ("does", "kind", "reason", "place"), rows, "Nothing speaks against it.")


def _changes(record: dict[str, Any]) -> Iterator[str]:
    if record["current"] is None:
        return
    counts = Counter((each["what"], each["act"]) for each in record["changes"])
    said = ", ".join(f"{count} {what} {act}" for (what, act), count in sorted(counts.items()))
    rows = [
        (
            _badge(each["act"], {}), prose(change(each)),
            "".join(f'<p class="risk">{prose(risk)}</p>' for risk in each["risks"]),
            f"<code>{text(address(each['place'] or each['old_place']))}</code>",
        )
        for each in record["changes"]
    ]  # fmt: skip
    yield from _table("Changes", ("", "change", "at risk", "place"), rows, "Both sides say the same.", said)


def _consequences(record: dict[str, Any]) -> Iterator[str]:
    if record["current"] is None:
        return
    rows = [
        (text(HEADINGS.get(each["kind"], each["kind"])), prose(each["message"]), _place(each))
        for each in record["consequences"]
    ]
    yield from _table(
        "What follows", ("kind", "consequence", "place"), rows, "Nothing follows from the changes."
    )


def _findings(record: dict[str, Any]) -> Iterator[str]:
    rows = [
        (
            _badge(each["severity"], _LEVELS), f"{text(each['code'])} {text(each['name'])}",
            prose(each["message"]), _place(each),
        )
        for each in record["findings"]["new"]
    ]  # fmt: skip
    title = "New findings" if record["current"] is not None else "Findings"
    yield from _table(title, ("severity", "rule", "finding", "place"), rows, "None.")


def _suppressions(record: dict[str, Any]) -> Iterator[str]:
    today = record["made"][:10]
    rows = [
        (
            ", ".join(f"<code>{text(name)}</code>" for name in each["names"]), prose(each["reason"]),
            text(each["owner"]) or "<small>nobody</small>", _until(each["until"], today), _place(each),
        )
        for each in record["suppressions"]
    ]  # fmt: skip
    heads = ("rules", "reason", "owner", "until", "place")
    yield from _table("Suppressions", heads, rows, "No finding is silenced in the code.")


def _until(until: str, today: str) -> str:
    if not until:
        return "<small>for ever</small>"
    over = ' <span class="badge v4">over</span>' if until < today else ""
    return f"<time>{text(until)}</time>{over}"


def _policy(record: dict[str, Any]) -> Iterator[str]:
    path, digest = record["policy"]["path"] or "built in", record["policy"]["digest"]
    said = f"<code>{text(path)}</code>{f' <code>{text(digest)}</code>' if digest else ''}"
    rows = [
        (text(key.replace("_", "-")), said_of)
        for key, value in sorted(record["environment"].items())
        if key != "name" and (said_of := _value(value))
    ]
    yield from _table("Policy", ("key", "what it says"), rows, "It asks for nothing.", said, folded=True)


def _value(value: Any) -> str:
    """What a policy says for a key, empty for nothing."""
    if isinstance(value, dict):
        pairs = [(key, _value(each)) for key, each in sorted(value.items())]
        return ", ".join(f"{text(key.replace('_', '-'))} {said}" for key, said in pairs if said)
    if isinstance(value, (list, tuple)):
        return ", ".join(f"<code>{text(str(each))}</code>" for each in value)
    if value is True:
        return "yes"
    return f"<code>{text(str(value))}</code>" if value else ""


def _inputs(record: dict[str, Any]) -> Iterator[str]:
    rows = [
        (side, f"<code>{text(path)}</code>", f"<code>{text(digest)}</code>")
        for side in ("candidate", "current")
        for path, digest in (record[side]["sha256"] if record[side] is not None else {}).items()
    ]
    yield from _table("Inputs", ("side", "file", "SHA-256"), rows, "None.", folded=True)


def _table(
    title: str, heads: tuple[str, ...], rows: Sequence[Row], nothing: str, said: str = "", *,
    folded: bool = False,
) -> Iterator[str]:  # fmt: skip
    """A section that can be folded; ``nothing`` stands there when it has no rows."""
    yield f"<details{'' if folded else ' open'}>\n<summary><h2>{title}</h2> "
    yield f"<span>{len(rows)}</span></summary>\n"
    if said:
        yield f"<p>{said}</p>\n"
    if not rows:
        yield f"<p>{nothing}</p>\n</details>\n"
        return
    cells = "".join(f'<th scope="col">{text(head)}</th>' for head in heads)
    yield f'<table class="list"><thead><tr>{cells}</tr></thead>\n<tbody>\n'
    for row in rows:
        yield f"<tr>{''.join(f'<td>{each}</td>' for each in row)}</tr>\n"
    yield "</tbody></table>\n</details>\n"


def _badge(word: str, classes: dict[str, str]) -> str:
    return f'<span class="badge {classes.get(word, "v1")}">{text(word)}</span>'


def _place(each: dict[str, Any]) -> str:
    """The place, and the line that stands there."""
    shown = f"<code>{text(address(each['place']))}</code>"
    code = (each["place"] or {}).get("text", "")
    return f"{shown}<pre>{text(code)}</pre>" if code else shown
