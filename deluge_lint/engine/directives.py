"""What a directive comment says: ``// deluge-lint: ignore[name, DLG301] reason``.

Only the text of one comment is looked at here; :mod:`deluge_lint.engine.suppress` finds
out which code it covers.
"""

from __future__ import annotations

import re

from deluge_lint.diagnostics import Edit, Span
from deluge_lint.records import NamedTuple
from deluge_lint.syntax.tree import Comment

WORDS = ("ignore", "ignore-file", "disable", "enable")

#: A cheap test of a whole text: without a match it has no directive.
ANYWHERE = re.compile(r"deluge[-_ ]?lint", re.IGNORECASE)

_OPENING = re.compile(r"[/*!\s]*")
_MARK = re.compile(r"(deluge[-_ ]?lint)[ \t]*(:?)[ \t]*", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z][\w-]*")
_MEANT = re.compile(r"(?:ignore|ignore-file|disable|enable)[ \t]*\[", re.IGNORECASE)
_NAME = re.compile(r"[^,\s](?:[^,]*[^,\s])?")

# What other linters call these; the nearest spelling would mislead for most of them.
_SYNONYMS = {
    "allow": "ignore", "disable-file": "ignore-file", "disable-line": "ignore",
    "disable-next": "ignore", "disable-next-line": "ignore", "expect": "ignore", "file-ignore": "ignore-file",
    "ignore-all": "ignore-file", "ignore-line": "ignore", "ignore-next": "ignore",
    "ignore-next-line": "ignore", "ignore-statement": "ignore", "nolint": "ignore", "noqa": "ignore",
    "off": "disable", "on": "enable", "skip-file": "ignore-file", "suppress": "ignore",
}  # fmt: skip


class Directive(NamedTuple):
    """A directive that is well formed: its word, the names with their places, the reason."""

    word: str
    names: tuple[tuple[str, Span], ...]
    reason: str
    comment: Span


class Mistake(NamedTuple):
    """A comment that was meant as a directive and cannot work; ``edit`` mends it."""

    span: Span
    message: str
    help: str
    title: str = ""
    edit: Edit | None = None


def read_directive(comment: Comment) -> Directive | Mistake | None:
    """Read one comment; ``None`` when it is prose or another pragma."""
    text = comment.text
    end = len(text) - 2 if text.startswith("/*") and text.endswith("*/") and len(text) > 3 else len(text)
    opening = _OPENING.match(text, 0, end)
    mark = _MARK.match(text, opening.end() if opening else 0, end)
    if mark is None:
        return None
    base = comment.span.start
    if not mark[2] or mark[1].lower() != "deluge-lint":
        return _crooked_mark(text, mark, end, base)
    word = _WORD.match(text, mark.end(), end)
    if word is None:
        return Mistake(
            comment.span, "this directive says nothing", f"say one of {_listed()}, or remove the comment"
        )
    if word[0].lower() == "host":  # the pragma that states where the script runs
        return None
    if word[0].lower() not in WORDS:
        return _unknown_word(word, base)
    return _names_and_reason(text, word, end, comment.span)


def _listed() -> str:
    return ", ".join(f"`{word}[...]`" for word in WORDS)


def _crooked_mark(text: str, mark: re.Match[str], end: int, base: int) -> Mistake | None:
    if not _MEANT.match(text, mark.end(), end):
        return None
    stop = mark.end(2)
    span = Span(base + mark.start(), base + len(text[:stop].rstrip()))
    edit = Edit(Span(span.start, base + mark.end()), "deluge-lint: ")
    return Mistake(
        span, "this directive has no effect: it must start with `deluge-lint:`",
        "write `deluge-lint:` before the directive", "Write `deluge-lint:`", edit,
    )  # fmt: skip


def _unknown_word(word: re.Match[str], base: int) -> Mistake:
    from difflib import get_close_matches

    span = Span(base + word.start(), base + word.end())
    plain = word[0].lower().replace("_", "-")
    near = _SYNONYMS.get(plain) or next(iter(get_close_matches(plain, WORDS, 1, 0.7)), None)
    message = f"unknown directive `{word[0][:40]}`"
    if near is None:
        return Mistake(span, message, f"say one of {_listed()}")
    return Mistake(span, message, f"write `{near}`", f"Write `{near}`", Edit(span, near))


def _names_and_reason(text: str, word: re.Match[str], end: int, whole: Span) -> Directive | Mistake:
    kind, base = word[0].lower(), whole.start
    span = Span(base + word.start(), base + word.end())
    opening = re.compile(r"[ \t]*\[").match(text, word.end(), end)
    if opening is None:
        return Mistake(
            span, f"`{kind}` names no rule", f"name the rules in brackets, as in `{kind}[mixed-and-or]`"
        )
    close = text.find("]", opening.end(), end)
    if close < 0:
        return Mistake(span, f"the `[` of `{kind}` is never closed", "write `]` behind the last rule name")
    names = tuple(
        (found[0], Span(base + found.start(), base + found.end()))
        for found in _NAME.finditer(text, opening.end(), close)
    )
    if not names:
        return Mistake(
            span, f"`{kind}` names no rule", f"name the rules in brackets, as in `{kind}[mixed-and-or]`"
        )
    reason = " ".join(text[close + 1 : end].split()).strip(" -:\u2013\u2014")
    if not any(char.isalnum() for char in reason):
        reason = ""
    return Directive(kind, names, reason, whole)
