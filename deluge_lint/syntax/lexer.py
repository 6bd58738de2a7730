"""The lexer: any text becomes tokens that tile it; nothing raises and nothing is lost.

One ``findall`` finds the texts of all tokens, a dictionary gives their kinds, and one
regular expression over the *kinds* decides the words that are keywords only beside
certain neighbours (``insert`` before ``into``), so that no step runs token by token in
Python.  Offsets are added up only when somebody asks for them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import compress

from deluge_lint.syntax import tokens as t
from deluge_lint.syntax.tokens import KIND

#: So many texts are remembered with their kinds from one script to the next.
_REMEMBERED = 30_000


class _Kinds(dict[str, int]):
    """Token text → kind; unknown texts are classified by their first character."""

    __slots__ = ()

    def __missing__(self, text: str) -> int:
        if text[-1] == '"' == text[0] and len(text) > 1:  # the commonest by far
            return t.STRING
        kind = _classify(text)
        if len(text) < 40 and len(self) < _REMEMBERED:
            self[text] = kind
        return kind


def _classify(text: str) -> int:
    first = text[0]
    if first == '"':
        return t.STRING if len(text) > 1 and text[-1] == '"' else t.UNCLOSED
    if first.isalpha() or first == "_":
        return _classify_word(text)
    if first.isdigit() or (first == "." and len(text) > 1):
        return t.NUMBER
    if first == "/" and len(text) > 1:
        if text[1] == "/" or (len(text) > 3 and text.endswith("*/")):
            return t.COMMENT
        return t.UNCLOSED_COMMENT
    if first == "'" and len(text) > 1:
        return t.SQ_STRING
    if first.isspace() or first in "\ufeff\u200b\u200c\u200d\u2060":
        return t.SPACE
    if first == ":":
        return KIND["UI"]
    if first == "#":
        return t.HASH_COMMENT if len(text) > 1 else t.BAD
    return t.STRING if len(text) > 1 else t.BAD


def _classify_word(text: str) -> int:
    word = _BASE.get(text.lower())  # every keyword is there from the start
    if word is not None:
        return word
    if not text[-1].isalnum() and text[-1] not in "_$" or ":" in text:
        return KIND["TYPED"]
    if any(map(str.isspace, text)):
        return KIND["TYPED"] if ":" in text else KIND["IN_PERIOD"]
    return t.NAME if text.replace("$", "_").isidentifier() or text[0].isalpha() else t.BAD


_BASE = _Kinds({text: KIND[kind] for text, kind in {**t.WORDS, **t.MARKS}.items()})
for _text in (" ", "\n", "\t", "\n\t", "\n\t\t", "\n\n"):
    _BASE[_text] = t.SPACE


def _class(*names: str) -> bytes:
    """A character class over kinds, for the pattern below."""
    return b"[" + b"".join(re.escape(bytes([KIND[name]])) for name in names) + b"]"


def _one(name: str) -> bytes:
    return re.escape(bytes([KIND[name]]))


_WORDLIKE = (b"[" + re.escape(bytes([t.NAME])) + re.escape(bytes([t.CONST]))
             + re.escape(bytes([t.SOFT])) + b"-" + re.escape(bytes([t.BAD - 1])) + b"]")  # fmt: skip


@lru_cache(maxsize=1)
def _not_keywords() -> re.Pattern[bytes]:
    """Where a word is no keyword because of its neighbours; mirrors the look-aheads of the grammar."""
    braced, called = _one("LBRACE"), _one("LPAR")
    rows = [
        (("RETURN", "NOT"), b"(?=" + _class("ASSIGN") + b")"),
        (("BREAK", "CONTINUE"), b"(?=" + _class("ASSIGN", "DOT") + b")"),
        (("INFO", "ALERT", "THROW"), b"(?=" + _class("ASSIGN", "AUGMENTED", "DOT") + b")"),
        (("CANCEL", "COMMAND", "NEW", "AS"), b"(?!" + _WORDLIKE + b")"),
        (("RELOAD",), b"(?!" + _one("SEMICOLON") + b")"),
        (("SUCCESS",), b"(?!" + _one("NAME") + b")"),
        (("DELETE",), b"(?!" + _one("FROM") + b")"),
        (("INSERT",), b"(?!" + _one("INTO") + b")"),
        (("ELSEIF", "WHILE", "SWITCH"), b"(?!" + called + b")"),
        (("FOR", "FOREACH", "EACH"), b"(?!" + called + b"|" + _WORDLIKE + b")"),
        (("INDEX",), b"(?!(?!" + _class("IN", "IN_PERIOD") + b")" + _WORDLIKE + b")"),
        (("DO", "TRY", "FINALLY"), b"(?!" + braced + b")"),
        (("CATCH",), b"(?!" + braced + b"|" + called + b")"),
        (("CASE",), b"(?!" + _WORDLIKE + b"|" + _class("NUMBER", "STRING", "SQ_STRING", "MINUS") + b")"),
        (("DEFAULT",), b"(?!" + _one("COLON") + b")"),
        (("TO",), b"(?=" + _class("COLON", "ASSIGN") + b")"),
        (("SORT",), b"(?!" + _one("BY") + b")"),
        (("RANGE",), b"(?!" + _one("FROM") + b")"),
        (("INVOKE", "TASK"), b"(?!" + _one("LSQB") + b")"),
    ]
    # all words first: the search then skips to the next of them at the speed of C
    words = _class(*(name for names, _ in rows for name in names))
    parts = b"|".join(b"(?<=" + _class(*names) + b")" + neighbour for names, neighbour in rows)
    return re.compile(words + b"(?:" + parts + b")", re.DOTALL)


@lru_cache(maxsize=2)
def _master(line_bound: bool) -> re.Pattern[str]:
    return t.compiled(t.LINE_PATTERN if line_bound else t.PATTERN)


def tokenize(text: str, *, line_bound: bool = False) -> tuple[list[str], bytes, list[str], bytes]:
    """All token texts and kinds, then those of the significant tokens alone.

    With ``line_bound`` a text literal ends on its line, which reads a text that lacks a
    quote better.
    """
    all_tokens: list[str] = _master(line_bound).findall(text)
    all_kinds = bytes(map(_BASE.__getitem__, all_tokens))
    tokens = list(compress(all_tokens, all_kinds.translate(t.SIGNIFICANT)))
    return all_tokens, all_kinds, tokens, keywords_settled(all_kinds.translate(None, t.TRIVIA))


def keywords_settled(kinds: bytes) -> bytes:
    """The kinds of the significant tokens, with words that are no keywords here made names."""
    return _not_keywords().sub(bytes([t.NAME]), kinds)
