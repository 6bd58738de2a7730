"""What a file holds, told from its text before it is parsed.

Whatever is not clearly something else is a script: a wrong "left out" would hide every
finding of a file, a wrong "script" shows itself at once.
"""

from __future__ import annotations

import os.path
import re
from typing import NamedTuple

_NOTES = {
    "javascript": "left out: JavaScript",
    "html": "left out: an HTML page",
    "export": "left out: a Creator application export",
    "markdown": "left out: Markdown",
    "json": "left out: JSON",
    "url": "left out: a web address and nothing else",
    "php": "left out: PHP",
    "xml": "left out: XML",
    "shell": "left out: a program of another language",
}

# Evidence is looked for in this many characters: telling languages apart needs no more.
# The patterns take time in proportion to it on every text.
_HEAD = 40_000

_SPACE_AND_COMMENTS = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_EXPORT = re.compile(r'application\s+"[^"\n]*"\s*\{')
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_ONE_ADDRESS = re.compile(r"\s*https?://\S+\s*\Z")
_MARKUP = re.compile(r"<(?:%|!|[a-zA-Z/?])")

# One of these makes a closer look worth its time.
_HINTS = (
    "=>", "ZDK.", "import ", "export ", "require(", "`", "document.", "window.", "await ", "const ",
    "let ", "var ", "function", "use strict", "===",
)  # fmt: skip

_TEXTS = re.compile(r"//[^\n]*|/\*.*?(?:\*/|\Z)|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL)

# What no Deluge has, not even one that somebody wrote from memory of another language.
_FOREIGN = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"\bZDK\s*\.", r"=>", r"^[ \t]*import\s+(?:[\w*{]|TEXT)",
        r"^[ \t]*export\s+(?:default|const|function|class|interface|type)\b",
        r"\brequire\s*\(", r"`[^`]*`", r"\b(?:document|window)\.\w", r"\basync\b|\bawait\s",
        r"\bmodule\.exports\b", r"\bclass\s+\w+\s*(?:extends\b|\{)", r"\binterface\s+\w+\s*\{",
        r"\bnew\s+Promise\b", r"\(\s*function\s*\(",
        r"\$\(\s*(?:TEXT|\w)", r"\.addEventListener\(", r"\.then\(", r"\?\.\w|\?\?", r"^TEXT;?[ \t]*$",
    )
)  # fmt: skip
# What other languages have and drafts of Deluge borrow: findings of a rule, no other language.
_BORROWED = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"\b(?:var|let|const)\s+[\w${\[]", r"\bfunction\b(?:\s+\w+)?\s*\(", r"[=!]==",
        r"\bnew\s+\w+\s*\(", r"\btypeof\b", r"\bundefined\b", r"\bfor\s*\([^)\n]{0,120};", r"\+\+",
        r"\bconsole\.\w", r"\bJSON\.\w", r"\.length\b", r"\.push\(",
    )
)  # fmt: skip
_DELUGE = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"\bfor\s+each\s", r"(?i:\binvoke(?:url|api))\s*\[", r"^[ \t]*info\s+[^=:\s]",
        r"(?<!new )\b(?:Map|List|Collection)\s*\(\s*\)",
        r"\bzoho\.\w+\.\w+(?:\.\w+)?\s*\(", r"\bzoho\.(?:current|login|admin)\w+\b", r"(?i:\bsendmail)\s*\[",
        r"\binsert\s+into\s+\w+\s*\[", r"\bcancel\s+(?:submit|delete)\s*;", r"(?i:\bifnull)\s*\(",
        r"(?i:\.containkeys?)\(",
        r"(?i:\.(?:tolong|tomap|tolist|tojsonlist|todecimal|tonumber))\(", r"\bthisapp\.",
        r"^[ \t]*(?:hide|show|enable|disable|alert)\s+[\w\"]",
        r"^[ \t]*(?i:void|string|map|int|list|bool|date|float|collection)\s+\w+(?:\.\w+)*\s*\(",
        r"\bdelete\s+from\s+\w+\s*\[", r"\bcrmAPIRequest\b",
    )
)  # fmt: skip
_SCRIPT_OF_THE_WEB = (".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx")


class Sniffed(NamedTuple):
    """``kind`` is ``script`` or what a file is instead; ``note`` says so to people (empty for scripts)."""

    kind: str
    note: str = ""


SCRIPT = Sniffed("script")


def sniff(text: str, path: str = "") -> Sniffed:
    """Tell what ``text`` is; the name of the file counts only where the text leaves it open."""
    kind = _kind(text, os.path.splitext(path)[1].lower())
    return Sniffed(kind, _NOTES[kind]) if kind else SCRIPT


def _kind(text: str, extension: str) -> str:
    if extension in (".md", ".markdown"):
        return "markdown"
    blank = _SPACE_AND_COMMENTS.match(text)
    start = blank.end() if blank else 0
    first = text[start : start + 1]
    if not first:
        return ""
    if first == "<" and _MARKUP.match(text, start):
        return _markup(text, start)
    if first in "{[" and _is_json(text):
        return "json"
    if first == "a" and _EXPORT.match(text, start):
        return "export"
    if first == "#":
        return "shell" if text.startswith("#!") else _markdown(text)
    if _ONE_ADDRESS.match(text):
        return "url"
    if first in "-`~" and _FENCE.search(text):
        return "markdown"
    return "javascript" if _is_javascript(text, extension) else ""


def _markup(text: str, start: int) -> str:
    """A page of Creator starts with ``<%{``, one of the web with a tag."""
    if text.startswith("<?php", start):
        return "php"
    return "xml" if text.startswith("<?xml", start) else "html"


def _markdown(text: str) -> str:
    """Markdown has fences; without one, lines that start with # are a habit of some scripts."""
    return "markdown" if _FENCE.search(text) else ""


def _is_json(text: str) -> bool:
    import json

    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_javascript(text: str, extension: str) -> bool:
    """Whether the evidence for JavaScript is clear: a script of a client, a module, a program.

    What JavaScript alone has weighs twice as much as what drafts of Deluge borrow from it, and
    counts against what Deluge alone has.  The name of the file tips a doubtful balance.
    """
    head = text[:_HEAD]
    if not any(hint in head for hint in _HINTS):
        return False
    code = _TEXTS.sub(_without_text, head)
    foreign = sum(1 for pattern in _FOREIGN if pattern.search(code))
    borrowed = sum(1 for pattern in _BORROWED if pattern.search(code))
    deluge = sum(1 for pattern in _DELUGE if pattern.search(code))
    weight = 2 * foreign + borrowed
    if extension in _SCRIPT_OF_THE_WEB and deluge == 0:
        return weight >= 2
    client_script = _FOREIGN[0].search(code) is not None
    enough = foreign > 1 or client_script or extension in _SCRIPT_OF_THE_WEB
    return enough and weight >= 3 + 3 * deluge


def _without_text(match: re.Match[str]) -> str:
    """A space for a comment, the word TEXT for a text."""
    return " " if match.group().startswith("/") else "TEXT"
