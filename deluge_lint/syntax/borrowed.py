"""Statements of other languages that the grammar does not read: told by the words that they are made of.

The grammar knows the forms that drafts of Deluge have most often (``while``, ``let`` …) and reads them
to their ends.  These here are given up at some token, and that token alone says nothing to a person.
"""

from __future__ import annotations

from deluge_lint.catalog import foreign
from deluge_lint.diagnostics import Applicability, Edit, Fix, Span
from deluge_lint.syntax.tokens import KIND, NAME
from deluge_lint.syntax.tree import Fault, Tree

#: So many tokens may stand between the first word of a form and the one that does not fit.
_NEAR = 8
_FOR = KIND["FOR"]
#: What may follow a variable that has the name of a statement elsewhere.
_OF_VARIABLES = frozenset("=.([") | {"+=", "-=", "*=", "/="}
_MESSAGES = {
    "delete": "`delete` stands with `from` in Deluge",
    "for": "`for` does not count in Deluge",
    "insert": "the values of a record stand in `[` and `]`, each behind its field",
    "then": "an `if` has no `then` in Deluge",
}


def borrowed(tree: Tree, start: int, error: int) -> Fault | None:
    """The fault of a statement from token ``start`` that cannot be read at ``error``, if it is foreign."""
    if error >= len(tree.tokens):
        return None
    return _sign(tree, error) or _query(tree, error) or _statement(tree, start, error)


def _sign(tree: Tree, error: int) -> Fault | None:
    """``??``, ``?.`` and ``then``: the tokens that do not fit tell enough."""
    tokens = tree.tokens
    for first in (error - 1, error):  # the first mark alone begins a choice as other languages have it
        sign = "".join(tokens[max(first, 0) : first + 2])
        if sign in ("??", "?.") and tree.offsets[first + 1] == tree.offsets[first] + 1:
            return _fault(sign, tree.token_span(first, first + 1))
    if tokens[error].lower() == "then" and error and tokens[error - 1] == ")":
        span = tree.token_span(error)
        fault = _fault("then", span)
        return fault and fault._replace(fix=Fix("Remove `then`", [Edit(span, "")], Applicability.SUGGESTION))
    return None


def _query(tree: Tree, error: int) -> Fault | None:
    """``select … from`` outside of a text."""
    first = max(0, error - _NEAR)
    words = [word.lower() for word in tree.tokens[first : error + 2]]
    if "select" not in words or "from" not in words[words.index("select") :]:
        return None
    start = first + words.index("select")
    if start and tree.tokens[start - 1] not in ("=", "(", ",", ";", "{", "}"):
        return None
    return _fault("select", tree.token_span(start))


def _statement(tree: Tree, start: int, error: int) -> Fault | None:
    """A statement that begins as one of another language."""
    tokens, kinds = tree.tokens, tree.kinds
    if start >= error or error - start > _NEAR:
        return None
    if kinds[start] == _FOR:
        each = tokens[start + 1].lower() == "each"
        counts = tokens[error].lower() == "=" or (each and tokens[error - 1].lower() in ("from", "="))
        return _fault("for", tree.token_span(start, error - 1 if each else error)) if counts else None
    words = [word.lower() for word in tokens[start : error + 1]]
    at = words.index("insert") if "insert" in words else -1
    if at >= 0 and words[at + 1 : at + 2] == ["into"] and at + 3 == len(words) - 1:
        return _fault("insert", tree.token_span(error)) if words[-1] in ("values", "(", "set") else None
    if kinds[start] == NAME and tokens[start + 1] not in _OF_VARIABLES:
        return _fault(tokens[start], tree.token_span(start))
    return None


def _fault(word: str, span: Span) -> Fault | None:
    known = foreign.statement(word)
    if known is None:
        return None
    what = "statement" if word[0].isalpha() else "operator"
    return Fault("borrowed", _MESSAGES.get(word, f"`{word}` is no {what} of Deluge"), span, known.deluge)
