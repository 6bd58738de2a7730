"""What is shown of scripts with a secret in them: reports and logs are passed on further than scripts.

A text keeps its length and its lines, so that every place in it stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from deluge_lint.diagnostics import Diagnostic, Span
from deluge_lint.source import SourceFile

_SECRET = "hardcoded-secret"
# The patterns are texts: few runs need one, and compiling them would delay every start.
_SCHEME = r"(?i)\W*(?:bearer|basic|zoho-(?:oauth|auth)token)\s+"
_VISIBLE = r"[^\s\"']"
#: In an address the host stays readable, and everything with a digit or behind `=` or a user's name goes.
_PART = (
    r"(?P<host>(?<=://)[^/\s?\"'@:]+(?::\d+)?(?=[/\s?\"']|$))"
    r"|(?P<value>(?<==)[^\s&\"']+|(?<=:)[^/\s@\"':]+(?=@)|[^\s/?&=:@\"'<>{}#,]*\d[^\s/?&=:@\"'<>{}#,]*)"
)
#: So many characters of a long value stay, by which its owner knows it.
_KEPT, _LONG = 4, 20


def secret_spans(found: Iterable[tuple[str, Diagnostic]]) -> dict[str, list[Span]]:
    """The places of secrets by path, from (path, finding) pairs."""
    spans: dict[str, list[Span]] = {}
    for path, each in found:
        if each.name == _SECRET:
            spans.setdefault(path, []).append(each.span)
    return spans


def redacted(source: SourceFile, spans: Iterable[Span]) -> SourceFile:
    """The source with asterisks for the secrets in ``spans``, character for character."""
    text = source.text
    pieces: list[str] = []
    done = 0
    for span in sorted(spans):
        if span.start >= done:
            pieces += text[done : span.start], redacted_text(source.slice(span))
            done = span.end
    pieces.append(text[done:])
    return SourceFile("".join(pieces), source.path, encoding=source.encoding, bom=source.bom)


def redacted_text(text: str) -> str:
    """A text of a script without what is secret in it; quotes, the host of an address and schemes stay."""
    if "://" in text:
        return re.sub(_PART, _hidden_part, text)
    scheme = re.match(_SCHEME, text)
    start = scheme.end() if scheme else 0
    return text[:start] + _hidden(text[start:])


def _hidden_part(found: re.Match[str]) -> str:
    return found["host"] or _hidden(found["value"])


def _hidden(value: str) -> str:
    """A value as asterisks; the start of a long one stays."""
    kept = 0
    if len(value) >= _LONG:
        kept = _KEPT + (value[0] in "\"'")
    return value[:kept] + re.sub(_VISIBLE, "*", value[kept:])
