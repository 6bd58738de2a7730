"""What a file holds, told from its text before it is parsed.

Whatever is not clearly something else is a script: a wrong "left out" would hide every
finding of a file, a wrong "script" shows itself at once.
"""

from __future__ import annotations

import os.path
import re

from deluge_lint.records import NamedTuple

_NOTES = {
    "javascript": "JavaScript",
    "html": "an HTML page",
    "page": "a page",
    "template": "a page of another template language",
    "export": "an export of a Creator application",
    "markdown": "Markdown",
    "json": "JSON",
    "url": "web addresses and nothing else",
    "php": "PHP",
    "xml": "XML",
    "java": "Java",
    "shell": "a program of another language",
    "prose": "a text without code",
}

# Evidence is looked for in this many characters: telling languages apart needs no more.
# The patterns take time in proportion to it on every text.
_HEAD = 20_000

_SPACE_AND_COMMENTS = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
# These and the patterns below are compiled when a doubtful text needs them: most runs never do.
# the brace may be what somebody lost: what stands behind it tells an application as well
_EXPORT = r'application\s+"(?:\\.|[^"\\\n])*"?(?:\s*(?:\{|\Z)|\s+[a-z][\w ]*(?:=|\s\{))'
_FENCE = r"^ {0,3}(?:```|~~~)"
_DELUGE_FENCE = r"^ {0,3}(?:```|~~~)[ \t]*(?:deluge|dg|zoho)\b"
_ADDRESSES = r"https?://\S+(?:\s+https?://\S+)*\s*\Z"
# the head that pages of Creator had in its first editor, and have in exports
_HTMLPAGE = r"htmlpage\s+\w+\s*\("
# scripts of Deluge go by the name of Java, too
_JAVA = r"^(?:package|import(?: static)?)[ \t]+[\w.*]+;"
_MARKUP = r"<[%!?/a-zA-Z]"
_FOREIGN_TEMPLATE = r"<%(?:[@!#:]|--|-(?=\s))|\s-%>"
_PAGES = (".html", ".htm", ".zml")

# Text without any of these has nothing that JavaScript alone has.
_HINTS = (
    "=>", "ZDK.", "import ", "export ", "require(", "`", "document.", "window.", "await ", "async ",
    "exports", "class ", "interface ", "Promise", "(function", "$(", "addEventListener", ".then(", "?.",
    "use strict", "declare ",
)  # fmt: skip
_WEB_HINTS = ("var ", "let ", "const ", "function", "===", "console.", "JSON.")

_TEXTS = r"//[^\n]*|/\*(?s:.*?)(?:\*/|\Z)|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'"

# What no Deluge has, not even one that somebody wrote from memory of another language.
_FOREIGN = (
    r"\bZDK\s*\.", r"=>", r"^[ \t]*import\s+(?:[\w*{]|TEXT)",
    r"^[ \t]*(?:export[ \t]+)?declare[ \t]+(?:const|function|class|type|namespace|module|let|var)\b",
    r"^[ \t]*export\s+(?:(?:default|const|function|class|interface|type)\b|[{*])",
    r"\brequire\s*\(", r"`[^`]*`", r"\b(?:document|window)\.\w", r"\basync\b|\bawait\s",
    r"\bmodule\.exports\b", r"\bclass\s+\w+\s*(?:extends\b|\{)", r"\binterface\s+\w+\s*\{",
    r"\bnew\s+Promise\b", r"\(\s*function\s*\(",
    r"\$\(\s*(?:TEXT|\w)", r"\.addEventListener\(", r"\.then\(", r"\?\.\w|\?\?", r"^TEXT;?[ \t]*$",
)  # fmt: skip
# What other languages have and drafts of Deluge borrow: findings of a rule, no other language.
_BORROWED = (
    r"\b(?:var|let|const)\s+[\w${\[]", r"\bfunction\b(?:\s+\w+)?\s*\(", r"[=!]==",
    r"\bnew\s+\w+\s*\(", r"\btypeof\b", r"\bundefined\b", r"\bfor\s*\([^)\n]{0,120};", r"\+\+",
    r"\bconsole\.\w", r"\bJSON\.\w", r"\.length\b", r"\.push\(",
)  # fmt: skip
_DELUGE = (
    r"\bfor\s+each\s", r"(?i:\binvoke(?:url|api))\s*\[", r"^[ \t]*info\s+[^=:\s]",
    r"(?<!new )\b(?:Map|List|Collection)\s*\(\s*\)",
    r"\bzoho\.\w+\.\w+(?:\.\w+)?\s*\(", r"\bzoho\.(?:current|login|admin)\w+\b", r"(?i:\bsendmail)\s*\[",
    r"\binsert\s+into\s+\w+\s*\[", r"\bcancel\s+(?:submit|delete)\s*;", r"(?i:\bifnull)\s*\(",
    r"(?i:\.containkeys?)\(",
    r"(?i:\.(?:tolong|tomap|tolist|tojsonlist|todecimal|tonumber))\(", r"\bthisapp\.",
    r"^[ \t]*(?:hide|show|enable|disable|alert)\s+[\w\"]",
    r"^[ \t]*(?i:void|string|map|int|list|bool|date|float|collection)\s+\w+(?:\.\w+)*\s*\(",
    r"\bdelete\s+from\s+\w+\s*\[", r"\bcrmAPIRequest\b",
)  # fmt: skip
# Lines that end as statements do, and assignments: a text of ten lines has at least one, if it is a script.
_CODE_LINE = r"[;{}\[\](][ \t]*(?://.*)?$|^[ \t]*[\w.]+[ \t]*=[^=]|^[ \t]*//"
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


