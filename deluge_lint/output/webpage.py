"""HTML pages that need nothing besides themselves: no network, no font, no picture.

A policy in the page forbids the browser everything but the one style sheet and the one script,
both named by their hashes.
"""

from __future__ import annotations

import json
import os.path
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from typing import Any

from deluge_lint.output.visible import visible


def asset(folder: str, name: str) -> str:
    """The text of a file beside the module of a format; ``folder`` is that of the module."""
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return file.read()


def script_of(folder: str) -> str:
    """The script of a format's page, behind what the scripts of all pages share."""
    return asset(os.path.dirname(__file__), "page.js") + asset(folder, "page.js")


def opening(title: str, style: str, script: str, version: str, legend: str = "") -> Iterator[str]:
    """Everything up to the content; ``style`` comes behind what all pages share, ``legend`` is markup."""
    style = asset(os.path.dirname(__file__), "page.css") + style
    policy = f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'"
    yield "<!DOCTYPE html>\n"
    yield '<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield '<meta name="color-scheme" content="light dark">\n'
    yield f"<title>{text(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    yield f"<header>\n<h1>{text(title)}</h1>\n"
    yield f'<p class="by">deluge-lint {text(version)}</p>\n{legend}</header>\n<main>\n'


def closing(data: Any, script: str) -> Iterator[str]:
    """Everything behind the content: the data of the script, and the script."""
    yield "</main>\n"
    yield f'<script type="application/json" id="data">{island(data)}</script>\n'
    yield f"<script>{script}</script>\n</body>\n</html>\n"


def island(data: Any) -> str:
    """The data as JSON that can stand in a script element."""
    made = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # No end tag and no comment can start; U+2028 and its like were line ends to old readers.
    for sign in "<>&\u2028\u2029":
        made = made.replace(sign, f"\\u{ord(sign):04x}")
    return made


def _hash(part: str) -> str:
    return f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'"


def text(said: str) -> str:
    """A text from anywhere as text of the page."""
    return escape(visible(said))


def prose(said: str) -> str:
    """A text of ours, what stands in backticks as code."""
    parts = visible(said).split("`")
    if len(parts) % 2 == 0:
        return escape("`".join(parts))
    return "".join(
        f"<code>{escape(part)}</code>" if at % 2 else escape(part) for at, part in enumerate(parts)
    )  # fmt: skip


def choice(label: str, name: str, options: list[tuple[str, str]]) -> str:
    """A labelled list to choose from: (value, words) each."""
    inside = "".join(f'<option value="{text(value)}">{text(words)}</option>' for value, words in options)
    return f'<label>{text(label)} <select id="{name}">{inside}</select></label>\n'
