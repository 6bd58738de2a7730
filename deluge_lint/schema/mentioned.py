"""Which declared names stand in the scripts of an application, file by file.

Words are compared, not meanings: a name in a text or a comment counts, too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from deluge_lint.records import NamedTuple
from deluge_lint.schema.in_use import ROOT, in_use
from deluge_lint.schema.model import Mention, Schema

_WORD = re.compile(r"\w+")
# what stands behind an escape such as `\n` may be a word without its letter
_ESCAPED = re.compile(r"\\[A-Za-z](\w+)")


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, int]]:
    """The words of a piece of a text, in lower case, each with its place; not in order."""
    stop = len(text) if end is None else end
    for word in _WORD.finditer(text, start, stop):
        yield word[0].lower(), word.start()
    for word in _ESCAPED.finditer(text, start, stop):
        yield word[1].lower(), word.start(1)


class Words(NamedTuple):
    """The words of one file, in lower case.

    ``pairs`` are those of :func:`~deluge_lint.schema.in_use.pairs`, ``declared`` the keys of the functions
    that the file declares, ``heads`` the last words of these that stand nowhere else in it;
    ``published`` says that they are called from outside, as a custom API is.
    """

    all: Collection[str]
    pairs: Collection[str]
    declared: Collection[str]
    heads: Collection[str]
    published: bool = False


def mentioned(schema: Schema, files: Iterable[Words]) -> tuple[Mention, ...]:
    """The fields, pages and connections that are named, and the functions in use.

    The functions that the schema mentions are those which the rest of the application names.
    """
    said = list(files)
    everywhere = {word for one in said for word in one.all}
    return (
        *(Mention("function", key) for key in sorted(_functions(schema, said))),
        *(
            Mention("field", one.name, form.name)
            for form in schema.forms for field in form.fields for one in (field, *field.fields)
            if one.name.lower() in everywhere
        ),
        *(Mention("page", one.name) for one in schema.pages if one.name.lower() in everywhere),
        *(Mention("connection", one.name) for one in schema.connections if one.name.lower() in everywhere),
    )  # fmt: skip


def _functions(schema: Schema, files: Iterable[Words]) -> set[str]:
    declared = {key for one in files for key in one.declared}
    named = {ROOT: {one.name.lower() for one in schema.mentions if one.kind == "function"}}
    for one in files:
        bare = set(one.all).difference(one.heads)
        keys = {key for key in declared if key in (one.pairs if "." in key else bare)}
        if one.published:
            named[ROOT].update(one.declared)
        for caller in one.declared or (ROOT,):
            named.setdefault(caller, set()).update(keys)
    return in_use(named)