def begins_export(text: str, start: int = -1) -> bool:
    """Whether a text is an export of a Creator application by its head; ``start`` is behind its comments."""
    if start < 0:
        blank = _SPACE_AND_COMMENTS.match(text)
        start = blank.end() if blank else 0
    return re.compile(_EXPORT).match(text, start) is not None


def holds_deluge(text: str, path: str = "") -> bool:
    """Whether a text is Deluge or has blocks of it, by what no other language has: for files of any name."""
    kind = sniff(text, path).kind
    if kind == "markdown":
        return re.search(_DELUGE_FENCE, text, re.MULTILINE) is not None
    return kind == "export" or kind in ("script", "page") and _count(_DELUGE, text[:_HEAD]) > 0


def _kind(text: str, extension: str) -> str:
    if extension in (".md", ".markdown"):
        return "markdown"
    if extension in _PAGES and "<%" in text:
        return _page(text)
    blank = _SPACE_AND_COMMENTS.match(text)
    start = blank.end() if blank else 0
    first = text[start : start + 1]
    if not first:
        return ""
    if first == "<" and re.match(_MARKUP, text[start : start + 2]):
        return _markup(text, start)
    if first in '{["' and _is_json(text):
        return "json"
    if first == "a" and begins_export(text, start):
        return "export"
    if first == "#":
        return "shell" if text.startswith("#!") else _markdown(text)
    if first == "h" and (kind := _with_h(text, start)):
        return kind
    if first in "-`~" and re.search(_FENCE, text, re.MULTILINE):
        return "markdown"
    if extension == ".java" and re.search(_JAVA, text, re.MULTILINE):
        return "java"
    if extension == ".txt" and _is_prose(text):
        return "prose"
    return "javascript" if _is_javascript(text, extension) else ""


def _with_h(text: str, start: int) -> str:
    """A list of addresses, or a page with the head that it has in exports."""
    if re.compile(_ADDRESSES).match(text, start):
        return "url"
    return _page(text) if "<%" in text and re.compile(_HTMLPAGE).match(text, start) else ""


def _is_prose(text: str) -> bool:
    """Whether a text has next to no line that could be of a script: a licence, a list, notes."""
    head = text[:_HEAD]
    lines = sum(bool(line.strip()) for line in head.split("\n"))
    code = len(re.findall(_CODE_LINE, head.replace("\r", ""), re.MULTILINE))
    return code * 10 < lines and not _count(_DELUGE, head)


def _markup(text: str, start: int) -> str:
    """A page, which has Deluge where it has ``<%``."""
    if text.startswith("<?php", start):
        return "php"
    if "<%" in text:
        return _page(text)
    return "xml" if text.startswith("<?xml", start) else "html"


def _page(text: str) -> str:
    """A page of Creator, unless it has the directives of JSP, ASP, ERB or EJS."""
    return "template" if re.search(_FOREIGN_TEMPLATE, text) else "page"


def _markdown(text: str) -> str:
    """Markdown has fences; without one, lines that start with # are a habit of some scripts."""
    return "markdown" if re.search(_FENCE, text, re.MULTILINE) else ""


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
    web = extension in _SCRIPT_OF_THE_WEB
    hints = sum([hint in head for hint in _HINTS])
    if hints + web < 2 and "ZDK." not in head and not (web and any(hint in head for hint in _WEB_HINTS)):
        return False
    code = re.sub(_TEXTS, _without_text, head)
    foreign = _count(_FOREIGN, code)
    client_script = re.search(_FOREIGN[0], code) is not None
    if foreign < 2 and not client_script and not web:
        return False
    weight = 2 * foreign + _count(_BORROWED, code)
    if weight < 2:
        return False
    deluge = _count(_DELUGE, code)
    return (web and deluge == 0) or weight >= 3 + 3 * deluge


def _count(patterns: tuple[str, ...], code: str) -> int:
    return sum(re.search(pattern, code, re.MULTILINE) is not None for pattern in patterns)


def _without_text(match: re.Match[str]) -> str:
    """A space for a comment, the word TEXT for a text."""
    return " " if match.group().startswith("/") else "TEXT"
